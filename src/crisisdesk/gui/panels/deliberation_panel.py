"""What is before those who decide: options, arguments on both sides, positions with their dissent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.decision_steps import ask_decision
from crisisdesk.gui.pages.case.words import read_words
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.deliberation import AgencyPosition, Consideration, DecisionOption
from crisisdesk.services.decisions import DISSENT, Deliberation, deliberation
from crisisdesk.store.snapshot import Snapshot

_MADE = "It is made already; write a new decision that supersedes it."


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its lines; a group without a line says what is missing."""

    title: str
    lines: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Before:
    """The groups as the panel shows them, and whether it is still to be decided."""

    groups: tuple[Group, ...]
    open: bool


def read_before(view: Snapshot, decision_id: str) -> Before:
    """Read a decision with all that bears on it, in words."""
    found = deliberation(view, decision_id)
    stances = read_words(view, "stance")
    parties = [*(one.partner_id for one in found.positions), *(one.partner_id for one in found.arguments)]
    partners = view.captions(parties)
    told = [(one.partner_id, stances.of("stance", one.stance), one) for one in found.positions]
    positions = [(one.stance in DISSENT, _position(partners[key], word, one)) for key, word, one in told]
    sides = {side: [_argument(one, partners) for one in found.side(side)] for side in ("for", "against", "neutral")}  # fmt: skip
    groups = (
        Group("Options", _options(found), "No option is written; a decision needs two."),
        Group("For", tuple(sides["for"]), "No argument for it is recorded."),
        Group("Against", tuple(sides["against"]), "No argument against it is recorded."),
        Group("For information", tuple(sides["neutral"]), ""),
        Group("Dissent", tuple(line for dissents, line in positions if dissents), "Nobody dissents on record."),
        Group("Other positions", tuple(line for dissents, line in positions if not dissents), ""),
    )  # fmt: skip
    return Before(tuple(group for group in groups if group.lines or group.missing), found.open)


def _options(found: Deliberation) -> tuple[str, ...]:
    if len(found.options) < len(found.told_options):
        return found.told_options
    return tuple(f"{one.number}. {one.text}{_marks(one)}" for one in found.options)


def _marks(option: DecisionOption) -> str:
    marks = [
        word for word, there in (("recommended", option.recommended), ("chosen", option.chosen)) if there
    ]
    return f" ({', '.join(marks)})" if marks else ""


def _argument(one: Consideration, partners: dict[str, str]) -> str:
    whose = one.author or partners.get(one.partner_id or "", "")
    rest = ", ".join(part for part in (whose, f"weight {one.weight}" if one.weight else "") if part)
    return f"{one.argument} ({rest})" if rest else one.argument


def _position(partner: str, stance: str, one: AgencyPosition) -> str:
    reason = one.reason or "no reason recorded"
    needed = f" Would agree if: {one.needed}" if one.needed else ""
    return f"{partner}: {stance.lower()}, {reason}{needed}"


class DeliberationPanel(Panel):
    """Both sides of a decision, and the steps that add to it or make it."""

    title = "For and against"
    record_types = ("decision",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._groups = QVBoxLayout()
        self._shown: Sequence[QWidget] = ()
        self._groups.setSpacing(4)
        self.decide = push_button("&Decide…", self._decide, primary=True)
        self.adds = [
            push_button("Add &option…", partial(self._add, "decision_option")),
            push_button("Add ar&gument…", partial(self._add, "consideration")),
            push_button("Note po&sition…", partial(self._add, "agency_position")),
        ]
        inside = column(spacing=8, margins=(12, 12, 12, 12))
        inside.addLayout(row(self.adds[0], self.adds[1], None))
        inside.addLayout(row(self.adds[2], self.decide, None))
        inside.addLayout(self._groups)
        inside.addStretch(1)
        body, scroll = QWidget(), QScrollArea()
        body.setLayout(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.title)
        scroll.setWidget(body)
        self.setLayout(column(scroll))
        context.desk.moved.connect(self.refresh)

    def read(self) -> None:
        """Read options, arguments and positions."""
        read = partial(read_before, decision_id=self.record_id)
        self.context.desk.fetch(read, self._show, key=(self, "before"))

    def texts(self) -> list[str]:
        """All that is shown, in order."""
        return [str(line.property("text")) for line in self._shown]

    def _show(self, before: Before) -> None:
        for old in self._shown:
            self._groups.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = _lines(before.groups)
        for line in self._shown:
            self._groups.addWidget(line)
        past = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        reasons = [*(past for _ in self.adds), past or ("" if before.open else _MADE)]
        for button, reason in zip((*self.adds, self.decide), reasons, strict=True):
            button.setEnabled(not reason)
            set_tooltip(button, reason)
            button.setAccessibleDescription(reason)

    def _add(self, record_type: str) -> None:
        self.context.create(record_type, {"decision_id": self.record_id})

    def _decide(self) -> None:
        ask_decision(self.context, self.window(), self.record_id)


def _lines(groups: Iterable[Group]) -> Sequence[QWidget]:
    shown: list[QWidget] = []
    for group in groups:
        shown.append(label(group.title, "strong"))
        shown += [selectable(line) for line in group.lines]
        if not group.lines:
            shown.append(label(group.missing, "muted", wrap=True))
    return shown

"""What is to be decided in a case and what was: options, arguments, positions with their dissent, reason, authority."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.decision_steps import ask_decision, ask_preparation
from crisisdesk.gui.pages.case.tab import Read, TableTab
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.plain import set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.decisions import MADE_DECISIONS, Decision, options_in
from crisisdesk.model.deliberation import AgencyPosition, Consideration, DecisionOption
from crisisdesk.model.moments import dtg
from crisisdesk.services.decisions import DISSENT, ENOUGH_OPTIONS
from crisisdesk.store.snapshot import Snapshot

_LAST = float("inf")
_NOBODY = "No position known"


def read_decisions(view: Snapshot, case_id: str) -> Read:
    """All decisions of a case: those to be made by their time first, then the made ones, newest first."""
    times, words = read_times(view), read_words(view, "decision_status")
    decisions = view.all(Decision, Decision.case_id == case_id)
    decisions.sort(key=_urgency)
    own = [one.id for one in decisions]
    options = Counter(
        one.decision_id for one in view.all(DecisionOption, DecisionOption.decision_id.in_(own))
    )
    sides = Counter(
        (one.decision_id, one.side) for one in view.all(Consideration, Consideration.decision_id.in_(own))
    )
    positions: defaultdict[str, list[AgencyPosition]] = defaultdict(list)
    for position in view.all(AgencyPosition, AgencyPosition.decision_id.in_(own)):
        positions[position.decision_id].append(position)
    names = view.captions(
        [*(one.decided_by_id for one in decisions), *(p.partner_id for held in positions.values() for p in held)]
    )  # fmt: skip
    rows = [
        Row(
            one.id,
            (
                _state(one, times, words),
                one.question,
                _options(max(options[one.id], len(options_in(one.options)))),
                _arguments(sides[one.id, "for"], sides[one.id, "against"], one.considerations),
                _positions(positions[one.id], names, one.dissent),
                one.outcome,
                one.reason,
                one.authority or names.get(one.decided_by_id or "", ""),
                str(one.review_on or ""),
            ),
        )
        for one in decisions
    ]
    waiting = sum(is_waiting(one) for one in decisions)
    return Read(rows, f"{counted(waiting, 'decision')} to be made, {len(rows) - waiting} made or withdrawn")


def is_waiting(decision: Decision) -> bool:
    """Whether somebody has still to decide."""
    return decision.status not in MADE_DECISIONS and decision.status != "withdrawn"


def _urgency(decision: Decision) -> tuple[bool, float, str]:
    if is_waiting(decision):
        return False, decision.needed_by.timestamp() if decision.needed_by else _LAST, decision.question
    return True, -decision.decided_at.timestamp() if decision.decided_at else 0.0, decision.question


def _state(decision: Decision, times: Times, words: Words) -> Cell:
    label = words.of("decision_status", decision.status)
    if not is_waiting(decision):
        when = f" {dtg(decision.decided_at)}" if decision.decided_at else ""
        return Cell(f"{label}{when}", "good" if decision.decided_at else "neutral", order=_LAST)
    if decision.needed_by is None:
        return Cell(f"{label}, no time set", "info", order=_LAST)
    late = decision.needed_by < times.now
    told = f"{label}, needed {times.due(decision.needed_by)}"
    return Cell(
        told, "bad" if late else "info", times.both(decision.needed_by), decision.needed_by.timestamp()
    )


def _options(count: int) -> Cell:
    if count < ENOUGH_OPTIONS:
        return Cell(
            "No second option", "warn", "A decision needs a second option before it is made.", float(count)
        )
    return Cell(f"{count} options", "neutral", order=float(count))


def _arguments(number_for: int, against: int, prose: str) -> str:
    if number_for or against:
        return f"{number_for} for, {against} against"
    return "In its text" if prose else "None"


def _positions(positions: Sequence[AgencyPosition], names: dict[str, str], dissent: str) -> Cell:
    against = [names.get(one.partner_id, one.partner_id) for one in positions if one.stance in DISSENT]
    if against:
        return Cell(f"Dissent: {', '.join(against)}", "warn", order=0.0)
    if dissent:
        return Cell(f"Dissent: {dissent}", "warn", dissent, 0.0)
    return Cell(counted(len(positions), "position") if positions else _NOBODY, "neutral", order=1.0)


class DecisionsTab(TableTab):
    """The decisions of a case. Ctrl+Enter makes the one that the table stands on."""

    title, key, icon = "Decisions", "decisions", "scale"
    follows = (
        "decision", "decision_option", "consideration", "agency_position", "post", "partner", "term",
    )  # fmt: skip
    empty = (
        "What must be decided, with two options at least, the arguments on both sides and who stands where."
    )
    columns = (
        Column("state", "State", 210, "status"),
        Column("question", "Question", 300, "strong"),
        Column("options", "Options", 130, "status"),
        Column("arguments", "Arguments", 130),
        Column("positions", "Positions", 200, "status"),
        Column("outcome", "Decided", 240),
        Column("reason", "Reason", 240, "muted"),
        Column("authority", "Authority", 180),
        Column("review", "Review on", 100, "muted"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._new = ""
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.decide)
        self.table.stood_on.connect(lambda _id: self.allow())

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The decisions of the case."""
        return read_decisions

    def own_buttons(self) -> Sequence[QPushButton]:
        """Prepare one; argue, take a position, decide about that on which the table stands."""
        self.prepare = push_button("Prep&are…", self._prepare)
        self._argue = push_button("Add ar&gument…", lambda: self._note("consideration"))
        self._position = push_button("Note p&osition…", lambda: self._note("agency_position"))
        self._decide = push_button("&Decide…", self.decide)
        return (self._decide, self._argue, self._position, self.prepare)

    def decide(self) -> None:
        """Ask what was chosen, why, and on whose authority."""
        if self._decide.isEnabled():
            ask_decision(self.context, self.window(), self.table.current_id)

    def allow(self) -> None:
        """An open decision can be made, now; arguments and positions are noted afterwards, too."""
        super().allow()
        past = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        number = self.table.currentIndex().row()
        stand = past or ("" if number >= 0 else "Choose a decision first.")
        made = number >= 0 and self._is_made(number)
        closed = stand or ("It is made already; write a new one that supersedes it." if made else "")
        for button, reason, told in (
            (self.prepare, past, "A question with two options at least"),
            (self._argue, stand, "An argument for or against"),
            (self._position, stand, "Where an agency or partner stands, with its dissent"),
            (self._decide, closed, "Choose an option with reason and authority (Ctrl+Enter)"),
        ):
            button.setEnabled(not reason)
            set_tooltip(button, reason or told)
            button.setAccessibleDescription(reason)

    def _is_made(self, number: int) -> bool:
        state = self.model.row(number).cells[0]
        return isinstance(state, Cell) and state.tone in {"good", "neutral"}

    def _prepare(self) -> None:
        ask_preparation(self.context, self.window(), self.case_id, self._stand_on)

    def _stand_on(self, decision: Decision) -> None:
        self._new = decision.id

    def _show(self, read: Read) -> None:
        """Stand on a decision that was just prepared, so that the next key is about it."""
        super()._show(read)
        if self._new and self.table.stand_on(self._new):
            self._new = ""

    def _note(self, record_type: str) -> None:
        self.context.create(record_type, {"decision_id": self.table.current_id})

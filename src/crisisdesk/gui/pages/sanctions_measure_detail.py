"""The life of one measure: what can follow, what was done, what is let through it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.words import Words
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_measures_reading import MeasureLife, days_left, tone_of
from crisisdesk.gui.plain import label, mnemonic_safe, selectable, set_tooltip
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, row
from crisisdesk.model.measures import MeasureException, MeasureStep
from crisisdesk.model.moments import dtg

_NONE = "Choose a measure to see its life, what can follow, and what is let through it."
_ICON = 16
RENEWABLE = frozenset({"in_force", "amended", "renewed", "suspended", "eased"})
"""Statuses in which a renewal is offered; the service decides."""


class MeasureDetail(QWidget):
    """Everything about a measure that its page of fields does not tell at a glance."""

    step_asked = Signal(str)
    """The status that the measure shall have next."""
    renewal_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.life: MeasureLife | None = None
        self.steps: dict[str, QPushButton] = {}
        """The buttons of what can follow, by status."""
        holder = QWidget()
        self._box: QVBoxLayout = column(margins=(16, 8, 16, 16))
        holder.setLayout(self._box)
        scroll = QScrollArea()
        scroll.setAccessibleName("The life of the measure")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        self.setLayout(column(scroll, spacing=0))
        self.setMinimumWidth(280)
        self.show_life(None, Words({}))

    def show_life(self, life: MeasureLife | None, words: Words) -> None:
        """Tell of another measure, or of none."""
        self.life = life
        self.steps = {}
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if life is None:
            self._box.addWidget(label(_NONE, "muted", wrap=True))
        else:
            for part in self._parts(life, words):
                self._box.addWidget(part)
        self._box.addStretch(1)

    def _parts(self, life: MeasureLife, words: Words) -> list[QWidget]:
        measure, measure_id = life.measure, life.measure.id
        status = words.of("sanction_status", measure.status)
        parts: list[QWidget] = [
            selectable(measure.title, "heading"),
            self._line(tone_of(measure.status), f"{status}. {_runs(life)}"),
        ]
        facts = (measure.renewal_rule, measure.citation, measure.licences)
        parts += [selectable(text, "muted") for text in facts if text]
        opens = push_button("O&pen record", lambda: self.context.go(Target(record_id=measure_id)), link=True)
        parts += [label("What can follow", "heading"), self._next(life, words), flowing(opens)]
        add = push_button("Add an &exemption or licence…", self._add_exception, link=True)
        self._guard(add, "Record what is let through this measure")
        parts += [label("Let through", "heading"), *self._exceptions(life), flowing(add)]
        parts += [label("Steps taken", "heading"), *_steps(life.steps, words)]
        return parts

    def _next(self, life: MeasureLife, words: Words) -> QWidget:
        made = []
        if life.measure.status in RENEWABLE:
            made.append(self._button("renew", "&Renew…", self.renewal_asked.emit))
        for status in life.next:
            if status == "renewed":
                continue  # a renewal has its own form: it needs a new last day
            caption = f"{mnemonic_safe(words.of('sanction_status', status))}…"
            made.append(self._button(status, caption, partial(self.step_asked.emit, status)))
        return flowing(*made) if made else label("Nothing follows this status.", "muted", wrap=True)

    def _button(self, status: str, caption: str, run: Callable[[], object]) -> QPushButton:
        button = self.steps[status] = push_button(caption, run)
        self._guard(button, "Take this step, with its day and reason")
        return button

    def _guard(self, button: QPushButton, hint: str) -> None:
        past = self.context.desk.at is not None
        button.setEnabled(not past)
        set_tooltip(button, PAST_IS_READ_ONLY if past else hint)

    def _exceptions(self, life: MeasureLife) -> list[QWidget]:
        told = [self._line("info", _exception(one)) for one in life.holding]
        told += [self._line("neutral", f"{_exception(one)} (does not hold today)") for one in life.past]
        return told or [label("Nothing is let through it.", "muted", wrap=True)]

    def _add_exception(self) -> None:
        if self.life is not None:
            self.context.create("measure_exception", {"measure_id": self.life.measure.id})

    def _line(self, tone: Tone, text: str) -> QWidget:
        line = QWidget()
        box = row(IconLabel(self.context.look, TONE_ICONS[tone], tone, _ICON), selectable(text))
        box.setStretch(1, 1)
        line.setLayout(box)
        return line


def _runs(life: MeasureLife) -> str:
    measure, left = life.measure, days_left(life.measure, life.day)
    ends = f"Ends {measure.ends_on}. " if measure.ends_on else "No last day. "
    review = f"Next review {measure.renewal_on}. " if measure.renewal_on else ""
    return f"{ends}{review}{'' if left is None else f'{left} days left.' if left >= 0 else f'{-left} days over.'}"


def _exception(one: MeasureException) -> str:
    until = f"until {one.ends_on}" if one.ends_on else "without end"
    facts = (one.kind.value.replace("_", " ").capitalize(), one.number, one.holder, until)
    return f"{one.title}: {', '.join(filter(None, facts))}"


def _steps(steps: Sequence[MeasureStep], words: Words) -> list[QWidget]:
    return [selectable(_step(one, words)) for one in steps] or [
        label("No step is recorded.", "muted", wrap=True)
    ]


def _step(one: MeasureStep, words: Words) -> str:
    said = words.of("sanction_status", one.after)
    noted = f"noted {dtg(one.noted_at)} by {one.noted_by}" if one.noted_at else ""
    until = f"until {one.extended_to}" if one.extended_to else ""
    facts = (f"{one.taken_on or 'no day'}: {said}", until, one.citation, one.why, noted)
    return " · ".join(filter(None, facts))

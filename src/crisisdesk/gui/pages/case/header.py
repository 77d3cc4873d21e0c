"""The header of the case desk: which case, how grave, as of when, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.head import CaseHead
from crisisdesk.gui.pages.case.severity import SeverityMark
from crisisdesk.gui.pages.case.steps import ask_closing, ask_escalation, ask_phase, ask_stand_down
from crisisdesk.gui.plain import ElidedLabel, label, set_tooltip
from crisisdesk.gui.widgets.marking_banner import level_of
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.cases import Severity

Ask = Callable[[Context, QWidget, CaseHead], object]


class MarkingChip(QLabel):
    """A marking in the colours of its level."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._text = look, ""
        look.changed.connect(self._paint)

    def say(self, text: str) -> None:
        """Show another marking."""
        self._text = text
        self.setText(text)
        self.setAccessibleName(f"Marking: {text}")
        self._paint()

    def _paint(self) -> None:
        pair = self._look.theme.marking(level_of(self._text))
        self.setStyleSheet(
            f"background: {pair.fill}; color: {pair.text}; font-weight: 700; padding: 2px 8px; border-radius: 3px;"
        )


class CaseHeader(QWidget):
    """Title, severity, phase, marking, times and the steps of a case."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: CaseHead | None = None
        self._title = ElidedLabel()
        self._title.setProperty("role", "title")
        self._marking, self._severity = MarkingChip(context.look), SeverityMark(context.look)
        self._phase = label("", "strong")
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        self.buttons: dict[str, QPushButton] = {
            "escalate": self._step("E&scalate…", ask_escalation),
            "stand_down": self._step("Stand do&wn…", ask_stand_down),
            "phase": self._step("Change &phase…", ask_phase),
            "close": self._step("&Close case…", ask_closing),
            "edit": push_button("Ed&it", self._edit),
            "brief": push_button("&Brief", self._brief, primary=True),
        }
        top = row(self._title, *self.buttons.values())
        top.setStretch(0, 1)
        below = row(self._severity, self._phase, self._facts, self._marking, spacing=16)
        below.setStretch(2, 1)
        box = column(spacing=8, margins=(16, 8, 16, 8))
        box.addLayout(top)
        box.addLayout(below)
        self.setLayout(box)

    def show_head(self, head: CaseHead) -> None:
        """Show a case."""
        self._head = head
        case, times = head.case, head.times
        name = f"{case.title} · {case.codename}" if case.codename else case.title
        self._title.setText(name)
        self._marking.say(str(case.marking))
        self._severity.show_severity(case.severity)
        self._phase.setText(f"Phase: {head.phase}")
        due = times.both(case.brief_due_at) if case.brief_due_at else "not set"
        when = f" ({times.due(case.brief_due_at)})" if case.brief_due_at else ""
        facts = (
            f"As of {times.both(times.now)}",
            f"Next brief {due}{when}",
            f"Lead desk: {head.lead_desk or 'unknown'}",
        )
        self._facts.setText("     ".join(facts))
        self._allow(head)

    def _allow(self, head: CaseHead) -> None:
        case = head.case
        closed = "The case is closed; change its phase to reopen it."
        reasons = {
            "escalate": "It is at the highest severity." if case.severity is Severity.ACUTE else "",
            "stand_down": "It is at the lowest severity." if case.severity is Severity.WATCH else "",
            "phase": "",
            "close": "" if case.is_open else closed,
            "edit": "",
        }
        for name, reason in reasons.items():
            reason = PAST_IS_READ_ONLY if head.past else reason  # noqa: PLW2901 - the past outweighs the rest
            button = self.buttons[name]
            button.setEnabled(not reason)
            set_tooltip(button, reason)
            button.setAccessibleDescription(reason)

    def _step(self, title: str, ask: Ask) -> QPushButton:
        def run() -> None:
            if self._head is not None:
                ask(self._context, self.window(), self._head)

        return push_button(title, run)

    def _edit(self) -> None:
        if self._head is not None:
            self._context.edit(self._head.case.id)

    def _brief(self) -> None:
        if self._head is not None:
            self._context.go(Target("briefings", self._head.case.id, "case"))

"""The small form for one step in the life of a measure: its day, the act, the reason."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.plain import ElidedLabel, label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.values import PartialDate

_WIDTH = 440
_DATE = "2026-11-23, 2026-11 or 2026"


@dataclass(frozen=True, slots=True)
class StepAsked:
    """A step as it was filled in; ``until`` only for a renewal."""

    on: PartialDate | None
    until: PartialDate | None
    citation: str
    why: str


class StepForm(QDialog):
    """Stays open until the step was taken, so that nothing typed is lost by a refusal."""

    asked = Signal(object)

    def __init__(
        self, window: QWidget | None, heading: str, subject: str, *, verb: str, today: str, renews: bool
    ) -> None:
        """``subject`` is the measure; ``renews`` asks for the new last day, too."""
        super().__init__(window)
        self.setWindowTitle(heading)
        self.setAccessibleName(f"{heading}: {subject}")
        self.until, self.on = QLineEdit(), QLineEdit(today)
        self.citation, self.why = QLineEdit(), QLineEdit()
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        fields: list[tuple[str, QLineEdit]] = [("New last &day", self.until)] if renews else []
        fields += [("&On", self.on), ("&Legal act", self.citation), ("&Why", self.why)]
        for caption, line in fields:
            line.setAccessibleName(caption.replace("&", ""))
            form.addRow(caption, line)
        for line in (self.until, self.on):
            line.setPlaceholderText(_DATE)
        form.addRow(self._refusal)
        what = ElidedLabel(subject)
        what.setProperty("role", "muted")
        box = column(label(heading, "heading"), what, spacing=12, margins=(16, 16, 16, 16))
        box.addLayout(form)
        box.addLayout(
            row(None, push_button(verb, self.take, primary=True), push_button("Cancel", self.reject))
        )
        self.setLayout(box)
        self.setFixedWidth(_WIDTH)
        fields[0][1].setFocus()

    @property
    def refusal(self) -> str:
        """Why the step was not taken, or nothing."""
        return self._refusal.text()

    def take(self) -> None:
        """Ask for the step as it is filled in."""
        try:
            on, until = (_date(line.text()) for line in (self.on, self.until))
        except UserError as refusal:
            self.refuse(str(refusal))
            return
        self.asked.emit(StepAsked(on, until, self.citation.text().strip(), self.why.text().strip()))

    def refuse(self, sentence: str) -> None:
        """Tell why the step was not taken; all that was typed stays."""
        self._refusal.setText(sentence)
        self._refusal.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the step from any line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text.strip()) if text.strip() else None

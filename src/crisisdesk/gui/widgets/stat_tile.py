"""One figure with what it counts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import IconLabel, column, restyle, row

_UNKNOWN = "\N{EN DASH}"


class StatTile(QFrame):
    """A card with a number, its caption and a note; opens what it counts by click, Enter or Space."""

    opened = Signal()

    def __init__(self, look: Look, caption: str, icon: str) -> None:
        super().__init__()
        self._caption, self._standing = caption, icon
        self.setProperty("part", "card")
        self.setProperty("clickable", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = IconLabel(look, icon, "neutral", 18)
        self._value, self._note = label(_UNKNOWN, "number"), label("", "small")
        head = row(self._icon, label(caption, "muted"), None)
        box = column(self._value, self._note, spacing=2, margins=(14, 10, 14, 10))
        box.insertLayout(0, head)
        self.setLayout(box)
        self.show_figure(_UNKNOWN)

    def show_figure(self, value: str, note: str = "", tone: Tone = "neutral") -> None:
        """Show a figure; what is not known is shown as a word, never as 0."""
        self._value.setText(value)
        self._note.setText(note)
        self._icon.show_icon(self._standing, tone)
        restyle(self._value, tone=tone)
        self.setAccessibleName(f"{self._caption}: {value}. {note}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click that ends inside."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

"""The line that is always there: type what happened, press Enter, done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, restyle, row


@dataclass(frozen=True, slots=True)
class Prefix:
    """Letters that set the kind of an entry when a line begins with them: ``d:`` for a decision."""

    letters: str
    caption: str
    icon: str


class QuickLog(QWidget):
    """One line and a button. Enter sends ``submitted`` with the text as typed.

    The text stays until :meth:`accept`: what is refused is not lost. The arrow up brings back the last line sent.
    """

    submitted = Signal(str)

    def __init__(self, look: Look, prefixes: Sequence[Prefix] = (), standard: str = "Event") -> None:
        """``standard`` is the kind of an entry without prefix."""
        super().__init__()
        self._prefixes, self._standard, self._last = tuple(prefixes), standard, ""
        self.line = _RecallingLine(lambda: self._last)
        self.line.setAccessibleName("Log what happened")
        hints = " · ".join(f"{prefix.letters} {prefix.caption.lower()}" for prefix in prefixes)
        self.line.setPlaceholderText(f"Log what happened, then Enter{'   ' if hints else ''}{hints}")
        set_tooltip(self.line, f"Begin with {hints}" if hints else "")
        self._icon = IconLabel(look, "notebook-pen", "neutral")
        self._kind = label(standard, "muted")
        self._kind.setMinimumWidth(self.fontMetrics().averageCharWidth() * 11)
        self._send = push_button("Log", self._submit, primary=True)
        self._send.setEnabled(False)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        line = row(self._icon, self._kind, self.line, self._send)
        line.setStretch(2, 1)
        box = column(self._refusal, spacing=4)
        box.insertLayout(0, line)
        self.setLayout(box)
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self._submit)
        self.line.textChanged.connect(self._hint)

    @property
    def refusal(self) -> str:
        """The sentence under the line, or nothing."""
        return self._refusal.text()

    def accept(self) -> None:
        """The entry is saved: make room for the next."""
        self._last = self.line.text()
        self.line.setText("")  # unlike clear(), it cannot be undone: Ctrl+Z now takes back the entry
        self._show_refusal("")

    def refuse(self, sentence: str) -> None:
        """Say under the line why the entry was not taken, and leave the text to be bettered."""
        self._show_refusal(sentence)
        self.line.setFocus()

    def _submit(self) -> None:
        if self.line.text().strip():
            self.submitted.emit(self.line.text())

    def _hint(self, text: str) -> None:
        start = text.lstrip().casefold()
        found = next((p for p in self._prefixes if start.startswith(p.letters.casefold())), None)
        self._kind.setText(found.caption if found else self._standard)
        self._icon.show_icon(found.icon if found else "notebook-pen", "info" if found else "neutral")
        self._send.setEnabled(bool(start))
        self._show_refusal("")

    def _show_refusal(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        restyle(self.line, refused="true" if sentence else "false")


class _RecallingLine(QLineEdit):
    def __init__(self, last: Callable[[], str]) -> None:
        super().__init__()
        self._last = last

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while the line has nothing to undo itself."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and not self.text():
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and not self.text():
            self.setText(self._last())
        else:
            super().keyPressEvent(event)

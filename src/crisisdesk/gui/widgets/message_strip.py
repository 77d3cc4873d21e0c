"""A message above what it is about; it pushes the content down and waits."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import selectable
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import (
    TONE_ICONS,
    TONE_WORDS,
    IconButton,
    IconLabel,
    push_button,
    restyle,
    row,
)


class MessageStrip(QFrame):
    """One sentence in a tone (icon, word and colour), perhaps with one thing to do; Escape dismisses it.

    Hidden while it has nothing to say.
    """

    dismissed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._icon = IconLabel(look, "info", "info")
        self._text = selectable("")
        self._action = push_button("", self._run)
        self._todo: Callable[[], object] | None = None
        close = IconButton(look, "x", "Dismiss message", self.dismiss)
        box = row(self._icon, self._text, self._action, close, margins=(10, 4, 4, 4))
        box.setStretch(1, 1)
        self.setLayout(box)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty when the strip is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        text: str,
        tone: Tone = "info",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence, in place of the one before."""
        self._text.setText(text)
        self._text.setAccessibleName(f"{TONE_WORDS[tone]}: {text}")
        self._icon.show_icon(TONE_ICONS[tone], tone, TONE_WORDS[tone])
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._todo = run
        restyle(self, tone=tone)
        self.setAccessibleName(f"{TONE_WORDS[tone]}: {text}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss by keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _run(self) -> None:
        todo = self._todo
        self.dismiss()
        if todo is not None:
            todo()

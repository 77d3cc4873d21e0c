"""The marking of one record, in the colours of its level."""

from PySide6.QtWidgets import QSizePolicy

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import PlainLabel
from crisisdesk.gui.widgets.marking_banner import level_of


class MarkingChip(PlainLabel):
    """A small label; hidden while there is no marking."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        look.changed.connect(self._redraw)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_marking(self, text: str) -> None:
        """Show a marking."""
        self.setText(text)
        self.setAccessibleName(f"Marking: {text}")
        self.setVisible(bool(text))
        self._redraw()

    def _redraw(self) -> None:
        pair = self._look.theme.marking(level_of(self.text()))
        self.setStyleSheet(
            f"background: {pair.fill}; color: {pair.text}; font-weight: 700; padding: 1px 8px; border-radius: 3px;"
        )

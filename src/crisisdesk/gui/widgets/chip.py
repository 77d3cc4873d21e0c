"""What a list is narrowed to, each condition a chip that can be taken away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import ElidedLabel
from crisisdesk.gui.widgets.parts import IconButton, push_button, row

WIDEST = 320


class Chip(QFrame):
    """One condition in words, with a button that removes it; Delete and Backspace do so too."""

    removed = Signal()

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self.setProperty("part", "chip")
        self.setAccessibleName(text)
        caption = ElidedLabel(text)
        caption.setMaximumWidth(min(WIDEST, caption.fontMetrics().horizontalAdvance(text) + 4))
        remove = IconButton(look, "x", f"Remove filter {text}", self.removed.emit)
        remove.setMinimumSize(24, 24)
        remove.setIconSize(QSize(14, 14))
        self.setLayout(row(caption, remove, spacing=2, margins=(10, 0, 2, 0)))
        caption.setMinimumWidth(caption.maximumWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by keyboard."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ChipBar(QWidget):
    """All conditions of a list side by side; hidden while there are none."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = row(None, spacing=6)
        self._clear = push_button("Clear all", self.cleared.emit, link=True)
        self._row.insertWidget(0, self._clear)
        self.setLayout(self._row)
        self._chips: list[Chip] = []
        self.setAccessibleName("Filters")
        self.hide()

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these conditions, ids and words, in place of those before."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [self._chip(chip_id, text) for chip_id, text in chips]
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)
        self._clear.setVisible(len(chips) > 1)
        self.setVisible(bool(chips))

    def _chip(self, chip_id: str, text: str) -> Chip:
        made = Chip(self._look, text)
        made.removed.connect(lambda: self.removed.emit(chip_id))
        return made

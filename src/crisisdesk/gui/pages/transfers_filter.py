"""The line that narrows a list of the transfers page by words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class FilterLine(QLineEdit):
    """Down goes to the list, Escape clears."""

    left = Signal()
    """The focus wants to go down to the list."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("Filter by words")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or clear."""
        match event.key():
            case Qt.Key.Key_Down:
                self.left.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)

"""Widgets side by side that go on in the next line where the room ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

_GAP = 8


class FlowLayout(QLayout):
    """Each widget is as wide as it wants to be; a line is as high as its highest widget."""

    def __init__(self, widgets: tuple[QWidget, ...], margins: tuple[int, int, int, int]) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(*margins)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Add one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrower room needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the lines need."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all of them."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of them in a line of its own."""
        margins = self.contentsMargins()
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        lines = self._lines(inner.width())
        y = inner.top()
        for line in lines:
            high = max(item.sizeHint().height() for item in line)
            x = inner.left()
            for item in line:
                hint = item.sizeHint()
                if move:
                    at = QPoint(x, y + (high - hint.height()) // 2)
                    item.setGeometry(QRect(at, hint))
                x += hint.width() + _GAP
            y += high + _GAP
        return y - (_GAP if lines else 0) - rect.top() + margins.bottom()

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            wide = item.sizeHint().width()
            if not lines or wide > left:
                lines.append([])
                left = room
            lines[-1].append(item)
            left -= wide + _GAP
        return lines


def flowing(*widgets: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """A widget with these in it, which grows in height where it is narrow."""
    made = QWidget()
    made.setLayout(FlowLayout(widgets, margins))
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made

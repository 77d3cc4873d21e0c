"""The overall marking, at the top and at the bottom of every window."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.roles import MarkingLevel

_LEVELS: tuple[tuple[str, MarkingLevel], ...] = (
    ("TOP SECRET", "top_secret"),
    ("SECRET", "secret"),
    ("CONFIDENTIAL", "confidential"),
    ("RESTRICTED", "controlled"),
    ("SENSITIVE BUT UNCLASSIFIED", "controlled"),
    ("CONTROLLED", "controlled"),
    ("CUI", "controlled"),
)


def level_of(banner: str) -> MarkingLevel:
    """The level whose colours a banner takes, by the words of its first category; unclassified if none fits.

    A foreign or joint banner (``//NATO SECRET``) begins with an empty category: then its second one counts.
    """
    first = next((part for part in banner.upper().split("//") if part.strip()), "")
    return next((level for words, level in _LEVELS if words in first), "unclassified")


class MarkingBanner(QWidget):
    """A bar that paints the marking in capitals, centred, in the colours of its level.

    The text is computed elsewhere and asked for at each :meth:`refresh`; nobody types it here.
    """

    def __init__(self, look: Look, text: Callable[[], str]) -> None:
        super().__init__()
        self._look, self._ask = look, text
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.refresh)
        self.refresh()

    @property
    def text(self) -> str:
        """What the bar says now."""
        return self._text

    def refresh(self) -> None:
        """Ask for the marking anew."""
        self._text = self._ask().upper()
        self.setAccessibleName(f"Marking: {self._text}")
        self.setFixedHeight(self.fontMetrics().height() + 4)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the bar and write the marking; it shrinks before it is cut."""
        pair = self._look.theme.marking(level_of(self._text))
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(pair.fill))
        painter.setPen(QColor(pair.text))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        room = QRect(self.rect().adjusted(8, 0, -8, 0))
        width = painter.fontMetrics().horizontalAdvance(self._text)
        if width > room.width():
            font.setPointSizeF(max(font.pointSizeF() * room.width() / width, 6.0))
            painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._text)

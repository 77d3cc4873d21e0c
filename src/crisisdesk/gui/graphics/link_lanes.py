"""When links hold: a thin bar for each, those without dates in a lane of their own, and the day looked at."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.graphics.memory import draw_lines
from crisisdesk.gui.look import Look

Span = tuple[date | None, date | None]
HEIGHT = 84
_LANE = 20


class LinkLanes(QWidget):
    """A picture beside a slider, which says the same in words; it takes no keys."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._spans: list[Span] = []
        self._undated = 0
        self._first, self._last, self._day = date.min, date.max, date.min
        self.setMinimumHeight(HEIGHT)
        look.changed.connect(self.update)

    def show_spans(self, spans: Sequence[Span], first: date, last: date) -> None:
        """Show links by their first and last days, None where not known, between two days."""
        dated = [span for span in spans if span != (None, None)]
        self._spans = sorted(dated, key=lambda span: (span[0] or date.min, span[1] or date.max))
        self._undated = len(spans) - len(dated)
        self._first, self._last = first, last
        self.setAccessibleName(f"{len(dated)} links with dates, {self._undated} without")
        self.update()

    def look_at(self, day: date) -> None:
        """Move the line of the day."""
        self._day = day
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars from the top, the lane of the undated below, the day across both."""
        painter = QPainter(self)
        theme = self._look.theme
        painter.fillRect(self.rect(), QColor(theme.surface))
        painter.setClipRect(self.rect())
        wide, high = self.width(), self.height() - _LANE
        if self._spans:
            begins = [self._x(span[0] or self._first, wide) for span in self._spans]
            until = [self._x(span[1] or self._last, wide) for span in self._spans]
            ends = np.maximum(until, np.array(begins) + 2)
            rows = 4 + (np.arange(len(begins)) + 0.5) * (high - 8) / len(begins)
            painter.setPen(QPen(QColor(theme.muted), 1))
            draw_lines(painter, np.column_stack((begins, rows, ends, rows)))
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawLine(0, high, wide, high)
        painter.setPen(QColor(theme.muted))
        words = f"Without dates: {self._undated}"
        painter.drawText(QRectF(4, high, wide - 8, _LANE), Qt.AlignmentFlag.AlignVCenter, words)
        if self._undated:
            begin = painter.fontMetrics().horizontalAdvance(words) + 14
            painter.setPen(QPen(QColor(theme.muted), 3, Qt.PenStyle.DotLine))
            painter.drawLine(begin, high + _LANE // 2, wide - 4, high + _LANE // 2)
        if self._first <= self._day <= self._last:
            x = int(self._x(self._day, wide))
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawLine(x, 0, x, high)

    def _x(self, day: date, wide: int) -> float:
        whole = max((self._last - self._first).days, 1)
        return 4 + (wide - 8) * min(max((day - self._first).days / whole, 0.0), 1.0)

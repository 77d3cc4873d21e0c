"""A week of shifts as a strip: one row for each duty, drawn by hand; the table beside it says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.roles import Tone

DAYS = 7
_NAMES, _PAD = 20, 4
"""Room for the names of duties in average letters, and around a shift in pixels."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A shift on the strip; ``lane`` is the duty it belongs to. Without an end it runs out of the picture."""

    id: str
    lane: str
    words: str
    begins: datetime
    ends: datetime | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a midnight of the desk's zone, the moment looked at, shifts, and when nobody has the duty."""

    begins: datetime
    now: datetime
    bars: Sequence[Bar]
    gaps: Sequence[tuple[datetime, datetime]]


class WeekStrip(QWidget):
    """Days from left to right; a gap in the watch is hatched. A click tells whose shift it is."""

    picked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._week: Week | None = None
        self._lanes: list[str] = []
        self.setAccessibleName("The week of shifts, as a picture of the table below")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_week(self, week: Week) -> None:
        """Draw this week."""
        self._week = week
        self._lanes = list(dict.fromkeys(bar.lane for bar in week.bars))
        self.setAccessibleDescription(f"{len(week.bars)} shifts, {len(week.gaps)} times without a watch")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the days and one row for each duty."""
        return QSize(600, self._head + self._row * max(1, len(self._lanes)) + _PAD)

    @property
    def _head(self) -> int:
        """The height of the days, which follows the size of the text."""
        return self.fontMetrics().height() + 12

    @property
    def _row(self) -> int:
        return self.fontMetrics().height() + 14

    @property
    def _names(self) -> int:
        return self.fontMetrics().averageCharWidth() * _NAMES

    def place(self, moment: datetime) -> float:
        """Where a moment stands, in pixels from the left."""
        assert self._week is not None
        share = (moment - self._week.begins) / (DAYS * _DAY)
        return self._names + max(0.0, min(1.0, share)) * (self.width() - self._names - 1)

    def area(self, bar: Bar) -> QRectF:
        """Where a shift is drawn."""
        assert self._week is not None
        end = bar.ends or self._week.begins + DAYS * _DAY
        left, right = self.place(bar.begins), self.place(end)
        top = self._head + self._lanes.index(bar.lane) * self._row + _PAD
        return QRectF(left, top, max(2.0, right - left), self._row - 2 * _PAD)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the shift that was clicked."""
        for bar in self._week.bars if self._week else ():
            if self.area(bar).contains(event.position()):
                self.picked.emit(bar.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw days, gaps, shifts and the moment looked at."""
        if self._week is None:
            return
        painter, theme = QPainter(self), self._look.theme
        painter.setFont(self.font())
        self._draw_days(painter, self._week)
        hatch = QColor(theme.tone("bad"))
        hatch.setAlpha(110)
        for begin, end in self._week.gaps:
            left, right = self.place(begin), self.place(end)
            area = QRectF(left, self._head, right - left, self.height() - self._head)
            painter.fillRect(area, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        for number, lane in enumerate(self._lanes):
            name = QRectF(0, self._head + number * self._row, self._names - 8, self._row)
            painter.setPen(QColor(theme.text))
            shown = painter.fontMetrics().elidedText(
                honest(lane), Qt.TextElideMode.ElideRight, self._names - 12
            )
            painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        for bar in self._week.bars:
            self._draw_bar(painter, bar)
        if self._week.begins <= self._week.now <= self._week.begins + DAYS * _DAY:
            painter.setPen(QPen(QColor(theme.focus), 2))
            here = self.place(self._week.now)
            painter.drawLine(int(here), 4, int(here), self.height())
        painter.end()

    def _draw_days(self, painter: QPainter, week: Week) -> None:
        theme = self._look.theme
        for number in range(DAYS):
            day = week.begins + number * _DAY
            left, right = self.place(day), self.place(day + _DAY)
            painter.setPen(QColor(theme.line))
            painter.drawLine(int(left), 0, int(left), self.height())
            painter.setPen(QColor(theme.text if day <= week.now < day + _DAY else theme.muted))
            head = QRectF(left + 6, 0, right - left - 8, self._head)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), f"{day:%a %d %b}")

    def _draw_bar(self, painter: QPainter, bar: Bar) -> None:
        area, color = self.area(bar), QColor(self._look.theme.tone(bar.tone))
        ground = QColor(color)
        ground.setAlpha(46)
        painter.setPen(QPen(color, 1))
        painter.setBrush(QColor(self._look.theme.surface))
        painter.drawRect(area)
        painter.setBrush(ground)
        painter.drawRect(area)
        painter.setPen(QColor(self._look.theme.text))
        room = area.adjusted(6, 0, -4, 0)
        shown = painter.fontMetrics().elidedText(
            honest(bar.words), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

"""The frozen captions of the matrix: measures with their totals at the left, partners with theirs above."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look

if TYPE_CHECKING:
    from crisisdesk.gui.pages.sanctions_grid import MatrixModel

NARROWEST, WIDEST, _SHARE = 352, 520, 0.33
_TOTALS_WIDTH, _CODE_WIDTH, _PAD = 64, 40, 8

_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _Header(QHeaderView):
    """A header drawn by hand in the colours of the theme; sections can be clicked but not moved."""

    def __init__(
        self, orientation: Qt.Orientation, look: Look, model: "MatrixModel", parent: QTableView
    ) -> None:
        super().__init__(orientation, parent)
        self._look, self._matrix, self._table = look, model, parent
        self._elided: dict[tuple[str, int], str] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        look.changed.connect(self._take_look)
        self._take_look()

    def _take_look(self) -> None:
        theme = self._look.theme
        self._text, self._muted = QColor(theme.text), QColor(theme.muted)
        self._fill, self._line = QColor(theme.raised), QColor(theme.line)
        self._warn = QColor(theme.warn)
        self._font, self._bold = QFont(self.font()), QFont(self.font())
        self._bold.setBold(True)
        self._small = QFont(self.font())
        if self._small.pixelSize() > 0:
            self._small.setPixelSize(max(10, self._small.pixelSize() - 2))
        else:
            self._small.setPointSizeF(max(7.0, self._small.pointSizeF() - 1))
        self._elided.clear()
        self.viewport().update()

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, self._fill)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def _fitting(self, text: str, width: int, font: QFont) -> str:
        key = (text, width)
        shown = self._elided.get(key)
        if shown is None:
            line = honest(" ".join(text.split()))
            shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = shown
        return shown


class RowHeader(_Header):
    """Measures: the title, a mark where something needs attention, and aligned/known/all at the end."""

    def __init__(self, look: Look, model: "MatrixModel", parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, look, model, parent)

    def sizeHint(self) -> QSize:
        """As wide as a title needs, not wider than lets the cells be seen."""
        least, most = (round(width * min(self._look.text_scale, 1.5)) for width in (NARROWEST, WIDEST))
        share = round(self._table.width() * _SHARE)
        return QSize(max(least, min(most, share)), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one caption."""
        rows = self._matrix.sheet.rows
        if section >= len(rows):
            return
        line = rows[section]
        painter.save()
        self._ground(painter, rect)
        totals = round(_TOTALS_WIDTH * self._look.text_scale)
        code = QRect(
            rect.left() + _PAD, rect.top(), round(_CODE_WIDTH * self._look.text_scale), rect.height()
        )
        painter.setFont(self._small)
        painter.setPen(self._muted)
        painter.drawText(code, _START, self._fitting(line.code, code.width() - 4, self._small))
        room = QRect(rect)
        room.setLeft(code.right())
        room.setRight(rect.right() - totals - _PAD // 2)
        if line.mark:
            width = QFontMetrics(self._small).horizontalAdvance(line.mark) + _PAD
            painter.setFont(self._small)
            painter.setPen(self._warn)
            mark = QRect(room.right() - width, rect.top(), width, rect.height())
            painter.drawText(mark, _END, line.mark)
            room.setRight(mark.left() - _PAD // 2)
        stands_on = self._table.currentIndex().row() == section
        painter.setFont(self._bold if stands_on else self._font)
        painter.setPen(self._text)
        shown = self._fitting(line.caption, room.width(), self._bold)
        painter.drawText(room, _START, shown)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        end = QRect(rect.right() - totals, rect.top(), totals - _PAD, rect.height())
        painter.drawText(end, _END, line.score)
        painter.restore()


class ColumnHeader(_Header):
    """Partners: the code, and aligned/known/all under it."""

    def __init__(self, look: Look, model: "MatrixModel", parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, look, model, parent)

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(super().sizeHint().width(), 2 * QFontMetrics(self.font()).height() + 2 * _PAD)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one caption."""
        columns = self._matrix.sheet.columns
        if section >= len(columns):
            return
        line = columns[section]
        painter.save()
        self._ground(painter, rect)
        half = rect.height() // 2
        stands_on = self._table.currentIndex().column() == section
        painter.setFont(self._bold)
        painter.setPen(self._text)
        upper = QRect(rect.left() + 2, rect.top() + 4, rect.width() - 4, half - 2)
        code = line.code or line.caption
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self._fitting(code, upper.width(), self._bold))
        painter.setFont(self._small)
        painter.setPen(self._text if stands_on else self._muted)
        lower = QRect(rect.left(), rect.top() + half, rect.width(), half - 4)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, line.score)
        painter.restore()

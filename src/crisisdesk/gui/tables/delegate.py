"""Cells drawn by hand: one question to the model for each, and a fill only where it differs."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Kind
from crisisdesk.gui.theme.roles import Theme, Tone
from crisisdesk.gui.widgets.marking_banner import level_of
from crisisdesk.gui.widgets.parts import TONE_ICONS

PAD = 8
ICON = 16
_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ELIDE = Qt.TextElideMode.ElideRight
_BOLD_KINDS = ("strong", "marking")


class CellDelegate(QStyledItemDelegate):
    """Draws text, numbers (at the end), moments, statuses (icon, word, colour) and markings (a chip).

    The current cell of the view with the focus has a ring around it.
    """

    def __init__(self, look: Look, model: RowTableModel, font: QFont, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._kinds: tuple[Kind, ...] = tuple(column.kind for column in model.columns)
        self.take_font(font)
        look.changed.connect(self._take_colors)
        self._take_colors()

    def take_font(self, font: QFont) -> None:
        """Draw in this font from now on."""
        self._font, self._bold = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        self._elided: dict[tuple[str, int, bool], str] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """What the text of this cell needs; asked for by a double click on the edge of a header."""
        words = self._bold_metrics.horizontalAdvance(str(index.data()))
        return QSize(words + 2 * PAD + ICON + 8, self._look.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        number = index.column()
        cell = self._model.row(index.row()).cells[number]
        kind, rect, state = self._kinds[number], option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._selection)
        match kind:
            case "marking":
                self._draw_marking(painter, rect, cell if isinstance(cell, str) else cell.text)
            case "status":
                self._draw_status(painter, rect, cell, selected=selected)
            case _:
                self._draw_text(
                    painter, rect, cell if isinstance(cell, str) else cell.text, kind, selected=selected
                )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._ring)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_text(self, painter: QPainter, rect: QRect, text: str, kind: Kind, *, selected: bool) -> None:
        if not text:
            return
        bold = kind in _BOLD_KINDS
        painter.setFont(self._bold if bold else self._font)
        painter.setPen(self._on_selection if selected else self._muted if kind == "muted" else self._text)
        room = rect.adjusted(PAD, 0, -PAD, 0)
        shown = self._fitting(text, room.width(), bold=bold)
        painter.drawText(room, _END if (kind == "number") is not self._mirrored else _START, shown)

    def _draw_status(self, painter: QPainter, rect: QRect, cell: str | Cell, *, selected: bool) -> None:
        text, tone, *_ = Cell(cell) if isinstance(cell, str) else cell
        if not text:
            return
        if tone == "neutral":
            self._draw_text(painter, rect, text, "muted", selected=selected)
            return
        top = rect.top() + (rect.height() - ICON) // 2
        left = rect.right() - PAD - ICON + 1 if self._mirrored else rect.left() + PAD
        painter.drawPixmap(left, top, self._icon(tone, selected=selected))
        side = ICON + 6
        room = rect.adjusted(
            PAD + (0 if self._mirrored else side), 0, -PAD - (side if self._mirrored else 0), 0
        )
        painter.setFont(self._font)
        painter.setPen(self._on_selection if selected else self._tones[tone])
        painter.drawText(
            room, _END if self._mirrored else _START, self._fitting(text, room.width(), bold=False)
        )

    def _icon(self, tone: Tone, *, selected: bool) -> QPixmap:
        if selected:
            return self._look.tinted(TONE_ICONS[tone], self._theme.on_selection, ICON).pixmap(ICON, ICON)
        return self._look.pixmap(TONE_ICONS[tone], tone, ICON)

    def _draw_marking(self, painter: QPainter, rect: QRect, text: str) -> None:
        if not text:
            return
        pair = self._theme.marking(level_of(text))
        shown = self._fitting(text, rect.width() - 4 * PAD, bold=True)
        width, height = self._bold_metrics.horizontalAdvance(shown) + 2 * PAD, self._bold_metrics.height() + 2
        left = rect.right() - PAD - width + 1 if self._mirrored else rect.left() + PAD
        chip = QRect(left, rect.top() + (rect.height() - height) // 2, width, height)
        painter.fillRect(chip, QColor(pair.fill))
        painter.setFont(self._bold)
        painter.setPen(QColor(pair.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)

    def _fitting(self, text: str, width: int, *, bold: bool) -> str:
        key = (text, width, bold)
        shown = self._elided.get(key)
        if shown is None:
            if len(self._elided) > _ELIDED_KEPT:
                self._elided.clear()
            metrics = self._bold_metrics if bold else self._metrics
            line = honest(" ".join(text[:_LONGEST].split("\n")))
            shown = self._elided[key] = metrics.elidedText(line, _ELIDE, width)
        return shown

    def _take_colors(self) -> None:
        self._theme: Theme = self._look.theme
        theme = self._theme
        self._text, self._muted = QColor(theme.text), QColor(theme.muted)
        self._selection, self._on_selection = QColor(theme.selection), QColor(theme.on_selection)
        self._ring = QPen(QColor(theme.on_selection if theme.name == "high contrast" else theme.focus), 2)
        tones: tuple[Tone, ...] = ("neutral", "good", "warn", "bad", "info")
        self._tones = {tone: QColor(theme.tone(tone)) for tone in tones}
        self._mirrored = False

    def mirror(self, *, mirrored: bool) -> None:
        """Begin cells at the right, for a window that is read from there."""
        self._mirrored = mirrored


_ELIDED_KEPT = 4000
_LONGEST = 400

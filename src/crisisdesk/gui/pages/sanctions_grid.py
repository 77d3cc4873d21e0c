"""The alignment matrix as a Qt model and a painted table: frozen captions, one picture for each kind of cell."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.sanctions_headers import ColumnHeader, RowHeader
from crisisdesk.gui.pages.sanctions_sheet import BY_LETTER, STATES, Sheet, facts_of
from crisisdesk.gui.plain import plain_tooltip
from crisisdesk.model.sanctions import AlignmentState

Index = QModelIndex | QPersistentModelIndex
COLUMN_WIDTH = 56
_FORMULA_STARTS = ("=", "+", "-", "@")
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value


class MatrixModel(QAbstractTableModel):
    """Shows a sheet; one of the same shape keeps selection and scroll."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet()

    def show(self, sheet: Sheet) -> None:
        """Show this sheet in place of the one before."""
        if sheet.shape() != self.sheet.shape():
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        self.sheet = sheet
        if sheet.rows and sheet.columns:
            last = self.index(len(sheet.rows) - 1, len(sheet.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(sheet.rows) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(sheet.columns) - 1)

    def put(self, row: int, column: int, state: AlignmentState) -> None:
        """Show another state in one cell at once, before it is written and read anew."""
        self.sheet = self.sheet.with_state(row, column, state)
        at = self.index(row, column)
        self.dataChanged.emit(at, at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many measures there are."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many partners there are."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The letter of a cell; its words for the tool tip and the screen reader."""
        if role not in (_DISPLAY, _TOOLTIP, _SPOKEN) or not index.isValid():
            return None
        cell = self.sheet.cells[index.row()][index.column()]
        if role == _DISPLAY:
            return STATES[cell.state].letter
        told = self.told(index.row(), index.column())
        return plain_tooltip(told) if role == _TOOLTIP else told

    def told(self, row: int, column: int) -> str:
        """A cell in words: whose, of what, how it stands, and whether it is a gap."""
        cell, sheet = self.sheet.cells[row][column], self.sheet
        gap = "A gap: a target can get round the measure here." if cell.gap else ""
        head = f"{sheet.columns[column].caption}, {sheet.rows[row].caption}: {STATES[cell.state].word}"
        return "\n".join(filter(None, (head, facts_of(sheet.behind(row, column)), gap)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The captions with their totals."""
        lines = self.sheet.rows if orientation is Qt.Orientation.Vertical else self.sheet.columns
        if not 0 <= section < len(lines):
            return None
        line = lines[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.caption
            case Qt.ItemDataRole.ToolTipRole:
                told = (line.caption, line.hint, line.mark, line.score_in_words)
                return plain_tooltip("\n".join(filter(None, told)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.caption}: {line.score_in_words}"
            case _:
                return None


class StateDelegate(QStyledItemDelegate):
    """Draws a cell from a picture that is made once for each state, gap and size."""

    def __init__(self, look: Look, model: MatrixModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._look, self._model, self._view = look, model, parent
        self._pictures: dict[tuple[AlignmentState, bool, int, int], QPixmap] = {}
        look.changed.connect(self._take_look)
        self._take_look()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = option.rect
        cell = self._model.sheet.cells[index.row()][index.column()]
        key = (cell.state, cell.gap, rect.width(), rect.height())
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._drawn(*key)
        painter.drawPixmap(rect.topLeft(), picture)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(self._ring if state & QStyle.StateFlag.State_HasFocus else self._quiet_ring)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All cells are of one size."""
        return QSize(COLUMN_WIDTH, self._look.row_height)

    def _drawn(self, state: AlignmentState, gap: bool, width: int, height: int) -> QPixmap:  # noqa: FBT001 - a key
        theme, look = self._look.theme, STATES[state]
        ratio = self._view.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        known = look.tone != "neutral"
        picture.fill(QColor(theme.tint(look.tone) if known else theme.surface))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, height - 1, width, height - 1)
        painter.drawLine(width - 1, 0, width - 1, height)
        font = QFont(self._view.font())
        font.setBold(known)
        painter.setFont(font)
        painter.setPen(QColor(theme.tone(look.tone)))
        painter.drawText(QRect(0, 0, width - 1, height - 1), Qt.AlignmentFlag.AlignCenter, look.letter)
        if gap:
            _draw_gap(painter, QColor(theme.bad), width)
        painter.end()
        return picture

    def _take_look(self) -> None:
        theme = self._look.theme
        self._pictures.clear()
        self._ring, self._quiet_ring = QPen(QColor(theme.focus), 3), QPen(QColor(theme.edge), 2)


def _draw_gap(painter: QPainter, color: QColor, width: int) -> None:
    """A small open ring in the upper corner: a hole in the fence, told by its shape."""
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(width - 13, 4, 7, 7)


class MatrixView(QTableView):
    """The painted matrix. Arrow keys move; a letter or Enter asks to change the cell; Ctrl+C copies what is selected."""

    edit_asked = Signal(int, int, object)
    """Row, column, and the state that a letter asked for or nothing."""
    stood_on = Signal(int, int)
    opened = Signal(str)
    """The id of a measure, by double click on its caption."""

    def __init__(self, look: Look, model: MatrixModel) -> None:
        super().__init__()
        self._look, self._sheet_model = look, model
        self.setAccessibleName("Alignment matrix: measures down, partners across")
        self.setModel(model)
        self.setHorizontalHeader(ColumnHeader(look, model, self))
        self.setVerticalHeader(RowHeader(look, model, self))
        self.setItemDelegate(StateDelegate(look, model, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.doubleClicked.connect(lambda index: self.edit_asked.emit(index.row(), index.column(), None))
        self.verticalHeader().sectionDoubleClicked.connect(
            lambda row: self.opened.emit(model.sheet.rows[row].id)
        )
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.stood_on.emit(now.row(), now.column())
        )
        look.changed.connect(self._take_look)
        self._take_look()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell stands, in the coordinates of the viewport."""
        return self.visualRect(self._sheet_model.index(row, column))

    def copy(self) -> None:
        """Put the selected block on the clipboard: captions, then a letter for each cell, parted by tabs."""
        block = [(index.row(), index.column()) for index in self.selectedIndexes()]
        if not block:
            return
        rows, columns = sorted({r for r, _ in block}), sorted({c for _, c in block})
        sheet = self._sheet_model.sheet
        lines = ["\t".join(["Measure", *(_pasteable(sheet.columns[c].caption) for c in columns)])]
        for r in rows:
            states = (STATES[sheet.cells[r][c].state].word for c in columns)
            lines.append("\t".join([_pasteable(sheet.rows[r].caption), *states]))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change, copy, move."""
        index, letter = self.currentIndex(), event.text().upper()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif index.isValid() and plain and (letter in BY_LETTER and letter):
            self.edit_asked.emit(index.row(), index.column(), BY_LETTER[letter])
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit(index.row(), index.column(), None)
        else:
            super().keyPressEvent(event)

    def _take_look(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(self._look.row_height)
        self.horizontalHeader().setDefaultSectionSize(round(COLUMN_WIDTH * self._look.text_scale))
        self.viewport().update()


def _pasteable(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line

"""Rows by the page for a Qt view."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crisisdesk.gui.plain import plain_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row, RowSource, text_of

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
PAGES_KEPT = 64

_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value


class RowTableModel(QAbstractTableModel):
    """Shows what a source holds, and keeps the last 64 pages of 128 rows that were looked at."""

    sorted_by = Signal(str, bool)
    """The column id and whether descending, after the source was told."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source: RowSource = ListSource(columns, ())
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def show(self, source: RowSource) -> None:
        """Show the rows of this source, in place of those before."""
        self.beginResetModel()
        self._source, self._total = source, source.total
        self._pages.clear()
        self.endResetModel()

    def renew(self) -> None:
        """Read the rows in sight anew, where their number is unchanged; otherwise all of them."""
        if self._source.total != self._total:
            self.show(self._source)
        elif self._total:
            self._pages.clear()
            last = self.index(self._total - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def replace(self, source: RowSource) -> None:
        """Show a newer state of the same rows in the same order; place and selection stay."""
        self._source = source
        self.renew()

    def row(self, number: int) -> Row:
        """The row with this number, counted from 0."""
        page, offset = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._source.page(page * PAGE, PAGE)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return rows[offset]

    def place(self, row_id: str) -> int | None:
        """Where the row with this id stands, if the source knows."""
        return self._source.place(row_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text of a cell, its tool tip, and what is read out."""
        # Asked a thousand times a frame: the cheap answer first.
        if role not in (_DISPLAY, _TOOLTIP, _SPOKEN) or not index.isValid():
            return None
        number = index.column()
        cell = self.row(index.row()).cells[number]
        if role == _DISPLAY:
            return text_of(cell)
        if role == _TOOLTIP:
            return plain_tooltip(cell.hint if isinstance(cell, Cell) and cell.hint else text_of(cell))
        return f"{self.columns[number].caption}: {text_of(cell) or 'unknown'}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The captions of the columns and what they mean; the numbers of the rows."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == _DISPLAY else None
        if not 0 <= section < len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.columns[section].caption
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self.columns[section].hint)
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Tell the source to sort, where the column can be sorted by."""
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        descending = order is Qt.SortOrder.DescendingOrder
        self._source.sort(self.columns[column].id, descending=descending)
        self.show(self._source)
        self.sorted_by.emit(self.columns[column].id, descending)

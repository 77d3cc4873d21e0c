"""The list of a record page: the table, what stands there when it is empty, and how it is read and restored."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.records_query import Query
from crisisdesk.gui.pages.records_reading import TableData, read_table
from crisisdesk.gui.pages.records_rows import columns_of, read_rows
from crisisdesk.gui.pages.records_source import PagedSource
from crisisdesk.gui.pages.records_table import RecordTable
from crisisdesk.gui.pages.records_views import query_as_json, query_from_json
from crisisdesk.gui.tables.columns import arrange, arrangement
from crisisdesk.gui.tables.model import PAGE, RowTableModel
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.model.base import Record

_SELECTED_KEPT = 1_000


class RecordList(QStackedWidget):
    """Shows the records that a query asks for; selection, place and scroll outlive a new reading.

    Signals:
        shown: A reading arrived; its :class:`TableData`.
        stood_on: The id of the record that somebody stands on, empty for none.
        refused: A sentence.
        make: A new record is wanted.
        clear: The filter is to be cleared.
    """

    shown = Signal(object)
    stood_on = Signal(str)
    refused = Signal(str)
    make = Signal()
    clear = Signal()

    def __init__(self, context: Context, record_type: type[Record], key: str, *, makes: bool) -> None:
        super().__init__()
        self._context, self._type = context, record_type
        self._order_key = f"{key}:order"
        kept = query_from_json(context.memory.get(self._order_key))
        self.query = Query(sort=kept.sort, descending=kept.descending)
        self.go_to = ""
        self._source: PagedSource | None = None
        self._keeping: tuple[list[str], str] | None = None
        self._shown: Query | None = None
        look, word, words = context.look, record_type.__label__.lower(), record_type.__plural__.lower()
        self.columns = columns_of(record_type)
        self.model = RowTableModel(self.columns, self)
        self.table = RecordTable(look, record_type.__plural__, self.model, context.memory, f"{key}:columns")
        self.table.stood_on.connect(self._stand)
        self.table.refused.connect(self.refused)
        self._point_at_order()
        about = (record_type.__doc__ or "").partition("\n")[0]
        new = f"New {word}" if makes else ""
        self.none = EmptyState(look, "database", f"There are no {words} yet. {about}", new, self.make.emit)
        self.no_hits = EmptyState(
            look, "funnel-x", f"No {word} fits the filter.", "Clear filter", self.clear.emit
        )
        for widget in (self.table, self.none, self.no_hits):
            self.addWidget(widget)
        self.setFocusProxy(self.table)

    # -- what is there ------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The ids of the selected records, in the order of the table."""
        ids = self.all_ids()
        return [ids[place] for place in self.table.selected_rows()]

    def all_ids(self) -> list[str]:
        """The ids of all records that the filter lets through, in order."""
        return list(self._source.ids) if self._source is not None else []

    # -- reading ------------------------------------------------------------------------------------------

    def read(self, query: Query) -> None:
        """Read what a query asks for; what is selected stays so."""
        self.query = query
        ids, current = self._keeping or self._chosen()
        self._keeping = (ids, current)
        wanted = {*ids, current, self.go_to} - {""}
        first = max(0, self.table.rowAt(0)) // PAGE * PAGE
        record_type = self._type
        self._context.desk.fetch(
            lambda view: read_table(view, record_type, query, first, wanted),
            self._show,
            key=("table", id(self)),
            refused=self.refused.emit,
        )

    def _chosen(self) -> tuple[list[str], str]:
        if self._source is None:
            return [], ""
        few = self.table.selected_count() <= _SELECTED_KEPT
        return (self.selected_ids() if few else []), self.table.current_id

    def _show(self, data: TableData) -> None:
        if self.go_to and self.go_to not in data.places and data.query.narrows:
            self.clear.emit()
            return
        scrolled = self.table.verticalScrollBar().value()
        record_type = self._type
        source = PagedSource(
            self._context.desk,
            self.columns,
            data.ids,
            lambda view, ids: read_rows(view, record_type, ids),
            data.pages,
        )
        source.setParent(self)
        source.arrived.connect(self.model.renew)
        source.sort_asked.connect(self._sort)
        old, self._source = self._source, source
        kept, self._keeping = self._keeping, None
        self.model.show(source)
        if old is not None:
            old.deleteLater()
        self._restore(data, *(kept or ([], "")), scrolled)
        self.setCurrentWidget(self.table if data.ids else self.no_hits if data.total else self.none)
        self.shown.emit(data)

    def _restore(self, data: TableData, ids: list[str], current: str, scrolled: int) -> None:
        """Select what was selected, stand where somebody stood; on the first row where that is gone."""
        if self.go_to in data.places:
            ids, current = [self.go_to], self.go_to
        place = data.places.get(current, 0 if data.ids else None)
        places = [data.places[i] for i in ids if i in data.places]
        self.table.select_places(places or ([place] if place is not None else []), place)
        narrowed = self._shown is not None and self._shown != data.query
        self._shown = data.query
        if (self.go_to or narrowed) and place is not None:
            middle = QAbstractItemView.ScrollHint.PositionAtCenter
            hint = middle if self.go_to else QAbstractItemView.ScrollHint.EnsureVisible
            where = self.table.horizontalHeader().logicalIndex(0)
            self.table.scrollTo(self.model.index(place, where), hint)
        else:
            self.table.verticalScrollBar().setValue(scrolled)
        self.go_to = ""
        self._stand(self.table.current_id)

    def _stand(self, record_id: str) -> None:
        if self._keeping is None:
            self.stood_on.emit(record_id)

    # -- order and columns --------------------------------------------------------------------------------

    def _sort(self, column_id: str, descending: bool) -> None:  # noqa: FBT001 - the shape of the signal
        query = replace(self.query, sort=column_id, descending=descending)
        if query != self.query:
            self._keeping = self._chosen()
            self._context.memory[self._order_key] = query_as_json(
                Query(sort=column_id, descending=descending)
            )
            self.read(query)

    def _point_at_order(self) -> None:
        place = next((n for n, c in enumerate(self.columns) if c.id == self.query.sort), -1)
        order = Qt.SortOrder.DescendingOrder if self.query.descending else Qt.SortOrder.AscendingOrder
        header = self.table.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(place, order)
        header.blockSignals(False)

    def arrangement(self) -> object:
        """How the columns stand, to be kept."""
        return arrangement(self.table.horizontalHeader(), self.columns)

    def take(self, query: Query, kept: object) -> None:
        """Show a view that was kept: its query and its columns."""
        arrange(self.table.horizontalHeader(), self.columns, kept)
        self.query = query
        self._point_at_order()

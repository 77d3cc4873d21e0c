"""The log as a table: dense, sortable, with columns to choose."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.pages.case.entries import EntryRow
from crisisdesk.gui.pages.case.entry_store import EntryStore
from crisisdesk.gui.pages.case.log_tab import LogTab
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.tables.view import TableView

COLUMNS = (
    Column("event", "Happened", 130, "moment", hint="Date-time group, UTC"),
    Column("local", "Local", 84, "muted", sortable=False, hint="In the time zone of the desk"),
    Column("kind", "Kind", 108),
    Column("significant", "Brief", 76, "status", hint="Significant: it belongs in the next brief"),
    Column("text", "Text", 440),
    Column("assertion", "Stated as", 100),
    Column("grade", "Grade", 64),
    Column("partner", "Partner", 150),
    Column("author", "Author", 110, "muted"),
    Column("marking", "Marking", 150, "marking"),
    Column("entered", "Entered", 130, "moment", hidden=True),
)
_LOADING = ("…",) + ("",) * (len(COLUMNS) - 1)


class EntrySource:
    """The entries of a store as rows; those that are not there yet come soon."""

    def __init__(self, store: EntryStore) -> None:
        self._store = store

    @property
    def total(self) -> int:
        """How many entries there are."""
        return len(self._store.log.ids) if self._store.log else 0

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These entries, as far as they are there."""
        if self._store.log is None:
            return []
        ids = self._store.log.ids[first : first + count]
        return [Row(entry_id, _cells(self._store.row(entry_id))) for entry_id in ids]

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Ask for another order; it is read with the next reading."""
        self._store.order, self._store.descending = column_id, descending

    def place(self, row_id: str) -> int | None:
        """Where an entry stands."""
        return self._store.place(row_id)


class LogTableTab(LogTab):
    """All entries in a table."""

    title = "Log"
    by_day = False

    def made_view(self) -> TableView:
        """The table."""
        self.model = RowTableModel(COLUMNS, self)
        self._source = EntrySource(self.store)
        self._sorting = False
        view = TableView(self.context.look, "Log", self.model, self.context.memory, "case.log.columns")
        view.refused.connect(self.context.desk.refused)
        self.model.sorted_by.connect(self._sort)
        self.store.filled.connect(self.model.renew)
        return view

    def own_tools(self) -> tuple[QWidget, ...]:
        """The menu of the columns."""
        view = self.view
        assert isinstance(view, TableView)
        return (view.columns_button(),)

    def renew_view(self) -> None:
        """Show the order that was read."""
        self.model.show(self._source)

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry."""
        return self.store.place(entry_id)

    def id_in(self, row: int) -> str:
        """The entry in a row."""
        return self.store.log.ids[row] if self.store.log else ""

    def _sort(self, _column_id: str, _descending: bool) -> None:  # noqa: FBT001 - the shape of the signal
        if self.case_id:
            self.refresh()


def _cells(entry: EntryRow | None) -> tuple[str | Cell, ...]:
    if entry is None:
        return _LOADING
    text = f"Corrected: {entry.text}" if entry.corrected_by else entry.text
    if entry.corrects:
        text = f"Correction: {entry.text} ({entry.reason})"
    return (
        entry.dtg,
        entry.local,
        entry.kind_label,
        Cell("Brief", "info") if entry.significant else "",
        text,
        entry.assertion.capitalize(),
        entry.grade,
        entry.partner,
        entry.author,
        entry.marking,
        entry.entered,
    )

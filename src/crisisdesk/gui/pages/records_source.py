"""Rows that are read by the page, off the window's thread, from a list of ids."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from crisisdesk.gui.desk import Desk
from crisisdesk.gui.tables.model import PAGE
from crisisdesk.gui.tables.rows import Column, Row
from crisisdesk.store.snapshot import Snapshot

WAITING = "…"
PAGES_KEPT = 96
_UNDER_WAY, _QUEUED = 2, 6
ReadRows = Callable[[Snapshot, Sequence[str]], list[Row]]


class PagedSource(QObject):
    """A million rows as a list of ids; a page that is not there yet shows its ids and dots until it comes.

    While somebody scrolls fast, pages that have left the sight again are not read.
    """

    arrived = Signal()
    """Rows came home; asked for once in a while, however many pages come."""
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column],
        ids: Sequence[str],
        read: ReadRows,
        at_once: Sequence[tuple[int, Sequence[Row]]] = (),
    ) -> None:
        """``at_once`` are pages read together with the ids: the number of their first row, and the rows."""
        super().__init__()
        self.ids = ids
        self._desk, self._read, self._dots = desk, read, (WAITING,) * len(columns)
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict(
            (first, self._in_step(first, rows)) for first, rows in at_once
        )
        self._queue: list[int] = []
        self._under_way: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.arrived)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These rows, or what stands for them until they are read."""
        rows = self._pages.get(first)
        if rows is None:
            self._want(first)
            return [Row(row_id, self._dots) for row_id in self.ids[first : first + count]]
        return rows

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Ask for another order; the rows stay until it is there."""
        self.sort_asked.emit(column_id, descending)

    def place(self, row_id: str) -> int | None:
        """Where the row with this id stands."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return None

    def _want(self, first: int) -> None:
        if first in self._under_way:
            return
        self._queue = [*(n for n in self._queue if n != first), first][-_QUEUED:]
        self._read_next()

    def _read_next(self) -> None:
        while self._queue and len(self._under_way) < _UNDER_WAY:
            first = self._queue.pop()
            self._under_way.add(first)
            wanted = self.ids[first : first + PAGE]
            self._desk.fetch(partial(_read_these, self._read, first, wanted), self._take)

    def _take(self, page: tuple[int, Sequence[Row]]) -> None:
        first, rows = page
        self._under_way.discard(first)
        self._pages[first] = self._in_step(first, rows)
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        self._read_next()
        self._soon.start()

    def _in_step(self, first: int, rows: Sequence[Row]) -> Sequence[Row]:
        """One row for each id, though some records may be gone meanwhile."""
        wanted = self.ids[first : first + PAGE]
        if len(rows) == len(wanted):
            return rows
        found = {row.id: row for row in rows}
        return [found.get(row_id, Row(row_id, self._dots)) for row_id in wanted]


def _read_these(
    read: ReadRows, first: int, wanted: Sequence[str], view: Snapshot
) -> tuple[int, Sequence[Row]]:
    return first, read(view, wanted)

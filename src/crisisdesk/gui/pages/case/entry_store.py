"""Entries of one log by the page, read off the window's thread when somebody looks at them."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.entries import EntryFilter, EntryRow, LogRead, read_log, read_rows

PAGE = 80
KEPT = 4_000


class EntryStore(QObject):
    """The order of a log, and those of its entries that were looked at.

    Signals:
        reordered: Another order was read; everything is to be shown anew.
        filled: Entries came that were asked for.
    """

    reordered = Signal()
    filled = Signal()

    def __init__(self, context: Context, *, by_day: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._by_day = context, by_day
        self._read: LogRead | None = None
        self._rows: dict[str, EntryRow] = {}
        self._missing: dict[str, None] = {}
        self._awaited = False
        self.order, self.descending = "event", True
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._fill)

    @property
    def log(self) -> LogRead | None:
        """What was read last; nothing before the first reading."""
        return self._read

    def place(self, entry_id: str) -> int | None:
        """Where an entry stands in the order."""
        return self._read.places.get(entry_id) if self._read else None

    def read(
        self,
        case_id: str,
        wanted: EntryFilter,
        visible: Iterable[str] = (),
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Read the order anew, with the entries in sight, so that nothing flickers."""
        order, descending, seen = self.order, self.descending, tuple(visible)
        self._context.desk.fetch(
            lambda view: read_log(
                view, case_id, wanted, seen, order=order, descending=descending, by_day=self._by_day
            ),
            self._take,
            key=(self, "order"),
            refused=refused,
        )

    def row(self, entry_id: str) -> EntryRow | None:
        """An entry, or nothing yet: then it is read, with its neighbours."""
        found = self._rows.get(entry_id)
        if found is None and entry_id not in self._missing:
            self._missing[entry_id] = None
            if not self._awaited:
                self._soon.start()
        return found

    def _fill(self) -> None:
        read = self._read
        if read is None or not self._missing:
            return
        wanted = tuple(dict.fromkeys(self._with_neighbours(read)))
        self._missing.clear()
        self._awaited = True
        self._context.desk.fetch(
            lambda view: read_rows(view, wanted, read.times, read.words),
            self._take_rows,
            key=(self, "rows"),
            refused=self._give_up,
        )

    def _give_up(self, sentence: str) -> None:
        self._awaited = False
        self._context.desk.refused.emit(sentence)

    def _with_neighbours(self, read: LogRead) -> Iterable[str]:
        for page in sorted({read.places.get(entry_id, 0) // PAGE for entry_id in self._missing}):
            yield from read.ids[page * PAGE : (page + 1) * PAGE]

    def _take(self, read: LogRead) -> None:
        self._read, self._rows = read, dict(read.rows)
        self._missing.clear()
        self._awaited = False
        self.reordered.emit()

    def _take_rows(self, rows: dict[str, EntryRow]) -> None:
        self._awaited = False
        if len(self._rows) > KEPT:
            self._rows.clear()
        self._rows.update(rows)
        self.filled.emit()
        if self._missing:
            self._soon.start()

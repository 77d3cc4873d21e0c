"""The time-line for a Qt view: days and entries in one column."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crisisdesk.gui.pages.case.entries import Day, EntryRow, Line
from crisisdesk.gui.pages.case.entry_store import EntryStore

Index = QModelIndex | QPersistentModelIndex
_LOADING = "…"


class TimelineModel(QAbstractTableModel):
    """Shows what the store holds; entries that are not there yet are shown as loading."""

    def __init__(self, store: EntryStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lines: tuple[Line, ...] = ()
        store.filled.connect(self._tell_filled)

    def renew(self) -> None:
        """Show the order that the store read last."""
        self.beginResetModel()
        self._lines = self._store.log.lines if self._store.log else ()
        self.endResetModel()

    def line(self, number: int) -> Line:
        """The id of the entry in this row, or the day."""
        return self._lines[number]

    def entry(self, number: int) -> EntryRow | None:
        """The entry in this row; nothing for a day, and while it is read."""
        line = self._lines[number]
        return self._store.row(line) if isinstance(line, str) else None

    def place(self, entry_id: str) -> int | None:
        """The row of an entry."""
        return self._store.log.rows_of.get(entry_id) if self._store.log else None

    def days(self) -> tuple[int, ...]:
        """The rows that are days."""
        return self._store.log.days if self._store.log else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many days and entries there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """One."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A day cannot be chosen; the arrow keys pass over it."""
        if not index.isValid() or isinstance(self._lines[index.row()], Day):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row; all it says for a screen reader."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self._lines[index.row()]
        if isinstance(line, Day):
            return day_words(line)
        entry = self._store.row(line)
        if entry is None:
            return _LOADING
        return entry.text if role == Qt.ItemDataRole.DisplayRole else spoken(entry)

    def _tell_filled(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))


def day_words(line: Day) -> str:
    """Such as ``Monday 23 November 2026 · 34 entries``."""
    noun = "entry" if line.count == 1 else "entries"
    return f"{line.day:%A} {line.day.day} {line.day:%B %Y} · {line.count} {noun}"


def notes_of(entry: EntryRow) -> str:
    """What is said about an entry beside its text: how it is stated, its grade, whom it concerns."""
    stated = "" if entry.assertion in {"fact", entry.kind} else entry.assertion.capitalize()
    return " · ".join(filter(None, (stated, entry.grade, entry.partner)))


def spoken(entry: EntryRow) -> str:
    """Everything about an entry that the picture shows, in words."""
    states = (
        "significant" if entry.significant else "",
        "corrected by a later entry" if entry.corrected_by else "",
        f"corrects an earlier entry: {entry.reason}" if entry.corrects else "",
    )
    parts = (entry.dtg, entry.local, entry.kind_label, entry.text, notes_of(entry), *states, entry.marking)
    return ", ".join(part for part in parts if part)

"""What a table shows: columns, and rows that are ready to be drawn."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.theme.roles import Tone

Kind = Literal["text", "strong", "muted", "number", "moment", "status", "marking"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``width`` is in pixels at 100 % text; ``kind`` says how its cells are drawn."""

    id: str
    caption: str
    width: int = 160
    kind: Kind = "text"
    hidden: bool = False
    sortable: bool = True
    hint: str = ""


class Cell(NamedTuple):
    """A cell that is more than its text.

    ``tone`` colours a status, which shows an icon, too; ``hint`` is the tool tip; ``order`` sorts it where its
    text does not (a moment, an amount).
    """

    text: str
    tone: Tone = "neutral"
    hint: str = ""
    order: float | str | None = None


class Row(NamedTuple):
    """One row: the id of its record, and a cell for each column, in the order of the columns."""

    id: str
    cells: tuple[str | Cell, ...]


class RowSource(Protocol):
    """Where rows come from. All answers must be quick: they are asked for while the window draws."""

    @property
    def total(self) -> int:
        """How many rows there are."""

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These rows, at most ``count`` of them."""

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Bring the rows into another order."""

    def place(self, row_id: str) -> int | None:
        """Where the row with this id stands; ``None`` where it is not among them or nobody knows."""


class ListSource:
    """Rows in memory, sorted as people sort words: accents and case do not part them, numbers count as numbers.

    What has no text stands last in either direction.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self._columns = [column.id for column in columns]
        self._rows = list(rows)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These rows."""
        return self._rows[first : first + count]

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Sort by the cells of one column; rows that are equal keep their order."""
        place = self._columns.index(column_id)
        known = [row for row in self._rows if text_of(row.cells[place])]
        unknown = [row for row in self._rows if not text_of(row.cells[place])]
        known.sort(key=lambda row: _order(row.cells[place]), reverse=descending)
        self._rows = [*known, *unknown]

    def place(self, row_id: str) -> int | None:
        """Where the row with this id stands."""
        return next((number for number, row in enumerate(self._rows) if row.id == row_id), None)


def text_of(cell: str | Cell) -> str:
    """What a cell says; what would turn its direction is shown by name."""
    return honest(cell if isinstance(cell, str) else cell.text)


def _order(cell: str | Cell) -> tuple[float, list[tuple[str, int]], str]:
    # Qt's collator falls back to code points where the system tells no language; this is the same everywhere.
    wanted = text_of(cell) if isinstance(cell, str) or cell.order is None else cell.order
    if not isinstance(wanted, str):
        return float(wanted), [], ""
    folded = "".join(
        letter for letter in unicodedata.normalize("NFKD", wanted) if not unicodedata.combining(letter)
    )
    pieces = _DIGITS.findall(folded.casefold())
    return float("inf"), [(words, int(digits or 0)) for words, digits in pieces], wanted


_DIGITS = re.compile(r"([^0-9]*)([0-9]{0,18})")

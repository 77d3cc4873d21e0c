"""Cells that take several rows: which places they cover, and equal cells of neighbours made into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crisisdesk.briefing.blocks import Cell, Table

MOST = 6
"""A cell takes at most so many rows, since they all stay on one page; then its text stands there again."""


@dataclass(frozen=True, slots=True)
class Spans:
    """For each row the columns that a cell from above covers, and those whose cell goes on below."""

    covered: tuple[frozenset[int], ...]
    through: tuple[frozenset[int], ...]


def spans_of(table: Table) -> Spans:
    """Where the cells of a table that take several rows reach.

    Raises:
        ValueError: One reaches below the table or into a text, which would be lost.
    """
    count = len(table.rows)
    covered: list[set[int]] = [set() for _ in range(count)]
    through: list[set[int]] = [set() for _ in range(count)]
    for start, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if not isinstance(cell, Cell) or cell.rows == 1:
                continue
            below = range(start + 1, start + cell.rows)
            if below.stop > count or any(_text(table.rows[index], column) for index in below):
                raise ValueError("a cell over several rows must have only empty texts below it")
            for index in below:
                covered[index].add(column)
                through[index - 1].add(column)
    return Spans(tuple(map(frozenset, covered)), tuple(map(frozenset, through)))


def merged(rows: Sequence[Sequence[str | Cell]], columns: Sequence[int]) -> list[tuple[str | Cell, ...]]:
    """The rows with equal neighbouring texts in these columns as one cell, the first column parting the others."""
    found = [list(row) for row in rows]
    for depth, column in enumerate(columns):
        start = 0
        for index in range(1, len(rows) + 1):
            same = index < len(rows) and index - start < MOST
            if same and all(_plain(rows[index], c) == _plain(rows[start], c) for c in columns[: depth + 1]):
                continue
            _join(found, column, start, index)
            start = index
    return [tuple(row) for row in found]


def _join(rows: list[list[str | Cell]], column: int, start: int, stop: int) -> None:
    if stop - start == 1 or not _text(rows[start], column):
        return
    first = rows[start][column]
    cell = first if isinstance(first, Cell) else Cell(first)
    rows[start][column] = replace(cell, rows=stop - start)
    for index in range(start + 1, stop):
        rows[index][column] = "" if cell.tone == "plain" else Cell("", cell.tone)


def _plain(row: Sequence[str | Cell], column: int) -> str | Cell:
    """A cell as it is compared: its tone counts, too."""
    if column >= len(row):
        return ""
    cell = row[column]
    return cell if isinstance(cell, str) or cell != Cell(cell.text) else cell.text


def _text(row: Sequence[str | Cell], column: int) -> str:
    if column >= len(row):
        return ""
    cell = row[column]
    return cell if isinstance(cell, str) else cell.text

"""CSV as others write it: separators, quotes and encodings of any office program; each fault named by its row."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from crisisdesk.errors import UserError
from crisisdesk.exchange.opening import Source

CELL_LIMIT = 250_000
_SEPARATORS = ",;\t"
_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells; ``row`` counts as a spreadsheet does, the header being 1."""

    row: int
    cells: list[str]


def lines(source: Source) -> Iterator[Line]:
    """The rows of a file one by one, blank ones left out.

    Raises:
        UserError: A quote is not closed, a cell is too long, or bytes are not of the file's encoding; with the row.
    """
    text = source.text()
    row = 0
    try:
        separator = _separator(text.readline(_LINE))
        text.seek(0)
        csv.field_size_limit(
            CELL_LIMIT
        )  # the library keeps one limit for all readers, shorter than our longest prose
        for cells in csv.reader(text, delimiter=separator, strict=True):
            row += 1
            if any(cell.strip() for cell in cells):
                yield Line(row, cells)
    except csv.Error as error:
        raise UserError(f"{source.name}, row {row + 1}: {_reason(str(error))}") from error
    except UnicodeError as error:
        raise UserError(
            f"{source.name}, after row {row}: there are bytes that are not {source.encoding_name}; save it as UTF-8."
        ) from error


def _separator(header: str) -> str:
    """What parts the cells: of comma, semicolon and tab the one that the header has most of, outside quotes."""
    bare = "".join(header.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)


def _reason(said: str) -> str:
    if "field larger" in said:
        return f"a cell is longer than {CELL_LIMIT:,} characters; most likely a quote is not closed."
    if "unexpected end" in said:
        return "a quote is opened in this row and never closed."
    if "expected after" in said:
        return "a quote closes in the middle of a cell; inside quotes, write it twice."
    return f"it is no CSV ({said})."


def header_of(source: Source) -> list[str]:
    """The names in the first row, trimmed; those of empty cells at the end are left out.

    Raises:
        UserError: The file has no rows.
    """
    first = next(islice(lines(source), 1), None)
    if first is None:
        raise UserError(f"{source.name} is empty; there is nothing to import.")
    names = [cell.strip() for cell in first.cells]
    while names and not names[-1]:
        names.pop()
    return names

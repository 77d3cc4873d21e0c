"""Named grids of text and numbers as a CSV file or a workbook: what is no record, such as the alignment matrix."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_out import cell

FORMS = ("csv", "xlsx")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 40
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its name and header; ``frozen`` is how many columns stay in sight."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    frozen: int = 1


def grids_content(grids: Sequence[Grid], form: str, *, title: str, moment: datetime) -> bytes:
    """Write grids as a file; as CSV the first one only. Text never runs as a formula.

    Raises:
        UserError: There is no such format.
    """
    match form:
        case "csv":
            return _csv(grids[0])
        case "xlsx":
            return _xlsx(grids, title, moment)
    raise UserError(f"“{form[:20]}” is no format of a table; choose one of {', '.join(FORMS)}.")


def _csv(grid: Grid) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([cell(name) for name in grid.head])
    writer.writerows([[cell(value) for value in row] for row in grid.rows])
    return text.getvalue().encode("utf-8")


def _xlsx(grids: Sequence[Grid], title: str, moment: datetime) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": title, "created": moment.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    for grid in grids:
        page = book.add_worksheet(grid.name[:31])
        for column, name in enumerate(grid.head):
            page.write_string(0, column, name, bold)
        for line, row in enumerate(grid.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    page.write_number(line, column, value)
                elif value:
                    page.write_string(line, column, value[:32_767])
        for column, name in enumerate(grid.head):
            longest = max((len(str(row[column] or "")) for row in grid.rows), default=0)
            page.set_column(column, column, min(max(len(name), longest) + 2, _WIDEST))
        page.freeze_panes(1, grid.frozen)
    book.close()
    return out.getvalue()

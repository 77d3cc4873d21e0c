"""Opening the files of a list for reading: XML by entry, tables by row, with progress told every 1,000."""

from collections.abc import Collection, Iterator

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.markup import Node, entries
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.exchange.sanctions.tables import Row, as_text, column_names, rows
from crisisdesk.exchange.sanctions.workbooks import sheet_rows
from crisisdesk.model.values import PartialDate
from crisisdesk.progress import Progress


def nodes(file: SourceFile, wanted: Collection[str], progress: Progress, *, root: str) -> Iterator[Node]:
    """The root and each outermost element with one of these tags, as :func:`~.markup.entries` gives them."""
    if file.is_workbook:
        raise UserError(f"{file.name} is a workbook, not XML.")
    with file.open() as stream:

        def tell() -> None:
            progress(stream.tell(), 0, f"Reading {file.name}")

        yield from entries(stream, file.name, wanted, tell, root={root})


def table(
    made: Assembly, file: SourceFile, progress: Progress, *, needed: Collection[str], delimiter: str = ","
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by the names of their columns, from a text table or a workbook; the header is the row that has those needed.

    A workbook leaves out empty cells at the end of a row; a text table never does.

    Raises:
        UserError: No header with the columns needed within the first rows, or a row of another width.
    """
    header: Row = []
    for line, row in _rows(made, file, progress, delimiter):
        if not header:
            names = column_names(row)
            if set(needed) <= set(names):
                header = names
            elif line > _HEADER_BY:
                break
            else:
                made.date = made.date or _date_in(row)
            continue
        fitted = row if len(row) == len(header) else _fitted(row, len(header), file, line)
        yield line, dict(zip(header, fitted, strict=True))
    if not header:
        raise UserError(
            f"{file.name} has no header with the columns {', '.join(sorted(needed))}; this is another kind of file."
        )


_HEADER_BY = 5


def _date_in(row: Row) -> PartialDate | None:
    """The day of a report that stands above a header: ``Last Updated, 04/05/2022``, ``Report Date: 10-Feb-2026``."""
    dates = (partial_date(cell.rpartition(":")[2]) for cell in row)
    return next((date for date in dates if date), None)


def _rows(made: Assembly, file: SourceFile, progress: Progress, delimiter: str) -> Iterator[tuple[int, Row]]:
    if file.is_workbook:
        yield from sheet_rows(file, progress)
        return
    text = as_text(file)
    made.note(text.note)
    yield from rows(text, progress, made.note, delimiter=delimiter)


def _fitted(row: Row, width: int, file: SourceFile, line: int) -> Row:
    extra = any(row[width:])
    if not extra and (file.is_workbook or len(row) > width):
        return (row + [""] * width)[:width]
    raise UserError(
        f"{file.name}, line {line:,}: the row has {len(row)} cells instead of {width}; the file is broken off or damaged, "
        "fetch the list again."
    )

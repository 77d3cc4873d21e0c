"""The same brief in other forms: a page to paste from, and its tables for a spreadsheet."""

from collections.abc import Iterator
from pathlib import PurePath

from crisisdesk.briefing.blocks import Block, Box, Cell, Document, Heading, Table
from crisisdesk.briefing.html import html_page
from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_out import STAMP
from crisisdesk.exchange.grids import Grid, grids_content
from crisisdesk.services.brief_order import BriefMade

FORMS = {"pdf": "PDF", "html": "Web page", "xlsx": "Tables as a workbook", "csv": "Tables as CSV"}
"""What a brief can be written as, with the words for each."""
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def form_named(text: str) -> str:
    """The form with this name.

    Raises:
        UserError: There is none.
    """
    form = text.strip().lower().lstrip(".")
    if form not in FORMS:
        raise UserError(f"A brief cannot be written as “{text[:20]}”; choose one of {', '.join(FORMS)}.")
    return form


def brief_copy(made: BriefMade, form: str) -> tuple[str, bytes]:
    """The name of the file and its bytes: what the PDF says, for the same reader, with the same marks.

    Raises:
        UserError: There is no such form, or the brief has no table.
    """
    form = form_named(form)
    name = str(PurePath(made.name).with_suffix(f".{form}"))
    match form:
        case "pdf":
            return name, made.pdf
        case "html":
            return name, html_page(made.document)
    grids = list(_grids(made.document))
    if not grids:
        raise UserError("This brief has no table that could be written; write it as pdf or html.")
    if form == "csv":
        grids = [_one(grids)]
    title = f"{made.document.banner}: {made.document.title}"
    return name, grids_content(grids, form, title=title, moment=made.as_of)


def _grids(document: Document) -> Iterator[Grid]:
    """Every table with the banner of the whole in each row, under a name that a workbook takes."""
    stamp = f"{STAMP} {document.banner}" if document.exercise else document.banner
    for number, (name, table) in enumerate(_tables(document), start=1):
        rows = [[*row, stamp] for row in _plain(table)]
        title = f"{number} {name.translate(_UNFIT)}"[:31].strip()
        yield Grid(title, [*table.columns, "Banner"], rows, frozen=0)


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    for section in document.sections:
        yield from _below(section.blocks, section.title or "Table")


def _below(blocks: tuple[Block, ...], name: str) -> Iterator[tuple[str, Table]]:
    for block in blocks:
        match block:
            case Heading(text=text):
                name = text
            case Box(blocks=inner):
                yield from _below(inner, name)
            case Table(caption=caption):
                yield caption or name, block


def _plain(table: Table) -> Iterator[list[str]]:
    """The rows as texts; what stands in one cell for several rows stands in each of them."""
    running: dict[int, tuple[str, int]] = {}
    for row in table.rows:
        texts = []
        for column in range(len(table.columns)):
            given = row[column] if column < len(row) else ""
            cell = given if isinstance(given, Cell) else Cell(given)
            text, left = running.get(column, ("", 0))
            running[column] = (text, left - 1) if left else (cell.text, cell.rows - 1)
            texts.append(text if left else cell.text)
        yield texts


def _one(grids: list[Grid]) -> Grid:
    """All tables under each other, each row saying from which it is; heads are rows of their own."""
    width = max(len(grid.head) for grid in grids)
    rows = [
        [grid.name, *row, *[""] * (width - len(row))]
        for grid in grids
        for row in (list(grid.head), *grid.rows)
    ]
    return Grid("Tables", ["Table", *(f"Column {place}" for place in range(1, width + 1))], rows)

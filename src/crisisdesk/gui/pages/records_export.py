"""Writing what a table shows to a file: the rows and columns in sight, in their order, as CSV or workbook."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from crisisdesk import paths
from crisisdesk.exchange.formulas import defused
from crisisdesk.gui.pages.records_rows import columns_of, read_rows
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.base import UNMARKED, Record
from crisisdesk.model.marking import Marking
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.snapshot import Snapshot

_AT_ONCE = 500
_CELL_LIMIT = 32_000
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a table shows: captions, rows of words, the marking of all of it, and the moment."""

    title: str
    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    banner: str
    moment: datetime


def read_seen(
    view: Snapshot, record_type: type[Record], ids: Sequence[str], column_ids: Sequence[str]
) -> Seen:
    """Read these records as the table shows them.

    Raises:
        UserError: They are marked higher than may leave this desk.
    """
    steps = ladder(view)
    marks = [Marking.parse(mark) for (mark,) in view.rows(record_type, ["marking"], ids) if mark]
    banner = steps.banner(marks, UNMARKED)
    refuse_above_ceiling(view, steps, banner)
    columns = columns_of(record_type)
    places = [place for wanted in column_ids for place, c in enumerate(columns) if c.id == wanted]
    found = (
        row
        for start in range(0, len(ids), _AT_ONCE)
        for row in read_rows(view, record_type, ids[start : start + _AT_ONCE])
    )
    rows = [tuple(text_of(row.cells[place]) for place in places) for row in found]
    captions = tuple(columns[place].caption for place in places)
    return Seen(record_type.__plural__, captions, tuple(rows), str(banner), view.moment)


def as_pasted(seen: Seen) -> str:
    """Lines parted by tabs, as a spreadsheet takes them from the clipboard; no text runs as a formula."""
    lines = (seen.captions, *seen.rows)
    return "\n".join("\t".join(defused(" ".join(cell.split())) for cell in line) for line in lines)


def as_csv(seen: Seen) -> bytes:
    """UTF-8 with a mark that spreadsheets look for; no text runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(seen.captions)
    writer.writerows([defused(cell) for cell in line] for line in seen.rows)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(seen: Seen) -> bytes:
    """One sheet with its marking in header and footer; all cells are text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    book.set_properties({"title": seen.title, "created": seen.moment.replace(tzinfo=None)})
    page, bold = book.add_worksheet(seen.title[:31]), book.add_format({"bold": True})
    marking = seen.banner.replace("&", "&&")
    page.set_header(f"&C{marking}")
    page.set_footer(f"&C{marking}&R&P / &N")
    for place, caption in enumerate(seen.captions):
        page.write_string(0, place, caption, bold)
    for number, line in enumerate(seen.rows, 1):
        for place, cell in enumerate(line):
            page.write_string(number, place, cell[:_CELL_LIMIT])
    page.set_column(0, max(len(seen.captions) - 1, 0), 22)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


WRITERS: Mapping[str, Callable[[Seen], bytes]] = {"csv": as_csv, "xlsx": as_workbook}


def write_seen(seen: Seen, path: Path) -> int:
    """Write the file in the format that its name ends with; returns how many rows it has."""
    paths.write_file(path, WRITERS.get(path.suffix[1:].lower(), as_csv)(seen))
    return len(seen.rows)


def file_name(title: str, moment: datetime, form: str) -> str:
    """A name that says what and when."""
    return f"{moment:%Y-%m-%d %H%MZ} {title}.{form}"

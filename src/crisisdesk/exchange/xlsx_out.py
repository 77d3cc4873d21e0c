"""Workbooks: one sheet for each type, numbers as numbers, no text as a formula or a link."""

import io
from typing import Any

import xlsxwriter

from crisisdesk.exchange.csv_out import STAMP, STAMP_COLUMN
from crisisdesk.exchange.sheet import Row, Sheet
from crisisdesk.model.base import Record, fields_of

_CELL_LIMIT = 32_767
_ROW_LIMIT = 1_048_575
_CUT = " … (cut; the whole text is in the desk)"
_WIDTHS = {"prose": 60, "text": 24, "reference": 24, "moment": 21}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def xlsx_content(sheet: Sheet) -> bytes:
    """Write the workbook; the same records give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": "CrisisDesk export", "created": sheet.moment.replace(tzinfo=None)})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for record_type in sheet.types:
        rows = [(record.id, row) for record, row in sheet.rows if type(record) is record_type]
        page = book.add_worksheet(record_type.__plural__[:31])
        _page(page, record_type, rows[:_ROW_LIMIT], bold, wrap)
        if sheet.exercise:
            _stamp(page, len(fields_of(record_type)) + 1, len(rows[:_ROW_LIMIT]), bold)
    if not sheet.types:
        book.add_worksheet("Empty")
    book.close()
    return out.getvalue()


def _stamp(page: Any, place: int, rows: int, bold: Any) -> None:
    """Say EXERCISE on every page that is printed, and in every row."""
    page.set_header(f"&C{STAMP}")
    page.set_footer(f"&C{STAMP}&R&P / &N")
    page.write_string(0, place, STAMP_COLUMN, bold)
    for line in range(1, rows + 1):
        page.write_string(line, place, STAMP)


def _page(page: Any, record_type: type[Record], rows: list[tuple[str, Row]], bold: Any, wrap: Any) -> None:
    fields = fields_of(record_type)
    for place, name in enumerate(("id", *(f.name for f in fields))):
        page.write_string(0, place, name, bold)
    for line, (record_id, row) in enumerate(rows, 1):
        page.write_string(line, 0, record_id)
        for place, f in enumerate(fields, 1):
            _cell(page, (line, place), row[f.name], wrap if f.kind == "prose" else None)
    page.set_column(0, 0, 24)
    for place, f in enumerate(fields, 1):
        page.set_column(place, place, _WIDTHS.get(f.kind, 14))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(fields))


def _cell(page: Any, place: tuple[int, int], value: Any, style: Any) -> None:
    match value:
        case None:
            return
        case bool():
            page.write_boolean(*place, value)
        case int() | float():
            page.write_number(*place, value)
        case _:
            text = value if len(value) <= _CELL_LIMIT else value[: _CELL_LIMIT - len(_CUT)] + _CUT
            page.write_string(*place, text, style)

"""CSV: UTF-8, commas, one row for each record, safe to open in a spreadsheet."""

import csv
import io
from typing import Any

from crisisdesk.exchange.formulas import defused
from crisisdesk.exchange.sheet import Sheet
from crisisdesk.model.base import fields_of


def csv_content(sheet: Sheet) -> bytes:
    """Write ``id`` and every field; with a column ``type`` before them where several types are mixed."""
    mixed = sheet.record_type is None
    names = list(dict.fromkeys(f.name for t in sheet.types for f in fields_of(t)))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(["type"] if mixed else []), "id", *names])
    for record, row in sheet.rows:
        head = [type(record).__tablename__] if mixed else []
        writer.writerow([*head, record.id, *(cell(row.get(name)) for name in names)])
    return text.getvalue().encode("utf-8")


def cell(value: Any) -> Any:
    """A value as a cell: yes and no, numbers as they are, text defused."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return defused(value)
    return value

"""CSV: UTF-8, commas, one row for each record, safe to open in a spreadsheet."""

import csv
import io
from typing import Any

from crisisdesk.exchange.formulas import defused
from crisisdesk.exchange.sheet import Sheet
from crisisdesk.model.base import fields_of

STAMP, STAMP_COLUMN = "EXERCISE", "exercise_stamp"
"""What every row of an exercise says, in a column of its own: such a file never enters a live desk."""


def csv_content(sheet: Sheet) -> bytes:
    """Write ``id`` and every field; with a column ``type`` before them where several types are mixed.

    Rows of an exercise end with its stamp.
    """
    mixed = sheet.record_type is None
    names = list(dict.fromkeys(f.name for t in sheet.types for f in fields_of(t)))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    stamp = [STAMP] if sheet.exercise else []
    writer.writerow([*(["type"] if mixed else []), "id", *names, *([STAMP_COLUMN] if stamp else [])])
    for record, row in sheet.rows:
        head = [type(record).__tablename__] if mixed else []
        writer.writerow([*head, record.id, *(cell(row.get(name)) for name in names), *stamp])
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

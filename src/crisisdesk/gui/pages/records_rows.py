"""Records as rows of a table: which columns a type has, and what stands in them."""

from collections.abc import Sequence
from functools import cache

from crisisdesk.gui.forms.shown import hint, read_words, shown
from crisisdesk.gui.tables.rows import Cell, Column, Kind, Row
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.store.snapshot import Snapshot

ID = "id"
_SHOWN_LETTERS = 300
_KINDS: dict[str, Kind] = {
    "integer": "number",
    "number": "number",
    "money": "number",
    "share": "number",
    "moment": "moment",
    "marking": "marking",
}
_WIDTHS = {
    "prose": 420,
    "reference": 180,
    "moment": 152,
    "date": 120,
    "boolean": 96,
    "integer": 96,
    "number": 96,
    "share": 96,
    "grade": 80,
    "money": 152,
    "marking": 184,
    "term": 136,
    "choice": 120,
}


@cache
def columns_of(record_type: type[Record]) -> tuple[Column, ...]:
    """A column for each field, those that tables show at first before the others, and the id last."""
    fields = fields_of(record_type)
    ordered = sorted(fields, key=lambda f: not f.facts.column)
    return (
        *map(_column, ordered),
        Column(ID, "Id", 176, "muted", hidden=True, hint="Short and stable; can be copied."),
    )


def _column(f: Field) -> Column:
    named = f.facts.caption and f.kind == "text"
    width = 280 if named else _WIDTHS.get(f.kind, 160)
    return Column(
        f.name,
        f.label,
        width,
        "strong" if named else _KINDS.get(f.kind, "text"),
        hidden=not f.facts.column,
        hint=f.facts.help,
    )


def read_rows(view: Snapshot, record_type: type[Record], record_ids: Sequence[str]) -> list[Row]:
    """The rows of these records, in this order; those that are gone are left out."""
    fields = fields_of(record_type)
    by_name = {f.name: f for f in fields}
    names = [f.name for f in fields]
    found = view.rows(record_type, [ID, *names], record_ids)
    records = [dict(zip([ID, *names], values, strict=True)) for values in found]
    words = read_words(view, fields, records)

    def cell(column: Column, record: dict[str, object]) -> str | Cell:
        if column.id == ID:
            return str(record[ID])
        f, raw = by_name[column.id], record[column.id]
        said = shown(f, raw[:_SHOWN_LETTERS] if isinstance(raw, str) and f.kind == "prose" else raw, words)
        more = hint(f, raw, words)
        return Cell(said, hint=more) if more else said

    columns = columns_of(record_type)
    return [Row(str(record[ID]), tuple(cell(column, record) for column in columns)) for record in records]

"""How a column sorts: by what its values mean, not by the text in which they lie in the file."""

from typing import Any

from sqlalchemy import ColumnElement, Float, Text, case, cast, func, select, type_coerce

from crisisdesk.model.base import Record, field_named
from crisisdesk.store.schema import CATALOGUE, table_of, type_by_table


def sort_keys(
    record_type: type[Record], name: str, *, descending: bool = False
) -> tuple[ColumnElement[Any], ...]:
    """What to order a type by for one of its fields; records without a value come last.

    References sort by the caption of what they point to, terms by their place in the vocabulary, choices by their
    order of declaration, money by currency and amount, dates by their first day.
    """
    f = field_named(record_type, name)
    column = table_of(record_type).columns[f.name]
    text = type_coerce(column, Text)
    keys: tuple[ColumnElement[Any], ...]
    match f.kind:
        case "reference":
            keys = (
                select(CATALOGUE.c.caption)
                .where(CATALOGUE.c.id == column)
                .scalar_subquery()
                .collate("NOCASE"),
            )
        case "term":
            term = table_of(type_by_table()["term"]).c
            there = select(term.position).where(term.vocabulary == f.vocabulary, term.code == column)
            keys = (there.limit(1).scalar_subquery(), text)
        case "choice":
            keys = (case({choice: place for place, choice in enumerate(f.choices)}, value=text),)
        case "money":
            keys = (func.substr(text, 1, 3), cast(func.substr(text, 5), Float))
        case "share":
            keys = (cast(text, Float),)
        case "date":
            keys = (func.ltrim(text, "~<>"), text)
        case "text" | "prose":
            keys = (func.nullif(text, "").collate("NOCASE"),)
        case _:
            keys = (text,) if f.kind == "marking" else (column,)
    return tuple((key.desc() if descending else key.asc()).nulls_last() for key in keys)

"""A record as plain values: booleans and numbers as themselves, all else as its canonical text."""

from typing import Any

from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field

_NUMBERS = frozenset({"boolean", "integer", "number"})


def told(record: Record) -> dict[str, Any]:
    """All fields of a record by name: references as ids, moments as ISO 8601 in UTC, what is empty as ``None``."""
    return {f.name: told_value(f, getattr(record, f.name)) for f in fields_of(type(record))}


def told_value(f: Field, value: Any) -> Any:
    """One value of a field, as in :func:`told`."""
    if value is None or value == "":
        return None
    return value if f.kind in _NUMBERS else f.write(value)


def told_column(f: Field, value: Any) -> Any:
    """A value as it lies in the file, told as in :func:`told`."""
    if value is None or value == "":
        return None
    return bool(value) if f.kind == "boolean" else value

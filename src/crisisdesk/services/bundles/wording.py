"""Values of a bundle as a person reads them, and back."""

from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.services.bundles.joining import GONE, key_of
from crisisdesk.store.rows import raw, value_from

THERE = "there"


def words_of(record_type: type[Record], name: str, value: Any) -> str:
    """A value of a column as text; of the record itself ``there`` or ``gone``."""
    if name == GONE:
        return str(value)
    f = next((one for one in fields_of(record_type) if one.name == name), None)
    if f is None or value is None:
        return "" if value is None else str(value)
    return f.write(value_from(record_type, name, value))


def label_of(record_type: type[Record], name: str) -> str:
    """What people call a field; for the record itself, that it is there."""
    return next((f.label for f in fields_of(record_type) if f.name == name), "Whether it is there")


def raw_of(record_type: type[Record], name: str, words: str) -> str:
    """The key of the value that a text stands for (see ``key_of``)."""
    if name == GONE:
        return key_of(words)
    f = next((one for one in fields_of(record_type) if one.name == name), None)
    if f is None:
        return key_of(words)
    empty = "" if f.kind in {"text", "prose", "term"} else None
    try:
        return key_of(raw(record_type, name, f.read(words)) if words.strip() else empty)
    except UserError:  # a text that this version no longer reads: no value has it
        return key_of(words)

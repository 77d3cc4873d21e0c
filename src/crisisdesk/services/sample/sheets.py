"""Sheets of the story: CSV files whose columns are the fields of a record type."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from crisisdesk import paths
from crisisdesk.model.base import Record, field_named
from crisisdesk.services.sample.clock import StoryClock

R = TypeVar("R", bound=Record)
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a sheet."""
    with (paths.samples() / "maren" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(record_type: type[R], name: str, clock: StoryClock, **common: str) -> Iterator[R]:
    """Read the records of a sheet; ``common`` gives fields that are the same in each of them."""
    for row in rows(name):
        yield record(record_type, {**common, **row}, clock)


def record(record_type: type[R], row: Mapping[str, str], clock: StoryClock) -> R:
    """Make a record from typed texts; ids are short in a sheet, their type goes before them."""
    known = {name: text for name, text in row.items() if text.strip() and name != "id"}
    return record_type(
        id=reference(record_type.__tablename__, row["id"]), **values(record_type, known, clock)
    )


def values(record_type: type[Record], row: Mapping[str, str], clock: StoryClock) -> dict[str, Any]:
    """Read typed texts as the values of fields."""
    return {name: _value(record_type, name, text, clock) for name, text in row.items()}


def reference(table: str, key: str) -> str:
    """The id of a record of the story, such as ``post-uk-mod``."""
    return f"{table}-{key}"


def _value(record_type: type[Record], name: str, text: str, clock: StoryClock) -> Any:
    f = field_named(record_type, name)
    match f.kind:
        case "moment":
            return clock.moment(text)
        case "date":
            return clock.day(text)
        case "reference":
            return reference(f.references, text)
    return f.read(text)

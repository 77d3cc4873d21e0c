"""Listing records by conditions as a person writes them."""

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, field_named
from crisisdesk.model.fields import Field
from crisisdesk.services.records import read_field
from crisisdesk.store.schema import table_of
from crisisdesk.store.snapshot import Snapshot

Test = Callable[[Record], bool]
_CONDITION = re.compile(r"\s*([^=<>!~]+?)\s*(!=|>=|<=|=|~|>|<)(.*)", re.DOTALL)
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
_COMPARABLE = frozenset({"integer", "number", "moment", "date", "money", "share", "grade", "text", "choice"})


def list_records(
    view: Snapshot,
    record_type: type[Record],
    conditions: Iterable[str] = (),
    *,
    sort: str = "",
    limit: int | None = None,
) -> list[Record]:
    """The records of a type that meet all conditions, by id or by a field (``-field``: last first; empty at the end).

    A condition is ``field=value``, ``!=``, ``~`` (contains), ``>``, ``<``, ``>=`` or ``<=``.

    Raises:
        UserError: A condition is none of these, names no field, or compares what has no order.
    """
    if limit is not None and limit < 0:
        raise UserError("The limit is a number of records, 0 or more.")
    narrow: list[ColumnElement[bool]] = []
    tests: list[Test] = []
    for condition in conditions:
        _take(view, record_type, condition, narrow, tests)
    enough = limit if not tests and not sort else None
    found = [r for r in view.all(record_type, *narrow, limit=enough) if all(test(r) for test in tests)]
    if sort:
        found = _sorted(record_type, found, sort)
    return found if limit is None else found[:limit]


def _take(
    view: Snapshot,
    record_type: type[Record],
    condition: str,
    narrow: list[ColumnElement[bool]],
    tests: list[Test],
) -> None:
    parts = _CONDITION.fullmatch(condition)
    if parts is None:
        raise UserError(
            f"“{condition[:60]}” is no condition; write field=value, or !=, ~, >, <, >=, <= in its place."
        )
    name, sign, text = parts.groups()
    text = text.strip()
    if name.lower() == "id":
        tests.append(_about_text(lambda record: record.id, sign, text))
        return
    f = field_named(record_type, name)
    if f.kind == "reference" and sign == "=" and text:
        narrow.append(table_of(record_type).columns[f.name] == read_field(view, f, text))
    else:
        tests.append(_test(view, f, sign, text))


def _test(view: Snapshot, f: Field, sign: str, text: str) -> Test:
    if sign == "~":
        return _about_text(lambda record: f.write(getattr(record, f.name)), sign, text)
    if not text:
        return lambda record: (getattr(record, f.name) in {None, ""}) is (sign == "=")
    if sign in _ORDER:
        return _ordered(f, sign, read_field(view, f, text), text)
    if f.kind in {"text", "prose", "term"}:
        return _about_text(lambda record: getattr(record, f.name) or "", sign, _code(view, f, text))
    wanted = read_field(view, f, text)
    return lambda record: (getattr(record, f.name) == wanted) is (sign == "=")


def _code(view: Snapshot, f: Field, text: str) -> str:
    """The code of a term that was named by its label."""
    if f.kind != "term":
        return text
    query = "SELECT code FROM term WHERE vocabulary = ? AND (lower(code) = lower(?) OR lower(label) = lower(?)) LIMIT 1"
    return view.sql(query, f.vocabulary, text, text).scalar() or text


def _about_text(read: Callable[[Record], str], sign: str, text: str) -> Test:
    wanted = text.casefold()
    if sign == "~":
        return lambda record: wanted in read(record).casefold()
    if sign in _ORDER:
        return lambda record: _ORDER[sign](read(record).casefold(), wanted)
    return lambda record: (read(record).casefold() == wanted) is (sign == "=")


def _ordered(f: Field, sign: str, wanted: Any, text: str) -> Test:
    if f.kind not in _COMPARABLE:
        raise UserError(f"{f.label} has no order; compare it with =, != or ~, not with {sign} {text[:40]}.")
    compare, limit = _ORDER[sign], _key(f, wanted)

    def test(record: Record) -> bool:
        value = getattr(record, f.name)
        return value is not None and compare(_key(f, value), limit)

    return test


def _key(f: Field, value: Any) -> Any:
    match f.kind:
        case "choice":
            return f.choices.index(str(value.value))
        case "text" | "prose" | "term" | "reference":
            return str(value).casefold()
        case "boolean":
            return bool(value)
    return getattr(value, "sort_key", value)


def _sorted(record_type: type[Record], records: Sequence[Record], sort: str) -> list[Record]:
    backwards, name = sort.startswith("-"), sort.removeprefix("-")
    if name.lower() == "id":
        return sorted(records, key=lambda record: record.id, reverse=backwards)
    f = field_named(record_type, name)
    there = [record for record in records if getattr(record, f.name) not in {None, ""}]
    rest = [record for record in records if getattr(record, f.name) in {None, ""}]
    return [*sorted(there, key=lambda record: _key(f, getattr(record, f.name)), reverse=backwards), *rest]

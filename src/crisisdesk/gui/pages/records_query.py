"""Which records of a type a table shows, and in which order: words, conditions and a column to sort by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from sqlalchemy import (
    ColumnElement,
    Text,
    TextualSelect,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    text,
    true,
    type_coerce,
)

from crisisdesk.gui.forms.shown import UNKNOWN, choice_in_words, read_labels
from crisisdesk.gui.pages.records_rows import ID
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.store import search
from crisisdesk.store.folding import fold
from crisisdesk.store.ordering import sort_keys
from crisisdesk.store.schema import table_of
from crisisdesk.store.snapshot import Snapshot

COLLATED_UP_TO = 50_000
FILTER_KINDS = frozenset({"term", "choice", "reference", "boolean"})
_COLLATED_KINDS = frozenset({"text", "prose", "reference"})
_TYPED_KINDS = frozenset({"moment", "date", "money", "share", "grade", "marking", "integer", "number"})
_PHRASE = re.compile(r'"[^"]*"?|\S+')
_DIGITS = re.compile(r"[0-9]+")
_DIGITS_COUNTED = 18
_COMPARED = 200
_WORDS_LIMIT = 12
_HITS = (
    "SELECT c.id AS id FROM catalogue AS c JOIN search ON search.rowid = c.number WHERE search MATCH :words"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A field that must hold this value as it lies in the file; an empty one means that nothing is known."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked a table to show. Conditions on one field are alternatives; fields must all fit."""

    words: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it leaves records out."""
        return bool(self.words.strip() or self.conditions)

    def without(self, condition: Condition) -> "Query":
        """The same without one condition."""
        return replace(self, conditions=tuple(c for c in self.conditions if c != condition))

    def with_condition(self, condition: Condition) -> "Query":
        """The same with one more condition."""
        return replace(self.without(condition), conditions=(*self.without(condition).conditions, condition))


def find_ids(view: Snapshot, record_type: type[Record], query: Query) -> list[str]:
    """The ids of all records that fit, in order; without a sort by what names them, of a log the newest first.

    Up to fifty thousand records are put in the order of words, accents and case aside; of more, only case is, and
    a log begins with what was entered last.
    """
    conditions = [*_conditions(record_type, query.conditions), *_words(view, record_type, query.words)]
    if query.sort == ID:
        column_ = table_of(record_type).columns["id"]
        return view.ids(record_type, *conditions, order=column_.desc() if query.descending else column_.asc())
    f = next((f for f in fields_of(record_type) if f.name == query.sort), None)
    few = view.count(record_type) <= COLLATED_UP_TO
    if f is None and record_type.__append_only__ and not few:
        return view.ids(record_type, *conditions, order=text("rowid DESC"))
    descending = query.descending if f is not None else record_type.__append_only__
    f = f or _first_field(record_type)
    if f.kind in _COLLATED_KINDS and few:
        return _collated(view, record_type, f, conditions, descending=descending)
    return view.ids(record_type, *conditions, order=sort_keys(record_type, f.name, descending=descending))


def _first_field(record_type: type[Record]) -> Field:
    """What a table is sorted by as long as nobody says otherwise: of a log the time, else what names a record."""
    fields = fields_of(record_type)
    named = next(f for f in fields if f.facts.caption)
    if record_type.__append_only__:
        return next((f for f in fields if f.kind == "moment"), named)
    return named


def _conditions(record_type: type[Record], conditions: Sequence[Condition]) -> list[ColumnElement[bool]]:
    columns = table_of(record_type).columns
    by_field: dict[str, list[str]] = {}
    for condition in conditions:
        by_field.setdefault(condition.field, []).append(condition.value)
    found = []
    for name, values in by_field.items():
        plain = type_coerce(columns[name], Text)
        empty = or_(columns[name].is_(None), plain == "") if "" in values else false()
        found.append(or_(plain.in_([value for value in values if value]), empty))
    return found


def _words(view: Snapshot, record_type: type[Record], typed: str) -> list[ColumnElement[bool]]:
    """Each word or phrase must be found somewhere: in the index, in what a reference or a term says, in a figure."""
    parts = _PHRASE.findall(typed)[:_WORDS_LIMIT]
    if not parts:
        return []
    fields = fields_of(record_type)
    labels = read_labels(view, {f.vocabulary for f in fields if f.vocabulary})
    return [_said_somewhere(record_type, fields, labels, part) for part in parts]


def _said_somewhere(
    record_type: type[Record], fields: Sequence[Field], labels: dict[tuple[str, str], str], part: str
) -> ColumnElement[bool]:
    columns = table_of(record_type).columns
    wanted = " AND ".join(search.terms(part))
    bare = part.strip('"')
    found: list[ColumnElement[bool]] = [columns["id"] == bare]
    if wanted:
        found.append(
            columns["id"].in_(_hits(f'({wanted}) AND "{search.type_tag(record_type.__tablename__)}"'))
        )
        named = f"{{caption latin}} : ({wanted})"
        found += [columns[f.name].in_(_hits(named)) for f in fields if f.kind == "reference"]
    for f in fields:
        if codes := _codes(f, labels, fold(bare)):
            found.append(type_coerce(columns[f.name], Text).in_(codes))
        if f.kind in _TYPED_KINDS and any(letter.isdigit() for letter in bare):
            found.append(type_coerce(columns[f.name], Text).contains(bare, autoescape=True))
        if f.kind == "marking":
            found.append(type_coerce(columns[f.name], Text).startswith(bare.upper(), autoescape=True))
    return or_(*found) if bare.strip() else true()


def _hits(expression: str) -> TextualSelect:
    return text(_HITS).bindparams(bindparam("words", expression, unique=True)).columns(column("id"))


def _codes(f: Field, labels: dict[tuple[str, str], str], folded: str) -> list[str]:
    """The codes or choices that a word means by the beginning of one of theirs."""
    match f.kind:
        case "term":
            said = {code: f"{label} {code}" for (name, code), label in labels.items() if name == f.vocabulary}
        case "choice":
            said = {value: choice_in_words(value) for value in f.choices}
        case _:
            return []
    return [code for code, words in said.items() if f" {folded}" in f" {fold(words).replace('_', ' ')}"]


def _collated(
    view: Snapshot,
    record_type: type[Record],
    f: Field,
    conditions: Sequence[ColumnElement[bool]],
    *,
    descending: bool,
) -> list[str]:
    """Sort as people sort words; what is empty stays last."""
    columns = table_of(record_type).columns
    first = columns[f.name] if f.kind == "reference" else func.substr(columns[f.name], 1, _COMPARED)
    found = view.select(select(columns["id"], first).where(*conditions).order_by(columns["id"]))
    values = {value for _, value in found if value}
    said = view.captions(values) if f.kind == "reference" else {}
    keys = {value: _word_key(said.get(value, value)) for value in values}
    known = [(keys[value], record_id) for record_id, value in found if value]
    known.sort(key=itemgetter(0), reverse=descending)
    return [*(record_id for _, record_id in known), *(record_id for record_id, value in found if not value)]


def _word_key(words: str) -> str:
    """Accents and case do not part words, numbers count as numbers; one string, which sorts fast."""
    return _DIGITS.sub(_padded, fold(words))


def _padded(digits: re.Match[str]) -> str:
    return digits[0].zfill(_DIGITS_COUNTED)


def read_values(view: Snapshot, record_type: type[Record]) -> list[tuple[Condition, str, str, int]]:
    """What can be filtered by: condition, label of the field, value in words, how many; the most frequent first."""
    fields = [f for f in fields_of(record_type) if f.kind in FILTER_KINDS]
    labels = read_labels(view, {f.vocabulary for f in fields if f.vocabulary})
    found = []
    for f in fields:
        counted = view.sql(
            f'SELECT "{f.name}", count(*) FROM "{record_type.__tablename__}" GROUP BY 1 ORDER BY 2 DESC LIMIT 60'
        ).all()
        captions = view.captions(value for value, _ in counted) if f.kind == "reference" else {}
        for value, count in counted:
            words = value_in_words(f, value, labels, captions)
            found.append((Condition(f.name, _as_condition(value)), f.label, words, int(count)))
    return found


def _as_condition(value: object) -> str:
    return "" if value is None else str(value)


def value_in_words(
    f: Field, value: object, labels: dict[tuple[str, str], str], captions: dict[str, str]
) -> str:
    """A value of a filter as its chip says it."""
    if value is None or value == "":
        return UNKNOWN
    match f.kind:
        case "boolean":
            return "yes" if str(value) == "1" else "no"
        case "choice":
            return choice_in_words(str(value))
        case "term":
            return labels.get((f.vocabulary, str(value)), str(value))
    return captions.get(str(value), str(value))


def describe(
    view: Snapshot, record_type: type[Record], conditions: Sequence[Condition]
) -> dict[Condition, str]:
    """What the chips of these conditions say."""
    fields = {f.name: f for f in fields_of(record_type)}
    labels = read_labels(view, {f.vocabulary for f in fields.values() if f.vocabulary})
    captions = view.captions(c.value for c in conditions if fields[c.field].kind == "reference")
    return {
        c: f"{fields[c.field].label}: {value_in_words(fields[c.field], c.value, labels, captions)}"
        for c in conditions
    }

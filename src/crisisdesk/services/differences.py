"""What changed, field by field, and as sentences for a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crisisdesk.exchange.telling import told_column
from crisisdesk.model.base import Record, field_named, fields_of, shorten
from crisisdesk.model.fields import Field
from crisisdesk.model.moments import dtg
from crisisdesk.store.changes import Change, folded
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; ``kind`` is new, changed or gone, ``field`` is empty unless it is changed.

    ``before`` and ``after`` are values as JSON has them; for a new record or one that is gone, what it is called.
    """

    record: str
    type: str
    caption: str
    kind: str
    field: str
    label: str
    before: Any
    after: Any
    sentence: str


def differences(view: Snapshot, start: int, end: int) -> list[Difference]:
    """What is different after the revision ``end`` from what was after ``start``; each record once, by its net change.

    With ``end`` before ``start`` it tells the way back. Revision 0 is the time before the desk was founded.
    """
    first, last = min(start, end), max(start, end)
    net = net_changes(view, range(first + 1, last + 1))
    if end < start:
        net = [change.inverse() for change in net]
    return list(told_differences(view, net))


def told_differences(view: Snapshot, changes: Iterable[Change]) -> Iterator[Difference]:
    """Changes field by field, each with its sentence."""
    changes = list(changes)
    names = Names(view, changes)
    for change in changes:
        record_type = type_by_table().get(change.record_type)
        if record_type is not None:
            yield from _told(change, record_type, names)


def net_changes(view: Snapshot, revisions: Iterable[int]) -> list[Change]:
    """The changes of these revisions, those of one record folded into one."""
    net: dict[str, Change] = {}
    for number in revisions:
        for change in view.changes_of(number):
            earlier = net.pop(change.record_id, None)
            both = change if earlier is None else folded(earlier, change)
            if both is not None:
                net[change.record_id] = both
    return list(net.values())


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as values that JSON has."""

    field: str
    label: str
    before: Any
    after: Any


def field_changes(change: Change) -> list[FieldChange]:
    """The fields of one change that differ; of a new record or one that is gone, those that are not empty."""
    record_type = type_by_table().get(change.record_type)
    if record_type is None:
        return []
    before, after = change.before or {}, change.after or {}
    pairs = (
        (f, told_column(f, before.get(f.name)), told_column(f, after.get(f.name)))
        for f in fields_of(record_type)
        if f.name in before or f.name in after
    )
    return [FieldChange(f.name, f.label, old, new) for f, old, new in pairs if old != new]


class Names:
    """What records and terms are called, those that are gone included."""

    def __init__(self, view: Snapshot, changes: Iterable[Change]) -> None:
        wanted: set[str] = set()
        self._own: dict[str, str] = {}
        for change in changes:
            wanted.add(change.record_id)
            record_type = type_by_table().get(change.record_type)
            if record_type is None:
                continue
            row = change.after or change.before or {}
            if change.kind != "changed":
                self._own[change.record_id] = record_type.own_caption(row)
            for f in fields_of(record_type):
                if f.kind == "reference":
                    wanted.update(
                        filter(None, ((side or {}).get(f.name) for side in (change.before, change.after)))
                    )
        self._captions = view.captions(wanted)
        self._terms: Mapping[tuple[str, str], str] = {
            (vocabulary, code): label
            for vocabulary, code, label in view.sql("SELECT vocabulary, code, label FROM term")
        }

    def record(self, record_id: str) -> str:
        """The caption of a record, or what its own columns say when it is gone."""
        return self._captions.get(record_id) or self._own.get(record_id) or record_id

    def term(self, vocabulary: str, code: str) -> str:
        """A term as people say it, in the middle of a sentence."""
        label = self._terms.get((vocabulary, code), code.replace("_", " "))
        return _lowered(label)


def _told(change: Change, record_type: type[Record], names: Names) -> Iterator[Difference]:
    caption = names.record(change.record_id)
    subject = f"{record_type.__label__} “{caption}”"
    head = (change.record_id, change.record_type, caption, change.kind)
    match change.kind:
        case "new":
            yield Difference(*head, "", "", None, caption, f"{subject} is new.")
        case "gone":
            yield Difference(*head, "", "", caption, None, f"{subject} is gone.")
        case _:
            for c in field_changes(change):
                ending = sentence(field_named(record_type, c.field), c.before, c.after, names)
                yield Difference(*head, c.field, c.label, c.before, c.after, f"{subject}: {ending}.")


def sentence(f: Field, before: Any, after: Any, names: Names) -> str:
    """How a field changed, as the end of a sentence without its stop."""
    label = _lowered(f.label)
    old, new = said(f, before, names), said(f, after, names)
    if before is None:
        return f"{label} set to {new}"
    if after is None:
        return f"{label} emptied, it was {old}"
    return f"{label} changed from {old} to {new}"


def said(f: Field, value: Any, names: Names) -> str:
    """A value as a person reads it in a sentence."""
    if value is None:
        return "nothing"
    match f.kind:
        case "boolean":
            text = "yes" if value else "no"
        case "reference":
            text = f"“{names.record(value)}”"
        case "moment":
            text = dtg(datetime.fromisoformat(value))
        case "term":
            text = names.term(f.vocabulary, value)
        case "choice":
            text = str(value).replace("_", " ")
        case "text" | "prose":
            text = f"“{shorten(' '.join(value.split()), _SHOWN)}”"
        case _:
            text = str(value)
    return text


def _lowered(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless the word is an abbreviation."""
    return label if label[1:2].isupper() or label[1:2].isdigit() else label[:1].lower() + label[1:]

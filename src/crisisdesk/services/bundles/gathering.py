"""What of a desk goes into a bundle: the records, the journal of these records, and the kept files they point to."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crisisdesk.exchange.bundles.chain import seal_told
from crisisdesk.exchange.bundles.content import Entry, Manifest, Step, Told
from crisisdesk.exchange.bundles.packing import packed
from crisisdesk.exchange.scope import records_of_case
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.merging import Conflict, Export, Merge
from crisisdesk.model.moments import iso
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.vocabulary import Term
from crisisdesk.services.bundles.marks import banner_of
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.engine import SCHEMA_VERSION
from crisisdesk.store.journal import body_of, seal_of
from crisisdesk.store.rows import row_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

OWN = frozenset({Desk, Export})
"""What each copy of a desk keeps to itself: its own description, and what left it."""
_DIGEST = re.compile("[0-9a-f]{64}")
_REVISIONS = "SELECT id, at, actor, kind, summary, reverts_id, digest, seal FROM revision ORDER BY id"
_CHANGES = (
    "SELECT revision_id, record_type, record_id, before, after, seal FROM change ORDER BY revision_id, id"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of a bundle, and what it says of itself."""

    content: bytes
    manifest: Manifest


def pack(
    view: Snapshot, case_id: str = "", *, key: str = "", actor: str = "", salt: bytes | None = None
) -> Packed:
    """A case, or the whole desk, as the bytes of a bundle, sealed where a key is given.

    Raises:
        UserError: There is no such case, or what would leave is marked above the desk's ceiling.
    """
    entries = list(gathered(view, case_id))
    known = ladder(view)
    banner = banner_of(known, entries)
    refuse_above_ceiling(view, known, banner)
    steps = list(chain_of(view, {entry.id for entry in entries}, case_id))
    files = dict(_files(view, entries))
    desk = view.get(Desk, DESK_ID)
    manifest = Manifest(
        desk=desk.name,
        case_id=case_id,
        title=view.get(CrisisCase, case_id).title if case_id else desk.name,
        exercise=desk.exercise,
        banner=str(banner),
        packed_at=iso(view.moment),
        packed_by=actor,
        head=steps[-1].digest,
        revisions=len(steps),
        records=len(entries),
        files=len(files),
        schema=SCHEMA_VERSION,
    )
    return Packed(packed(manifest, entries, steps, files, key=key, salt=salt), manifest)


def gathered(view: Snapshot, case_id: str) -> Iterator[Entry]:
    """The records of a case with all that they rest on, or of the whole desk, by type and id."""
    if not case_id:
        for record_type in RECORD_TYPES:
            if record_type not in OWN:
                yield from map(_entry, view.all(record_type))
        return
    records = [record for record in records_of_case(view, case_id) if type(record) not in OWN | {Term}]
    ids = {record.id for record in records}
    yield from map(_entry, _terms(view, records))
    yield from map(_entry, records)
    yield from map(_entry, (one for one in view.all(Merge) if one.covers == case_id))
    yield from map(_entry, (one for one in view.all(Conflict) if one.record_key in ids))


def _entry(record: Record) -> Entry:
    return Entry(type(record).__tablename__, record.id, row_of(record))


def _terms(view: Snapshot, records: Iterable[Record]) -> Iterator[Record]:
    """The words that these records use, those that every desk has among them."""
    used = {
        (f.vocabulary, getattr(record, f.name))
        for record in records
        for f in fields_of(type(record))
        if f.kind == "term"
    }
    return (term for term in view.all(Term) if (term.vocabulary, term.code) in used)


# -- the chain --------------------------------------------------------------------------------------------


def chain_of(view: Snapshot, ids: Collection[str], case_id: str) -> Iterator[Step]:
    """Every revision: what belongs to these records in full, all else as a seal."""
    held = {*ids, *_gone(view, ids, case_id)}
    changes = _Following(view.sql(_CHANGES))
    for number, at, actor, kind, summary, reverts_id, digest, seal in view.sql(_REVISIONS):
        told = [_told(row, held) for row in changes.of(number)]
        head = (number, at, actor, kind, summary, reverts_id)
        if not any(isinstance(change, Told) for change in told):
            seals = (str(change) for change in told)
            yield Step(number, digest, body=body_of(seal or seal_of(head), seals))
        elif seal or not all(isinstance(change, Told) for change in told):
            yield Step(number, digest, at, head_seal=seal or seal_of(head), changes=told)
        else:
            yield Step(number, digest, at, head=head, changes=told)


class _Following:
    """Rows in the order of their revisions, taken revision by revision."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, number: int) -> Iterator[Any]:
        while self._next is not None and self._next[0] == number:
            yield self._next
            self._next = next(self._rows, None)


def _told(row: Any, held: Collection[str]) -> Told | str:
    _, record_type, record_id, before, after, seal = row
    told = Told(record_type, record_id, before, after)
    if seal is not None:
        return str(seal)
    return told if record_id in held and type_by_table().get(record_type) not in OWN else seal_told(told)


def _gone(view: Snapshot, ids: Collection[str], case_id: str) -> Iterator[str]:
    """The records that were taken out of what the bundle covers."""
    text = (
        "SELECT record_id, record_type, before FROM change WHERE after IS NULL AND seal IS NULL "
        "AND record_id NOT IN (SELECT id FROM catalogue)"
    )
    for record_id, record_type, before in view.sql(text):
        of = type_by_table().get(record_type)
        if of is None or of in OWN:
            continue
        row = json.loads(before or "{}")
        names = (f.name for f in fields_of(of) if f.kind == "reference" and f.references in _OWNERS)
        if not case_id or record_id == case_id or any(row.get(name) in ids for name in names):
            yield record_id


_OWNERS = frozenset(
    {t.__tablename__ for t in RECORD_TYPES}
    - {"partner", "post", "person", "source", "term", "marking_level", "desk"}
)


def _files(view: Snapshot, entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
    kept = {digest for (digest,) in view.sql("SELECT digest FROM content")}
    for entry in entries:
        for value in entry.row.values():
            if isinstance(value, str) and _DIGEST.fullmatch(value) and value in kept:
                kept.discard(value)
                yield value, view.content(value)

"""What a bundle would bring: record by record and field by field, before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.content import Bundle
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.merging import Conflict, ConflictState, Merge
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.bundles.ancestry import Ancestry, Past, Row, ancestry
from crisisdesk.services.bundles.gathering import OWN
from crisisdesk.services.bundles.joining import Clash, Decided, Joined, joined
from crisisdesk.services.bundles.marks import refuse_too_high
from crisisdesk.services.bundles.wording import raw_of
from crisisdesk.services.markings import ladder
from crisisdesk.store.engine import SCHEMA_VERSION
from crisisdesk.store.rows import row_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

_NOTHING = Past()
Held = dict[str, tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Item:
    """One record that the bundle would change here, or on which the two copies disagree."""

    record_type: str
    record_id: str
    ours: Row | None
    theirs: Row | None
    base: Row | None
    joined: Joined

    @property
    def kind(self) -> str:
        """``new``, ``changed``, ``gone`` or ``same``, as it would be here."""
        after = self.joined.row
        if self.ours is None:
            return "same" if after is None else "new"
        return "gone" if after is None else "same" if after == self.ours else "changed"

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What the two copies disagree on."""
        return self.joined.clashes


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a bundle would bring. ``known`` is whether all that it holds was brought in before."""

    bundle: Bundle
    items: tuple[Item, ...]
    base: int
    known: bool

    def count(self, kind: str) -> int:
        """How many records would be of a kind."""
        return sum(item.kind == kind for item in self.items)

    @property
    def clashes(self) -> int:
        """On how many fields the two copies disagree."""
        return sum(len(item.clashes) for item in self.items)


def compare(view: Snapshot, bundle: Bundle) -> Comparison:
    """Join the desk with a bundle, in thought only. What was purged here does not come back.

    Raises:
        UserError: The bundle may not come into this desk: exercise into a live desk or the reverse, another format of
            desk, marked above the ceiling, or it holds records of no known type.
    """
    refuse_foreign(view, bundle)
    refuse_too_high(view, ladder(view), bundle.entries, bundle.name)
    covers = bundle.manifest.case_id
    heads = {merge.head for merge in view.all(Merge) if merge.covers in {"", covers}}
    known = bundle.manifest.head in heads | {digest for (digest,) in view.sql("SELECT digest FROM revision")}
    past = ancestry(view, bundle)
    purged = {i for (i,) in view.sql("SELECT DISTINCT record_id FROM change WHERE seal IS NOT NULL")}
    theirs = {e.id: (e.record_type, dict(e.row)) for e in bundle.entries if e.id not in purged}
    ours = _ours(view, theirs, past, whole=not covers)
    items = list(_items(ours, theirs, past, _decided(view, bundle)))
    items = _kept_together(items, ours)
    shown = tuple(item for item in items if item.kind != "same" or item.clashes)
    return Comparison(bundle, shown, past.base, known)


def refuse_foreign(view: Snapshot, bundle: Bundle) -> None:
    """Keep exercise and life apart, and formats and types that this program does not know out.

    Raises:
        UserError: The bundle may not come in.
    """
    manifest, live = bundle.manifest, not view.get(Desk, DESK_ID).exercise
    if manifest.exercise and live:
        raise UserError(f"{bundle.name} is exercise, and this desk is not; bring it into an exercise desk.")
    if not manifest.exercise and not live:
        raise UserError(
            f"{bundle.name} is from a live desk, and this desk is exercise; make a twin of the live desk."
        )
    if manifest.schema != SCHEMA_VERSION:
        raise UserError(
            f"{bundle.name} was packed by another version of the program (format {manifest.schema}, here "
            f"{SCHEMA_VERSION}); bring both up to date and pack it once more."
        )
    known = {table for table, of in type_by_table().items() if of not in OWN}
    if any(entry.record_type not in known for entry in bundle.entries):
        raise UserError(f"{bundle.name} holds records of a type that no bundle has; nothing was brought in.")


def _ours(view: Snapshot, theirs: Held, past: Ancestry, *, whole: bool) -> Held:
    """Our versions of what the bundle speaks of; of a whole desk, all that we have."""
    if whole:
        return {r.id: (t.__tablename__, row_of(r)) for t in RECORD_TYPES if t not in OWN for r in view.all(t)}
    found: Held = {}
    for record_id in theirs.keys() | {i for i, one in past.theirs.items() if one.gone_at}:
        table = view.type_of(record_id)
        if table is not None:
            found[record_id] = (table, row_of(view.get(type_by_table()[table], record_id)))
    return found


def _items(ours: Held, theirs: Held, past: Ancestry, decided: Mapping[str, Decided]) -> Iterator[Item]:
    for record_id in sorted(ours.keys() | theirs.keys()):
        (table, mine), (other_table, other) = (held.get(record_id, ("", None)) for held in (ours, theirs))
        if mine == other:
            continue
        if table and other_table and table != other_table:
            raise UserError(f"The id {record_id[:60]} is a {table} here and a {other_table} in the bundle.")
        pasts = (past.ours.get(record_id, _NOTHING), past.theirs.get(record_id, _NOTHING))
        one = joined(table or other_table, mine, other, pasts, decided.get(record_id, {}))
        yield Item(table or other_table, record_id, mine, other, pasts[1].base or pasts[0].base, one)


def _decided(view: Snapshot, bundle: Bundle) -> dict[str, Decided]:
    """What people chose between, here or in the other copy, by record."""
    found: dict[str, dict[tuple[str, frozenset[str]], str]] = defaultdict(dict)
    rows: list[Mapping[str, Any]] = [
        row_of(one) for one in view.all(Conflict, Conflict.state == ConflictState.DECIDED)
    ]
    rows += [e.row for e in bundle.entries if e.record_type == "conflict" and e.row.get("state") == "decided"]
    for row in sorted(rows, key=lambda row: str(row.get("decided_at"))):
        record_type = type_by_table().get(str(row.get("record_type")))
        if record_type is None:
            continue
        name = str(row.get("field_name") or "")
        stands, other = (raw_of(record_type, name, str(row.get(side) or "")) for side in ("stands", "other"))
        found[str(row.get("record_key"))][name, frozenset({stands, other})] = stands
    return dict(found)


# -- what refers to what ----------------------------------------------------------------------------------


def _kept_together(items: list[Item], ours: Held) -> list[Item]:
    """Let nothing go that something else still refers to, whichever side took it out."""
    by_id = {item.record_id: item for item in items}
    after: dict[str, tuple[str, Row | None]] = {**ours}
    after.update({item.record_id: (item.record_type, item.joined.row) for item in items})
    wanted = [i for table, row in after.values() if row is not None for i in _references(table, row)]
    while wanted:
        record_id = wanted.pop()
        item = by_id.get(record_id)
        if item is None or item.joined.row is not None:
            continue
        row = item.ours if item.ours is not None else item.theirs
        if row is None:
            continue
        by_id[record_id] = Item(
            item.record_type, record_id, item.ours, item.theirs, item.base, Joined(row, item.clashes)
        )
        wanted.extend(_references(item.record_type, row))
    return list(by_id.values())


def _references(table: str, row: Row) -> Iterable[str]:
    record_type: type[Record] = type_by_table()[table]
    return (row[f.name] for f in fields_of(record_type) if f.kind == "reference" and row.get(f.name))

"""Taking a later edition of the shipped rules, words, groups and countries over into a desk that is in use.

What a person changed in the desk stays; what nobody touched follows the program; nothing is ever deleted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from crisisdesk.model.base import Record, fields_of
from crisisdesk.progress import Progress, silent
from crisisdesk.services.founding import seed_records
from crisisdesk.store.rows import row_of
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

TAKEN_OVER = "Take over the rules of the program"


@dataclass(frozen=True, slots=True)
class Newer:
    """One field of a shipped record that the program gives another value; ``kept``: a person changed it here."""

    record: Record
    field: str
    label: str
    held: Any
    shipped: Any
    kept: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """What the shipped rules say that the desk does not: records it lacks, and fields that differ.

    ``gone`` are the captions of records that were shipped once and were deleted here; they are not brought back.
    """

    new: tuple[Record, ...]
    newer: tuple[Newer, ...]
    gone: tuple[str, ...]

    @property
    def taken(self) -> tuple[Newer, ...]:
        """The fields that follow the program."""
        return tuple(one for one in self.newer if not one.kept)

    @property
    def kept(self) -> tuple[Newer, ...]:
        """The fields that stay as a person wrote them."""
        return tuple(one for one in self.newer if one.kept)

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to take over."""
        return not self.new and not self.taken


def compare_rules(view: Snapshot, progress: Progress = silent) -> Edition:
    """Compare the desk with the seeds that the program ships; nothing is written.

    Args:
        view: The desk.
        progress: Called for each type; what it raises ends the work.
    """
    new: list[Record] = []
    newer: list[Newer] = []
    gone: list[str] = []
    shipped = [(record_type, list(records)) for record_type, records in seed_records()]
    for place, (record_type, group) in enumerate(groupby(shipped, itemgetter(0))):
        progress(place, len(shipped), f"Comparing {record_type.__plural__.lower()}")
        records = [record for _, part in group for record in part]
        held = {
            record.id: record for record in view.all(record_type, record_type.id.in_([r.id for r in records]))
        }
        for record in records:
            there = held.get(record.id)
            if there is not None:
                newer.extend(_differing(view, there, record))
            elif view.history(record.id, limit=1):
                gone.append(record.caption)
            else:
                new.append(record)
    return Edition(tuple(new), tuple(newer), tuple(gone))


def _differing(view: Snapshot, held: Record, shipped: Record) -> Iterator[Newer]:
    before, after = row_of(held), row_of(shipped)
    names = [f for f in fields_of(type(held)) if before[f.name] != after[f.name]]
    if not names:
        return
    touched = _touched(view, held.id)
    for f in names:
        yield Newer(held, f.name, f.label, getattr(held, f.name), getattr(shipped, f.name), f.name in touched)


def _touched(view: Snapshot, record_id: str) -> set[str]:
    """The fields that a person changed: by any revision but the founding and earlier take-overs."""
    found: set[str] = set()
    for revision in view.history(record_id):
        if revision.kind == "founding" or revision.summary.startswith(TAKEN_OVER):
            continue
        for change in view.changes_of(revision.id, record_id):
            before: Mapping[str, Any] = change.before or {}
            after: Mapping[str, Any] = change.after or {}
            found |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return found


def take_over_rules(tx: Transaction, progress: Progress = silent) -> Edition:
    """Write what :func:`compare_rules` finds: new records, and fields that nobody touched; one revision, one undo."""
    edition = compare_rules(tx, progress)
    for record_type, records in groupby(edition.new, type):
        tx.add_rows(record_type, map(row_of, records))
    for one in edition.taken:
        setattr(tx.get(type(one.record), one.record.id), one.field, one.shipped)
    counts = f"{len(edition.new):,} new, {len(edition.taken):,} fields changed"
    tx.summary = f"{TAKEN_OVER}: {counts}, {len(edition.kept):,} kept as they were"
    return edition

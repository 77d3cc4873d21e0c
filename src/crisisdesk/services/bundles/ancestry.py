"""How far two copies of a desk are known to have agreed: the common ancestor of each record.

Each copy names in its journal the digests that it has seen: its own, and those that a merge brought in. The newest of
ours that the bundle has seen, and the newest of the bundle's that we have seen, are the two bases. A value that one
side has and a base had was not touched by that side since.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crisisdesk.exchange.bundles.chain import columns, told_changes
from crisisdesk.exchange.bundles.content import Bundle, Step, Told
from crisisdesk.model.merging import Merge
from crisisdesk.store.snapshot import Snapshot

Row = dict[str, Any]
FOUNDED = 1
_HELD = "SELECT revision_id, record_type, record_id, before, after FROM change WHERE seal IS NULL ORDER BY id"


@dataclass(slots=True)
class Past:
    """What one record went through on one side: its row at the base, and when each column was last written."""

    base: Row | None = None
    known: bool = False
    stamps: dict[str, str] = field(default_factory=dict)
    gone_at: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    record_id: str
    before: Row | None
    after: Row | None
    at: str
    late: bool


@dataclass(frozen=True, slots=True)
class Ancestry:
    """What both sides went through, by record; ``base`` is our newest revision that the bundle has seen, 0 for none."""

    ours: dict[str, Past]
    theirs: dict[str, Past]
    base: int


def ancestry(view: Snapshot, bundle: Bundle) -> Ancestry:
    """Read both journals back to their bases."""
    own = dict(view.sql("SELECT digest, id FROM revision").all())
    covers = {"", bundle.manifest.case_id}
    seen_by_us = {*own, *(merge.head for merge in view.all(Merge) if merge.covers in covers)}
    seen_by_them = {step.digest for step in bundle.steps} | set(_merged_heads(bundle, covers))
    ours_base = max((number for digest, number in own.items() if digest in seen_by_them), default=0)
    theirs_base = max((step.number for step in bundle.steps if step.digest in seen_by_us), default=0)
    ours = _pasts(_own_changes(view, ours_base or FOUNDED))
    theirs = _pasts(_their_changes(bundle.steps, theirs_base or FOUNDED))
    return Ancestry(ours, theirs, ours_base)


def _merged_heads(bundle: Bundle, covers: set[str]) -> Iterator[str]:
    for entry in bundle.entries:
        if entry.record_type == Merge.__tablename__ and entry.row.get("covers") in covers:
            yield str(entry.row.get("head"))


def _own_changes(view: Snapshot, base: int) -> Iterator[_Change]:
    times = dict(view.sql("SELECT id, at FROM revision").all())
    for number, _, record_id, before, after in view.sql(_HELD):
        yield _Change(record_id, _row(before), _row(after), times[number], number > base)


def _row(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _their_changes(steps: Iterable[Step], base: int) -> Iterator[_Change]:
    for step in steps:
        for change in told_changes((step,)):
            yield _their_change(change, step, base)


def _their_change(change: Told, step: Step, base: int) -> _Change:
    before, after = columns(change.before), columns(change.after)
    return _Change(change.record_id, before, after, step.at, step.number > base)


def _pasts(changes: Iterable[_Change]) -> dict[str, Past]:
    """Each record's row at the base, by applying what came up to it, and the newest stamp of each column."""
    found: dict[str, Past] = {}
    for change in changes:
        past = found.setdefault(change.record_id, Past())
        if change.after is None:
            past.gone_at = change.at
        else:
            past.stamps.update(dict.fromkeys(change.after, change.at))
        if not change.late:
            past.known = True
            past.base = _applied(past.base, change)
    return found


def _applied(row: Row | None, change: _Change) -> Row | None:
    if change.after is None:
        return None
    return dict(change.after) if change.before is None else {**(row or {}), **change.after}

"""Bringing a bundle in: one revision, which one undo takes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.content import Bundle
from crisisdesk.model.merging import Merge
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.bundles.comparing import Comparison, Item, compare
from crisisdesk.services.bundles.deciding import NEWER, Decision, note_conflict
from crisisdesk.services.bundles.joining import GONE
from crisisdesk.store.changes import Change
from crisisdesk.store.transaction import Transaction

Takes = Mapping[tuple[str, str], str]
"""Whose value is taken, ``ours`` or ``theirs``, by record and field; ``("", "")`` is for all that are not named."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What bringing in a bundle did."""

    added: int
    changed: int
    removed: int
    open: int
    decided: int
    merge_id: str


def merge(tx: Transaction, bundle: Bundle, takes: Takes | None = None) -> Merged:
    """Bring a bundle in. A second time it changes nothing.

    Where the two copies disagree and ``takes`` does not say whose value is taken, the newer stands and a
    disagreement is left open, with both values, for a person to decide.

    Raises:
        UserError: See :func:`~crisisdesk.services.bundles.comparing.compare`; or a record breaks a rule, and nothing
            is brought in then.
    """
    comparison = compare(tx, bundle)
    if comparison.known and not any(item.kind != "same" for item in comparison.items):
        tx.summary = f"Bring in {bundle.name} once more"
        return Merged(0, 0, 0, 0, 0, "")
    decisions = _decisions(comparison, takes or {})
    for content in bundle.files.values():
        tx.keep(content)
    counts = _write(tx, comparison, decisions)
    for decision in decisions:
        note_conflict(tx, decision)
    merge_id = _register(tx, comparison, counts)
    left_open = sum(decision.take == NEWER for decision in decisions)
    tx.summary = (
        f"Bring in a bundle from {bundle.manifest.desk}: {counts['new']} new, {counts['changed']} changed, "
        f"{counts['gone']} gone, {left_open} open disagreements"
    )
    return Merged(
        counts["new"], counts["changed"], counts["gone"], left_open, len(decisions) - left_open, merge_id
    )


def _decisions(comparison: Comparison, takes: Takes) -> list[Decision]:
    found: list[Decision] = []
    unknown = {key for key in takes if key != ("", "")}
    for item in comparison.items:
        for clash in item.clashes:
            named = [(item.record_id, clash.field), ("", clash.field), ("", "")]
            unknown -= {*named}
            found.append(Decision(item, clash, next((takes[key] for key in named if key in takes), NEWER)))
    if unknown:
        what = ", ".join(sorted(name or record_id for record_id, name in unknown))
        raise UserError(f"The two copies do not disagree on {what[:80]}; see: crisisdesk bundle review")
    return found


def _write(tx: Transaction, comparison: Comparison, decisions: Iterable[Decision]) -> dict[str, int]:
    rows = {item.record_id: item.joined.row for item in comparison.items}
    for decision in decisions:
        record_id = decision.item.record_id
        rows[record_id] = _taken(rows[record_id], decision)
    counts = dict.fromkeys(("new", "changed", "gone"), 0)
    place = {t.__tablename__: (t.__tablename__ != "term", n) for n, t in enumerate(RECORD_TYPES)}
    added = {item.record_id for item in comparison.items if item.ours is None}
    for item in sorted(comparison.items, key=lambda item: place[item.record_type]):
        change = _change(item, rows[item.record_id])
        if change is None:
            continue
        counts[change.kind] += 1
        _admit(tx, change, added)
    return counts


def _admit(tx: Transaction, change: Change, added: set[str]) -> None:
    try:
        tx.admit(change, added)
    except UserError as refusal:
        raise UserError(
            f"The {change.record_type.replace('_', ' ')} {change.record_id[:60]} cannot be brought in, so nothing was: {refusal}"
        ) from refusal


def _taken(row: dict[str, Any] | None, decision: Decision) -> dict[str, Any] | None:
    if not decision.overturns:
        return row
    clash = decision.clash
    return None if clash.field == GONE else {**(row or {}), clash.field: clash.other}


def _change(item: Item, row: dict[str, Any] | None) -> Change | None:
    """What leads from our version to the one that both lead to."""
    ours = item.ours
    if ours is None or row is None:
        return None if ours == row else Change(item.record_type, item.record_id, ours, row)
    names = [name for name in row if name in ours and row[name] != ours[name]]
    if not names:
        return None
    return Change(item.record_type, item.record_id, {n: ours[n] for n in names}, {n: row[n] for n in names})


def _register(tx: Transaction, comparison: Comparison, counts: Mapping[str, int]) -> str:
    bundle = comparison.bundle
    manifest = bundle.manifest
    made = Merge(
        origin=manifest.desk,
        head=manifest.head,
        covers=manifest.case_id,
        digest=bundle.digest,
        seal=bundle.seal,
        packed_at=datetime.fromisoformat(manifest.packed_at),
        packed_by=manifest.packed_by,
        added=counts["new"],
        changed=counts["changed"],
        removed=counts["gone"],
        disagreements=comparison.clashes,
    )
    return tx.add(made).id

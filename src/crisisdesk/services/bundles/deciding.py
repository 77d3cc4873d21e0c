"""Disagreements between two copies: noted with both values, and decided by a person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.merging import Conflict, ConflictState
from crisisdesk.services.bundles.comparing import Item
from crisisdesk.services.bundles.joining import GONE, Clash, key_of
from crisisdesk.services.bundles.wording import label_of, words_of
from crisisdesk.store.rows import row_of, value_from
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.transaction import Transaction

OURS, THEIRS, NEWER = "ours", "theirs", "newer"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose value is taken where the two disagree: ``ours``, ``theirs``, or the newer until somebody decides."""

    item: Item
    clash: Clash
    take: str

    @property
    def overturns(self) -> bool:
        """Whether the older of the two is taken."""
        return self.take != NEWER and (self.take == OURS) != self.clash.ours_stands


def note_conflict(tx: Transaction, made: Decision) -> None:
    """Keep both values of a disagreement, open or decided; it has the same id in both copies."""
    item, clash, record_type = made.item, made.clash, type_by_table()[made.item.record_type]
    pair = sorted([(key_of(clash.stands), clash.stands_at), (key_of(clash.other), clash.other_at)])
    named = repr((item.record_id, clash.field, pair)).encode("utf-8", "surrogatepass")
    conflict_id = f"conflict-{hashlib.sha256(named).hexdigest()[:16]}"
    if tx.find(Conflict, conflict_id) is not None:
        return
    sides = [(clash.stands, clash.stands_at), (clash.other, clash.other_at)]
    (stands, since), (other, other_since) = reversed(sides) if made.overturns else sides
    row = item.joined.row or item.ours or item.theirs or {}
    decided = made.take != NEWER
    tx.add(
        Conflict(
            id=conflict_id,
            subject=record_type.own_caption(_texts(record_type, row)) or item.record_id,
            what=label_of(record_type, clash.field),
            record_type=item.record_type,
            record_key=item.record_id,
            field_name=clash.field,
            stands=words_of(record_type, clash.field, stands),
            stands_since=_moment(since),
            other=words_of(record_type, clash.field, other),
            other_since=_moment(other_since),
            state=ConflictState.DECIDED if decided else ConflictState.OPEN,
            decision=f"Taken: {made.take}, when it was brought in." if decided else "",
            decided_at=tx.moment if decided else None,
            decided_by=tx.actor if decided else "",
            marking=value_from(record_type, "marking", row["marking"]),
        )
    )


def _texts(record_type: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words_of(record_type, name, value) for name, value in row.items() if name != "id"}


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def decide(tx: Transaction, conflict_id: str, take: str, note: str = "") -> Conflict:
    """Settle an open disagreement: ``stands`` keeps what stands, ``other`` takes the other value.

    Raises:
        UserError: It was decided before, its record is gone, or its field was changed again since.
    """
    conflict = tx.get(Conflict, conflict_id)
    if conflict.state is ConflictState.DECIDED:
        raise UserError(f"“{conflict.caption}” was decided before, by {conflict.decided_by}.")
    if take not in {"stands", "other"}:
        raise UserError("Say which value is taken: stands, or other.")
    if take == "other":
        _take_other(tx, conflict)
        conflict.stands, conflict.other = conflict.other, conflict.stands
        conflict.stands_since, conflict.other_since = conflict.other_since, conflict.stands_since
    conflict.state, conflict.decided_at, conflict.decided_by = ConflictState.DECIDED, tx.moment, tx.actor
    conflict.decision = note or (
        "The value that stood was kept." if take == "stands" else "The other value was taken."
    )
    tx.summary = f"Decide on {conflict.caption}"
    return conflict


def _take_other(tx: Transaction, conflict: Conflict) -> None:
    record = tx.lookup(conflict.record_key)
    record_type = type(record)
    if conflict.field_name == GONE:
        tx.delete(record)
        return
    there = words_of(record_type, conflict.field_name, row_of(record).get(conflict.field_name))
    if there != conflict.stands:
        raise UserError(
            f"“{conflict.caption}” was changed again since; edit the record itself, or keep what stands."
        )
    tx.set_field(record, conflict.field_name, conflict.other)

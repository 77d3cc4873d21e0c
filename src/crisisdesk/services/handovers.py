"""Handing the watch over: a pack is prepared, kept, and acknowledged item by item (MISSION N14)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import UNMARKED
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import iso
from crisisdesk.model.watch import DutyShift, Handover, HandoverItem
from crisisdesk.services.actions import unowned_overdue
from crisisdesk.services.handover_pack import (
    HandoverPack,
    PackItem,
    items_of,
    open_cases,
    overdue_of_nobody,
    state_lines,
)
from crisisdesk.services.log import log
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


def prepare_handover(
    view: Snapshot,
    case_ids: Sequence[str] = (),
    outgoing: str = "",
    incoming: str = "",
    *,
    since_revision: int | None = None,
    do_not_say: str = "",
) -> HandoverPack:
    """Put together what the next officer must know of these cases, or of all that are open.

    Args:
        view: The desk now.
        case_ids: The cases that are handed over.
        outgoing: Who goes.
        incoming: Who comes.
        since_revision: The last revision that the incoming officer knows; else that of the handover before.
        do_not_say: What else must not be said, in the words of the officer who goes; one item for each line.

    Raises:
        UserError: There is no such case.
    """
    cases = [view.get(CrisisCase, case_id) for case_id in case_ids] if case_ids else open_cases(view)
    since = last_handover_revision(view, case_ids) if since_revision is None else since_revision
    items = [item for case in cases for item in items_of(view, case, since)]
    known = ladder(view)
    marking = known.banner([*(case.marking for case in cases), *(item.marking for item in items)], UNMARKED)
    items += [
        PackItem("do_not_say", line.strip(), marking=marking)
        for line in do_not_say.splitlines()
        if line.strip()
    ]
    return HandoverPack(
        case_ids=tuple(case.id for case in cases),
        outgoing=outgoing,
        incoming=incoming,
        at=view.moment,
        since_revision=since,
        state="\n".join(line for case in cases for line in state_lines(view, case)),
        items=tuple(items),
        unowned=tuple(action.id for action in unowned_overdue(view, tuple(case.id for case in cases))),
        marking=marking,
    )


def last_handover_revision(view: Snapshot, case_ids: Sequence[str] = ()) -> int:
    """The revision of the newest handover of these cases, or of the whole desk; 0 where there was none."""
    wanted = set(case_ids)
    found = [one for one in view.all(Handover) if one.case_id is None or not wanted or one.case_id in wanted]
    newest = max(found, key=lambda one: (one.at or view.moment, one.id), default=None)
    kept = view.history(newest.id) if newest else []
    return kept[-1].id if kept else 0


def hand_over(
    tx: Transaction,
    case_ids: Sequence[str] = (),
    *,
    outgoing: str = "",
    incoming: str = "",
    since_revision: int | None = None,
    do_not_say: str = "",
    left_open: str = "",
    outgoing_shift_id: str | None = None,
    incoming_shift_id: str | None = None,
) -> Handover:
    """Keep a handover with all its items, unread, and note it in the log of each case.

    Overdue work that belongs to nobody stands in the way; ``left_open`` says why it is handed over all the same.

    Raises:
        UserError: No reason is given for overdue work without an owner, or the pack is marked above the desk's ceiling.
    """
    pack = prepare_handover(
        tx, case_ids, outgoing or tx.actor, incoming, since_revision=since_revision, do_not_say=do_not_say
    )
    _refuse_unowned(tx, pack.case_ids, left_open)
    refuse_above_ceiling(tx, ladder(tx), pack.marking)
    only = pack.case_ids[0] if len(pack.case_ids) == 1 else None
    handover = tx.add(
        Handover(
            title=f"Handover {iso(pack.at)}",
            outgoing=pack.outgoing,
            incoming=incoming,
            outgoing_shift_id=outgoing_shift_id,
            incoming_shift_id=incoming_shift_id,
            case_id=only,
            since_revision=pack.since_revision or None,
            state=pack.state,
            do_not_say=do_not_say,
            left_open=left_open,
            marking=pack.marking,
        )
    )
    tx.flush()
    for item in pack.items:
        tx.add(
            HandoverItem(
                handover_id=handover.id,
                text=item.text,
                kind=item.kind,
                record_key=item.record,
                due_at=item.due_at,
                marking=item.marking,
            )
        )
    for case_id in pack.case_ids:
        log(
            tx,
            case_id,
            f"Watch handed over by {pack.outgoing} to {incoming or 'the next officer'}.",
            kind="handover",
        )
    tx.summary = f"Hand over to {incoming}" if incoming else "Hand over"
    return handover


def acknowledge(
    tx: Transaction,
    handover_id: str,
    item_ids: Sequence[str] | None = None,
    *,
    by: str = "",
    sign: bool | None = None,
) -> Handover:
    """Take note of items of a handover, of all where none are named; what was not read stays marked as unread.

    The handover itself is signed once all is read, or earlier with ``sign``; then what is unread is still unread.

    Args:
        tx: The transaction.
        handover_id: The handover.
        item_ids: The items that were read.
        by: Who read them; else the incoming officer, else whoever sits at the desk.
        sign: Sign now, or not yet.

    Raises:
        UserError: An item is not one of this handover, it was signed with nothing unread, or whoever goes signs for whoever comes.
    """
    handover = tx.get(Handover, handover_id)
    reader = by or handover.incoming or tx.actor
    if reader.casefold() == handover.outgoing.casefold():
        raise UserError(f"{reader} handed over; a handover is acknowledged by whoever takes over.")
    items = {item.id: item for item in tx.all(HandoverItem, HandoverItem.handover_id == handover_id)}
    wanted = list(items) if item_ids is None else list(item_ids)
    for item_id in wanted:
        if item_id not in items:
            raise UserError(f"“{item_id[:60]}” is no item of this handover.")
    new = [items[item_id] for item_id in wanted if items[item_id].read_at is None]
    if not new and handover.acknowledged_at is not None:
        raise UserError(f"“{handover}” was acknowledged by {handover.acknowledged_by} already.")
    for item in new:
        item.read_at = tx.moment
    left = [item for item in items.values() if item.read_at is None]
    if handover.acknowledged_at is None and (sign or (sign is None and not left)):
        handover.acknowledged_at, handover.acknowledged_by = tx.moment, reader
        handover.incoming = handover.incoming or reader
    tx.summary = f"Acknowledge {len(new)} of a handover" + (f", {len(left)} unread" if left else "")
    return handover


def close_shift(
    tx: Transaction, shift_id: str, *, left_open: str = "", at: datetime | None = None
) -> DutyShift:
    """Sign a shift off; what it covers is its case, or all open cases.

    Raises:
        UserError: It is signed off already, was never signed on, or overdue work belongs to nobody and no reason is given.
    """
    shift = tx.get(DutyShift, shift_id)
    if shift.signed_off_at is not None:
        raise UserError(f"The shift of {shift} is signed off already.")
    if shift.signed_on_at is None:
        raise UserError(f"The shift of {shift} was never signed on; sign it on first.")
    _refuse_unowned(tx, (shift.case_id,) if shift.case_id else (), left_open)
    shift.signed_off_at, shift.left_open = at or tx.moment, left_open or shift.left_open
    return shift


def unread(view: Snapshot, case_id: str = "") -> list[HandoverItem]:
    """The items of handovers that nobody has read yet, those of a case or all, what is due first before the rest."""
    ids = {one.id for one in view.all(Handover) if not case_id or one.case_id in {None, case_id}}
    items = [
        item for item in view.all(HandoverItem, HandoverItem.read_at.is_(None)) if item.handover_id in ids
    ]
    return sorted(items, key=lambda item: (item.due_at is None, item.due_at or view.moment, item.id))


def handover_json(view: Snapshot, handover_id: str) -> dict[str, Any]:
    """A handover with its items as JSON."""
    one = view.get(Handover, handover_id)
    items = view.all(HandoverItem, HandoverItem.handover_id == handover_id)
    return {
        "id": one.id,
        "title": one.title,
        "outgoing": one.outgoing,
        "incoming": one.incoming,
        "case": one.case_id,
        "at": iso(one.at) if one.at else None,
        "state": one.state.splitlines(),
        "left_open": one.left_open,
        "acknowledged_at": iso(one.acknowledged_at) if one.acknowledged_at else None,
        "acknowledged_by": one.acknowledged_by or None,
        "unread": sum(item.read_at is None for item in items),
        "items": [
            {
                "id": item.id,
                "kind": item.kind,
                "text": item.text,
                "record": item.record_key or None,
                "due_at": iso(item.due_at) if item.due_at else None,
                "read_at": iso(item.read_at) if item.read_at else None,
            }
            for item in items
        ],
    }


def _refuse_unowned(tx: Transaction, case_ids: tuple[str, ...], left_open: str) -> None:
    nobodys = unowned_overdue(tx, case_ids)
    if nobodys and not left_open.strip():
        raise UserError(
            f"Overdue and without an owner: {overdue_of_nobody(nobodys)}. Give it an owner, or say why it is left open."
        )

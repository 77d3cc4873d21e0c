"""What becomes of a notification: its advance notice, its sending, a waiver, holds that come and go (domain facts 1.1)."""

from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.days import today
from crisisdesk.store.transaction import Transaction

_OVER = frozenset({"expired", "disapproved", "withdrawn"})
_BEFORE = frozenset({"requested", "assessed", "offered", "approved"})
"""Stages of a transfer that a formal notice takes to "notified"."""


def send_advance(tx: Transaction, notification_id: str, at: datetime | None = None) -> Notification:
    """Note that the advance notice went out; its days run from then on.

    Raises:
        UserError: It is over, or went out already.
    """
    one = _open(tx, notification_id)
    if one.advance_sent_at or one.sent_at:
        raise UserError(f"The advance notice of “{one.title}” went out already, or the formal one did.")
    one.advance_sent_at, one.status = at or tx.moment, "advance"
    tx.summary = f"Advance notice of “{one.title}” sent"
    return one


def send_formal(
    tx: Transaction, notification_id: str, at: datetime | None = None, *, number: str = "", body: str = ""
) -> Notification:
    """Note that the formal notice went out: the statutory clock runs, and the transfer is notified.

    A transfer that stands at a stage before it is taken to "notified"; one that is further on stays.

    Raises:
        UserError: It is over, or went out already.
    """
    one = _open(tx, notification_id)
    if one.sent_at is not None:
        raise UserError(f"“{one.title}” was sent on {one.sent_at:%Y-%m-%d} already.")
    one.sent_at = at or tx.moment
    one.number, one.body = number or one.number, body or one.body
    one.status = "waived" if one.emergency else "formal"
    transfer = tx.find(Transfer, one.transfer_id)
    if transfer is not None:
        transfer.notified_on = PartialDate.parse(f"{one.sent_at:%Y-%m-%d}")
        transfer.notification = transfer.notification or one.number
        if transfer.status in _BEFORE:
            transfer.status = "notified"
    tx.summary = f"“{one.title}” sent"
    return one


def waive_waiting(
    tx: Transaction, notification_id: str, *, signer: str, justification: str, on: PartialDate | None = None
) -> Notification:
    """Enter an emergency determination: it waives the waiting, never the certification itself.

    Raises:
        UserError: It is over, or who signed it or the justification is missing.
    """
    one = _open(tx, notification_id)
    if not signer.strip() or not justification.strip():
        raise UserError(
            "A waiver needs who signed the determination and its detailed justification; the certification itself states both."
        )
    one.emergency, one.signer, one.justification = True, signer.strip(), justification.strip()
    one.determined_on = on or today(tx)
    if one.sent_at is not None:
        one.status = "waived"
    tx.summary = f"Waive the waiting of “{one.title}”"
    return one


def place_hold(
    tx: Transaction,
    notification_id: str,
    *,
    placed_by: str,
    kind: str = "",
    stops_clock: bool = False,
    reason: str = "",
    wanted: str = "",
    on: PartialDate | None = None,
) -> NotificationHold:
    """Note that somebody holds a notification; holds stack, and by custom most stop the sending, not the clock.

    Raises:
        UserError: It is over, or it is not said who holds it.
    """
    one = _open(tx, notification_id)
    if not placed_by.strip():
        raise UserError("Say who holds it; holds are lifted by whom they were placed.")
    hold = tx.add(
        NotificationHold(
            notification_id=one.id,
            placed_by=placed_by.strip(),
            kind=kind,
            placed_on=on or today(tx),
            stops_clock=stops_clock,
            reason=reason,
            wanted=wanted,
            marking=one.marking,
        )
    )
    tx.flush()
    tx.summary = f"Hold on “{one.title}” by {placed_by.strip()}"
    return hold


def lift_hold(tx: Transaction, hold_id: str, on: PartialDate | None = None) -> NotificationHold:
    """Note that a hold was lifted.

    Raises:
        UserError: It was lifted already, or the day lies before it was placed.
    """
    hold = tx.get(NotificationHold, hold_id)
    if hold.lifted_on is not None:
        raise UserError(f"The hold by {hold.placed_by} was lifted on {hold.lifted_on} already.")
    hold.lifted_on = on or today(tx)
    tx.summary = f"Hold by {hold.placed_by} lifted"
    return hold


def _open(tx: Transaction, notification_id: str) -> Notification:
    one = tx.get(Notification, notification_id)
    if one.status in _OVER:
        raise UserError(f"“{one.title}” is {one.status} already; draft a new notification.")
    return one

"""The question that a transfer on record puts: its values and lines, recipient, notification and holds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from crisisdesk.checks.line_values import is_category_i
from crisisdesk.checks.upward import upward_of
from crisisdesk.errors import UserError
from crisisdesk.model.desk import Desk
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.notify.question import Hold, Question
from crisisdesk.store.snapshot import Snapshot

_MAKING_ABROAD = frozenset({"MLA"})
_SME_KINDS = frozenset({"sme", "mde"})
_ENDED = frozenset({"withdrawn", "disapproved"})


def question_of(view: Snapshot, transfer_id: str, day: date | None = None) -> Question:
    """Put the question of a transfer; of a value on record and the sum of its lines, the greater counts.

    Args:
        view: The desk.
        transfer_id: Its id.
        day: The day of the notification; without it the day on which it was sent, else that of the snapshot.

    Raises:
        UserError: It lacks its channel or recipient, or its lines have several currencies.
    """
    transfer = view.get(Transfer, transfer_id)
    if not transfer.channel:
        raise UserError(f"Transfer “{transfer.title}” has no channel; enter how it is transferred.")
    if not transfer.recipient_id:
        raise UserError(f"Transfer “{transfer.title}” has no recipient; enter who receives it.")
    items = view.all(TransferItem, TransferItem.transfer_id == transfer.id, order=TransferItem.id)
    notification = _notification(view, transfer.id)
    values = _Values(transfer, items)
    question = Question(
        instrument=_instrument(transfer),
        partner=transfer.recipient_id,
        day=day,
        mde=values.equipment,
        total=values.total,
        construction=values.construction,
        sme=any(_significant(item) for item in items),
        firearms=any(_firearms(item) for item in items),
        firearms_value=values.firearms,
        delivery=_known(transfer.delivery_on),
        holds=_holds(view, notification),
        remarks=(*values.remarks, *_foreign(view, transfer)),
    )
    return _as_notified(question, transfer, notification)


class _Values:
    """The amounts of a transfer, from its record and its lines; ``remarks`` tell where the two disagree."""

    def __init__(self, transfer: Transfer, items: list[TransferItem]) -> None:
        said: list[str] = []
        self.total = _greater("Total value", transfer.value, _sum(items), said)
        major = _sum(item for item in items if item.major or item.kind == "mde")
        self.equipment = _greater("Major equipment value", transfer.equipment_value, major, said)
        built = _sum(item for item in items if item.kind == "construction")
        self.construction = _greater("Construction value", transfer.construction_value, built, said)
        firearms = [item for item in items if _firearms(item)]
        self.firearms = _sum(firearms) if all(item.value for item in firearms) else None
        blank = sum(item.value is None for item in items)
        if blank:
            said.append(f"{blank} of {len(items)} lines have no value, so their sum may be too low.")
        self.remarks = tuple(said)


def _significant(item: TransferItem) -> bool:
    """MDE is SME by definition (AECA 47(6)); an asterisk in a category of the USML says it too."""
    return item.significant or item.major or item.kind in _SME_KINDS or "*" in item.category


def _firearms(item: TransferItem) -> bool:
    return item.firearms or is_category_i(item.category)


def _sum(items: Iterable[TransferItem]) -> Money | None:
    values = [item.value for item in items if item.value is not None]
    currencies = sorted({value.currency for value in values})
    if len(currencies) > 1:
        raise UserError(
            f"The lines of the transfer are in {' and '.join(currencies)}; enter their values in one currency, as the desk "
            "keeps no exchange rates."
        )
    total = sum((value.amount for value in values), Decimal(0))
    return Money(total, currencies[0]) if currencies else None


def _greater(label: str, entered: Money | None, summed: Money | None, said: list[str]) -> Money | None:
    if entered is None or summed is None or entered.currency != summed.currency:
        return entered or summed
    if entered.amount < summed.amount:
        said.append(
            f"{label}: the record says {entered}, its lines come to {summed}; the greater is weighed."
        )
        return summed
    return entered


def _foreign(view: Snapshot, transfer: Transfer) -> list[str]:
    """A word of doubt where another state supplies; of a third-party transfer it always does."""
    desk = next(iter(view.all(Desk, limit=1)), None)
    home = desk.home_id if desk else None
    supplier = upward_of(view, transfer.supplier_id)
    if not (home and supplier) or transfer.channel == "tpt" or upward_of(view, home)[-1] == supplier[-1]:
        return []
    name = view.captions(supplier[:1]).get(supplier[0], "")
    return [
        f"The supplier on record is {name}, not the state of this desk; check that the rule is of its law."
    ]


def _instrument(transfer: Transfer) -> str:
    """An agreement for making things abroad by its licence; else the channel."""
    return "mla" if transfer.channel == "dcs" and transfer.licence in _MAKING_ABROAD else transfer.channel


def _notification(view: Snapshot, transfer_id: str) -> Notification | None:
    """The newest one that was not withdrawn or disapproved."""
    found = view.all(Notification, Notification.transfer_id == transfer_id, order=Notification.id)
    return max(
        (one for one in found if one.status not in _ENDED),
        key=lambda one: one.sent_at or one.advance_sent_at or datetime.min.replace(tzinfo=UTC),
        default=None,
    )


def _as_notified(question: Question, transfer: Transfer, notification: Notification | None) -> Question:
    """With what was already sent and determined; a day that is asked for leaves the formal notice to be sent."""
    if notification is None:
        return replace(question, sent_on=None if question.day else _latest(transfer.notified_on))
    emergency = notification.justification if notification.emergency else ""
    return replace(
        question,
        sent_on=None if question.day else _utc_day(notification.sent_at),
        advance_on=_utc_day(notification.advance_sent_at),
        emergency=emergency,
        signer=notification.signer if emergency.strip() else "",
        determined_on=_known(notification.determined_on),
    )


def _holds(view: Snapshot, notification: Notification | None) -> tuple[Hold, ...]:
    if notification is None:
        return ()
    holds = view.all(
        NotificationHold, NotificationHold.notification_id == notification.id, order=NotificationHold.id
    )
    return tuple(
        Hold(hold.placed_by, _known(hold.placed_on), _known(hold.lifted_on), hold.stops_clock)
        for hold in holds
    )


def _known(day: PartialDate | None) -> date | None:
    """The first day that it can be; nothing where that is open."""
    return None if day is None or day.first == date.min else day.first


def _latest(day: PartialDate | None) -> date | None:
    return None if day is None or day.last == date.max else day.last


def _utc_day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(UTC).date()

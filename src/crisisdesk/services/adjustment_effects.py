"""What a verb brings about beside the state of the transfer: a condition, a check, an amendment, another transfer."""

from collections.abc import Callable, Mapping

from crisisdesk.errors import UserError
from crisisdesk.model.conditions import Condition
from crisisdesk.model.deliveries import TransferChange
from crisisdesk.model.notifications import Notification
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import EndUseCheck
from crisisdesk.services.adjustment_doubts import Order
from crisisdesk.services.adjustment_verbs import Verb
from crisisdesk.services.days import today
from crisisdesk.store.transaction import Transaction

_ENDED = frozenset({"withdrawn", "disapproved"})
_COMMERCIAL = frozenset({"dcs", "coproduction", "national_export"})


def bring_about(
    tx: Transaction, adjustment: Adjustment, transfer: Transfer, verb: Verb, order: Order
) -> None:
    """Do what a verb does beside moving the transfer; most do nothing more.

    Raises:
        UserError: A diversion names an item of another transfer, or more of it than is left.
    """
    effect = _EFFECTS.get(verb.code)
    if effect is not None:
        effect(tx, adjustment, transfer, order)
        tx.flush()


def _condition(tx: Transaction, adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    tx.add(
        Condition(
            text=order.change,
            kind="use_restriction",
            status="in_force",
            partner_id=transfer.recipient_id,
            case_id=adjustment.case_id,
            transfer_id=transfer.id,
            licence_id=adjustment.licence_id,
            metric=order.metric,
            target=order.target,
            due_on=order.due_on,
            owner_id=order.owner_id,
            begins_on=adjustment.begins_on,
            marking=transfer.marking,
        )
    )


def _check(tx: Transaction, adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    commercial = transfer.channel in _COMMERCIAL
    tx.add(
        EndUseCheck(
            title=order.change or f"End-use check of {transfer.title}",
            monitoring="blue_lantern" if commercial else "golden_sentry",
            kind="post_shipment" if commercial else "investigation",
            transfer_id=transfer.id,
            item_id=adjustment.item_id,
            licence_id=adjustment.licence_id,
            partner_id=transfer.recipient_id,
            case_id=adjustment.case_id,
            planned_on=order.planned_on,
            owner_id=order.owner_id,
            marking=transfer.marking,
        )
    )


def _amendment(tx: Transaction, _adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    tx.add(
        TransferChange(
            transfer_id=transfer.id,
            number=order.number,
            kind=order.change_kind,
            text=order.change,
            value_change=order.value,
            marking=transfer.marking,
        )
    )


def _emergency(tx: Transaction, adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    """Write the determination into the notification of the transfer; without one there is none to waive yet."""
    found = [
        one
        for one in tx.all(Notification, Notification.transfer_id == transfer.id)
        if one.status not in _ENDED and order.notification_id in {None, one.id}
    ]
    for one in found[-1:]:
        one.emergency, one.signer, one.justification = True, order.signer, order.trigger
        one.determined_on = order.begins_on or today(tx)
        adjustment.notification_id = one.id


def _divert(tx: Transaction, adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    """Open the transfer to the new recipient with what is diverted; it has its own review and its own notification."""
    items = tx.all(TransferItem, TransferItem.transfer_id == transfer.id)
    chosen = [one for one in items if order.item_id in {None, one.id}]
    if order.item_id and not chosen:
        raise UserError("The item to be diverted is not of this transfer; name one of its lines.")
    other = _onward(tx, transfer, order, channel=transfer.channel, supplier_id=transfer.supplier_id)
    for item in chosen:
        left = None if item.quantity is None else item.quantity - (item.delivered or 0)
        taken = left if order.quantity is None or not order.item_id else order.quantity
        if taken is not None and left is not None and taken > left:
            raise UserError(
                f"Only {left:g} of “{item.description}” are not delivered; divert no more than that."
            )
        if taken == 0:
            continue
        _move_item(tx, item, other, taken)
    if order.item_id and order.quantity is not None:  # the rest of the transfer goes on as it was
        _unheld(adjustment, transfer)


def _unheld(adjustment: Adjustment, transfer: Transfer) -> None:
    name, _, value = adjustment.before.partition("=")
    if name == "handling":
        transfer.handling, adjustment.before = value, ""


def _move_item(tx: Transaction, item: TransferItem, other: Transfer, taken: float | None) -> None:
    names = ("description", "kind", "line", "unit", "category", "eu_category", "uk_category", "att_category", "major",
             "significant", "firearms", "missile", "enhanced", "marking")  # fmt: skip
    copied = {name: getattr(item, name) for name in names}
    tx.add(TransferItem(transfer_id=other.id, quantity=taken, **copied))
    if taken is not None and item.quantity is not None:
        item.quantity -= taken


def _pass_on(tx: Transaction, _adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    """The recipient passes items on to another state: a transfer of its own, from the one to the other."""
    _onward(tx, transfer, order, channel="tpt", supplier_id=transfer.recipient_id)


def _onward(
    tx: Transaction, transfer: Transfer, order: Order, *, channel: str, supplier_id: str | None
) -> Transfer:
    if order.to_partner_id == transfer.recipient_id:
        raise UserError("The new recipient is the one that it has already; name another.")
    other = tx.add(
        Transfer(
            title=f"{transfer.title}, onward",
            channel=channel,
            status="assessed",
            supplier_id=supplier_id,
            recipient_id=order.to_partner_id,
            case_id=transfer.case_id,
            value=order.value,
            purpose=order.change,
            requested_on=_day(tx, order),
            notes=f"From {transfer.number or transfer.title}.",
            marking=transfer.marking,
        )
    )
    tx.flush()
    return other


def _day(tx: Transaction, order: Order) -> PartialDate:
    return order.begins_on or today(tx)


def _new_end_use(_tx: Transaction, adjustment: Adjustment, transfer: Transfer, order: Order) -> None:
    note = f"Change of end use from {adjustment.begins_on}: {order.change}"
    transfer.notes = "\n\n".join(filter(None, (transfer.notes, note)))


_EFFECTS: Mapping[str, Callable[[Transaction, Adjustment, Transfer, Order], None]] = {
    "condition": _condition,
    "inspect": _check,
    "amend": _amendment,
    "emergency_determination": _emergency,
    "divert": _divert,
    "tpt": _pass_on,
    "reexport_auth": _pass_on,
    "change_end_use": _new_end_use,
}

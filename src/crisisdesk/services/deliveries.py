"""Deliveries of a transfer: note that one was made, how much of it, and how sure that is (MISSION E6)."""

from crisisdesk.errors import UserError
from crisisdesk.model.deliveries import Delivery
from crisisdesk.model.values import PartialDate
from crisisdesk.services.days import today
from crisisdesk.store.transaction import Transaction

_COPIED = ("item_id", "due_on", "place", "unit_id", "marking")


def record_delivery(
    tx: Transaction,
    delivery_id: str,
    *,
    certainty: str,
    on: PartialDate | None = None,
    quantity: float | None = None,
) -> Delivery:
    """Note that a planned delivery was made; what is left of it stays planned as a delivery of its own.

    Raises:
        UserError: It was made already, how sure it is was not said, or more came than was planned.
    """
    one = tx.get(Delivery, delivery_id)
    if one.delivered_on is not None:
        raise UserError(f"This delivery was made on {one.delivered_on} already.")
    if not certainty:
        raise UserError("Say how sure it is that it was delivered, such as confirmed or reported.")
    if quantity is not None and quantity <= 0:
        raise UserError("The quantity that was delivered must be greater than 0.")
    if quantity is not None and one.quantity is not None and quantity > one.quantity:
        raise UserError(
            f"Only {one.quantity:g} were planned; correct the plan first, or enter another delivery."
        )
    left = one.quantity - quantity if quantity is not None and one.quantity is not None else 0
    if left:
        rest = {name: getattr(one, name) for name in _COPIED}
        tx.add(Delivery(quantity=left, certainty="unknown", **rest))
    one.quantity = quantity if quantity is not None else one.quantity
    one.delivered_on, one.certainty = on or today(tx), certainty
    tx.flush()
    tx.summary = f"Delivery of “{tx.captions([one.item_id]).get(one.item_id, '')}” made"
    return one

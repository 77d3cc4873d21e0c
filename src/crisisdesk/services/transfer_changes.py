"""Amendments and modifications of an offer: one needs the purchaser's acceptance, the other does not (SAMM C6.7)."""

from decimal import Decimal

from crisisdesk.errors import UserError
from crisisdesk.model.deliveries import NUMBERED, TransferChange
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.days import today
from crisisdesk.store.transaction import Transaction

_OPEN = frozenset({"proposed", "offered", "accepted"})


def propose_change(
    tx: Transaction,
    transfer_id: str,
    kind: str,
    text: str,
    *,
    value_change: Money | None = None,
    record_id: str = "",
) -> TransferChange:
    """Add a change with the next number of its kind: A1, A2 for amendments, M1, M2 for modifications.

    Raises:
        UserError: There is no such transfer, or it is not said what changes.
    """
    transfer = tx.get(Transfer, transfer_id)
    if not text.strip():
        raise UserError(
            "Say what changes: the type or number of items needs an amendment, other terms a modification."
        )
    letter = NUMBERED.get(kind, "")
    earlier = tx.all(TransferChange, TransferChange.transfer_id == transfer_id, TransferChange.kind == kind)
    numbers = [int(one.number[1:]) for one in earlier if letter and one.number[1:].isdecimal()]
    change = tx.add(
        TransferChange(
            id=record_id,
            transfer_id=transfer_id,
            kind=kind,
            text=text,
            number=f"{letter}{max(numbers, default=0) + 1}" if letter else "",
            value_change=value_change,
            marking=transfer.marking,
        )
    )
    tx.flush()
    tx.summary = f"Propose {change.number or kind.replace('_', ' ')} of “{transfer.title}”"
    return change


def accept_change(tx: Transaction, change_id: str, on: PartialDate | None = None) -> TransferChange:
    """Note the purchaser's acceptance.

    Raises:
        UserError: It is a modification, which needs none, or it is settled already.
    """
    change = tx.get(TransferChange, change_id)
    _refuse_settled(change)
    if change.kind != "amendment":
        raise UserError(
            "Only an amendment is accepted by the purchaser; a modification takes effect without."
        )
    change.status, change.accepted_on = "accepted", on or today(tx)
    tx.summary = f"Accept {change.number}"
    return change


def implement_change(tx: Transaction, change_id: str, on: PartialDate | None = None) -> TransferChange:
    """Put a change into effect; the total value of the transfer moves by what the change says.

    Raises:
        UserError: An amendment is not accepted yet, it is settled already, or its currency is another one.
    """
    change = tx.get(TransferChange, change_id)
    _refuse_settled(change)
    if change.kind == "amendment" and change.accepted_on is None:
        raise UserError(
            f"{change.number or 'The amendment'} is not accepted yet; the purchaser must sign it first."
        )
    transfer = tx.get(Transfer, change.transfer_id)
    value = _moved(transfer.value, change.value_change)
    change.status, change.implemented_on = "implemented", on or today(tx)
    transfer.value = value
    tx.summary = f"Implement {change.number or 'a change'} of “{transfer.title}”"
    return change


def _moved(value: Money | None, by: Money | None) -> Money | None:
    if by is None:
        return value
    if value is not None and value.currency != by.currency:
        raise UserError(
            f"The transfer is in {value.currency}, the change in {by.currency}; enter it in {value.currency}."
        )
    return Money((value.amount if value else Decimal(0)) + by.amount, by.currency)


def _refuse_settled(change: TransferChange) -> None:
    if change.status not in _OPEN:
        raise UserError(f"{change.number or 'The change'} is {change.status} already.")

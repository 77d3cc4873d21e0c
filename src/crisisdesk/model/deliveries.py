"""What becomes of a transfer: deliveries, changes of its terms, and tranches of a drawdown (domain facts 1.3, 3.2)."""

import re
from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Sourced, not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate

NUMBERED = {"amendment": "A", "modification": "M"}
"""The letter with which the number of a change begins, such as ``A1``; minor changes have none."""


class Delivery(Sourced):
    """One delivery of a line, planned or made, and how sure it is."""

    __tablename__ = "delivery"
    __label__ = "Delivery"
    __plural__ = "Deliveries"
    __area__ = "Transfers"
    __aliases__ = ("shipment",)

    item_id: Mapped[str] = field("Item", ForeignKey("transfer_item.id"), caption=True)
    quantity: Mapped[float | None] = field("Quantity", default=None, column=True)
    value: Mapped[Money | None] = field("Value", default=None)
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, column=True, deadline=True)
    delivered_on: Mapped[PartialDate | None] = field("Delivered on", default=None, caption=True)
    certainty: Mapped[str] = field("Certainty", default="unknown", column=True, vocabulary="certainty")
    place: Mapped[str] = field("Place", default="", column=True, search=True)
    unit_id: Mapped[str | None] = field("Receiving unit", ForeignKey("unit.id"), default=None)
    serials: Mapped[str] = field("Serial numbers", default="", prose=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a delivery is of something."""
        yield from super().problems()
        yield from not_positive(self, "quantity")


class TransferChange(Record):
    """A change of what was offered or agreed: an amendment needs acceptance, a modification does not (SAMM C6.7)."""

    __tablename__ = "transfer_change"
    __label__ = "Amendment or modification"
    __plural__ = "Amendments and modifications"
    __area__ = "Transfers"
    __aliases__ = ("loa_change", "amendment", "modification")

    transfer_id: Mapped[str] = field("Transfer", ForeignKey("transfer.id"), column=True)
    number: Mapped[str] = field("Number", default="", caption=True, help="A1, A2 ... or M1, M2 ...")
    kind: Mapped[str] = field("Kind", column=True, vocabulary="loa_change")
    text: Mapped[str] = field("What changes", caption=True, prose=True)
    status: Mapped[str] = field(
        "Status", default="proposed", column=True, vocabulary="transfer_change_status"
    )
    offered_on: Mapped[PartialDate | None] = field("Offered on", default=None)
    offer_expires_on: Mapped[PartialDate | None] = field("Offer expires on", default=None, deadline=True)
    accepted_on: Mapped[PartialDate | None] = field("Accepted on", default=None)
    implemented_on: Mapped[PartialDate | None] = field("Implemented on", default=None, column=True)
    value_change: Mapped[Money | None] = field(
        "Change of value", default=None, column=True, help="Below zero where it becomes less."
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: the number says what it is; an amendment is accepted before it is implemented; days in order."""
        yield from super().problems()
        yield from out_of_order(self, "offered_on", "accepted_on", "implemented_on")
        letter = NUMBERED.get(self.kind)
        if letter and self.number and not re.fullmatch(f"{letter}[0-9]{{1,3}}", self.number):
            yield Problem(
                "number", f"The number of this {self.kind} is written {letter}1, {letter}2 and so on."
            )
        if self.kind == "amendment" and self.status == "implemented" and self.accepted_on is None:
            yield Problem(
                "accepted_on", "An amendment needs the purchaser's acceptance before it is implemented."
            )


class DrawdownTranche(Sourced):
    """What was drawn from stocks under one notification, of the ceiling of its determination."""

    __tablename__ = "drawdown_tranche"
    __label__ = "Drawdown tranche"
    __plural__ = "Drawdown tranches"
    __area__ = "Transfers"
    __aliases__ = ("tranche",)

    transfer_id: Mapped[str] = field("Drawdown", ForeignKey("transfer.id"), column=True)
    number: Mapped[str] = field("Number", caption=True)
    notified_on: Mapped[PartialDate | None] = field("Notified on", default=None, column=True)
    notice: Mapped[str] = field("Notice", default="", search=True, help="To whom, and by which citation.")
    ordered_on: Mapped[PartialDate | None] = field("Execute order on", default=None)
    executed: Mapped[Money | None] = field("Value executed", default=None, column=True)
    text: Mapped[str] = field("What is drawn", default="", caption=True, prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: nothing is executed that is worth less than nothing."""
        yield from super().problems()
        if self.executed is not None and self.executed.amount < 0:
            yield Problem("executed", "A tranche cannot be worth less than nothing; correct the earlier one.")

"""Arms transfers, their items, and the adjustments made to them in a crisis (domain facts 3)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate, Share


class Transfer(Sourced):
    """A transfer of defence articles or services, government to government or commercial."""

    __tablename__ = "transfer"
    __label__ = "Transfer"
    __plural__ = "Transfers"
    __area__ = "Transfers"
    __aliases__ = ("trf", "transfer_case", "sale")
    __edge__ = ("supplier_id", "recipient_id")

    title: Mapped[str] = field("Title", caption=True)
    number: Mapped[str] = field(
        "Identifier",
        default="",
        column=True,
        search=True,
        index=True,
        help="FMS case such as XX-B-ABC, or licence number; empty until assigned.",
    )
    channel: Mapped[str] = field("Channel", default="", column=True, vocabulary="transfer_channel")
    status: Mapped[str] = field("Status", default="requested", column=True, vocabulary="transfer_state")
    handling: Mapped[str] = field(
        "Handling",
        default="",
        column=True,
        vocabulary="transfer_handling",
        help="Expedited or held; set by adjustments, empty for the usual way.",
    )
    sale_stage: Mapped[str] = field("FMS stage", default="", vocabulary="fms_state")
    licence_stage: Mapped[str] = field("Licence stage", default="", vocabulary="dcs_state")
    drawdown_stage: Mapped[str] = field("Drawdown stage", default="", vocabulary="drawdown_state")
    agency: Mapped[str] = field("Implementing agency", default="", vocabulary="implementing_agency")
    order_kind: Mapped[str] = field("Type of order", default="", vocabulary="case_order_type")
    supplier_id: Mapped[str | None] = field("Supplier", ForeignKey("partner.id"), default=None)
    recipient_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None, column=True)
    end_user: Mapped[str] = field("End user", default="", search=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    programme_id: Mapped[str | None] = field(
        "Programme", ForeignKey("programme.id"), default=None, help="The line of assistance that pays for it."
    )
    value: Mapped[Money | None] = field("Total value", default=None, column=True)
    equipment_value: Mapped[Money | None] = field(
        "Major equipment value", default=None, help="The part that is major defense equipment (MDE)."
    )
    construction_value: Mapped[Money | None] = field("Construction value", default=None)
    authority: Mapped[str] = field("Authority", default="", search=True)
    authority_id: Mapped[str | None] = field("Legal authority", ForeignKey("authority.id"), default=None)
    appropriation: Mapped[str] = field("Appropriation", default="", search=True)
    priority_partner: Mapped[bool] = field("Priority partner", default=False)
    priority_item: Mapped[bool] = field("Priority end item", default=False)
    determination: Mapped[str] = field(
        "Determination",
        default="",
        search=True,
        help="Of a drawdown: number and citation of the presidential determination.",
    )
    determined_on: Mapped[PartialDate | None] = field("Determined on", default=None)
    ceiling: Mapped[Money | None] = field("Drawdown ceiling", default=None)
    execute_order_on: Mapped[PartialDate | None] = field("Execute order on", default=None)
    delivered: Mapped[Share | None] = field("Delivered", default=None)
    replenishment: Mapped[str] = field("Replenished from", default="")
    licence: Mapped[str] = field("Licence type", default="", vocabulary="licence_type")
    purpose: Mapped[str] = field("Purpose", default="", prose=True)
    requested_on: Mapped[PartialDate | None] = field("Requested on", default=None)
    notified_on: Mapped[PartialDate | None] = field("Notified on", default=None)
    notification: Mapped[str] = field("Notification number", default="", search=True)
    clock_ends_on: Mapped[PartialDate | None] = field("Notification period ends", default=None, deadline=True)
    offer_expires_on: Mapped[PartialDate | None] = field(
        "Offer or licence expires", default=None, deadline=True
    )
    accepted_on: Mapped[PartialDate | None] = field("Accepted on", default=None)
    delivery_on: Mapped[PartialDate | None] = field("Delivery due", default=None, column=True, deadline=True)
    check_on: Mapped[PartialDate | None] = field("Next end-use check", default=None, deadline=True)
    conditions: Mapped[str] = field("Conditions", default="", prose=True)
    sustainment: Mapped[str] = field("Sustainment", default="", prose=True)
    industry: Mapped[str] = field("Contractor", default="", search=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: two parties; parts within the whole; a clock that starts."""
        yield from super().problems()
        if self.supplier_id is not None and self.supplier_id == self.recipient_id:
            yield Problem("recipient_id", "A transfer needs two different parties.")
        for name in ("equipment_value", "construction_value"):
            part = getattr(self, name)
            if (
                part
                and self.value
                and part.currency == self.value.currency
                and part.amount > self.value.amount
            ):
                yield Problem(name, f"The part ({part}) is greater than the whole ({self.value}).")
        if self.clock_ends_on and self.notified_on and self.clock_ends_on.last < self.notified_on.first:
            yield Problem("clock_ends_on", "The notification period ends before the notification.")


class TransferItem(Record):
    """One line of a transfer."""

    __tablename__ = "transfer_item"
    __label__ = "Transfer item"
    __plural__ = "Transfer items"
    __area__ = "Transfers"
    __aliases__ = ("item", "line")

    transfer_id: Mapped[str] = field("Transfer", ForeignKey("transfer.id"), column=True)
    description: Mapped[str] = field("Description", caption=True)
    kind: Mapped[str] = field("Kind", default="", vocabulary="item_kind")
    line: Mapped[str] = field("Line number", default="", column=True)
    quantity: Mapped[float | None] = field("Quantity", default=None, column=True)
    unit: Mapped[str] = field("Unit", default="")
    value: Mapped[Money | None] = field("Value", default=None, column=True)
    certainty: Mapped[str] = field(
        "Certainty of delivery", default="", vocabulary="certainty", help="Of what is said to be delivered."
    )
    category: Mapped[str] = field(
        "Control category",
        default="",
        column=True,
        search=True,
        help="Of the United States, such as USML VIII(a)(2) or an ECCN.",
    )
    eu_category: Mapped[str] = field(
        "EU list", default="", search=True, help="Common Military List, such as ML10."
    )
    uk_category: Mapped[str] = field(
        "UK list", default="", search=True, help="UK Military List, such as ML10."
    )
    att_category: Mapped[str] = field("Arms Trade Treaty category", default="", vocabulary="att_category")
    major: Mapped[bool] = field("Major equipment", default=False, help="Major defense equipment (MDE).")
    significant: Mapped[bool] = field(
        "Significant equipment", default=False, help="Significant military equipment (SME), * in the USML."
    )
    firearms: Mapped[bool] = field("Firearms", default=False, help="Firearms of USML category I.")
    missile: Mapped[str] = field("Missile technology", default="", vocabulary="mtcr_category")
    enhanced: Mapped[bool] = field(
        "Enhanced monitoring", default=False, help="Designated for enhanced end-use monitoring (EEUM)."
    )
    delivered: Mapped[float | None] = field("Delivered quantity", default=None, column=True)
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: no negative quantity, no more delivered than ordered."""
        yield from super().problems()
        if self.quantity is not None and self.quantity < 0:
            yield Problem("quantity", "The quantity cannot be negative.")
        if self.delivered is not None and self.quantity is not None and self.delivered > self.quantity:
            yield Problem("delivered", "More was delivered than the line holds; amend the quantity first.")


class Adjustment(Interval, Sourced):
    """A lever moved or proposed: a hold, a resumption, an expedite, a condition, with the test for its reversal."""

    __tablename__ = "adjustment"
    __label__ = "Adjustment"
    __plural__ = "Adjustments"
    __area__ = "Transfers"
    __aliases__ = ("adj", "lever", "adjustment_order")

    kind: Mapped[str] = field("Kind", caption=True, vocabulary="adjustment_type")
    change: Mapped[str] = field("Change", default="", caption=True, help="What it changes, in one line.")
    lever: Mapped[str] = field("Lever", default="transfer", column=True, vocabulary="lever_kind")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None, column=True)
    item_id: Mapped[str | None] = field("Item", ForeignKey("transfer_item.id"), default=None)
    licence_id: Mapped[str | None] = field("Licence", ForeignKey("licence.id"), default=None)
    measure_id: Mapped[str | None] = field("Sanction measure", ForeignKey("measure.id"), default=None)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    export_control_id: Mapped[str | None] = field(
        "Export control", ForeignKey("export_control.id"), default=None
    )
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None)
    engagement_id: Mapped[str | None] = field("Engagement", ForeignKey("engagement.id"), default=None)
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    to_partner_id: Mapped[str | None] = field(
        "New recipient", ForeignKey("partner.id"), default=None, help="Of a diversion or a transfer onward."
    )
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    notification_id: Mapped[str | None] = field(
        "Notification", ForeignKey("notification.id"), default=None, help="That it needs, or that it waives."
    )
    quantity: Mapped[float | None] = field("Quantity", default=None)
    value: Mapped[Money | None] = field("Value", default=None)
    status: Mapped[str] = field("Status", default="proposed", column=True, vocabulary="adjustment_status")
    reason: Mapped[str] = field("Reason", default="", vocabulary="adjustment_reason")
    trigger: Mapped[str] = field("Trigger", default="", prose=True)
    authority: Mapped[str] = field("Authority", default="", search=True)
    decided_by_id: Mapped[str | None] = field("Decided by", ForeignKey("post.id"), default=None)
    decided_at: Mapped[datetime | None] = field("Decided at", default=None)
    consultation: Mapped[str] = field("Partners consulted", default="", prose=True)
    effect: Mapped[str] = field("Expected effect", default="", prose=True)
    deters: Mapped[str] = field("Deters", default="", search=True, help="Whom it should keep from what.")
    reassures: Mapped[str] = field("Reassures", default="", search=True, help="Whom it should reassure.")
    side_effects: Mapped[str] = field("Side effects", default="", prose=True)
    reversal: Mapped[str] = field(
        "Reversal test", default="", prose=True, help="What must be true for it to be taken back."
    )
    reversal_owner_id: Mapped[str | None] = field("Reversal owner", ForeignKey("post.id"), default=None)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, column=True, deadline=True)
    despite: Mapped[str] = field(
        "Ordered in spite of",
        default="",
        prose=True,
        help="The doubts that were shown, and why it was ordered.",
    )
    before: Mapped[str] = field(
        "State before",
        default="",
        help="What it changed, so that it can be taken back: field=value; field=value.",
    )
    ended_why: Mapped[str] = field("Why it ended", default="", prose=True)

"""Notifications to a legislature or another overseer, and the holds on them (domain facts 1)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Sourced, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.rules import Tier
from crisisdesk.model.values import Money, PartialDate

SENT = frozenset({"formal", "expired", "disapproved"})


class Notification(Sourced):
    """A notification under a rule: the tier on its day, the three measures, its clock, and a waiver if there is one."""

    __tablename__ = "notification"
    __label__ = "Notification"
    __plural__ = "Notifications"
    __area__ = "Oversight"
    __aliases__ = ("ntf", "certification", "oversight_item")

    title: Mapped[str] = field("Title", caption=True)
    number: Mapped[str] = field("Number", default="", column=True, search=True, help="Such as 26-12.")
    body: Mapped[str] = field("Body", default="", column=True, vocabulary="notification_body")
    status: Mapped[str] = field("Status", default="draft", column=True, vocabulary="notification_status")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None, column=True)
    licence_id: Mapped[str | None] = field("Licence", ForeignKey("licence.id"), default=None)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    recipient_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    rule_id: Mapped[str | None] = field("Rule", ForeignKey("notification_rule.id"), default=None, column=True)
    tier: Mapped[Tier | None] = field(
        "Tier on the date", default=None, choices=Tier, help="By membership on the day of the notification."
    )
    equipment_value: Mapped[Money | None] = field("Major equipment value", default=None)
    value: Mapped[Money | None] = field("Total value", default=None)
    construction_value: Mapped[Money | None] = field("Construction value", default=None)
    crossed: Mapped[str] = field(
        "Crossed", default="", help="Which measures were reached, such as equipment, total."
    )
    formal_days: Mapped[int | None] = field("Formal days", default=None)
    advance_days: Mapped[int | None] = field("Advance days", default=None)
    start_rule: Mapped[str] = field("Starts", default="", vocabulary="start_rule")
    advance_sent_at: Mapped[datetime | None] = field("Advance notice sent", default=None)
    sent_at: Mapped[datetime | None] = field("Sent", default=None, column=True)
    clock_starts_on: Mapped[PartialDate | None] = field("Clock starts on", default=None)
    clock_ends_on: Mapped[PartialDate | None] = field(
        "Clock ends on", default=None, column=True, deadline=True
    )
    emergency: Mapped[bool] = field(
        "Emergency", default=False, help="The clock is waived by a determination."
    )
    determined_on: Mapped[PartialDate | None] = field("Determination date", default=None)
    signer: Mapped[str] = field("Signed by", default="", search=True)
    justification: Mapped[str] = field("Justification", default="", prose=True)
    description: Mapped[str] = field("Description", default="", prose=True)
    purpose: Mapped[str] = field("Reason for purchase", default="", prose=True)
    contractor: Mapped[str] = field("Principal contractor", default="", search=True)
    offset: Mapped[bool] = field("Offset agreement", default=False)
    commission: Mapped[str] = field("Commissions and fees", default="")
    sensitivity: Mapped[str] = field("Sensitivity of technology", default="", prose=True)
    personnel: Mapped[str] = field("Personnel needed", default="", prose=True)
    question: Mapped[str] = field("Questions asked", default="", prose=True)
    answer: Mapped[str] = field("Answers given", default="", prose=True)
    answer_by: Mapped[PartialDate | None] = field("Answer by", default=None, deadline=True)
    result: Mapped[str] = field("Result", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: what is sent says when; days in order; an emergency has its date, signer and justification."""
        yield from super().problems()
        yield from out_of_order(self, "advance_sent_at", "sent_at")
        yield from out_of_order(self, "clock_starts_on", "clock_ends_on")
        if self.status in SENT and self.sent_at is None:
            yield Problem("sent_at", "A notification with a running or run clock needs when it was sent.")
        if self.emergency:
            yield from self._unjustified()

    def _unjustified(self) -> Iterator[Problem]:
        wanted = {
            "determined_on": "the date of the determination",
            "signer": "who signed the determination",
            "justification": "its justification",
        }
        for name, what in wanted.items():
            if not getattr(self, name):
                yield Problem(name, f"An emergency needs {what}.")


class NotificationHold(Sourced):
    """That somebody holds a notification; holds stack, and each is lifted on its own."""

    __tablename__ = "notification_hold"
    __label__ = "Hold on a notification"
    __plural__ = "Holds on notifications"
    __area__ = "Oversight"
    __aliases__ = ("legislative_hold",)

    notification_id: Mapped[str] = field("Notification", ForeignKey("notification.id"), column=True)
    placed_by: Mapped[str] = field("Placed by", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="hold_kind")
    placed_on: Mapped[PartialDate | None] = field("Placed on", default=None, column=True)
    lifted_on: Mapped[PartialDate | None] = field("Lifted on", default=None, column=True)
    stops_clock: Mapped[bool] = field(
        "Stops the clock", default=False, help="By custom most holds stop the sending, not the clock."
    )
    reason: Mapped[str] = field("Reason", default="", prose=True)
    wanted: Mapped[str] = field("To be lifted when", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: it is lifted after it was placed."""
        yield from super().problems()
        yield from out_of_order(self, "placed_on", "lifted_on")

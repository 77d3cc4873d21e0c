"""The desk's own work: shifts, handovers, findings that are put off, and the rungs of an escalation ladder."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.phones import e164_list
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import Origin


class DutyShift(Record):
    """That somebody has the watch, from when to when."""

    __tablename__ = "duty_shift"
    __label__ = "Duty shift"
    __plural__ = "Duty shifts"
    __area__ = "Duty"
    __aliases__ = ("shift", "roster", "duty")

    officer: Mapped[str] = field("Officer", caption=True)
    begins_at: Mapped[datetime] = field("Begins", column=True, index=True)
    ends_at: Mapped[datetime | None] = field("Ends", default=None, column=True, deadline=True)
    kind: Mapped[str] = field("Duty", default="", column=True, vocabulary="duty_kind")
    post_id: Mapped[str | None] = field("Post", ForeignKey("post.id"), default=None)
    person_id: Mapped[str | None] = field("Person", ForeignKey("person.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    telephone: Mapped[str] = field("Telephone", default="", search=True)
    telephone_e164: Mapped[str] = field("Telephone (E.164)", default="", search=True)
    signed_on_at: Mapped[datetime | None] = field("Signed on", default=None, column=True)
    signed_off_at: Mapped[datetime | None] = field("Signed off", default=None, column=True)
    left_open: Mapped[str] = field(
        "Left open because",
        default="",
        prose=True,
        help="Why a shift ended with overdue work without an owner.",
    )

    def derive(self) -> None:
        """Read the number in E.164 out of the telephone."""
        if self.telephone or self.telephone_e164:
            self.telephone_e164 = e164_list(self.telephone, self.telephone_e164)

    def problems(self) -> Iterator[Problem]:
        """Add: times in order; who signs off has signed on."""
        yield from super().problems()
        yield from out_of_order(self, "begins_at", "ends_at")
        yield from out_of_order(self, "signed_on_at", "signed_off_at")
        if self.signed_off_at is not None and self.signed_on_at is None:
            yield Problem("signed_on_at", "Who signs off has signed on before; say when.")


class Handover(Record):
    """The pack that one officer leaves to the next; open until the next one acknowledges it."""

    __tablename__ = "handover"
    __label__ = "Handover"
    __plural__ = "Handovers"
    __area__ = "Duty"
    __aliases__ = ("hnd", "shift_handover")

    title: Mapped[str] = field("Title", caption=True)
    outgoing: Mapped[str] = field("From officer", default="", column=True, search=True)
    incoming: Mapped[str] = field("To officer", default="", column=True, search=True)
    outgoing_shift_id: Mapped[str | None] = field("From shift", ForeignKey("duty_shift.id"), default=None)
    incoming_shift_id: Mapped[str | None] = field("To shift", ForeignKey("duty_shift.id"), default=None)
    case_id: Mapped[str | None] = field(
        "Case", ForeignKey("case.id"), default=None, column=True, help="Empty for the whole desk."
    )
    at: Mapped[datetime | None] = field("Time", default=None, column=True)
    since_revision: Mapped[int | None] = field(
        "Changes since revision", default=None, help="What changed after it was in the absence of the next."
    )
    state: Mapped[str] = field("State in five lines", default="", prose=True)
    do_not_say: Mapped[str] = field("What not to say", default="", prose=True)
    acknowledged_at: Mapped[datetime | None] = field("Acknowledged", default=None, column=True)
    acknowledged_by: Mapped[str] = field("Acknowledged by", default="")
    left_open: Mapped[str] = field(
        "Left open because", default="", prose=True, help="Why overdue work without an owner was handed over."
    )

    @property
    def is_open(self) -> bool:
        """Whether the incoming officer has still to acknowledge it."""
        return self.acknowledged_at is None

    def stamp(self, moment: datetime, actor: str) -> None:
        """One that says nothing else is handed over at the moment of its entry by whoever enters it."""
        super().stamp(moment, actor)
        self.at = self.at or moment
        self.outgoing = self.outgoing or actor

    def problems(self) -> Iterator[Problem]:
        """Add: it is acknowledged after it was handed over, by somebody."""
        yield from super().problems()
        yield from out_of_order(self, "at", "acknowledged_at")
        if self.acknowledged_at is not None and not self.acknowledged_by:
            yield Problem("acknowledged_by", "Say who acknowledged the handover.")


class HandoverItem(Record):
    """One thing in a handover; unread until the incoming officer has read it."""

    __tablename__ = "handover_item"
    __label__ = "Handover item"
    __plural__ = "Handover items"
    __area__ = "Duty"
    __aliases__ = ("open_loop",)

    handover_id: Mapped[str] = field("Handover", ForeignKey("handover.id"), column=True)
    text: Mapped[str] = field("Text", caption=True, prose=True)
    kind: Mapped[str] = field("Kind", default="open_loop", column=True, vocabulary="handover_item_kind")
    record_key: Mapped[str] = field("Record", default="", index=True, help="The id of what it is about.")
    due_at: Mapped[datetime | None] = field("Next due", default=None, column=True, deadline=True)
    read_at: Mapped[datetime | None] = field("Read", default=None, column=True)


class Snooze(Record):
    """That a finding is put off, or accepted, with a reason until a day."""

    __tablename__ = "snooze"
    __label__ = "Snooze"
    __plural__ = "Snoozes"
    __area__ = "Duty"
    __aliases__ = ("accepted_finding",)

    check_code: Mapped[str] = field("Check", caption=True, help="Such as Q4.")
    records_key: Mapped[str] = field(
        "Records", default="", column=True, index=True, help="The ids that the finding is about."
    )
    reason: Mapped[str] = field("Reason", column=True, search=True)
    until: Mapped[PartialDate | None] = field("Until", default=None, column=True, deadline=True)
    at: Mapped[datetime | None] = field("Time", default=None)
    by: Mapped[str] = field("Put off by", default="", column=True)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when and by whom."""
        super().stamp(moment, actor)
        self.at = self.at or moment
        self.by = self.by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: a reason is given."""
        yield from super().problems()
        if not self.reason.strip():
            yield Problem("reason", "Say why the finding is put off.")


class Rung(Origin):
    """A rung of an escalation ladder: of one case, of a template, or of the general ladder that both are copied from."""

    __tablename__ = "rung"
    __label__ = "Rung of the ladder"
    __plural__ = "Rungs of the ladder"
    __area__ = "Cases"
    __aliases__ = ("escalation_rung", "ladder_rung")

    number: Mapped[int] = field("Number", column=True, help="1 is the lowest.")
    level: Mapped[str] = field("Level", caption=True, help="Who speaks to whom.")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    template_id: Mapped[str | None] = field("Template", ForeignKey("case_template.id"), default=None)
    channel: Mapped[str] = field("Channel", default="", column=True, search=True)
    typical: Mapped[str] = field("Typical action", default="", column=True, prose=True)
    trigger: Mapped[str] = field("Entry trigger", default="", prose=True)
    owner_id: Mapped[str | None] = field("Decision owner", ForeignKey("post.id"), default=None)
    limit_hours: Mapped[int | None] = field("Time limit (hours)", default=None)
    fallback: Mapped[str] = field("If nobody answers", default="", prose=True)
    exit_test: Mapped[str] = field("Exit test", default="", prose=True)
    offer: Mapped[str] = field("Offer to de-escalate", default="", prose=True)
    reached_at: Mapped[datetime | None] = field("Reached", default=None, column=True)
    left_at: Mapped[datetime | None] = field("Left", default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: numbers begin at 1; a rung is left after it was reached."""
        yield from super().problems()
        yield from not_positive(self, "number", "limit_hours")
        yield from out_of_order(self, "reached_at", "left_at")

"""Exercises, the signals they are meant to send, and what they show about working together."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate


class Exercise(Interval, Sourced):
    """A rehearsal by armed forces or staffs, planned or held."""

    __tablename__ = "exercise"
    __label__ = "Exercise"
    __plural__ = "Exercises"
    __area__ = "Engagements"
    __aliases__ = ("exr", "manoeuvre")

    name: Mapped[str] = field("Name", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="exercise_kind")
    status: Mapped[str] = field("Status", default="planned", column=True, vocabulary="exercise_status")
    host_id: Mapped[str | None] = field("Host", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    domains: Mapped[str] = field("Domains", default="", column=True, search=True, help="Divided by commas.")
    place: Mapped[str] = field("Place", default="", column=True, search=True)
    begins_on: Mapped[PartialDate | None] = field("From", default=None, column=True, deadline=True)
    aims: Mapped[str] = field("Aims", default="", prose=True)
    scenario: Mapped[str] = field("Scenario", default="", prose=True)
    tested: Mapped[str] = field(
        "What it tests", default="", prose=True, help="Such as command and control procedures."
    )
    forces: Mapped[str] = field("Forces", default="", prose=True)
    cost: Mapped[Money | None] = field("Cost", default=None)
    notify_by: Mapped[PartialDate | None] = field(
        "Notify others by", default=None, deadline=True, help="Under a confidence-building measure."
    )
    decide_by: Mapped[PartialDate | None] = field(
        "Hold or go decision by", default=None, deadline=True, help="The last day on which it can be changed."
    )
    findings: Mapped[str] = field("Findings", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)


class Signal(Sourced):
    """What an exercise or another act is meant to tell somebody, and how it was taken."""

    __tablename__ = "signal"
    __label__ = "Signal"
    __plural__ = "Signals"
    __area__ = "Engagements"
    __aliases__ = ("intended_signal",)

    message: Mapped[str] = field("Message", caption=True, prose=True)
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None, column=True)
    adjustment_id: Mapped[str | None] = field("Adjustment", ForeignKey("adjustment.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    partner_id: Mapped[str | None] = field("Meant for", ForeignKey("partner.id"), default=None, column=True)
    intent: Mapped[str] = field("Intent", default="", column=True, vocabulary="signal_intent")
    sent_at: Mapped[datetime | None] = field("Sent", default=None)
    reception: Mapped[str] = field("Taken as", default="unknown", column=True, vocabulary="signal_reception")
    evidence: Mapped[str] = field("Evidence", default="", prose=True, help="What shows how it was taken.")

    def problems(self) -> Iterator[Problem]:
        """Add: how it was taken rests on something."""
        yield from super().problems()
        if self.reception not in {"", "unknown"} and not self.evidence and self.source_id is None:
            yield Problem("evidence", "Say what shows how it was taken, or leave it unknown.")


class Interoperability(Sourced):
    """How well a pair or group can work together in one domain, on what evidence."""

    __tablename__ = "interoperability"
    __label__ = "Interoperability assessment"
    __plural__ = "Interoperability assessments"
    __area__ = "Engagements"
    __aliases__ = ("iop", "interoperability_record")
    __edge__ = ("partner_id", "other_id")

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    domain: Mapped[str] = field("Domain", caption=True, vocabulary="domain")
    other_id: Mapped[str | None] = field(
        "With partner or group", ForeignKey("partner.id"), default=None, column=True, help="Empty for us."
    )
    standard: Mapped[str] = field("Standard", default="", vocabulary="standard")
    standard_number: Mapped[str] = field("Number of the standard", default="", search=True)
    standard_status: Mapped[str] = field("Status of the standard", default="", vocabulary="standard_status")
    score: Mapped[str] = field("Score", default="unknown", column=True, vocabulary="interoperability_score")
    assessed_on: Mapped[PartialDate | None] = field("Assessed on", default=None, column=True)
    evidence: Mapped[str] = field("Evidence", default="", prose=True)
    stuck: Mapped[bool] = field("Bottleneck", default=False, column=True)
    obstacle: Mapped[str] = field("What is stuck", default="", prose=True)
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None)
    action_id: Mapped[str | None] = field("Action touched", ForeignKey("action.id"), default=None)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: two different ends; a bottleneck says what is stuck."""
        yield from super().problems()
        if self.partner_id == self.other_id:
            yield Problem("other_id", "An assessment is about two different partners.")
        if self.stuck and not self.obstacle:
            yield Problem("obstacle", "Say what is stuck, and where.")

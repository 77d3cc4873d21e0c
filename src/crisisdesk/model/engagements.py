"""Engagements: visits, talks, démarches, negotiation rounds, and who takes part in them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Sourced, not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate


class Engagement(Sourced):
    """A meeting with a partner, planned or held; its rhythm says when the next one is missed."""

    __tablename__ = "engagement"
    __label__ = "Engagement"
    __plural__ = "Engagements"
    __area__ = "Engagements"
    __aliases__ = ("eng", "visit", "talks", "demarche")

    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="engagement_kind")
    level: Mapped[str] = field("Level", default="", column=True, vocabulary="engagement_level")
    status: Mapped[str] = field("Status", default="planned", column=True, vocabulary="engagement_status")
    partner_id: Mapped[str | None] = field("Counterpart", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    portfolio: Mapped[str] = field("Portfolio", default="", vocabulary="portfolio")
    begins_at: Mapped[datetime | None] = field("Begins", default=None, column=True, deadline=True, index=True)
    ends_at: Mapped[datetime | None] = field("Ends", default=None)
    place: Mapped[str] = field("Place", default="", column=True, search=True)
    aims: Mapped[str] = field("Aims", default="", prose=True, help="What we want, and what they want.")
    results: Mapped[str] = field("Results", default="", prose=True)
    statement: Mapped[str] = field(
        "Statement", default="", prose=True, help="What was said in public, word for word."
    )
    cost: Mapped[Money | None] = field("Cost", default=None)
    follow_up: Mapped[str] = field("Follow-up", default="", prose=True)
    follow_up_by: Mapped[PartialDate | None] = field("Follow-up by", default=None, deadline=True)
    rhythm_days: Mapped[int | None] = field(
        "Rhythm (days)",
        default=None,
        help="After so many days without another of its kind it counts as missed.",
    )
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    minutes_id: Mapped[str | None] = field("Record of conversation", ForeignKey("source.id"), default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: times in order; what was held says when; a follow-up with a day says what."""
        yield from super().problems()
        yield from out_of_order(self, "begins_at", "ends_at")
        yield from not_positive(self, "rhythm_days")
        if self.status == "held" and self.begins_at is None:
            yield Problem("begins_at", "An engagement that was held needs the time at which it began.")
        if self.follow_up_by is not None and not self.follow_up:
            yield Problem("follow_up", "Say what must follow by that day.")


class Participant(Record):
    """A partner's part in an engagement or an exercise."""

    __tablename__ = "participant"
    __label__ = "Participant"
    __plural__ = "Participants"
    __area__ = "Engagements"
    __aliases__ = ("part", "attendee")

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    engagement_id: Mapped[str | None] = field(
        "Engagement", ForeignKey("engagement.id"), default=None, column=True
    )
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None, column=True)
    role: Mapped[str] = field("Role", default="", column=True, vocabulary="participant_role")
    post_id: Mapped[str | None] = field("Led by post", ForeignKey("post.id"), default=None)
    person_id: Mapped[str | None] = field("Led by", ForeignKey("person.id"), default=None)
    contribution: Mapped[str] = field("Contribution", default="", column=True, search=True)
    headcount: Mapped[int | None] = field("Number of people", default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: it takes part in one engagement or one exercise."""
        yield from super().problems()
        yield from not_positive(self, "headcount")
        if (self.engagement_id is None) == (self.exercise_id is None):
            yield Problem("engagement_id", "A participant needs one engagement or one exercise, not both.")

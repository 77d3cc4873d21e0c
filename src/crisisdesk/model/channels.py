"""How partners are reached: channels, hotlines, and the calls and tests on them.

Codes and keys are never kept: a channel says how high it may be used, not how it is secured.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg
from crisisdesk.model.phones import NUMBERED, VALID, Phone, e164_of
from crisisdesk.model.secrecy import secrets_in
from crisisdesk.model.values import PartialDate


class Channel(Record):
    """One number, address or device by which a post or a partner is reached."""

    __tablename__ = "channel"
    __label__ = "Channel"
    __plural__ = "Channels"
    __area__ = "Contacts"
    __aliases__ = ("chn", "contact_channel", "phone")

    kind: Mapped[str] = field("Kind", column=True, vocabulary="channel_kind")
    address: Mapped[str] = field(
        "Address", caption=True, help="Number, address or name; never a code or key."
    )
    number: Mapped[str] = field(
        "Number (E.164)",
        default="",
        search=True,
        help="Follows from the address where that is a valid number.",
    )
    number_check: Mapped[str] = field(
        "Check of the number",
        default="",
        vocabulary="number_check",
        help="Unverified where the address is no valid number; it is kept as it was typed.",
    )
    post_id: Mapped[str | None] = field("Post", ForeignKey("post.id"), default=None, column=True)
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    order: Mapped[int] = field("Order of use", default=1, column=True, help="1 is tried first.")
    limit: Mapped[Marking | None] = field(
        "Highest marking",
        default=None,
        column=True,
        help="Nothing above it may be said or sent on this channel.",
    )
    hours: Mapped[str] = field("Hours", default="", help="Local time, such as Mon-Fri 0830-1700, or 24/7.")
    time_zone: Mapped[str] = field("Time zone", default="", help="Where it differs from that of the post.")
    languages: Mapped[str] = field("Languages", default="", search=True)
    status: Mapped[str] = field("Status", default="active", column=True, vocabulary="channel_status")
    verified_on: Mapped[PartialDate | None] = field("Verified on", default=None)
    verify_by: Mapped[PartialDate | None] = field("Verify by", default=None, deadline=True)
    note: Mapped[str] = field("Note", default="", search=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a channel leads to somebody; no key or code is kept."""
        yield from super().problems()
        yield from secrets_in(self, "address", "note")
        if self.post_id is None and self.partner_id is None:
            yield Problem("post_id", "A channel needs the post or the partner that it leads to.")
        if self.order < 1:
            yield Problem("order", "The order of use begins at 1.")

    def derive(self) -> None:
        """Read the number in E.164 out of the address."""
        if self.kind not in NUMBERED:
            self.number = self.number_check = ""
            return
        self.number = e164_of(self.address, self.number)
        self.number_check = VALID if self.number else Phone(self.address, "").check


class Hotline(Record):
    """A standing crisis line between two ends, with its schedule of tests."""

    __tablename__ = "hotline"
    __label__ = "Hotline"
    __plural__ = "Hotlines"
    __area__ = "Contacts"
    __aliases__ = ("hot", "crisis_channel", "direct_line")
    __edge__ = ("from_id", "to_id")

    name: Mapped[str] = field("Name", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="channel_type")
    from_id: Mapped[str | None] = field("Our end", ForeignKey("partner.id"), default=None, column=True)
    to_id: Mapped[str | None] = field("Their end", ForeignKey("partner.id"), default=None, column=True)
    from_post_id: Mapped[str | None] = field("Post at our end", ForeignKey("post.id"), default=None)
    to_post_id: Mapped[str | None] = field("Post at their end", ForeignKey("post.id"), default=None)
    purpose: Mapped[str] = field("Purpose", default="", vocabulary="channel_purpose")
    level: Mapped[str] = field("Level", default="", vocabulary="channel_level")
    medium: Mapped[str] = field("Medium", default="", vocabulary="channel_medium")
    status: Mapped[str] = field("Status", default="untested", column=True, vocabulary="channel_status")
    languages: Mapped[str] = field("Languages", default="", search=True)
    limit: Mapped[Marking | None] = field("Highest marking", default=None)
    hours: Mapped[str] = field("Hours", default="", help="Such as 24/7, or Mon-Fri 0900-1700 with its zone.")
    time_zone: Mapped[str] = field("Time zone", default="")
    test_hours: Mapped[int | None] = field(
        "Test interval (hours)", default=None, column=True, help="A test is overdue after so many hours."
    )
    test_schedule: Mapped[str] = field(
        "Test schedule", default="", help="In words, such as daily 0600Z, not on Sunday."
    )
    next_test_at: Mapped[datetime | None] = field("Next test due", default=None, column=True, deadline=True)
    activation: Mapped[str] = field("Who may activate it", default="", search=True)
    procedure: Mapped[str] = field("Procedure", default="", prose=True)
    fallback: Mapped[str] = field("If nobody answers", default="", prose=True)
    backup: Mapped[str] = field("Back-up site", default="", search=True)
    agreement: Mapped[str] = field("Agreement", default="", search=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: two ends, and an interval that is one; no key or code is kept."""
        yield from super().problems()
        yield from secrets_in(self, "activation", "procedure", "fallback", "backup", "agreement", "notes")
        if self.from_id is not None and self.from_id == self.to_id:
            yield Problem("to_id", "A hotline needs two different ends.")
        if self.test_hours is not None and self.test_hours <= 0:
            yield Problem(
                "test_hours", "The number of hours must be greater than 0; leave it empty for none."
            )


class Call(Record):
    """One call, message or test, answered or not."""

    __tablename__ = "call"
    __label__ = "Call"
    __plural__ = "Calls"
    __area__ = "Contacts"
    __aliases__ = ("call_record", "test", "conversation")

    at: Mapped[datetime | None] = field("Time", default=None, column=True, index=True)
    subject: Mapped[str] = field("Subject", default="", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="call_kind")
    hotline_id: Mapped[str | None] = field("Hotline", ForeignKey("hotline.id"), default=None, column=True)
    channel_id: Mapped[str | None] = field("Channel", ForeignKey("channel.id"), default=None)
    post_id: Mapped[str | None] = field("Post", ForeignKey("post.id"), default=None, column=True)
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None)
    person_id: Mapped[str | None] = field("Person", ForeignKey("person.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    incoming: Mapped[bool] = field("Incoming", default=False, help="They rang us.")
    result: Mapped[str] = field("Result", default="", column=True, vocabulary="call_result")
    seconds: Mapped[int | None] = field("Seconds to answer", default=None, column=True)
    answered_by: Mapped[str] = field("Answered by", default="", search=True)
    placed_by: Mapped[str] = field("Placed by", default="", search=True)
    cause: Mapped[str] = field(
        "Cause if not",
        default="",
        vocabulary="call_cause",
        help="Silence may be weather or policy: choose unknown unless it is known.",
    )
    quality: Mapped[str] = field("Quality", default="")
    translated: Mapped[bool] = field("Interpreter used", default=False)
    minutes: Mapped[int | None] = field("Length (minutes)", default=None)
    summary: Mapped[str] = field("Summary", default="", prose=True)
    next_at: Mapped[datetime | None] = field("Call back", default=None, deadline=True)

    @property
    def caption(self) -> str:
        """The subject, or else the kind, the result and the time."""
        when = dtg(self.at) if self.at is not None else ""
        words = (self.kind.replace("_", " ") or "call", self.result.replace("_", " "), when)
        return self.subject or " · ".join(word for word in words if word)

    def stamp(self, moment: datetime, actor: str) -> None:
        """A call that says nothing else was at the moment of its entry, placed by whoever enters it."""
        super().stamp(moment, actor)
        self.at = self.at or moment
        if not self.incoming:
            self.placed_by = self.placed_by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: a call goes somewhere; it takes no negative time; no key or code is kept."""
        yield from super().problems()
        yield from secrets_in(self, "quality", "summary")
        if not any((self.hotline_id, self.channel_id, self.post_id, self.partner_id)):
            yield Problem("hotline_id", "A call needs its hotline, channel, post or partner.")
        for name in ("seconds", "minutes"):
            if (number := getattr(self, name)) is not None and number < 0:
                yield Problem(name, "The time cannot be negative.")

"""Law and practice as data: authorities, notification rules, clock rules, holidays; each dated and with its source."""

from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Sourced, not_positive
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.model.vocabulary import Origin


class Tier(StrEnum):
    """Which recipients a notification rule is for; decided by membership on the day of the notification."""

    NATO_PLUS = "nato_plus"
    OTHER = "other"
    ANY = "any"


class Counting(StrEnum):
    """Which days a clock counts."""

    CALENDAR = "calendar"
    WORKING = "working"


class Authority(Origin):
    """A law, regulation or act under which something is done, with its cap where it has one."""

    __tablename__ = "authority"
    __label__ = "Legal authority"
    __plural__ = "Legal authorities"
    __area__ = "Reference"
    __aliases__ = ("leg", "law", "assistance_authority", "statute")

    name: Mapped[str] = field("Name", caption=True)
    code: Mapped[str] = field("Code", default="", column=True, search=True, index=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="legal_kind")
    citation: Mapped[str] = field("Citation", default="", column=True, search=True)
    note: Mapped[str] = field("Note on the text", default="", prose=True)
    applies_to: Mapped[str] = field("Applies to", default="", prose=True)
    assistance: Mapped[bool] = field(
        "Assistance authority", default=False, help="It allows or bars assistance."
    )
    cap: Mapped[Money | None] = field("Cap", default=None, column=True)
    cap_period: Mapped[str] = field("Period of the cap", default="", vocabulary="cap_period")
    cap_note: Mapped[str] = field("Note on the cap", default="", search=True)
    notice_days: Mapped[int | None] = field("Notice (days)", default=None, help="Calendar days before use.")
    notice: Mapped[str] = field("Notice", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a notice takes days."""
        yield from super().problems()
        yield from not_positive(self, "notice_days")


class NotificationRule(Origin):
    """What must be notified, for one tier of recipients; any one measure that is reached is enough.

    Amounts are compared with ``>=``; days are calendar days. An empty measure does not apply.
    """

    __tablename__ = "notification_rule"
    __label__ = "Notification rule"
    __plural__ = "Notification rules"
    __area__ = "Reference"
    __aliases__ = ("threshold",)

    code: Mapped[str] = field("Rule", caption=True, help="Short and stable, such as 36b-other.")
    instrument: Mapped[str] = field(
        "Instrument", default="", column=True, vocabulary="notification_instrument"
    )
    tier: Mapped[Tier] = field("Tier", default=Tier.ANY, column=True, choices=Tier)
    equipment: Mapped[Money | None] = field(
        "Major equipment from", default=None, column=True, help="Major defense equipment (MDE)."
    )
    total: Mapped[Money | None] = field("Articles and services from", default=None, column=True)
    construction: Mapped[Money | None] = field("Design and construction from", default=None)
    any_value: Mapped[bool] = field("At every value", default=False)
    formal_days: Mapped[int] = field("Formal days", default=0, column=True, help="The statutory clock.")
    advance_days: Mapped[int] = field(
        "Advance days", default=0, column=True, help="They run before the statutory clock."
    )
    clock_kind: Mapped[str] = field("Clock", default="statutory", vocabulary="clock_kind")
    start_rule: Mapped[str] = field("Starts", default="day_after_transmission", vocabulary="start_rule")
    authority: Mapped[str] = field("Authority", default="", search=True)
    sender: Mapped[str] = field("Sent by", default="", search=True)
    lapse_effect: Mapped[str] = field("When it has run", default="", prose=True)
    note: Mapped[str] = field("Note", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: no negative days; a rule at every value needs no measure."""
        yield from super().problems()
        for name in ("formal_days", "advance_days"):
            if getattr(self, name) < 0:
                yield Problem(name, "A clock cannot have a negative number of days.")
        if self.any_value and (self.equipment or self.total or self.construction):
            yield Problem("any_value", "A rule at every value has no amounts; empty them, or clear the flag.")


class Rule(Origin):
    """A rule for a clock: how long something runs or is good for, which days count, and what follows."""

    __tablename__ = "rule"
    __label__ = "Clock rule"
    __plural__ = "Clock rules"
    __area__ = "Reference"
    __aliases__ = ("rul", "clock_rule")

    name: Mapped[str] = field("Name", caption=True)
    code: Mapped[str] = field("Code", default="", column=True, search=True, index=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="rule_kind")
    applies_to: Mapped[str] = field(
        "Applies to", default="", search=True, help="Record type and field, such as vetting.valid_until."
    )
    condition: Mapped[str] = field(
        "Where",
        default="",
        search=True,
        help="Which of them, as field=value, such as kind=deconfliction_line.",
    )
    amount: Mapped[int | None] = field("How long", default=None, column=True)
    unit: Mapped[str] = field("Unit of time", default="days", column=True, vocabulary="time_unit")
    counting: Mapped[Counting] = field("Days counted", default=Counting.CALENDAR, choices=Counting)
    holidays_id: Mapped[str | None] = field(
        "Holidays of", ForeignKey("partner.id"), default=None, help="Where working days are counted."
    )
    start_rule: Mapped[str] = field("Starts", default="event", vocabulary="start_rule")
    warn_days: Mapped[str] = field(
        "Warn before (days)", default="", help="Numbers divided by spaces, such as 60 30 14."
    )
    lapse_effect: Mapped[str] = field("When it lapses", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    authority: Mapped[str] = field("Authority", default="", search=True)
    active: Mapped[bool] = field("In use", default=True)
    note: Mapped[str] = field("Note", default="", prose=True)

    @property
    def warnings(self) -> tuple[int, ...]:
        """How many days before its end it warns, the earliest first."""
        return tuple(sorted((int(days) for days in self.warn_days.split()), reverse=True))

    def problems(self) -> Iterator[Problem]:
        """Add: a positive length; warnings are whole numbers of days."""
        yield from super().problems()
        yield from not_positive(self, "amount")
        if not all(days.isdecimal() for days in self.warn_days.split()):
            yield Problem("warn_days", "Write whole numbers of days divided by spaces, such as 60 30 14.")


class Holiday(Sourced):
    """A day on which offices of a state are closed, or on which they work against the calendar."""

    __tablename__ = "holiday"
    __label__ = "Holiday"
    __plural__ = "Holidays"
    __area__ = "Reference"
    __aliases__ = ("day_off",)

    partner_id: Mapped[str] = field("State", ForeignKey("partner.id"), column=True)
    day: Mapped[PartialDate] = field("Day", column=True)
    name: Mapped[str] = field("Name", caption=True)
    closed: Mapped[bool] = field(
        "Closed", default=True, column=True, help="No where offices work on a day that the calendar has free."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: one day, wholly known."""
        yield from super().problems()
        if self.day.first != self.day.last:
            yield Problem("day", "A holiday needs its whole date, such as 2026-12-25.")

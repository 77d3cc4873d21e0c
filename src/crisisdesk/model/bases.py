"""What several record types share: the time in which they hold, and where they are known from."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record, field_named
from crisisdesk.model.fields import field
from crisisdesk.model.values import Grade, PartialDate


class Interval(Record):
    """A record that holds from a day to a day, both included; without an end it is open."""

    __abstract__ = True

    begins_on: Mapped[PartialDate | None] = field(
        "From", default=None, column=True, help="The first day on which it holds, as far as it is known."
    )
    ends_on: Mapped[PartialDate | None] = field(
        "Until",
        default=None,
        column=True,
        deadline=True,
        help="The last day on which it holds; empty while it is open.",
    )

    def in_force(self, day: date) -> bool:
        """Whether it holds on this day; a partly known date counts as its widest span."""
        begun = self.begins_on is None or self.begins_on.first <= day
        return begun and (self.ends_on is None or day <= self.ends_on.last)

    def problems(self) -> Iterator[Problem]:
        """Add: it cannot end before it begins."""
        yield from super().problems()
        if (
            self.begins_on is not None
            and self.ends_on is not None
            and self.ends_on.last < self.begins_on.first
        ):
            yield Problem("ends_on", f"It ends ({self.ends_on}) before it begins ({self.begins_on}).")


class Sourced(Record):
    """A record that says where it is known from, how well, and as of when."""

    __abstract__ = True

    source_id: Mapped[str | None] = field("Source", ForeignKey("source.id"), default=None)
    grade: Mapped[Grade | None] = field(
        "Grade",
        default=None,
        help="Reliability of the source A-F and credibility of this piece 1-6, such as B2.",
    )
    as_of: Mapped[PartialDate | None] = field(
        "As of", default=None, help="The day for which the source says it."
    )


def out_of_order(record: Record, *names: str) -> Iterator[Problem]:
    """Yield a problem for each of these days or moments that lies before one named earlier; empty ones are passed over.

    A partly known day counts as its widest span, so only what is surely wrong is said to be.
    """
    known = [name for name in names if getattr(record, name) is not None]
    for before, after in pairwise(known):
        if _last(getattr(record, after)) < _first(getattr(record, before)):
            first, second = (field_named(type(record), name).label for name in (before, after))
            yield Problem(after, f"“{second}” lies before “{first}”; correct one of the two.")


def _first(value: PartialDate | datetime) -> date:
    return value.first if isinstance(value, PartialDate) else value


def _last(value: PartialDate | datetime) -> date:
    return value.last if isinstance(value, PartialDate) else value


def not_positive(record: Record, *names: str) -> Iterator[Problem]:
    """Yield a problem for each of these numbers that is 0 or less; empty ones are passed over."""
    for name in names:
        if (number := getattr(record, name)) is not None and number <= 0:
            label = field_named(type(record), name).label
            yield Problem(name, f"“{label}” must be greater than 0; leave it empty for none.")

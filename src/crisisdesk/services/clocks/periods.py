"""The arithmetic of notification periods: calendar days from a transmission, without those on which it was held."""

from dataclasses import dataclass
from datetime import date, timedelta

from crisisdesk.model.rules import Tier

BEFORE = {"before_delivery": "delivery", "before_shipment": "shipment"}
"""Start rules that count back, and from what."""
LONGEST_DAYS = 36_525
"""A hundred years: a longer number is a slip of the keyboard, and no clock is made of it."""
_DAY = timedelta(days=1)
_LAST_YEAR = 9_000


@dataclass(frozen=True, slots=True)
class Period:
    """A span of calendar days, both ends counted; ``paused`` while somebody holds it: then ``last`` is the earliest possible."""

    first: date
    last: date
    held: int = 0
    paused: bool = False


def period(
    sent: date, days: int, start_rule: str, stops: list[tuple[date, date | None]], today: date
) -> Period | None:
    """How a period of calendar days runs from its sending, without the days on which it was held.

    Nothing for a length or a day past all reason.

    Args:
        sent: The day of transmission (or of the event that starts it).
        days: How many days count.
        start_rule: ``day_of_transmission`` counts the day itself; by every other rule the next day is the first.
        stops: Spans in which the clock stood still, half-open; one without an end still holds.
        today: Up to when a hold without an end is known to have held.
    """
    if not 0 <= days <= LONGEST_DAYS or sent.year > _LAST_YEAR:
        return None
    first = sent if start_rule == "day_of_transmission" else sent + _DAY
    held: set[date] = set()
    paused = False
    for begin, end in stops:
        until = today if end is None else end
        paused = paused or (end is None and begin <= today)
        counted_from = max(begin, first)
        held.update(counted_from + timedelta(days=n) for n in range((until - counted_from).days))
    day, counted, stood = first - _DAY, 0, 0
    while counted < days:
        day += _DAY
        stood += day in held
        counted += day not in held
    return Period(first, day, stood, paused=paused and day >= today)


def tier_words(tier: Tier | None, day: date) -> str:
    """Which tier was found, and by what."""
    match tier:
        case Tier.NATO_PLUS:
            return f"Tier NATO+5 by membership on {day}."
        case Tier.OTHER:
            return f"Tier of other recipients by membership on {day}."
    return ""


def counted_days(number: int) -> str:
    """``1 day``, ``30 days``."""
    return f"{number} day" if number == 1 else f"{number} days"

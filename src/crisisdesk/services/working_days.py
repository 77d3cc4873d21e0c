"""Working days by country: weekends and holidays as data, the desk's own holiday records above those of the library.

Spans are half-open: the first day belongs to them, the end does not. Days are days of the calendar; no hour of
the day and no change of the clocks plays a part.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from holidays import country_holidays, list_supported_countries

from crisisdesk.model.partners import Partner
from crisisdesk.model.rules import Holiday
from crisisdesk.store.snapshot import Snapshot

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
USUAL_WEEKEND = frozenset({5, 6})
_DAY = timedelta(days=1)
_LONGEST = 3_660  # days looked at for one working day: a calendar that closes for ten years is a mistake


def _never(_day: date) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days count as working days in one country.

    ``weekend`` holds weekdays, Monday being 0. ``opened`` and ``closed`` are single days that go before weekend and
    holidays. ``basis`` says in words what is counted, for the person who checks a date.
    """

    weekend: frozenset[int] = USUAL_WEEKEND
    holiday: Callable[[date], bool] = _never
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    basis: str = "weekends only"

    def works(self, day: date) -> bool:
        """Whether offices are open on this day."""
        if day in self.opened:
            return True
        return day.weekday() not in self.weekend and day not in self.closed and not self.holiday(day)

    def first(self, day: date) -> date:
        """The first working day on or after this one."""
        return next(self._from(day))

    def last_of(self, first: date, days: int) -> date:
        """The last of so many working days, of which the first that counts is on or after ``first``.

        Raises:
            ValueError: ``days`` is less than 1.
        """
        if days < 1:
            raise ValueError(days)
        counted = self._from(first)
        for _ in range(days - 1):
            next(counted)
        return next(counted)

    def between(self, begin: date, end: date) -> int:
        """How many working days lie from ``begin`` up to and without ``end``; below zero when it lies before."""
        if end < begin:
            return -self.between(end, begin)
        return sum(self.works(begin + timedelta(days=n)) for n in range((end - begin).days))

    def _from(self, day: date) -> Iterator[date]:
        idle = 0
        while idle < _LONGEST:
            if self.works(day):
                yield day
                idle = 0
            day, idle = day + _DAY, idle + 1
        raise ValueError(f"no working day within {_LONGEST} days")


def working_days_of(view: Snapshot, partner_id: str | None) -> WorkingDays:
    """The working days of a state, or of the state that an office belongs to.

    Its own weekend and the holidays of the ``holidays`` library (public holidays of the whole country) apply, and before
    both the holiday records of the desk. Without a state, or one that the library does not know, that is said in ``basis``.
    """
    state = _state(view, partner_id)
    if state is None:
        return WorkingDays()
    records = view.all(Holiday, Holiday.partner_id == state.id)
    known = state.iso2 in list_supported_countries()
    public = country_holidays(state.iso2) if known else {}
    return WorkingDays(
        weekend=_weekend(state.weekend),
        holiday=public.__contains__,
        closed=frozenset(one.day.first for one in records if one.closed),
        opened=frozenset(one.day.first for one in records if not one.closed),
        basis=f"weekends and holidays of {state.name}"
        if known or records
        else f"weekends of {state.name}; its holidays are not known",
    )


def _state(view: Snapshot, partner_id: str | None) -> Partner | None:
    """The nearest with a two-letter code, upward from this partner."""
    seen: set[str] = set()
    while partner_id and partner_id not in seen:
        seen.add(partner_id)
        partner = view.find(Partner, partner_id)
        if partner is None or partner.iso2:
            return partner
        partner_id = partner.parent_id
    return None


def _weekend(text: str) -> frozenset[int]:
    days = frozenset(
        WEEKDAYS.index(word[:3].upper()) for word in text.split() if word[:3].upper() in WEEKDAYS
    )
    return days or USUAL_WEEKEND

"""How an office stands at a moment by its hours, its zone and the calendars of its countries, and until when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache, partial
from zoneinfo import ZoneInfo

from crisisdesk.services.calls.calendars import Calendar
from crisisdesk.services.calls.hours import DAY_MINUTES, Hours, Span
from crisisdesk.services.calls.states import RANK, State

NIGHT_BEGINS, NIGHT_ENDS = 22 * 60, 7 * 60
"""Minutes of the local day between which people are taken to sleep."""

_LOOK_AHEAD = 15  # days: longer than any run of holidays; what ends later has no end on the board
_DAY = timedelta(days=1)


Ends = tuple[datetime | None, datetime | None]


def _no_ends() -> Ends:
    return None, None


@dataclass(frozen=True, eq=False)
class Stand:
    """The state by hours alone; ``why`` adds what it does not say, such as the name of a holiday.

    Its ends are looked for when they are asked for: a board of thousands shows some sixty at a time.
    """

    state: State
    why: str = ""
    look: Callable[[], Ends] = _no_ends

    @cached_property
    def rank(self) -> int:
        """Its place in the order of the board; kept, for thousands of posts share one stand."""
        return RANK[self.state]

    @cached_property
    def _ends(self) -> Ends:
        return self.look()

    @property
    def until(self) -> datetime | None:
        """When the state ends, in UTC; nothing where it does not within two weeks."""
        return self._ends[0]

    @property
    def opens(self) -> datetime | None:
        """When the office is staffed next, in UTC; nothing where it is now, or is not within two weeks."""
        return self._ends[1]


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo | None:
    """The zone of this name, from the data that comes with the program; nothing where there is none such."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # no such zone, a name that leads out of the data, a folder of it
        return None


def stand_of(hours: Hours, zone: tzinfo, calendars: tuple[Calendar, ...], now: datetime) -> Stand:
    """Judge hours at a moment; the first calendar is that of the country where the office stands."""
    if hours.always:
        return Stand(State.IN_HOURS)
    local = now.astimezone(zone)
    ahead = (local.utcoffset() or timedelta()) // timedelta(minutes=1) if hours.zulu else 0
    spans, duty = hours.spans, hours.duty
    if ahead:
        spans, duty = (tuple(span.shifted(ahead) for span in some) for some in (spans, duty))
    office = _Office(spans, duty, calendars)
    day, minute = local.date(), local.hour * 60 + local.minute
    state = office.state(day, minute)
    return Stand(state, office.why(day, minute, state), partial(_ends, office, day, minute, zone))


def _ends(office: "_Office", day: date, minute: int, zone: tzinfo) -> Ends:
    """When the state of this minute ends, and when the office is staffed next."""
    state = office.state(day, minute)
    until = None
    for at_day, at_minute in office.marks(day, minute):
        then = office.state(at_day, at_minute)
        if until is None and then is not state:
            until = _moment(at_day, at_minute, zone)
        if state is State.IN_HOURS and until is not None:
            break
        if state is not State.IN_HOURS and then is State.IN_HOURS:
            return until, _moment(at_day, at_minute, zone)
    return until, None


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """A time of the wall clock as a moment; one that a change of the clocks skips is taken as just after it."""
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return local.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Office:
    """Spans on the local clock, with the calendars that close it."""

    spans: tuple[Span, ...]
    duty: tuple[Span, ...]
    calendars: tuple[Calendar, ...]

    def state(self, day: date, minute: int) -> State:
        if any(self._covers(span, day, minute, staffed=True) for span in self.spans):
            return State.IN_HOURS
        if any(self._covers(span, day, minute, staffed=False) for span in self.duty):
            return State.DUTY
        if self._holiday(day):
            return State.HOLIDAY
        if self._weekend(day):
            return State.WEEKEND
        return State.ASLEEP if _is_night(minute) else State.OFF_HOURS

    def _covers(self, span: Span, day: date, minute: int, *, staffed: bool) -> bool:
        """Whether it runs at this minute, begun the day before, on the day, or (moved by its zone) on the next."""
        for shift in (0, -1, 1):
            if span.begin <= minute - shift * DAY_MINUTES < span.end:
                begun = day + shift * _DAY if shift else day
                if self._works(span, begun) if staffed else span.days is None or begun.weekday() in span.days:
                    return True
        return False

    def _works(self, span: Span, day: date) -> bool:
        """Days that are named go before the weekend of the country; holidays go before both."""
        if self._holiday(day):
            return False
        if span.days is None:
            return not (self.calendars and self.calendars[0].free(day))
        return day.weekday() in span.days or any(day in one.opened for one in self.calendars[:1])

    def _holiday(self, day: date) -> str:
        return next((name for one in self.calendars if (name := one.holiday(day))), "")

    def _weekend(self, day: date) -> bool:
        named = any(span.days and day.weekday() in span.days for span in self.spans)
        return not named and bool(self.calendars) and self.calendars[0].free(day)

    def why(self, day: date, minute: int, state: State) -> str:
        name = self._holiday(day) if state in {State.HOLIDAY, State.DUTY} else ""
        night = "night there" if _is_night(minute) and state is not State.ASLEEP and self._shut(state) else ""
        return ", ".join(filter(None, (name, night)))

    @staticmethod
    def _shut(state: State) -> bool:
        return state in {State.HOLIDAY, State.WEEKEND, State.DUTY}

    def marks(self, day: date, minute: int) -> Iterator[tuple[date, int]]:
        """The minutes at which the state may change, after this one, in order."""
        edges = {edge % DAY_MINUTES for span in (*self.spans, *self.duty) for edge in (span.begin, span.end)}
        within = sorted({0, NIGHT_BEGINS, NIGHT_ENDS} | edges)
        for days in range(_LOOK_AHEAD):
            at = day + days * _DAY
            yield from ((at, mark) for mark in within if days or mark > minute)


def _is_night(minute: int) -> bool:
    return minute >= NIGHT_BEGINS or minute < NIGHT_ENDS

"""Office hours as people write them: ``Mon-Fri 0830-1700``, ``0900-1700 MON-FRI``, ``24/7; duty line 24/7``.

What cannot be read whole is not read at all: a guess at half a line would send a call into an empty office.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

DAY_MINUTES = 1440
EVERY_DAY = frozenset(range(7))
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = {"daily": EVERY_DAY, "everyday": EVERY_DAY, "weekdays": None, "workdays": None}
_ALWAYS = re.compile(
    r"(?:24\s*/\s*7|h24|24 ?h(?:ours)?(?: daily)?|round the clock|always)(?: during the case)?"
)
_DUTY = re.compile(r"(?:duty(?: line| officer| desk| phone)?|on call|after hours)\b:?\s*")
_DAY_NAME = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?s?\.?"
_DAY = re.compile(rf"{_DAY_NAME}(?:-{_DAY_NAME})?")
_CLOCK = r"(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm)?"
_SPAN = re.compile(rf"{_CLOCK}-{_CLOCK}(z|utc)?")
_NOON = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Span:
    """From a minute of the day to a minute, the end not included; past midnight the end is above 1440.

    ``days`` are the weekdays on which it begins, Monday being 0; without them it holds on the working days of the country.
    """

    days: frozenset[int] | None
    begin: int
    end: int

    def shifted(self, minutes: int) -> "Span":
        """The same span on a clock that is ahead by so many minutes."""
        return replace(self, begin=self.begin + minutes, end=self.end + minutes)


@dataclass(frozen=True, slots=True)
class Hours:
    """When an office is staffed, and when its duty line is; ``zulu`` where the times are UTC, not local."""

    spans: tuple[Span, ...] = ()
    duty: tuple[Span, ...] = ()
    zulu: bool = False

    @property
    def always(self) -> bool:
        """Whether the office is staffed round the clock."""
        return _ROUND in self.spans


_ROUND = Span(EVERY_DAY, 0, DAY_MINUTES)


@lru_cache(maxsize=4096)
def read_hours(text: str) -> Hours | None:
    """Read hours; nothing where any part of the text is not understood, or where it is empty."""
    plain = re.sub(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*", "-", text.strip().lower())  # noqa: RUF001 - dashes as typed
    if not plain or len(plain) > _LONGEST:
        return None
    spans: list[Span] = []
    duty: list[Span] = []
    zulu: set[bool] = set()
    for clause in filter(None, (part.strip() for part in re.split(r"[;\n]", plain))):
        label = _DUTY.match(clause)
        found = _clause(clause[label.end() :] if label else clause, zulu)
        if found is None:
            return None
        (duty if label else spans).extend(found)
    return Hours(tuple(spans), tuple(duty), True in zulu) if len(zulu) <= 1 else None


def _clause(text: str, zulu: set[bool]) -> list[Span] | None:
    """One part between semicolons: groups of days and times, in either order."""
    if _ALWAYS.fullmatch(text):
        return [_ROUND]
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    kinds = ""
    for word in text.replace("working days", "workdays").replace(",", " ").replace("&", " ").split():
        kind = "d" if word in _NAMED or _DAY.fullmatch(word) else "t" if _SPAN.fullmatch(word) else ""
        if not kind:
            return None
        if kinds and kind == kinds[0] != kinds[-1]:
            groups.append(([], []))
            kinds = ""
        kinds += kind
        groups[-1][kind == "t"].append(word)
    return _spans(groups, zulu)


def _spans(groups: list[tuple[list[str], list[str]]], zulu: set[bool]) -> list[Span] | None:
    found: list[Span] = []
    for names, times in groups:
        if not times:
            return None
        for word in times:
            span = _span(word, _days(names))
            if span is None:
                return None
            found.append(span)
            zulu.add(word.endswith(("z", "utc")))
    return found


def _days(names: list[str]) -> frozenset[int] | None:
    if not names or any(_NAMED.get(name, EVERY_DAY) is None for name in names):
        return None
    found: set[int] = set()
    for name in names:
        if name in _NAMED:
            return EVERY_DAY
        if named := _DAY.fullmatch(name):
            first, last = _DAYS.index(named[1]), _DAYS.index(named[2] or named[1])
            found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset(found)


def _span(word: str, days: frozenset[int] | None) -> Span | None:
    found = _SPAN.fullmatch(word)
    if found is None:
        return None
    begin, end = _minute(found[1], found[2], found[3]), _minute(found[4], found[5], found[6])
    if begin is None or end is None or begin >= DAY_MINUTES:
        return None
    return Span(days, begin, end if end > begin else end + DAY_MINUTES)


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    number = int(hour)
    if half:
        if not 1 <= number <= _NOON:
            return None
        number = number % _NOON + (_NOON if half == "pm" else 0)
    total = number * 60 + int(minute or 0)
    return total if int(minute or 0) < 60 and total <= DAY_MINUTES else None  # noqa: PLR2004 - minutes of an hour

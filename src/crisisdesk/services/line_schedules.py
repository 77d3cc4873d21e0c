"""Schedules of tests as people write them: ``daily 0600Z, not on Sunday``, ``Mon-Fri 0900 and 1600 Asia/Kolkata``.

What cannot be read whole is not read at all; such a line keeps its interval in hours.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from crisisdesk.services.calls.stands import zone_of

EVERY_DAY = frozenset(range(7))
WORKING_WEEK = frozenset(range(5))
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekdays": WORKING_WEEK,
    "weekends": EVERY_DAY - WORKING_WEEK,
}
_DAY_NAME = (
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|day|days|sday|sdays|nesday|nesdays|r|rs|rsday|rsdays|urday|urdays)?"
)
_DAY = re.compile(rf"{_DAY_NAME}(?:-{_DAY_NAME})?")
_TIME = re.compile(r"([01]\d|2[0-3]):?([0-5]\d)(z|utc)?")
_NOT = re.compile(r"\b(?:not on|not|except on|except|but not on|but not)\b")
_ZONE = re.compile(r"\b[A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?\b")
_LONGEST = 200
_AHEAD = 15  # days: longer than any week with one day left in it


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weekdays (Monday is 0) and times of the clock of a zone."""

    days: frozenset[int]
    times: tuple[time, ...]
    zone: tzinfo

    def after(self, moment: datetime) -> datetime:
        """The first time of the schedule later than a moment, in UTC.

        A time that a change of the clocks skips is taken as just after it, one that comes twice as its first.
        """
        local = moment.astimezone(self.zone).date() - timedelta(days=1)
        for number in range(_AHEAD):
            day = local + timedelta(days=number)
            if day.weekday() in self.days:
                for at in self.times:
                    found = self._moment(day, at)
                    if found > moment:
                        return found
        raise AssertionError(self)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def read_schedule(text: str, zone_name: str = "") -> Schedule | None:
    """Read a schedule; nothing where any part of it is not understood.

    Times that end in Z are UTC. The others are of the zone that the text names, else of ``zone_name``; without a zone
    they are nobody's and the schedule is not read.
    """
    if not text.strip() or len(text) > _LONGEST:
        return None
    named = _ZONE.search(text)
    plain = _ZONE.sub(" ", text).lower().replace("every day", "daily").replace("working days", "weekdays")
    plain = re.sub(r"\s*[-–—]\s*", "-", plain)  # noqa: RUF001 - dashes as typed
    wanted, *rest = _NOT.split(plain, maxsplit=1)
    unwanted = rest[0] if rest else ""
    days, times, zulu = _words(wanted)
    without, stray, _ = _words(unwanted)
    if days is None or without is None or not times or stray or len(zulu) != 1:
        return None
    zone = UTC if True in zulu else zone_of(named[0] if named else zone_name)
    left = (days or EVERY_DAY) - without
    return Schedule(left, tuple(sorted(times)), zone) if zone is not None and left else None


def _words(text: str) -> tuple[frozenset[int] | None, list[time], set[bool]]:
    """The days and times of a text; no days at all (``None``) where a word of it is neither."""
    days: set[int] = set()
    times: list[time] = []
    zulu: set[bool] = set()
    for word in re.split(r"[\s,;&.]+|\band\b|\bat\b|\bon\b", text):
        if not word:
            continue
        if found := _TIME.fullmatch(word):
            times.append(time(int(found[1]), int(found[2])))
            zulu.add(bool(found[3]))
        elif word in _NAMED:
            days |= _NAMED[word]
        elif found := _DAY.fullmatch(word):
            first, last = _DAYS.index(found[1]), _DAYS.index(found[2] or found[1])
            days |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
        else:
            return None, [], set()
    return frozenset(days), times, zulu

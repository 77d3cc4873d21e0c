"""Times of the story, told in its days: D1 is the first, D10 the day on which the sample is built or the one before."""

import re
from datetime import UTC, date, datetime, timedelta

from crisisdesk.model.values import PartialDate

LAST_DAY = 10
LAST_HOUR = 15
WRITTEN_IN = (2026, 11)
_DAY = re.compile(r"D(-?\d+)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class StoryClock:
    """Turns ``D3 0415`` into a moment and ``D-20`` or ``2024-06`` into a date.

    The story moves by whole days, so that its clock times and the texts that name them stay true: its last
    hour is at most a day before ``now``. Months that are written out are those of a story that ends in
    November 2026, and move with it.
    """

    def __init__(self, now: datetime) -> None:
        self._last = (now.astimezone(UTC) - timedelta(hours=LAST_HOUR)).date()

    def moment(self, text: str) -> datetime:
        """The moment of ``D3 0415``, in UTC."""
        day, clock = text.split()
        midnight = datetime.combine(self._story_day(day), datetime.min.time(), UTC)
        return midnight + timedelta(hours=int(clock[:2]), minutes=int(clock[2:]))

    def day(self, text: str) -> PartialDate:
        """The date of ``D3``, ``2012``, ``2024-06`` or ``2024-06-18``."""
        if _DAY.fullmatch(text):
            return PartialDate.parse(self._story_day(text).isoformat())
        return PartialDate.parse(_MONTH.sub(self._moved, text))

    def _story_day(self, text: str) -> date:
        found = _DAY.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no day of the story")
        return self._last + timedelta(days=int(found[1]) - LAST_DAY)

    def _moved(self, found: re.Match[str]) -> str:
        later = (self._last.year - WRITTEN_IN[0]) * 12 + self._last.month - WRITTEN_IN[1]
        year, month = divmod(int(found[1]) * 12 + int(found[2]) - 1 + later, 12)
        return f"{year:04d}-{month + 1:02d}"

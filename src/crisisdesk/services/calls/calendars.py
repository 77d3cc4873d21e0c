"""Which days an office has free: the weekend of its country, public holidays, and the desk's own holiday records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from holidays import country_holidays, list_supported_countries

from crisisdesk.services.working_days import USUAL_WEEKEND, WEEKDAYS

_ENGLISH = "en_US"


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The free days of one country.

    ``closed`` and ``opened`` are the desk's records, which go before the library; ``closed`` says the name of the day.
    """

    iso2: str = ""
    weekend: frozenset[int] = USUAL_WEEKEND
    closed: Mapping[date, str] = field(default_factory=dict)
    opened: frozenset[date] = frozenset()

    def holiday(self, day: date) -> str:
        """The name of the public holiday on this day; empty where there is none."""
        if day in self.opened:
            return ""
        return self.closed.get(day) or _public(self.iso2, day.year).get(day, "")

    def free(self, day: date) -> bool:
        """Whether it is a day of the weekend on which offices do not work against the calendar."""
        return day.weekday() in self.weekend and day not in self.opened


@lru_cache(maxsize=2048)
def _public(iso2: str, year: int) -> Mapping[date, str]:
    """Public holidays of the whole country; a country that the library does not know has none on record."""
    if iso2 not in _supported():
        return {}
    return dict(country_holidays(iso2, years=year, language=_ENGLISH).items())


@lru_cache(maxsize=1)
def _supported() -> frozenset[str]:
    return frozenset(list_supported_countries())


@lru_cache(maxsize=256)
def weekend_of(text: str) -> frozenset[int]:
    """The weekdays, Monday being 0, of a text such as ``FRI SAT``; Saturday and Sunday where it names none."""
    words = (word[:3].upper() for word in text.replace(",", " ").split())
    return frozenset(WEEKDAYS.index(word) for word in words if word in WEEKDAYS) or USUAL_WEEKEND

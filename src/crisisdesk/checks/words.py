"""Words of findings: days, lapses of time, counts and lists, as they stand in a sentence."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from crisisdesk.model.base import shorten
from crisisdesk.model.moments import MONTHS, dtg
from crisisdesk.model.values import PartialDate, Precision

NAME_LIMIT = 80
_FEW = 3
_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def quoted(text: str) -> str:
    """A text of a record in a sentence: its first line, shortened, without the full stop at its end."""
    line = shorten(text.strip().partition("\n")[0], NAME_LIMIT)
    return f"“{line.removesuffix('.')}”"


def without(things: Sequence[str]) -> str:
    """What is lacking, such as ``no measure, no target and no owner``."""
    return listed([f"no {thing}" for thing in things])


def day(when: date) -> str:
    """A day in the manner of a date-time group, such as ``23 NOV 26``."""
    return f"{when.day:02} {MONTHS[when.month - 1]} {when:%y}"


def on(when: PartialDate) -> str:
    """A date; one that is known in part as it was written."""
    return day(when.first) if when.precision is Precision.EXACT else when.text


def at(when: datetime | None) -> str:
    """A moment as a date-time group, ``an unknown time`` where there is none."""
    return dtg(when) if when else "an unknown time"


def lapse(span: timedelta) -> str:
    """How long, to the unit that matters: ``40 minutes``, ``7 hours``, ``3 days``."""
    minutes = int(abs(span).total_seconds() // 60)
    for size, unit, word in ((2 * 24 * 60, 24 * 60, "day"), (120, 60, "hour"), (0, 1, "minute")):
        if minutes >= size:
            return counted(minutes // unit, word)
    raise AssertionError(span)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, such as ``1 action`` or ``3 actions``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """``first``, ``second`` ... ``ninth``, then ``10th``, ``21st``."""
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence."""
    *first, end = words or ("",)
    return f"{', '.join(first)} {last} {end}" if first else end


def few(words: Sequence[str]) -> str:
    """The first three of many, and how many more there are."""
    if len(words) <= _FEW:
        return listed(words)
    return f"{', '.join(words[:_FEW])} and {len(words) - _FEW} more"

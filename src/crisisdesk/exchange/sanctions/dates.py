"""Dates as sanction lists write them, with what is not known left out."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from crisisdesk.errors import UserError
from crisisdesk.model.values import PartialDate

_MONTHS = {
    m: n
    for n, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_ABOUT = re.compile(r"(?:circa|ca?\.|approximately|approx\.?|about|around|c(?=\d)|~)\s*", re.IGNORECASE)
_SIDE = re.compile(r"(before|prior to|after|since)\s+", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:between\s+|from\s+)?(.*?\d{4})\s*(?:\bto\b|\band\b|[-\u2013/]|\buntil\b)\s*(.*\d{4})", re.IGNORECASE
)

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?")
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_DAY_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+)?(?P<month>[A-Za-z]{3,9})[ .,-]+(?P<year>\d{4})"
)
_MONTH_DAY = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_FIGURES = re.compile(r"(?:([\dA-Za-z]{1,2})[/.-])?([\dA-Za-z]{1,2})[/.-](\d{4})")

_SERIAL_FIRST, _SERIAL_LAST = 3_000, 80_000
"""A bare number between these is a day number of a workbook, not a year."""
_SERIAL_ZERO = date(1899, 12, 30).toordinal()

_MARKS = re.compile(
    r"\s*(?:(?:^|(?<=[;,\s]))(?:\(?[a-z]\)|\(\d{1,2}\))\s*|;|>>|\bor\b|\balt\.? ?(?:DOB|date of birth)?:?)\s*",
    re.IGNORECASE,
)


_BESIDE = re.compile(r"(?<=\d)[\s,]*\([^)]*\)?\s*$")
"""A remark in brackets behind a date, such as ``(approx.)`` or ``(this aka only)``."""


def partial_date(text: str, *, month_first: bool = False) -> PartialDate | None:
    """The date that a list means, or ``None`` if the text is not a date.

    Day first (``31/12/1994``) unless ``month_first``; ``00`` and letters are unknown parts (``00/00/1994``,
    ``dd/mm/1958``); ``circa 1951``, ``1960 to 1965``, ``Aug 1960``, ``between 1956 and 1958``, day numbers of workbooks.
    """
    return _read(text, month_first)


@lru_cache(maxsize=16384)
def _read(text: str, month_first: bool) -> PartialDate | None:  # noqa: FBT001 - a cache takes positions only
    text = " ".join(text.split()).strip(" .,;()")
    about = _ABOUT.match(text)
    rest = text[about.end() :] if about else text
    side = _SIDE.match(rest)
    rest = rest[side.end() :] if side else rest
    written = _one(rest, month_first=month_first)
    if written:
        sign = "~" if about else "" if not side else "<" if side[1].lower() in {"before", "prior to"} else ">"
        return _value(sign + written)
    span = _RANGE.fullmatch(rest)
    ends = [_one(_unsigned(end), month_first=month_first) for end in span.groups()] if span else []
    return _value("..".join(filter(None, ends))) if ends and all(ends) else None


def _unsigned(text: str) -> str:
    about = _ABOUT.match(text)
    return (text[about.end() :] if about else text).strip()


def several_dates(text: str) -> Iterator[tuple[str, PartialDate | None]]:
    """The dates of a text that holds several (``a) 1950 b) circa 1952``, ``12/03/1960; alt DOB: 1961``), each with its own text."""
    whole = partial_date(text)
    if whole is not None:
        yield text, whole
        return
    for part in _MARKS.split(text):
        if part.strip(" .,;"):
            yield (
                part.strip(" ,;"),
                None if "hijri" in part.lower() else partial_date(_BESIDE.sub("", part) or part),
            )


def _value(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except UserError:
        return None


def _one(text: str, *, month_first: bool) -> str:
    """The date in the form of :class:`PartialDate`, empty if it is none."""
    if found := _ISO.fullmatch(text) or _YEAR.fullmatch(text):
        return _joined(*found.groups(""))
    if found := _DAY_MONTH.fullmatch(text):
        return _named(found["year"], found["month"], found["day"] or "")
    if found := _MONTH_DAY.fullmatch(text):
        return _named(found["year"], found["month"], found["day"])
    if found := _FIGURES.fullmatch(text):
        day, month = (found[2], found[1]) if month_first and found[1] else (found[1], found[2])
        return _joined(found[3], month or "", day or "")
    return _serial(text)


def _named(year: str, month: str, day: str) -> str:
    number = _MONTHS.get(month[:3].lower())
    return _joined(year, str(number), day) if number else ""


def _joined(year: str, month: str = "", day: str = "") -> str:
    """Known parts from the year down; a day without its month tells nothing."""
    parts = [year]
    for part in (month, day):
        if not part.isdecimal() or not int(part):
            break
        parts.append(part.zfill(2))
    return "-".join(parts) if int(year) else ""


def _serial(text: str) -> str:
    number = text.removesuffix(".0")
    if not number.isascii() or not number.isdecimal() or not _SERIAL_FIRST < int(number[:9]) < _SERIAL_LAST:
        return ""
    return date.fromordinal(_SERIAL_ZERO + int(number)).isoformat()


_NUMBERED = re.compile(r"(?:^|[\s,;.])\(?(?:[a-z]|\d{1,2})\)\s*")


def numbered(text: str) -> Iterator[str]:
    """The parts of ``(1) Germany. (2) Morocco`` or ``a) Baghdad b) Mosul``; a text without such marks is one part."""
    for part in _NUMBERED.split(text):
        if kept := part.strip(" .,;-"):
            yield kept

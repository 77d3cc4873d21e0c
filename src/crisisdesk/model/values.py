"""Values that fill one column, one field and one cell each.

Each class reads what a person types (``parse``), writes its one canonical form
(``str``), and sorts (``sort_key``). All are immutable.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol, Self

from crisisdesk.errors import UserError


class Value(Protocol):
    """What one column holds beyond text and numbers."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person or a file wrote; raises ``UserError`` with what was expected."""

    @property
    def sort_key(self) -> Any:
        """A key that puts values of this class in order."""


class Precision(StrEnum):
    """How exactly a time is known (MISSION 6.8)."""

    EXACT = "exact"
    HOUR = "hour"
    DAY = "day"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    UNKNOWN = "unknown"


_SIGNS = {"about": "~", "circa": "~", "before": "<", "after": ">"}
_ENDS = re.compile(r"\s*(\S+)\s+and\s+(\S+)", re.IGNORECASE)
_PART = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which a year, a year and month, or all is known; with a word on how sure it is.

    Written ``2026``, ``2026-11``, ``2026-11-23``, ``~2026`` (about), ``<2026-11`` (before),
    ``>2026`` (after), ``1960..1965`` (between); the words are read as well, as in ``between 1960 and 1965``.
    """

    text: str
    first: date
    last: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the forms above.

        Raises:
            UserError: It is none of them, or names a day that does not exist.
        """
        found = _partial_date(_in_signs(text.strip()))
        return cls(*found)

    @property
    def sort_key(self) -> tuple[date, date]:
        """The first day it can be, then the last."""
        return self.first, self.last

    def __str__(self) -> str:
        return self.text


def _in_signs(text: str) -> str:
    """A date told in words, such as ``before 2026-05``, with the sign of the word."""
    word, _, rest = text.partition(" ")
    if word.lower() == "between" and (ends := _ENDS.fullmatch(rest)):
        return f"{ends[1]}..{ends[2]}"
    return _SIGNS[word.lower()] + rest.strip() if word.lower() in _SIGNS and rest else text


@lru_cache(maxsize=4096)
def _partial_date(text: str) -> tuple[str, date, date, Precision]:
    try:
        if ".." in text:
            begin, end = text.split("..", 1)
            first, last = _in_order(_span(begin)[0], _span(end)[1])
            return f"{begin.strip()}..{end.strip()}", first, last, Precision.BETWEEN
        sign, rest = (text[0], text[1:].strip()) if text[:1] in {"~", "<", ">"} else ("", text)
        first, last = _span(rest)
        text = sign + rest
    except ValueError as error:
        raise UserError(
            f"“{text[:40]}” is not a date; write 2026-11-23, 2026-11, 2026, ~2026 (about), <2026 (before), >2026 (after) "
            "or 1960..1965 (between)."
        ) from error
    match sign:
        case "~":
            return text, first, last, Precision.ABOUT
        case "<":
            return text, date.min, first, Precision.BEFORE
        case ">":
            return text, last, date.max, Precision.AFTER
    return text, first, last, Precision.EXACT if first == last else Precision.BETWEEN


def _in_order(first: date, last: date) -> tuple[date, date]:
    if last < first:
        raise ValueError(first, last)
    return first, last


def _span(text: str) -> tuple[date, date]:
    found = _PART.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year = int(found[1])
    month = int(found[2]) if found[2] else None
    if found[3]:
        day = date(year, month or 1, int(found[3]))
        return day, day
    begin, end = (month, month) if month else (1, 12)
    return date(year, begin, 1), date(year, end, calendar.monthrange(year, end)[1])


_MONEY = re.compile(
    r"(?:([A-Za-z]{3})\s*)?([+-]?(?:[0-9]{1,3}(?:[_,'][0-9]{3})+|[0-9]{1,16})(?:\.[0-9]{1,6})?)\s*(k|m|bn|b|million|billion)?(?:\s*([A-Za-z]{3}))?",
    re.IGNORECASE,
)
_SCALE = {"k": 3, "m": 6, "million": 6, "b": 9, "bn": 9, "billion": 9}
_MONEY_LIMIT = Decimal(10) ** 15
_CENTS = 2
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code); written ``USD 14000000`` or ``EUR 2500.50``."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``14000000 USD``, ``USD 14,000,000``, ``14m USD``; the currency must be named.

        Raises:
            UserError: It has no number or no currency, or is past a thousand million million.
        """
        found = _MONEY.fullmatch(text.strip())
        currency = found and (found[1] or found[4])
        if not found or not currency or (found[1] and found[4]):
            raise UserError(
                f"“{text[:40]}” is not an amount; write a number and a currency, such as 14000000 USD."
            )
        amount = Decimal(re.sub(r"[_,']", "", found[2])).scaleb(_SCALE.get((found[3] or "").lower(), 0))
        if abs(amount) > _MONEY_LIMIT:
            raise UserError(f"“{text[:40]}” is more money than a desk can keep.")
        return cls(amount + 0, currency.upper())  # no amount is minus nothing

    @property
    def sort_key(self) -> tuple[str, Decimal]:
        """Currency first: amounts of different currencies do not compare."""
        return self.currency, self.amount

    def __str__(self) -> str:
        whole = self.amount == self.amount.to_integral_value()
        plain = f"{self.amount.normalize():f}"
        cents = plain if whole or len(plain.partition(".")[2]) >= _CENTS else f"{self.amount:.2f}"
        return f"{self.currency} {cents}"


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent, 0 to 100; written ``37.5 %``."""

    percent: Decimal

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``37.5``, ``37.5%`` or ``37.5 %``.

        Raises:
            UserError: It is no number from 0 to 100.
        """
        found = _PERCENT.fullmatch(text.strip())
        if not found:
            raise UserError(f"“{text[:40]}” is not a share; write a percentage, such as 37.5 %.")
        percent = Decimal(found[1])
        if percent > 100:  # noqa: PLR2004 - a percentage
            raise UserError(f"A share lies between 0 and 100 percent, not at {text.strip()[:40]}.")
        return cls(percent)

    @property
    def sort_key(self) -> Decimal:
        """The percentage."""
        return self.percent

    def __str__(self) -> str:
        return f"{self.percent.normalize():f} %"


@dataclass(frozen=True, slots=True)
class Grade:
    """How far a source is trusted (A-F) and how far this piece is believed (1-6), two separate judgements; ``B2``.

    Source of the scale: STANAG 2511.
    """

    reliability: str
    credibility: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``B2`` or ``b-2``.

        Raises:
            UserError: The letter is not A to F or the figure not 1 to 6.
        """
        found = re.fullmatch(r"([A-F])[-/ ]?([1-6])", text.strip(), re.IGNORECASE)
        if not found:
            raise UserError(
                f"“{text[:20]}” is not a grade; write a letter A to F and a figure 1 to 6, such as B2."
            )
        return cls(found[1].upper(), found[2])

    @property
    def sort_key(self) -> str:
        """Best first."""
        return str(self)

    def __str__(self) -> str:
        return self.reliability + self.credibility

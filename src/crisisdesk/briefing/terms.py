"""Words for codes, days, amounts and lapses of time, as they stand in a brief."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from crisisdesk.model.moments import MONTHS
from crisisdesk.model.values import Money, PartialDate, Precision
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot

_TERMS: Any = select(Term.vocabulary, Term.code, Term.label, Term.description)
_SCALES = ((9, "billion"), (6, "million"))
_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


class Terms:
    """The labels of the desk's vocabularies."""

    def __init__(self, view: Snapshot) -> None:
        rows = view.select(_TERMS)
        self._labels = {(vocabulary, code): label for vocabulary, code, label, _ in rows}
        self._descriptions = {(vocabulary, code): text for vocabulary, code, _, text in rows}

    def label(self, vocabulary: str, code: str) -> str:
        """The label of a code, or the code in plain words where the vocabulary lacks it."""
        return self._labels.get((vocabulary, code)) or code.replace("_", " ")

    def word(self, vocabulary: str, code: str) -> str:
        """The label as it stands inside a sentence: not capitalised unless it is an abbreviation."""
        label = self.label(vocabulary, code)
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def description(self, vocabulary: str, code: str) -> str:
        """What the vocabulary says of a code."""
        return self._descriptions.get((vocabulary, code)) or ""


def day(when: date) -> str:
    """A day in the manner of a date-time group, such as ``23 NOV 26``."""
    return f"{when.day:02} {MONTHS[when.month - 1]} {when:%y}"


def partial(when: PartialDate | None, unknown: str = "") -> str:
    """A partly known date; ``unknown`` where there is none."""
    if when is None:
        return unknown
    if ".." in when.text:
        return f"{day(when.first)} to {day(when.last)}"
    text = when.text.lstrip("~<> ")
    match when.precision:
        case Precision.ABOUT | Precision.BEFORE | Precision.AFTER:
            return f"{when.precision.value} {_known_part(text)}"
    return _known_part(text)


def _known_part(text: str) -> str:
    parts = text.split("-")
    match len(parts):
        case 1:
            return parts[0]
        case 2:
            return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day(date.fromisoformat(text))


def money(amount: Money | None) -> str:
    """An amount with its currency, in millions where it is that large: ``USD 7.25 million``."""
    if amount is None:
        return ""
    for exponent, word in _SCALES:
        if abs(amount.amount) >= 10**exponent:
            number = f"{amount.amount.scaleb(-exponent):,.2f}".rstrip("0").rstrip(".")
            return f"{amount.currency} {number} {word}"
    return f"{amount.currency} {amount.amount:,.0f}"


def lapse(span: timedelta) -> str:
    """How long, to the unit that matters: ``40 minutes``, ``7 hours``, ``3 days``."""
    minutes = int(abs(span).total_seconds() // 60)
    for size, word in ((2 * 24 * 60, "day"), (120, "hour"), (1, "minute")):
        if minutes >= size:
            unit = {"day": 24 * 60, "hour": 60, "minute": 1}[word]
            return counted(minutes // unit, word)
    return "less than a minute"


def until(when: date, today: date) -> str:
    """How far a day is from today, in words."""
    days = (when - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def overdue(due: datetime, now: datetime) -> str:
    """By how much something is late."""
    return f"{lapse(now - due)} late"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, such as ``1 action`` or ``3 actions``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """``first``, ``second`` ... ``ninth``, then ``10th``."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence."""
    return ", ".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} {last} {words[-1]}"  # noqa: PLR2004 - a list has two


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text.strip()
    if not text:
        return ""
    ended = text if text[-1] in ".!?…:" else f"{text}."
    return ended[0].upper() + ended[1:]


def joined(parts: Iterable[str], between: str = "; ") -> str:
    """The parts that are not empty."""
    return between.join(part for part in parts if part)

"""What values are in words, the same in tables, details, forms and the history.

Values come as they lie in the file: text, number or nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from crisisdesk.model.fields import Field
from crisisdesk.model.moments import dtg, iso
from crisisdesk.store.snapshot import Snapshot

UNKNOWN = "unknown"
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_SIGNS = {"~": "about", "<": "before", ">": "after"}


@dataclass(frozen=True, slots=True)
class Words:
    """What values stand for: captions by record id, labels by vocabulary and code; ``now`` is the moment shown."""

    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    captions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read_words(view: Snapshot, fields: Iterable[Field], rows: Iterable[Mapping[str, Any]]) -> Words:
    """Look up all that these columns of these rows stand for."""
    used = tuple(fields)
    references = [f.name for f in used if f.kind == "reference"]
    captions = view.captions(row.get(name) for row in rows for name in references)
    return Words(view.moment, captions, read_labels(view, {f.vocabulary for f in used if f.vocabulary}))


def read_labels(view: Snapshot, vocabularies: Iterable[str]) -> dict[tuple[str, str], str]:
    """The labels of these vocabularies, by vocabulary and code."""
    names = sorted(vocabularies)
    marks = ", ".join("?" * len(names))
    text = f"SELECT vocabulary, code, label FROM term WHERE vocabulary IN ({marks})"
    return {(name, code): label for name, code, label in view.sql(text, *names)} if names else {}


def shown(f: Field, raw: Any, words: Words) -> str:
    """A value in words; ``unknown`` where there is none."""
    if raw is None or raw == "":
        return UNKNOWN
    write = _WRITERS.get(f.kind)
    return str(raw) if write is None else write(f, raw, words)


def hint(f: Field, raw: Any, words: Words) -> str:
    """What a tool tip adds to the words: for a moment its local time and how far it is off; else nothing."""
    if f.kind != "moment" or not raw:
        return ""
    moment = moment_of(raw)
    return f"{dtg(moment)}\n{local(moment)}\n{relative(moment, words.now)}"


def typed(f: Field, raw: Any) -> str:
    """A value as a person would type it; reading that text gives the value back."""
    if raw is None:
        return ""
    match f.kind:
        case "boolean":
            return "yes" if raw else "no"
        case "moment":
            return typed_moment(moment_of(raw))
    return str(raw)


def typed_moment(moment: datetime) -> str:
    """The date-time group, or ISO 8601 where it would lose seconds."""
    return iso(moment) if moment.second else dtg(moment)


def moment_of(raw: str) -> datetime:
    """The moment that a column holds."""
    return datetime.fromisoformat(raw).astimezone(UTC)


def local(moment: datetime) -> str:
    """The same moment on the clock of this machine, with its zone."""
    here = moment.astimezone()
    return f"{here:%a %d %b %Y %H:%M} local ({here.tzname()})"


def relative(moment: datetime, now: datetime) -> str:
    """How far off a moment is, in the largest unit that says enough."""
    seconds = (moment - now).total_seconds()
    size = abs(seconds)
    if size < _MINUTE:
        return "now"
    if size < _HOUR:
        span = f"{int(size // _MINUTE)} min"
    elif size < 2 * _DAY:
        span = f"{int(size // _HOUR)} h"
    else:
        span = f"{int(size // _DAY)} days"
    return f"in {span}" if seconds > 0 else f"{span} ago"


def date_in_words(text: str) -> str:
    """A partly known date: ``~2026`` is "about 2026"."""
    if ".." in text:
        first, last = text.split("..", 1)
        return f"between {first.strip()} and {last.strip()}"
    sign = _SIGNS.get(text[:1])
    return f"{sign} {text[1:].strip()}" if sign else text


def money_in_words(text: str) -> str:
    """An amount with its thousands set apart."""
    currency, _, amount = text.partition(" ")
    whole, point, rest = amount.partition(".")
    return f"{currency} {int(whole):,}{point}{rest}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def choice_in_words(value: str) -> str:
    """``in_force`` is "In force"."""
    text = value.replace("_", " ")
    return text[:1].upper() + text[1:]


_WRITERS: dict[str, Callable[[Field, Any, Words], str]] = {
    "boolean": lambda _f, raw, _words: "yes" if raw else "no",
    "moment": lambda _f, raw, _words: dtg(moment_of(raw)),
    "date": lambda _f, raw, _words: date_in_words(raw),
    "money": lambda _f, raw, _words: money_in_words(raw),
    "term": lambda f, raw, words: words.labels.get((f.vocabulary, raw), str(raw)),
    "choice": lambda _f, raw, _words: choice_in_words(str(raw)),
    "reference": lambda _f, raw, words: words.captions.get(raw, f"{raw} (gone)"),
}

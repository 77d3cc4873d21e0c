"""Many lines at once into the log, and the ``@`` by which a text names other records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.naming import Naming
from crisisdesk.model.base import Record
from crisisdesk.model.decisions import Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.log import log
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

LONGEST_PASTE = 2_000
_DAY = timedelta(days=1)
_BULLET = re.compile(r"[-*•‣\u2013]\s+")
_LEADING = re.compile(
    r"(?P<whole>\d{6}[A-IK-Z]\*?\s?[A-Z]{3}\s?(?:20)?\d{2}|\d{4}-\d\d-\d\d[T ]\d\d:?\d\d(?::?\d\d)?(?:Z|[+-]\d\d:?\d\d)?)"
    r"(?=[\s:,;\u2013-]|$)|(?P<clock>(?:[01]\d|2[0-3]):?[0-5]\d)(?:Z|hrs?)?(?=[\s:,;\u2013-]|$)",
    re.IGNORECASE,
)
_AFTER_TIME = re.compile(r"[\s:,;\u2013-]*")
_AT = re.compile(
    r"(?<![\w.@])@(?:\"(?P<quoted>[^\"\n]{1,120})\"|“(?P<curly>[^”\n]{1,120})”|(?P<word>[\w][\w.:-]{0,119}))"
)
NAMED_TYPES: tuple[type[Record], ...] = (Partner, Post, Person, Measure, Transfer, Decision)
"""What ``@`` looks through, first to last."""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line as it would be entered; without a time it happened at the moment of entry."""

    number: int
    text: str
    event_time: datetime | None


def read_lines(text: str, now: datetime) -> list[PastedLine]:
    """Divide a pasted text into entries, one for each line that is not blank.

    A line may begin with its time: a date-time group, ISO 8601, or the hour and minute in UTC (``0415``, ``0415Z``,
    ``04:15``). The day of a bare time is that of the line before, or the next day where it would run backwards by more than
    half a day; the first one is of today, or of yesterday if it would lie in the future. Marks of a list are taken off.

    Raises:
        UserError: There is no line, too many, or one begins with a day that does not exist.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise UserError("There is no line to enter in the log.")
    if len(lines) > LONGEST_PASTE:
        raise UserError(
            f"{len(lines):,} lines are more than the {LONGEST_PASTE:,} that can be pasted at once; divide them."
        )
    return list(_read(lines, now))


def paste(tx: Transaction, case_id: str, text: str, **common: Any) -> list[LogEntry]:
    """Enter each line of a text in the log of a case, with the records that it mentions; all lines or none.

    ``common`` are arguments of :func:`crisisdesk.services.log.log` for every line, such as ``source_id``.

    Raises:
        UserError: As :func:`read_lines` and :func:`~crisisdesk.services.log.log`; the sentence names the line.
    """
    naming = Naming(tx)
    entries = []
    for line in read_lines(text, tx.moment):
        try:
            mentions = mentioned(tx, line.text, naming)
            entries.append(
                log(tx, case_id, line.text, event_time=line.event_time, mentions=mentions, **common)
            )
        except UserError as error:
            raise UserError(f"Line {line.number}: {error}") from error
    tx.summary = f"Paste {len(entries)} {'entry' if len(entries) == 1 else 'entries'} into the log"
    return entries


def mentioned(view: Snapshot, text: str, naming: Naming | None = None) -> list[str]:
    """The ids of the records that a text names by ``@FRA``, ``@transfer-amm`` or ``@"Minister of Defence"``, each once.

    A word after ``@`` that names nothing, or several things, is only a word: a log is never refused for it.
    """
    naming = naming or Naming(view)
    found = (_named(view, naming, one["quoted"] or one["curly"] or one["word"]) for one in _AT.finditer(text))
    return list(dict.fromkeys(filter(None, found)))


def _named(view: Snapshot, naming: Naming, words: str) -> str | None:
    words = words.rstrip(".:-")
    if view.type_of(words) is not None:
        return words
    for record_type in NAMED_TYPES:
        try:
            return naming.find(record_type, words)
        except UserError:  # none of this type is called so, or several are
            continue
    return None


def _read(lines: list[tuple[int, str]], now: datetime) -> Iterator[PastedLine]:
    before: datetime | None = None
    for number, line in lines:
        text = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        found = _LEADING.match(text)
        rest = text[found.end() :] if found else text
        rest = rest[_AFTER_TIME.match(rest).end() :] if found else rest  # type: ignore[union-attr]  # it matches nothing, too
        if found is None or not rest:
            yield PastedLine(number, text, None)
            continue
        try:
            moment = (
                parse_moment(found["whole"]) if found["whole"] else _of_clock(found["clock"], before, now)
            )
        except UserError as error:
            raise UserError(f"Line {number}: {error}") from error
        before = moment
        yield PastedLine(number, rest, moment)


def _of_clock(clock: str, before: datetime | None, now: datetime) -> datetime:
    moment = parse_moment(clock, now=before or now)
    if before is None:
        return moment - _DAY if moment > now else moment
    return moment + _DAY if before - moment > _DAY / 2 else moment

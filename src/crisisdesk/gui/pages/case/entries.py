"""What the time-line and the log table read: which entries in which order, and the entries themselves by page.

The order is read as ids alone, so that a log of 20,000 entries costs no more than a look at its index; the texts
follow for the entries in sight.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.moments import dtg
from crisisdesk.store.search import tag, terms, type_tag
from crisisdesk.store.snapshot import Snapshot

FIRST_READ = 60
_SHOWN_TEXT = 600
ORDERS = {
    "event": "event_time",
    "entered": "entered_at",
    "kind": "kind",
    "assertion": "assertion",
    "grade": "grade",
    "author": "author",
    "text": "text COLLATE NOCASE",
    "partner": "(SELECT caption FROM catalogue WHERE id = log_entry.partner_id) COLLATE NOCASE",
    "marking": "marking",
    "significant": "significant",
}


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted: of one kind, only significant ones, only those with these words."""

    kind: str = ""
    significant: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.significant or self.words.strip())


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as a list shows it. ``corrected_by`` is the id of what corrects it, empty for none."""

    id: str
    dtg: str
    local: str
    kind: str
    kind_label: str
    text: str
    assertion: str
    significant: bool
    grade: str
    partner: str
    author: str
    marking: str
    event_time: datetime
    entered: str
    corrects: str
    reason: str
    corrected_by: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the time-line, in UTC, with the number of its entries."""

    day: date
    count: int


Line = str | Day
"""A row of the time-line: the id of an entry, or the day that the following entries are of."""


@dataclass(frozen=True, slots=True)
class LogRead:
    """The order of a log, the rows that are wanted first, and how to say moments and kinds.

    ``lines`` are the entries with the days between them; ``places`` and ``rows_of`` say where an entry stands among
    the entries and among the lines, ``days`` which lines are days. All is ready for the window's thread.
    """

    ids: tuple[str, ...]
    lines: tuple[Line, ...]
    places: Mapping[str, int]
    rows_of: Mapping[str, int]
    days: tuple[int, ...]
    rows: Mapping[str, EntryRow]
    total: int
    times: Times
    words: Words


def read_log(
    view: Snapshot,
    case_id: str,
    wanted: EntryFilter,
    visible: Iterable[str] = (),
    *,
    order: str = "event",
    descending: bool = True,
    by_day: bool = True,
) -> LogRead:
    """Read the order of a log and the rows that are in sight.

    ``by_day`` groups by day and puts each correction beneath what it corrects; otherwise ``order`` (a key of
    :data:`ORDERS`) holds.
    """
    times, words = read_times(view), read_words(view, "log_kind")
    found = _order(view, case_id, wanted, order, descending=descending)
    if by_day:
        found = list(_chained(found))
    ids = tuple(entry_id for entry_id, *_ in found)
    lines = tuple(_by_day(found)) if by_day else ids
    places = {entry_id: place for place, entry_id in enumerate(ids)}
    rows_of = {line: row for row, line in enumerate(lines) if isinstance(line, str)} if by_day else places
    days = tuple(row for row, line in enumerate(lines) if isinstance(line, Day)) if by_day else ()
    wanted_now = dict.fromkeys([*ids[:FIRST_READ], *visible])
    total = view.sql("SELECT count(*) FROM log_entry WHERE case_id = ?", case_id).scalar_one()
    rows = read_rows(view, wanted_now, times, words)
    return LogRead(ids, lines, places, rows_of, days, rows, total, times, words)


def read_rows(view: Snapshot, ids: Iterable[str], times: Times, words: Words) -> dict[str, EntryRow]:
    """Read entries by their ids."""
    wanted = list(ids)
    marks = ", ".join("?" * len(wanted))
    rows = view.sql(
        "SELECT id, event_time, entered_at, kind, substr(text, 1, ?) AS text, assertion, significant, grade, "
        "partner_id, author, marking, corrects_id, correction_reason, "
        "(SELECT c.id FROM log_entry AS c WHERE c.corrects_id = log_entry.id LIMIT 1) AS corrected_by "
        f"FROM log_entry WHERE id IN ({marks})",
        _SHOWN_TEXT,
        *wanted,
    ).mappings()
    found = list(rows)
    partners = view.captions(row["partner_id"] for row in found)
    return {row["id"]: _row(row, partners, times, words) for row in found}


def _row(row: Mapping[str, Any], partners: Mapping[str, str], times: Times, words: Words) -> EntryRow:
    event = datetime.fromisoformat(row["event_time"])
    entered = datetime.fromisoformat(row["entered_at"])
    return EntryRow(
        id=row["id"],
        dtg=dtg(event),
        local=times.local(event),
        kind=row["kind"],
        kind_label=words.of("log_kind", row["kind"]),
        text=" ".join(row["text"].split()),
        assertion=row["assertion"],
        significant=bool(row["significant"]),
        grade=row["grade"] or "",
        partner=partners.get(row["partner_id"] or "", ""),
        author=row["author"],
        marking=row["marking"],
        event_time=event,
        entered=dtg(entered),
        corrects=row["corrects_id"] or "",
        reason=row["correction_reason"],
        corrected_by=row["corrected_by"] or "",
    )


Found = tuple[str, str, str | None]


def _order(
    view: Snapshot, case_id: str, wanted: EntryFilter, order: str, *, descending: bool
) -> Sequence[Found]:
    conditions, values = ["case_id = ?"], [case_id]
    if wanted.kind:
        conditions.append("kind = ?")
        values.append(wanted.kind)
    if wanted.significant:
        conditions.append("significant = 1")
    if wanted.words.strip():
        conditions.append(
            "id IN (SELECT c.id FROM search AS s JOIN catalogue AS c ON c.number = s.rowid WHERE search MATCH ?)"
        )
        said = terms(wanted.words)
        if not said:
            return []
        values.append(" AND ".join([*said, f'"{type_tag("log_entry")}"', f'"{tag(case_id)}"']))
    way = "DESC" if descending else "ASC"
    found = view.sql(
        f"SELECT id, event_time, corrects_id FROM log_entry WHERE {' AND '.join(conditions)} "
        f"ORDER BY {ORDERS[order]} {way}, entered_at {way}, rowid {way}",
        *values,
    )
    return list(found.cursor)  # the driver's rows: SQLAlchemy's cost twice the time


def _chained(found: Sequence[Found]) -> Iterator[Found]:
    """The same entries, each correction right after what it corrects."""
    known = {entry_id for entry_id, *_ in found}
    corrections = {corrects: row for row in found if (corrects := row[2]) in known}
    for row in found:
        if row[2] in known:
            continue
        yield row
        later = corrections.get(row[0])
        while later is not None:
            yield later
            later = corrections.get(later[0])


def _by_day(found: Sequence[Found]) -> Iterator[Line]:
    """Entries with the days that they are of; a correction stays in the day of what it corrects."""
    groups: list[tuple[str, list[str]]] = []
    known = set()
    for entry_id, at, corrects in found:
        if not groups or (at[:10] != groups[-1][0] and corrects not in known):
            groups.append((at[:10], []))
        groups[-1][1].append(entry_id)
        known.add(entry_id)
    for day, ids in groups:
        yield Day(date.fromisoformat(day), len(ids))
        yield from ids

"""The revisions of the desk as rows, and what each of them changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from crisisdesk.errors import UserError
from crisisdesk.gui.forms.shown import UNKNOWN, Words, local, read_labels, relative, shown
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.base import fields_of
from crisisdesk.model.moments import dtg, parse_moment
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.differences import net_changes, told_differences
from crisisdesk.store.changes import Change
from crisisdesk.store.journal import Revision
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

COLUMNS = (
    Column("id", "No.", 64, "number", sortable=False),
    Column("at", "When", 144, "moment", sortable=False),
    Column("summary", "What", 280, "strong", sortable=False),
    Column("actor", "Who", 96, sortable=False),
    Column("kind", "Kind", 72, "muted", sortable=False),
)
CHANGE_COLUMNS = (
    Column("record", "Record", 176, "strong"),
    Column("field", "Field", 112),
    Column("before", "Before", 128),
    Column("after", "After", 128),
)
SENTENCE_COLUMNS = (
    Column("sentence", "In words", 560, "strong"),
    Column("type", "Record type", 128, "muted"),
)
_LISTED = 2_000
_SHOWN_LETTERS = 400
_FIGURES = 9
"""A number of more figures is no revision: ``20261123`` is none, and a moment says so itself."""


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """What a person looks for: words of the sentence, who, and the type of a record that was touched."""

    words: str = ""
    actor: str = ""
    record_type: str = ""


@dataclass(frozen=True, slots=True)
class HistoryData:
    """The numbers of the revisions that fit, newest first; the first rows; all actors; how many there are at all."""

    ids: list[str]
    rows: Sequence[Row]
    actors: tuple[str, ...]
    total: int


def read_history(view: Snapshot, query: HistoryQuery, first: int) -> HistoryData:
    """Find the revisions that fit, up to the moment that the view shows."""
    where, values = ["r.id <= ?"], [view.revision]
    bound: list[object] = list(values)
    for word in query.words.split():
        where.append("r.summary LIKE ? ESCAPE '!'")
        bound.append("%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
    if query.actor:
        where.append("r.actor = ?")
        bound.append(query.actor)
    if query.record_type:
        where.append("EXISTS (SELECT 1 FROM change AS c WHERE c.revision_id = r.id AND c.record_type = ?)")
        bound.append(query.record_type)
    text = f"SELECT r.id FROM revision AS r WHERE {' AND '.join(where)} ORDER BY r.id DESC"
    ids = [str(number) for (number,) in view.sql(text, *bound)]
    actors = tuple(actor for (actor,) in view.sql("SELECT DISTINCT actor FROM revision ORDER BY actor"))
    total = int(view.sql("SELECT count(*) FROM revision WHERE id <= ?", view.revision).scalar())
    return HistoryData(ids, read_revisions(view, ids[:first]), actors, total)


def read_revisions(view: Snapshot, ids: Sequence[str]) -> list[Row]:
    """The rows of these revisions."""
    marks = ", ".join("?" * len(ids))
    text = f"SELECT id, at, actor, summary, kind FROM revision WHERE id IN ({marks})"
    found = {str(row[0]): row for row in view.sql(text, *map(int, ids))} if ids else {}
    return [_row(found[number], view.moment) for number in ids if number in found]


def _row(revision: Sequence[object], now: datetime) -> Row:
    number, at, actor, summary, kind = map(str, revision)
    moment = datetime.fromisoformat(at)
    when = Cell(dtg(moment), hint=f"{dtg(moment)}\n{local(moment)}\n{relative(moment, now)}")
    return Row(number, (number, when, summary, actor, kind))


@dataclass(frozen=True, slots=True)
class Changed:
    """What one revision did, or what lies between two: a heading, a line on when, and a row for each field.

    The id of a row is that of its record; ``sentences`` tells the same in words; ``left_out`` says how many rows are
    past those listed.
    """

    heading: str
    when: str
    rows: tuple[Row, ...]
    left_out: int
    revision: Revision | None = None
    sentences: tuple[Row, ...] = ()


def read_revision(view: Snapshot, number: int) -> Changed:
    """One revision with the old and new value of every field.

    Raises:
        UserError: There is no such revision.
    """
    revision = view.revision_named(number)
    when = f"Revision {number} · {dtg(revision.at)} · {local(revision.at)} · {revision.actor}"
    changes = view.changes_of(number)
    rows, left_out = change_rows(view, changes)
    return Changed(revision.summary, when, rows, left_out, revision, sentence_rows(view, changes))


def read_between(view: Snapshot, earlier: int, later: int) -> Changed:
    """What is different after the later of two revisions from what was after the earlier."""
    changes = net_changes(view, range(earlier + 1, later + 1))
    rows, left_out = change_rows(view, changes)
    other = view.revision_named(later)
    begins = dtg(view.revision_named(earlier).at) if earlier else "before the desk was founded"
    when = f"{begins} to {dtg(other.at)}; each record once, by what came of it"
    heading = f"From revision {earlier} to {later}"
    return Changed(heading, when, rows, left_out, sentences=sentence_rows(view, changes))


def read_between_moments(view: Snapshot, since: str, until: str) -> Changed:
    """What is different at one moment from what was at another, both as a person types them.

    Args:
        view: The desk; nothing after the moment that it shows is told.
        since: A moment, or the number of a revision.
        until: The same; empty for the moment that the view shows.

    Raises:
        UserError: One of them cannot be read, or the second comes before the first.
    """
    first = _number(view, since)
    last = _number(view, until) if until.strip() else view.revision
    if last < first:
        raise UserError("The second moment comes before the first; type the earlier one in “From”.")
    if last == first:
        return Changed(
            "Nothing is different between the two moments", f"Both are after revision {last}", (), 0
        )
    return read_between(view, first, last)


def _number(view: Snapshot, typed: str) -> int:
    """The last revision up to a moment, 0 before the first; or the revision of that number."""
    if typed.strip().isdecimal() and len(typed.strip()) <= _FIGURES:
        return min(int(typed), view.revision)
    moment = parse_moment(typed, now=view.moment)
    limit = moment.replace(microsecond=moment.microsecond or 999_999)
    return next((one.id for one in view.history() if one.at <= limit and one.id <= view.revision), 0)


def sentence_rows(view: Snapshot, changes: Sequence[Change]) -> tuple[Row, ...]:
    """A row for each thing that differs, told in one sentence."""
    labels = {name: record_type.__label__ for name, record_type in type_by_table().items()}
    told = islice(told_differences(view, changes[:_LISTED]), _LISTED)
    return tuple(
        Row(one.record, (Cell(one.sentence, hint=one.sentence), labels.get(one.type, one.type)))
        for one in told
    )


def change_rows(view: Snapshot, changes: Sequence[Change]) -> tuple[tuple[Row, ...], int]:
    """A row for each field that differs; its id is that of the record. Also how many rows are left out."""
    known = [change for change in changes if change.record_type in type_by_table()]
    listed = known[:_LISTED]
    words = _words_for(view, listed)
    rows = [row for change in listed for row in _rows_of(change, words)]
    return tuple(rows[:_LISTED]), max(0, len(rows) - _LISTED) + len(known) - len(listed)


def _rows_of(change: Change, words: Words) -> Iterable[Row]:
    record_type = type_by_table()[change.record_type]
    before, after = change.before or {}, change.after or {}
    own = record_type.own_caption(after or before) if change.kind != "changed" else ""
    caption = words.captions.get(change.record_id) or own or change.record_id
    name = f"{record_type.__label__} “{caption}”"
    if change.kind != "changed":
        told = Cell("new", "good") if change.kind == "new" else Cell("gone", "warn")
        yield Row(change.record_id, (name, told.text, "", ""))
    for f in fields_of(record_type):
        if f.name not in before and f.name not in after:
            continue
        old = shown(f, before.get(f.name), words)[:_SHOWN_LETTERS]
        new = shown(f, after.get(f.name), words)[:_SHOWN_LETTERS]
        if old != new and not (change.kind != "changed" and UNKNOWN in (old, new) and old == new):
            parts = (old if change.before is not None else "", new if change.after is not None else "")
            yield Row(change.record_id, (name, f.label, *parts))


def _words_for(view: Snapshot, changes: Sequence[Change]) -> Words:
    wanted: set[str] = {change.record_id for change in changes}
    vocabularies: set[str] = set()
    for name in {change.record_type for change in changes}:
        fields = fields_of(type_by_table()[name])
        references = [f.name for f in fields if f.kind == "reference"]
        vocabularies |= {f.vocabulary for f in fields if f.vocabulary}
        for change in changes:
            if change.record_type == name:
                sides = (change.before or {}, change.after or {})
                wanted.update(str(side[n]) for side in sides for n in references if side.get(n))
    return Words(view.moment, view.captions(wanted), read_labels(view, vocabularies))


TYPES: tuple[tuple[str, str], ...] = tuple((t.__plural__, t.__tablename__) for t in RECORD_TYPES)

"""The revisions of the desk as rows, and what each of them changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crisisdesk.gui.forms.shown import UNKNOWN, Words, local, read_labels, relative, shown
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.base import fields_of
from crisisdesk.model.moments import dtg
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.changes import Change, folded
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
_LISTED = 2_000
_SHOWN_LETTERS = 400


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

    ``records`` has the record of each row; ``left_out`` says how many rows are past those listed.
    """

    heading: str
    when: str
    rows: tuple[Row, ...]
    left_out: int
    revision: Revision | None = None


def read_revision(view: Snapshot, number: int) -> Changed:
    """One revision with the old and new value of every field.

    Raises:
        UserError: There is no such revision.
    """
    revision = view.revision_named(number)
    when = f"Revision {number} · {dtg(revision.at)} · {local(revision.at)} · {revision.actor}"
    rows, left_out = change_rows(view, view.changes_of(number))
    return Changed(revision.summary, when, rows, left_out, revision)


def read_between(view: Snapshot, earlier: int, later: int) -> Changed:
    """What is different after the later of two revisions from what was after the earlier."""
    net: dict[str, Change] = {}
    for number in range(earlier + 1, later + 1):
        for change in view.changes_of(number):
            before = net.pop(change.record_id, None)
            both = change if before is None else folded(before, change)
            if both is not None:
                net[change.record_id] = both
    rows, left_out = change_rows(view, list(net.values()))
    one, other = view.revision_named(earlier), view.revision_named(later)
    when = f"{dtg(one.at)} to {dtg(other.at)}; each record once, by what came of it"
    return Changed(f"From revision {earlier} to {later}", when, rows, left_out)


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

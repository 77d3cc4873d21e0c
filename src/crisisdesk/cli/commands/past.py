"""Commands about what was: search, history, diff, undo, redo."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from crisisdesk.cli.command import Command, no_arguments
from crisisdesk.cli.session import Answer, Session, UsageError, exact, read_at
from crisisdesk.cli.tables import table
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import iso
from crisisdesk.model.records import record_type_named
from crisisdesk.services.differences import Difference, Names, differences, field_changes
from crisisdesk.services.records import resolve, resolve_any
from crisisdesk.store.changes import Change
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

MANY_CHANGES = 200


def _search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", metavar="WORDS", nargs="+", help='words or their beginnings; "two words" as a phrase'
    )
    parser.add_argument("--type", metavar="T", action="append", default=[], help="only this record type")
    parser.add_argument("--case", metavar="C", help="only what belongs to this case")
    parser.add_argument("--limit", metavar="N", type=int, default=50, help="at most so many; else 50")


def _search(session: Session) -> Answer:
    given = session.given
    types = [record_type_named(name) for name in given.type]
    with session.view() as view:
        within = resolve(view, CrisisCase, given.case) if given.case else ""
        hits = view.search(" ".join(given.words), types, within=within, limit=max(given.limit, 0))
    found = [asdict(hit) for hit in hits]
    return Answer(found, table(["id", "caption", "where"], [[h.id, h.caption, h.snippet] for h in hits]))


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help="only what changed this record")
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many revisions, the newest")
    parser.add_argument(
        "--all", action="store_true", help=f"all changes of a revision, not the first {MANY_CHANGES}"
    )


def _history(session: Session) -> Answer:
    given = session.given
    if given.limit is not None and given.limit < 0:
        raise UsageError("--limit takes a number of revisions, 0 or more")
    with session.view() as view:
        record_id = _known_id(view, given.id) if given.id else ""
        revisions = view.history(record_id, limit=given.limit)
        found = [_revision(view, revision, record_id, whole=given.all) for revision in revisions]
    rows = [[row["revision"], row["at"], row["actor"], row["summary"]] for row in found]
    return Answer(found, table(["revision", "at", "actor", "summary"], rows))


def _known_id(view: Snapshot, text: str) -> str:
    """The id of a record that is there, or was once."""
    return text if view.history(text, limit=1) else resolve_any(view, text).id


def _revision(view: Snapshot, revision: Revision, record_id: str, *, whole: bool) -> dict[str, Any]:
    changes = view.changes_of(revision.id, record_id)
    shown = changes if whole else changes[:MANY_CHANGES]
    names = Names(view, shown)
    return {
        "revision": revision.id,
        "at": recorded(revision.at),
        "actor": revision.actor,
        "kind": revision.kind,
        "summary": revision.summary,
        "reverts": revision.reverts_id,
        "changes": [_change(change, names) for change in shown],
        "changes_total": len(changes),
        "digest": revision.digest,
    }


def _change(change: Change, names: Names) -> dict[str, Any]:
    return {
        "record": change.record_id,
        "type": change.record_type,
        "caption": names.record(change.record_id),
        "kind": change.kind,
        "fields": [asdict(c) for c in field_changes(change)],
    }


def recorded(moment: datetime) -> str:
    """The time of a revision as ``--at`` takes it back: to the microsecond where the clock gave any."""
    if not moment.microsecond:
        return iso(moment)
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("start", metavar="FROM", help="a moment, or the number of a revision")
    parser.add_argument("end", metavar="TO", nargs="?", help="the same; else now")


def _diff(session: Session) -> Answer:
    given, now = session.given, session.surroundings.clock()
    with session.workspace() as desk:
        start = _number(desk, read_at(given.start, now))
        end = _number(desk, read_at(given.end, now) if given.end else session.at)
        with desk.snapshot() as view:
            found = differences(view, start, end)
    value = [{**asdict(d), "field": d.field or None, "label": d.label or None} for d in found]
    return Answer(value, _sentences(found))


def _sentences(found: list[Difference]) -> Iterator[str]:
    if not found:
        yield "Nothing is different."
    yield from (d.sentence for d in found)


def _number(desk: Workspace, at: datetime | int | None) -> int:
    """The last revision up to a moment; 0 before the desk was founded."""
    at = exact(desk, at)
    with desk.snapshot() as view:
        if at is None:
            return view.revision
        if isinstance(at, int):
            if at > view.revision:
                raise UserError(f"There is no revision {at} in this desk; the newest is {view.revision}.")
            return at
        limit = at.replace(microsecond=at.microsecond or 999_999)
        return next((revision.id for revision in view.history() if revision.at <= limit), 0)


def _undo(session: Session) -> Answer:
    with session.writing() as desk:
        outcome = desk.undo()
    value = {
        "revision": outcome.changes.revision,
        "summary": outcome.changes.summary,
        "undone": outcome.value,
    }
    return Answer(value, (f"Undone: {outcome.value}",))


def _redo(session: Session) -> Answer:
    with session.writing() as desk:
        outcome = desk.redo()
    value = {
        "revision": outcome.changes.revision,
        "summary": outcome.changes.summary,
        "redone": outcome.value,
    }
    return Answer(value, (f"Done again: {outcome.value}",))


COMMANDS = (
    Command("search", "find records by words", _search_arguments, _search),
    Command("history", "who changed what and when, newest first", _history_arguments, _history),
    Command("diff", "what is different between two moments", _diff_arguments, _diff),
    Command("undo", "take back the newest act", no_arguments, _undo),
    Command("redo", "do again what was undone", no_arguments, _redo),
)

"""Commands that write records: add, edit, delete, log."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.model.base import Record
from crisisdesk.model.records import record_type_named
from crisisdesk.services.records import (
    add_record,
    delete_record,
    edit_record,
    record_json,
    resolve_any,
)
from crisisdesk.services.typed_log import enter
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Operation, Workspace


def _pairs(texts: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"“{text[:60]}” is not FIELD=VALUE")
        pairs.append((name, value))
    return pairs


def _written(desk: Workspace, summary: str, operation: Operation[Record]) -> tuple[dict[str, Any], ChangeSet]:
    """Perform a write; the record as it is now, with the revision that made it so."""
    outcome = desk.perform(summary, operation)
    with desk.snapshot() as view:
        record = record_json(view, view.lookup(outcome.value.id))
        revision = outcome.changes.revision or view.revision
    return {"id": record["id"], "type": record["type"], "revision": revision, **record}, outcome.changes


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("type", metavar="TYPE", help="a record type, such as case (see: crisisdesk types)")
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="*", help="references by id, code or caption")


def _add(session: Session) -> Answer:
    record_type, pairs = record_type_named(session.given.type), _pairs(session.given.pairs)
    with session.writing() as desk:
        value, _ = _written(
            desk,
            f"Add {record_type.__label__.lower()}",
            partial(_adding, record_type=record_type, pairs=pairs),
        )
    return Answer(value, (f"{value['id']}  {value['caption']}",))


def _adding(tx: Transaction, *, record_type: type[Record], pairs: list[tuple[str, str]]) -> Record:
    return add_record(tx, record_type, pairs)


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a record, or a caption that only one has")
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="+", help="an empty value empties the field")


def _edit(session: Session) -> Answer:
    pairs = _pairs(session.given.pairs)

    def editing(tx: Transaction) -> Record:
        return edit_record(tx, resolve_any(tx, session.given.id).id, pairs)

    with session.writing() as desk:
        value, changes = _written(desk, "Edit record", editing)
    value["changed"] = bool(changes)
    return Answer(value, (f"{value['id']}  {value['caption']}" + ("" if changes else "  (as it was)"),))


def _delete_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a record, or a caption that only one has")


def _delete(session: Session) -> Answer:
    def deleting(tx: Transaction) -> dict[str, str]:
        record = resolve_any(tx, session.given.id)
        value = {"id": record.id, "type": type(record).__tablename__, "caption": tx.caption(record)}
        delete_record(tx, record.id)
        return value

    with session.writing() as desk:
        outcome = desk.perform("Delete record", deleting)
    gone = outcome.value
    value = {
        "id": gone["id"],
        "type": gone["type"],
        "revision": outcome.changes.revision,
        "caption": gone["caption"],
    }
    return Answer(value, (f"{gone['id']}  {gone['caption']}  (deleted; crisisdesk undo brings it back)",))


_LOG_FIELDS = {
    "kind": "kind",
    "event_time": "event_time",
    "precision": "event_precision",
    "assertion": "assertion",
    "partner": "partner_id",
    "post": "post_id",
    "source": "source_id",
    "grade": "grade",
    "marking": "marking",
}


def _log_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="its id, title or codename")
    parser.add_argument("text", metavar="TEXT", nargs="+", help="what happened, was said, done or thought")
    parser.add_argument("--kind", metavar="K", help="a term of log_kind; else event")
    parser.add_argument("--event-time", "--time", metavar="T", help="when it happened; else now")
    parser.add_argument(
        "--precision", metavar="P", help="how exactly that is known: exact, hour, day, about …"
    )
    parser.add_argument("--assertion", "--as", metavar="A", help="fact, assessment or assumption; else fact")
    parser.add_argument("--partner", metavar="P", help="the partner that it is about")
    parser.add_argument("--post", metavar="P", help="the post that it is about")
    parser.add_argument("--source", metavar="S", help="the source, by id or title")
    parser.add_argument("--grade", metavar="B2", help="reliability A-F and credibility 1-6")
    parser.add_argument("--marking", metavar="M", help="else that of the case")
    parser.add_argument("--significant", action="store_true", help="it belongs in the next brief")
    parser.add_argument("--corrects", metavar="ENTRY", help="the entry that this one corrects")
    parser.add_argument("--why", "--reason", metavar="W", help="why it is corrected")


def _log(session: Session) -> Answer:
    given = session.given
    pairs = [(field, getattr(given, name)) for name, field in _LOG_FIELDS.items() if getattr(given, name)]

    def logging(tx: Transaction) -> Record:
        return enter(
            tx,
            given.case,
            " ".join(given.text),
            pairs,
            significant=given.significant,
            corrects=given.corrects or "",
            why=given.why or "",
        )

    with session.writing() as desk:
        value, _ = _written(desk, "Log entry", logging)
    return Answer(value, (f"{value['id']}  {value['event_time']}  {value['caption']}",))


COMMANDS = (
    Command("add", "add a record", _add_arguments, _add),
    Command("edit", "change fields of a record", _edit_arguments, _edit),
    Command("delete", "delete a record; the journal keeps it", _delete_arguments, _delete),
    Command("log", "enter something into the log of a case, or correct an entry", _log_arguments, _log),
)

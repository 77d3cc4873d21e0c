"""Commands about records that are there twice: find them, compare two, make one of them."""

from argparse import ArgumentParser
from dataclasses import asdict

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.model.base import Record, field_named
from crisisdesk.model.records import record_type_named
from crisisdesk.services.records import record_json, resolve_any
from crisisdesk.store.transaction import Transaction


def _duplicates_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("type", metavar="TYPE", help="a record type, such as person or partner")
    parser.add_argument("--limit", type=int, default=200, metavar="N", help="at most so many pairs")


def _duplicates(session: Session) -> Answer:
    from crisisdesk.services.duplicates import duplicates, pairs_json  # noqa: PLC0415 - loads rapidfuzz

    given = session.given
    with session.view() as view:
        pairs = duplicates(view, record_type_named(given.type), limit=given.limit, progress=session.progress)
        found = pairs_json(pairs)
    rows = [
        [
            one["first_id"],
            one["first"],
            one["second_id"],
            one["second"],
            " ".join((*one["evidence"], *one["against"])),
        ]
        for one in found
    ]
    return Answer(found, table(["first", "", "second", "", "for and against"], rows))


def _merge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("keep", metavar="KEEP", help="the record that stays, by id or caption")
    parser.add_argument("gone", metavar="GONE", help="the record that goes")
    parser.add_argument(
        "choices", metavar="FIELD=keep|gone|both", nargs="*", help="else as the review proposes"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the review, and change nothing")


def _merge(session: Session) -> Answer:
    from crisisdesk.services.joining import join, review  # noqa: PLC0415 - as the other commands do

    given = session.given
    if given.dry_run:
        with session.view() as view:
            found = review(view, resolve_any(view, given.keep).id, resolve_any(view, given.gone).id)
        rows = [[one.name, one.kept, one.gone, one.proposed] for one in found.fields if one.differs]
        value = {**asdict(found), "referring": dict(found.referring)}
        return Answer(value, table(["field", "keep", "gone", "proposed"], rows))

    def joining(tx: Transaction) -> Record:
        keep = resolve_any(tx, given.keep)
        return join(tx, keep.id, resolve_any(tx, given.gone).id, _choices(type(keep), given.choices))

    with session.writing() as desk:
        outcome = desk.perform("Join records", joining)
        with desk.snapshot() as view:
            value = record_json(view, view.lookup(outcome.value.id)) | {"revision": outcome.changes.revision}
    return Answer(value, (f"{value['id']}  {outcome.changes.summary}",))


def _choices(record_type: type[Record], texts: list[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, choice = text.partition("=")
        if not sign:
            raise UsageError(f"“{text[:60]}” is not FIELD=keep, FIELD=gone or FIELD=both")
        found[field_named(record_type, name).name] = choice.strip()
    return found


COMMANDS = (
    Command("duplicates", "records of a type that may be the same", _duplicates_arguments, _duplicates),
    Command("merge", "make one record of two, field by field; undo takes it back", _merge_arguments, _merge),
)

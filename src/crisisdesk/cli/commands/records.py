"""Commands that read records: types, list, show."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from crisisdesk.cli.command import Command, no_arguments
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.records import record_type_named
from crisisdesk.services.listing import list_records
from crisisdesk.services.records import read_moment, record_json, records_json, resolve_any, types_json
from crisisdesk.services.two_clocks import stood


def _types(_session: Session) -> Answer:
    return Answer(types_json(), _type_lines())


def _type_lines() -> Iterator[str]:
    for t in types_json():
        yield f"{t['name']}  ({t['label']}, {t['area']})"
        for f in t["fields"]:
            of = f["references"] or f["vocabulary"] or ""
            yield f"    {f['name']:22} {f['kind']:10} {of:22} {'required' if f['required'] else ''}".rstrip()


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "type", metavar="TYPE", nargs="?", help="a record type, such as case (see: crisisdesk types)"
    )
    parser.add_argument(
        "--where",
        metavar="F=V",
        action="append",
        nargs="+",
        default=[],
        help="F=V, F!=V, F~TEXT (contains), F>V, F<V, F>=V, F<=V; all must hold",
    )
    parser.add_argument("--sort", metavar="F", help="by this field; -F from last to first (write --sort=-F)")
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many")
    parser.add_argument(
        "--stood",
        metavar="MOMENT",
        help="only what was true then, by all that is known (or, with --at, by what was known at that moment)",
    )


def _list(session: Session) -> Answer:
    given = session.given
    conditions = [text for texts in given.where for text in texts]
    name = given.type or _swallowed(conditions)
    record_type = record_type_named(name)
    with session.view() as view:
        if given.stood is None:
            records = list_records(view, record_type, conditions, sort=given.sort or "", limit=given.limit)
        else:
            if given.limit is not None and given.limit < 0:
                raise UsageError("--limit takes a number of records, 0 or more")
            then = read_moment(given.stood, session.surroundings.clock())
            true = {record.id for record in stood(view, record_type, then)}
            records = list_records(view, record_type, conditions, sort=given.sort or "")
            records = [record for record in records if record.id in true][: given.limit]
        found = records_json(view, records)
    return Answer(found, _rows(record_type, found))


def _swallowed(conditions: list[str]) -> str:
    """The type, where it stands behind the conditions and was taken for one of them."""
    for place, text in enumerate(conditions):
        if not set(text) & set("=<>~"):
            return conditions.pop(place)
    raise UsageError("the following arguments are required: TYPE")


def _rows(record_type: type[Record], found: list[dict[str, Any]]) -> Iterator[str]:
    shown = [f for f in fields_of(record_type) if f.facts.column and not f.facts.caption][:5]
    head = ["id", "caption", *(f.label for f in shown)]
    body = [
        [row["id"], row["caption"], *(row.get(f"{f.name}_caption") or row[f.name] for f in shown)]
        for row in found
    ]
    return table(head, body)


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", nargs="+", help="the id of a record, or a caption that only one has"
    )


def _show(session: Session) -> Answer:
    with session.view() as view:
        record = resolve_any(view, " ".join(session.given.id))
        found = record_json(view, record)
    return Answer(found, _show_lines(type(record), found))


def _show_lines(record_type: type[Record], found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['caption']}  ({record_type.__label__}, {found['id']})"
    for f in fields_of(record_type):
        value = found[f.name]
        if value is None:
            continue
        text = str(found.get(f"{f.name}_caption") or f.write(value)).replace("\n", "\n" + " " * 28)
        yield f"    {f.label:23} {text}"


COMMANDS = (
    Command("types", "the record types with their fields", no_arguments, _types),
    Command("list", "the records of a type", _list_arguments, _list),
    Command("show", "one record with all its fields", _show_arguments, _show),
)

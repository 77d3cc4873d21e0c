"""Commands about files in and out: import, export."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered, form_of
from crisisdesk.cli.commands.networks import network_answer
from crisisdesk.cli.session import Answer, Session
from crisisdesk.errors import UserError
from crisisdesk.exchange.exporting import WRITERS, Exported
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.records import record_type_named
from crisisdesk.services.exporting import export_records
from crisisdesk.services.importing import FORMATS, import_file
from crisisdesk.services.records import resolve

_FORMS = ("ics214",)
_CONTACTS = {"vcard": "Address cards", "vcf": "Address cards", "ics": "Calendar"}
_NETWORKS = ("gexf", "graphml", "svg", "png", "pdf")
_SHOWN = 5


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="CSV, JSON, vCard, iCalendar, GEXF or GraphML, tables also gzipped"
    )
    parser.add_argument(
        "--as", dest="form", metavar="FORMAT", help=f"{', '.join(FORMATS)}; else by the file itself"
    )
    parser.add_argument("--type", metavar="T", help="the type of all rows of a CSV file")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and keep nothing")


def _import(session: Session) -> Answer:
    given = session.given
    record_type = record_type_named(given.type) if given.type else None
    with session.writing() as desk:
        report = import_file(
            desk,
            Path(given.file).expanduser(),
            form=(given.form or "").lower(),
            record_type=record_type,
            dry_run=given.dry_run,
            progress=session.progress,
        )
    failed = bool(report.refused) and report.rows == len(report.refused)
    return Answer(
        _reported(report), _import_lines(report), code=1 if failed else 0, notes=tuple(_import_notes(report))
    )


def _reported(report: Report) -> dict[str, Any]:
    return {
        "format": report.form,
        "taken": report.taken,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": [asdict(refusal) for refusal in report.refused],
        "revision": report.revision or None,
        "dry_run": report.dry_run,
        "encoding": report.encoding,
        "ignored": list(report.ignored),
    }


def _import_lines(report: Report) -> Iterator[str]:
    yield f"{'Would be taken' if report.dry_run else 'Taken'}: {report.taken:,} new, {report.changed:,} changed."
    yield f"As they were: {report.unchanged:,}. Refused: {len(report.refused):,}."
    yield f"Read as {report.form}, {report.encoding}."


def _import_notes(report: Report) -> Iterator[str]:
    if report.encoding == "Windows-1252":
        yield "the file is not UTF-8 and was read as Windows-1252; look at its accents."
    if report.ignored:
        yield f"not taken over, for want of such fields: {', '.join(report.ignored[:20])}."
    for refusal in report.refused[:_SHOWN]:
        yield f"row {refusal.row} refused: {refusal.reason}"
    if len(report.refused) > _SHOWN:
        yield f"{len(report.refused) - _SHOWN:,} more rows refused; --json tells each."


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--case", metavar="C", help="a case with all that belongs to it, by id, title or codename"
    )
    parser.add_argument("--type", metavar="T", help="all records of a type")
    parser.add_argument(
        "--as",
        dest="form",
        metavar="FORMAT",
        help=f"{', '.join((*WRITERS, *_NETWORKS, *_FORMS, *_CONTACTS))}; else by the name of the file",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where it is written; without, to standard output"
    )
    parser.add_argument(
        "--audience", metavar="MARKING", help="leave out what is marked above it, such as SECRET"
    )


def _export(session: Session) -> Answer:
    given = session.given
    record_type = record_type_named(given.type) if given.type else None
    form = form_of(given.form, given.output)
    if form in _FORMS:
        return _activity_log(session)
    if form in _NETWORKS:
        if record_type is not None:
            raise UserError(f"A network as {form} is drawn of a case or of all; leave out --type.")
        return network_answer(session, given.case, form, audience=given.audience or "")
    if form in _CONTACTS:
        return _contacts(session, form)
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        made = export_records(
            view, form, case_id=case_id, record_type=record_type, audience=given.audience or ""
        )
        title = view.get(CrisisCase, case_id).title if case_id else ""
        facts = _facts(made)
    what = title or (record_type.__plural__ if record_type else "All records")
    left = (
        (f"{made.withheld} records and {made.portions_withheld} paragraphs were withheld.",)
        if given.audience
        else ()
    )
    return delivered(session, made.content, form, facts, left, what=what)


def _facts(made: Exported) -> dict[str, Any]:
    return {
        "records": made.records,
        "withheld": made.withheld,
        "portions_withheld": made.portions_withheld,
        "banner": made.banner,
    }


def _contacts(session: Session, form: str) -> Answer:
    """People as vCards 4.0, or what is planned as iCalendar; of a case, or all."""
    from crisisdesk.services.address_cards import export_cards  # noqa: PLC0415 - loads the calls board
    from crisisdesk.services.calendars import export_calendar  # noqa: PLC0415 - the same, and the clocks

    given = session.given
    if given.type:
        raise UserError(f"A {_CONTACTS[form].lower()} file holds what belongs in one; leave out --type.")
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        make = export_calendar if form == "ics" else export_cards
        made = make(view, case_id=case_id, audience=given.audience or "")
        facts = _facts(made)
    left = (f"{made.withheld} records were withheld.",) if given.audience else ()
    return delivered(session, made.content, made.form, facts, left, what=_CONTACTS[form])


def _activity_log(session: Session) -> Answer:
    """The log of a case in the blocks of an ICS-214, as CSV, or as JSON where the file is called so."""
    from crisisdesk.services.ics214 import activity_log, activity_log_file  # noqa: PLC0415 - seldom wanted

    given = session.given
    if not given.case or given.type:
        raise UserError(
            "An ICS-214 is the activity log of one case; name it with --case, and leave out --type."
        )
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case)
        form = activity_log(view, case_id, officer=session.surroundings.actor, audience=given.audience or "")
    named = Path(given.output or "").suffix.lower() == ".json" or (given.json and given.output in {None, "-"})
    way = "json" if named else "csv"
    facts = {"records": len(form.activities), "withheld": form.withheld, "banner": form.banner}
    left = (f"{form.withheld} entries or paragraphs were withheld.",) if given.audience else ()
    what = f"Activity log of {given.case}"
    return delivered(session, activity_log_file(form, way), way, facts, left, what=what)


COMMANDS = (
    Command("import", "read a file into the desk; twice changes nothing", _import_arguments, _import),
    Command(
        "export", "write records as CSV, JSON, a workbook, vCards or a calendar", _export_arguments, _export
    ),
)

"""Commands about hotlines and channels: how they stand, their log, and noting a test or a call."""

from argparse import ArgumentParser
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.services.records import read_moment, record_json, records_json, resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_RESULTS = "answered, late, no_answer, comms_fault, refused, left_message, cancelled"


def _of_case(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", help="only lines of this case, by id, title or codename")


def _lines(session: Session) -> Answer:
    from crisisdesk.services.hotlines import all_line_facts, facts_json  # noqa: PLC0415 - loads what a brief needs

    with session.view() as view:
        case_id = resolve(view, CrisisCase, session.given.case) if session.given.case else ""
        found = [facts_json(one) for one in all_line_facts(view, case_id)]
    rows = [
        [
            one["id"],
            one["caption"],
            one["status"],
            one["words"],
            one["silent_since"],
            one["answered_at"],
            one["mean_seconds"],
            (one["due"] or "") + (" overdue" if one["overdue"] else ""),
        ]
        for one in found
    ]
    head = ["id", "line", "status", "missed", "silent since", "last answer", "seconds", "next test"]
    return Answer(found, table(head, rows))


def _one(parser: ArgumentParser) -> None:
    parser.add_argument("line", metavar="LINE", help="a hotline or channel, by id or name")


def _log(session: Session) -> Answer:
    from crisisdesk.services.hotlines import rings_of  # noqa: PLC0415 - loads what a brief needs

    with session.view() as view:
        found = records_json(view, rings_of(view, _line_id(view, session.given.line)))
    rows = [
        [
            one[name]
            for name in ("at", "kind", "result", "seconds", "answered_by", "placed_by", "cause", "quality")
        ]
        for one in found
    ]
    return Answer(
        found,
        table(["time", "kind", "result", "seconds", "answered by", "placed by", "cause", "quality"], rows),
    )


def _test_arguments(parser: ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("result", metavar="RESULT", nargs="?", default="answered", help=_RESULTS)
    parser.add_argument("--kind", default="test", metavar="K", help="test, call, use, message or meeting")
    parser.add_argument("--time", metavar="MOMENT", help="when it was; else now")
    parser.add_argument("--case", metavar="C", help="the case that it belongs to")
    parser.add_argument("--by", default="", metavar="NAME", help="who rang; else the actor")
    parser.add_argument("--answered-by", default="", metavar="NAME", help="who answered")
    parser.add_argument("--seconds", type=int, metavar="N", help="until somebody answered")
    parser.add_argument("--quality", default="", metavar="TEXT", help="how well it was heard")
    parser.add_argument("--cause", default="", metavar="C", help="why nobody answered; unknown if left out")
    parser.add_argument("--incoming", action="store_true", help="they rang us")
    parser.add_argument("--note", default="", metavar="TEXT", help="what else is to be said")


def _test(session: Session) -> Answer:
    from crisisdesk.services.hotlines import Noted, facts_json, line_facts, record_ring  # noqa: PLC0415 - loads what a brief needs

    def noting(tx: Transaction) -> Noted:
        return record_ring(tx, _ring(session, tx))

    with session.writing() as desk:
        outcome = desk.perform("Record test", noting)
        call, alert = outcome.value.call, outcome.value.alert
        with desk.snapshot() as view:
            facts = facts_json(line_facts(view, call.hotline_id or call.channel_id or ""))
            value = record_json(view, view.lookup(call.id))
    told = {"revision": outcome.changes.revision, "line": facts, "alert": alert.id if alert else None}
    notes = (f"the log tells: {alert.text}",) if alert else ()
    return Answer(
        {**value, **told}, (f"{call.id}  {facts['caption']}: {facts['words'] or call.result}",), notes=notes
    )


def _ring(session: Session, view: Snapshot) -> Any:
    from crisisdesk.services.hotlines import Ring  # noqa: PLC0415 - loads what a brief needs

    given = session.given
    line = _line_id(view, given.line)
    hotline = view.type_of(line) == "hotline"
    return Ring(
        hotline_id=line if hotline else "",
        channel_id="" if hotline else line,
        result=given.result,
        kind=given.kind,
        at=read_moment(given.time, view.moment) if given.time else None,
        case_id=resolve(view, CrisisCase, given.case) if given.case else "",
        incoming=given.incoming,
        placed_by=given.by,
        answered_by=given.answered_by,
        seconds=given.seconds,
        quality=given.quality,
        cause=given.cause,
        summary=given.note,
    )


def _line_id(view: Snapshot, text: str) -> str:
    """A hotline by whatever it is called, else a channel."""
    if view.type_of(text) in {"hotline", "channel"}:
        return text
    try:
        return resolve(view, Hotline, text)
    except UserError as no_hotline:
        try:
            return resolve(view, Channel, text)
        except UserError:
            raise no_hotline from no_hotline


COMMANDS = (
    Command("channel lines", "how the hotlines stand: misses, silence, tests due", _of_case, _lines),
    Command("channel log", "the calls and tests on a hotline or channel", _one, _log),
    Command("channel test", "note a test or call on a hotline or channel", _test_arguments, _test),
)

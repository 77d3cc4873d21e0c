"""Commands about what is kept on record: the register of exports, and the deliberate purge."""

from argparse import ArgumentParser

from crisisdesk.cli.command import Command, no_arguments
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.moments import dtg, iso
from crisisdesk.services.departures import departures_json
from crisisdesk.services.retention import COPIES, planned, purge

_SHOWN = 20


def _exports_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many, the newest first")


def _exports(session: Session) -> Answer:
    with session.view() as view:
        found = departures_json(view)[: session.given.limit]
    names = (
        "exported_at",
        "exported_by",
        "what",
        "form",
        "audience",
        "banner",
        "held",
        "file_name",
        "sha256",
    )
    rows = [[str(one[name] or "")[: 16 if name == "sha256" else None] for name in names] for one in found]
    head = ("when", "by", "what", "as", "for", "marked", "records", "file", "sha-256")
    return Answer(found, table(head, rows) if rows else ("Nothing has left this desk as a file.",))


def _opened(session: Session) -> Answer:
    with session.workspace() as desk:
        found = desk.openings()
    value = [{"at": iso(o.at), "actor": o.actor, "machine": o.machine, "way": o.way} for o in found]
    rows = [(dtg(one.at), one.actor, one.machine, one.way) for one in found]
    return Answer(
        value, table(("when", "who", "machine", "by"), rows) if rows else ("Nobody was noted yet.",)
    )


def _purge_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "Takes the content of records out of the desk and out of its journal, for good. That they were there, when "
        "and by whom they were written, stays on record, with the reason; check stays able to follow the chain. "
        f"{COPIES}"
    )
    parser.add_argument("record", metavar="ID", nargs="*", help="the ids of the records")
    parser.add_argument("--reason", default="", help="why; it stays on record")
    parser.add_argument(
        "--clean", action="store_true", help="write the file anew, where an earlier purge could not do so"
    )
    parser.add_argument("--with-parts", action="store_true", help="of a case: all that is its own as well")
    parser.add_argument(
        "--yes", action="store_true", help="do it; without, only what would be purged is told"
    )


def _purge(session: Session) -> Answer:
    given = session.given
    with session.writing() as desk:
        if given.clean and not given.record:
            desk.scrub(session.progress)
            return Answer({"cleaned": True}, (f"{desk.path.name} was written anew.",))
        with desk.snapshot() as view:
            plan = planned(view, given.record, with_parts=given.with_parts)
        told = {"records": list(plan.ids), "reason": given.reason}
        if not given.yes:
            lines = [
                f"Would be purged, {len(plan.ids)} records:",
                *plan.names[:_SHOWN],
                "Add --yes to do it.",
            ]
            return Answer({**told, "revision": None}, lines)
        revision = purge(desk, plan, given.reason, session.progress)
    return Answer({**told, "revision": revision}, (f"Purged: {len(plan.ids)} records.",), notes=(COPIES,))


COMMANDS = (
    Command("opened", "who opened the desk, when and on which machine", no_arguments, _opened),
    Command(
        "exports",
        "what left the desk as a file: when, by whom, for whom, how marked",
        _exports_arguments,
        _exports,
    ),
    Command(
        "purge",
        "take the content of records out for good, and say that it happened",
        _purge_arguments,
        _purge,
    ),
)

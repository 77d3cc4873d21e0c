"""Commands about findings: what the checks find, and putting one off."""

from argparse import ArgumentParser
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import Snooze
from crisisdesk.services.findings import accept, findings_json, snooze
from crisisdesk.store.transaction import Transaction


def _findings_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", default="", help="only what concerns this case")
    parser.add_argument("--check", metavar="Q5", default="", help="only this check, by id or name")
    parser.add_argument("--all", action="store_true", help="also those that were put off")


def _findings(session: Session) -> Answer:
    given = session.given
    with session.view() as view:
        found = findings_json(view, given.case, given.check, everything=given.all, progress=session.progress)
    return Answer(found, [line for one in found for line in _lines(one)] or ["no findings"])


def _lines(one: dict[str, Any]) -> tuple[str, ...]:
    put_off = one["snoozed"]
    said = f"    put off until {put_off['until'] or 'further notice'}: {put_off['reason']}" if put_off else ""
    lines = (
        f"{one['gravity']:9}{one['check']:4} {one['reason']}",
        f"    {one['proposed']}",
        said,
        f"    {one['key']}",
    )
    return tuple(line for line in lines if line)


def _snooze_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", help="the key of a finding, such as Q5:vacant:post-7k3m")
    parser.add_argument("--until", metavar="DATE", required=True, help="the last day on which it stays away")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why it is put off")
    parser.add_argument("--accept", action="store_true", help="it is accepted, and reviewed on that day")


def _snooze(session: Session) -> Answer:
    given = session.given
    until = PartialDate.parse(given.until)

    def putting_off(tx: Transaction) -> Snooze:
        put = accept if given.accept else snooze
        return put(tx, given.key, given.reason, until)

    with session.writing() as desk:
        outcome = desk.perform("Accept finding" if given.accept else "Put finding off", putting_off)
    value = {"id": outcome.value.id, "type": "snooze", "revision": outcome.changes.revision, "key": given.key,
             "until": str(until), "reason": given.reason}  # fmt: skip
    return Answer(value, (f"{given.key}  until {until}",))


COMMANDS = (
    Command("findings", "what the checks find, the gravest first", _findings_arguments, _findings),
    Command("snooze", "put a finding off until a day, with a reason", _snooze_arguments, _snooze),
)

"""The command about everything that runs out."""

from argparse import ArgumentParser

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.records import resolve


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", help="only of this case, by id, title or codename")
    parser.add_argument(
        "--within", metavar="DAYS", type=int, help="only what ends within so many days, or has"
    )
    parser.add_argument("--all", action="store_true", help="also what is done, given up or over")


def _clocks(session: Session) -> Answer:
    from crisisdesk.services.clocks import clock_json, clocks  # noqa: PLC0415 - loads the holidays of all countries

    given = session.given
    if given.within is not None and given.within < 0:
        raise UsageError("--within takes a number of days, 0 or more")
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        found = [clock_json(clock) for clock in clocks(view, case_id, given.within, everything=given.all)]
    rows = [
        [
            row["ends"],
            row["days_left"],
            row["state"],
            row["label"],
            row["caption"],
            row["owner"],
            row["reason"],
        ]
        for row in found
    ]
    return Answer(found, table(["ends", "days", "state", "what", "of", "owner", "why"], rows))


COMMANDS = (
    Command("clocks", "everything that runs out, what ends first before the rest", _arguments, _clocks),
)

"""The command about who can be called now."""

from argparse import ArgumentParser

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.records import resolve


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", help="only partners in this case, by id, title or codename")


def _calls(session: Session) -> Answer:
    from crisisdesk.services.calls import calls, line_json  # noqa: PLC0415 - loads the holidays of all countries

    with session.view() as view:
        case_id = resolve(view, CrisisCase, session.given.case) if session.given.case else ""
        found = [line_json(line) for line in calls(view, case_id)]
    rows = [
        [
            row["state_label"] + (f" ({row['why']})" if row["why"] else ""),
            row["dtg"],
            row["post"],
            row["person"],
            row["partner"],
            (row["channel"] or "") + (" (marking too low)" if row["channel_too_low"] else ""),
            row["until"],
            row["deputy"],
            row["caller"],
        ]
        for row in found
    ]
    head = ["state", "there", "post", "holder", "of", "channel", "until", "deputy", "who may call"]
    return Answer(found, table(head, rows))


COMMANDS = (Command("calls", "who can be called now, and until when", _arguments, _calls),)

"""Commands that show a board of a case or of all: levers, commitments, red lines, what changed since the last brief."""

from argparse import ArgumentParser
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot


def _of_case(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", help="only of this case, by id, title or codename")


def _with_closed(parser: ArgumentParser) -> None:
    _of_case(parser)
    parser.add_argument("--all", action="store_true", help="also what is over")


def _case(session: Session, view: Snapshot) -> str:
    return resolve(view, CrisisCase, session.given.case) if session.given.case else ""


def _levers(session: Session) -> Answer:
    from crisisdesk.services.levers import lever_json, levers  # noqa: PLC0415 - loads what a brief needs

    with session.view() as view:
        found = [lever_json(one) for one in levers(view, _case(session, view), closed=session.given.all)]
    rows = [
        [
            one["id"],
            one["state"],
            one["lever"],
            one["kind"],
            one["caption"],
            one["review_on"],
            ", ".join(one["missing"]),
        ]
        for one in found
    ]
    return Answer(found, table(["id", "state", "lever", "kind", "change", "review", "missing"], rows))


def _ledger(session: Session) -> Answer:
    from crisisdesk.services.ledger import ledger, ledger_json  # noqa: PLC0415 - loads what a brief needs

    with session.view() as view:
        found = ledger_json(ledger(view, _case(session, view)))
    rows = [
        [
            p["id"],
            p["giver"],
            p["receiver"],
            p["text"],
            p["status_label"],
            p["due_on"],
            p["timing"],
            p["value"],
        ]
        for p in found["promises"]
    ]
    return Answer(
        found, table(["id", "giver", "receiver", "promise", "state", "due", "timing", "value"], rows)
    )


def _red_lines(session: Session) -> Answer:
    from crisisdesk.services.red_lines import red_line_json, red_lines  # noqa: PLC0415 - kept off the start

    with session.view() as view:
        lines = red_lines(view, _case(session, view), standing_only=not session.given.all)
        found = [red_line_json(one) for one in lines]
    rows = [
        [
            one["id"],
            one["kind"],
            one["text"],
            one["addressee"],
            one["communicated_at"],
            " ".join(one["missing"]),
        ]
        for one in found
    ]
    return Answer(found, table(["id", "kind", "text", "addressed to", "communicated", "missing"], rows))


def _changed_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", nargs="+", help="its id, title or codename")
    parser.add_argument(
        "--since", metavar="WHEN", default="last", help="last (the last issued brief), or a revision"
    )


def _changed(session: Session) -> Answer:
    from crisisdesk.services.since_last import changed_in_case, point_json  # noqa: PLC0415 - loads what a brief needs

    with session.view() as view:
        case_id = resolve(view, CrisisCase, " ".join(session.given.case))
        points = changed_in_case(view, case_id, _since(session.given.since))
    found: list[dict[str, Any]] = [point_json(one) for one in points]
    lines = [f"{p.group_label}: {p.partner + ': ' if p.partner else ''}{p.sentence}" for p in points]
    return Answer(found, lines or ["Nothing that a brief reports has changed."])


def _since(text: str) -> Any:
    if text.strip().lower() == "last":
        return "last"
    if not text.strip().isdecimal():
        raise UsageError("--since takes “last” or the number of a revision")
    return int(text)


COMMANDS = (
    Command("levers", "every adjustment made or available, with what it lacks", _with_closed, _levers),
    Command("ledger", "who promised what to whom, and who carries how much", _of_case, _ledger),
    Command(
        "red-lines", "red lines and exit conditions, with what is open about them", _with_closed, _red_lines
    ),
    Command("changed", "what the next brief of a case will say has changed", _changed_arguments, _changed),
)

"""Commands about the ladder of a case and the duty roster."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import iso
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.records import read_moment, record_json, resolve
from crisisdesk.store.transaction import Transaction

_WEEK = timedelta(days=7)


def _case_argument(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="by id, title or codename")


def _move_arguments(parser: ArgumentParser) -> None:
    _case_argument(parser)
    parser.add_argument("--to", type=int, metavar="N", help="the number of the rung; else the next one")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason; the log keeps it")


def _ladder(session: Session) -> Answer:
    from crisisdesk.services.ladder import ladder_json, ladder_of  # noqa: PLC0415 - loads the templates

    with session.view() as view:
        found = ladder_json(ladder_of(view, resolve(view, CrisisCase, session.given.case)))
    names = ("number", "state", "level", "channel", "owner", "limit_hours", "due_at", "fallback")
    return Answer(found, table(["rung", "state", "level", "channel", "owner", "hours", "due", "fallback"],
                               [[one[name] for name in names] for one in found]))  # fmt: skip


def _climb(session: Session) -> Answer:
    from crisisdesk.services.ladder import Moved, climb  # noqa: PLC0415 - loads the templates

    def climbing(tx: Transaction) -> Moved:
        given = session.given
        return climb(tx, resolve(tx, CrisisCase, given.case), given.why, to=given.to)

    return _moved(session, "Climb the ladder", climbing)


def _down(session: Session) -> Answer:
    from crisisdesk.services.ladder import Moved, step_down  # noqa: PLC0415 - loads the templates

    def stepping(tx: Transaction) -> Moved:
        given = session.given
        return step_down(tx, resolve(tx, CrisisCase, given.case), given.why, to=given.to)

    return _moved(session, "Step down the ladder", stepping)


def _moved(session: Session, summary: str, operation: Any) -> Answer:
    with session.writing() as desk:
        outcome = desk.perform(summary, operation)
        made = outcome.value
        with desk.snapshot() as view:
            rung = record_json(view, view.lookup(made.rung.id)) if made.rung else None
    value = {"rung": rung, "entry": made.entry.id, "revision": outcome.changes.revision}
    return Answer(value, (f"{made.entry.id}  {made.entry.text}",))


# -- duty -------------------------------------------------------------------------------------------------


def _roster_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="begin", metavar="MOMENT", help="else now")
    parser.add_argument("--until", metavar="MOMENT", help="else a week later")
    parser.add_argument("--duty", default="", metavar="D", help="only this duty, such as watch")


def _roster(session: Session) -> Answer:
    from crisisdesk.services.duty import roster, shifts_json, uncovered  # noqa: PLC0415 - loads the handovers

    given = session.given
    with session.view() as view:
        begin = read_moment(given.begin, view.moment) if given.begin else view.moment
        end = read_moment(given.until, view.moment) if given.until else begin + _WEEK
        found = shifts_json(roster(view, begin, end, given.duty))
        free = [
            {"begins_at": iso(one.begins_at), "ends_at": iso(one.ends_at)}
            for one in uncovered(view, begin, end, given.duty)
        ]
    names = ("id", "state", "officer", "duty", "begins_at", "ends_at", "post", "telephone")
    lines = [*table(list(names), [[one[name] for name in names] for one in found])]
    lines += [f"Nobody from {one['begins_at']} to {one['ends_at']}." for one in free]
    return Answer({"shifts": found, "uncovered": free}, lines)


def _plan_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("officer", metavar="OFFICER", help="who has it")
    parser.add_argument("begin", metavar="FROM", help="when it begins")
    parser.add_argument("end", metavar="UNTIL", help="when it ends")
    parser.add_argument(
        "--duty", default="watch", metavar="D", help="senior_watch, watch, desk, linguist ..."
    )
    parser.add_argument("--post", default="", metavar="P", help="the post whose duty it is")
    parser.add_argument("--person", default="", metavar="P", help="the person on record")
    parser.add_argument("--case", default="", metavar="C", help="the case that it is for")
    parser.add_argument("--telephone", default="", metavar="N", help="where the officer is reached")


def _plan(session: Session) -> Answer:
    from crisisdesk.services.duty import plan_shift  # noqa: PLC0415 - loads the handovers

    given = session.given

    def planning(tx: Transaction) -> DutyShift:
        begin, end = (read_moment(text, tx.moment) for text in (given.begin, given.end))
        ends: dict[str, tuple[type[Record], str]] = {
            "post_id": (Post, given.post),
            "person_id": (Person, given.person),
            "case_id": (CrisisCase, given.case),
        }
        found = {name: resolve(tx, of, text) for name, (of, text) in ends.items() if text}
        return plan_shift(tx, given.officer, begin, end, kind=given.duty, telephone=given.telephone, **found)

    return _shift(session, "Plan shift", planning)


def _on_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shift", metavar="SHIFT", help="the id of a duty shift, or its officer")
    parser.add_argument("--by", default="", metavar="NAME", help="who takes it in the officer's place")
    parser.add_argument("--time", metavar="MOMENT", help="when; else now")


def _sign_on(session: Session) -> Answer:
    from crisisdesk.services.duty import sign_on  # noqa: PLC0415 - loads the handovers

    given = session.given

    def signing(tx: Transaction) -> DutyShift:
        when: datetime | None = read_moment(given.time, tx.moment) if given.time else None
        return sign_on(tx, resolve(tx, DutyShift, given.shift), by=given.by, at=when)

    return _shift(session, "Sign on", signing)


def _shift(session: Session, summary: str, operation: Any) -> Answer:
    with session.writing() as desk:
        outcome = desk.perform(summary, operation)
        with desk.snapshot() as view:
            value = record_json(view, view.lookup(outcome.value.id)) | {"revision": outcome.changes.revision}
    return Answer(
        value, (f"{value['id']}  {value['officer']}, {value['begins_at']} to {value['ends_at'] or '?'}",)
    )


COMMANDS = (
    Command("ladder show", "the escalation ladder of a case and where it stands", _case_argument, _ladder),
    Command("ladder climb", "go a rung up; the log tells of it", _move_arguments, _climb),
    Command("ladder down", "step a rung down, with the reason", _move_arguments, _down),
    Command("duty roster", "who has the watch, and when nobody has", _roster_arguments, _roster),
    Command("duty plan", "put a shift on the roster", _plan_arguments, _plan),
    Command("duty sign-on", "sign a duty shift on", _on_arguments, _sign_on),
)

"""Commands before and after a call: the call sheet, and the record of a conversation."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.records import read_moment, resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_LISTS = (
    ("our_asks", "What we ask"),
    ("their_asks", "What they ask"),
    ("we_promised", "What we promised"),
    ("they_promised", "What they promised"),
    ("red_lines", "Red lines"),
    ("positions", "Where they stand"),
    ("not_to_raise", "Not to be raised"),
)


def _sheet_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("post", metavar="POST", help="whom to call: a post by id or title")
    parser.add_argument("--case", metavar="C", help="the case that the call is about")
    parser.add_argument("--channel", metavar="ID", default="", help="the channel; else the best there is")


def _sheet(session: Session) -> Answer:
    from crisisdesk.services.call_sheet import call_sheet, sheet_json  # noqa: PLC0415 - loads the holidays of all countries

    given = session.given
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        found = sheet_json(call_sheet(view, resolve(view, Post, given.post), case_id, given.channel))
    return Answer(found, _sheet_lines(found))


def _sheet_lines(sheet: dict[str, Any]) -> Iterator[str]:
    yield sheet["marking"]
    spoken = f" (say: {sheet['pronunciation']})" if sheet["pronunciation"] else ""
    yield f"{' '.join(filter(None, (sheet['rank'], sheet['person'] or 'holder unknown')))}{spoken}, {sheet['post']}"
    yield f"There it is {sheet['local_time'] or 'an unknown time'} ({sheet['local_dtg']}): {sheet['state_words']}."
    low = ", too low for the case" if sheet["too_low"] else ""
    yield f"On {sheet['channel'] or 'no channel'}, up to {sheet['channel_limit'] or 'an unknown marking'}{low}."
    if sheet["caller"]:
        yield f"May be placed by {sheet['caller']}."
    yield from _block("Last contacts", [_contact(one) for one in sheet["contacts"]])
    for name, head in _LISTS:
        yield from _block(head, [_point(one) for one in sheet[name]])
    if sheet["unknown"]:
        yield f"Not known: {', '.join(sheet['unknown'])}."


def _block(head: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield head
    yield from (f"  {line}" for line in lines or ["none on record"])


def _contact(one: dict[str, Any]) -> str:
    return f"{one['at'] or '?'}  {one['what']}, {one['result']}: {one['summary']}"


def _point(one: dict[str, Any]) -> str:
    detail = f" [{one['detail']}]" if one["detail"] else ""
    barred = f" — do not raise: {one['barred']}" if one["barred"] else ""
    return f"({one['marking']}) {one['text']}{detail}{barred}"


# -- afterwards -------------------------------------------------------------------------------------------


def _record_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="by id, title or codename")
    parser.add_argument("text", metavar="TEXT", help="what was said")
    for name in ("post", "person", "partner", "channel", "hotline"):
        parser.add_argument(f"--{name}", metavar="X", default="", help=f"with which {name}, by id or name")
    parser.add_argument("--time", metavar="MOMENT", help="when it was; else now")
    parser.add_argument("--incoming", action="store_true", help="they rang us")
    parser.add_argument(
        "--result", default="answered", metavar="R", help="answered, late, no_answer, refused ..."
    )
    parser.add_argument("--cause", default="", metavar="C", help="why nobody answered, if it is known")
    parser.add_argument("--minutes", type=int, metavar="N", help="how long")
    parser.add_argument("--marking", metavar="M", help="else that of the case")
    parser.add_argument(
        "--task", action="append", default=[], metavar="TEXT[@MOMENT]", help="something to do"
    )
    parser.add_argument(
        "--their-ask", action="append", default=[], metavar="TEXT[@MOMENT]", help="what they ask"
    )
    parser.add_argument("--we-promise", action="append", default=[], metavar="TEXT[@DAY]", help="we to them")
    parser.add_argument(
        "--they-promise", action="append", default=[], metavar="TEXT[@DAY]", help="they to us"
    )
    parser.add_argument(
        "--position", action="append", default=[], metavar="ISSUE=STANCE", help="where they stand"
    )
    parser.add_argument("--next", metavar="MOMENT", help="when they are to be rung again")


def _record(session: Session) -> Answer:
    from crisisdesk.services.conversations import Recorded, record_conversation  # noqa: PLC0415 - loads what a brief needs

    def recording(tx: Transaction) -> Recorded:
        return record_conversation(tx, _conversation(session, tx))

    with session.writing() as desk:
        outcome = desk.perform("Record conversation", recording)
    made = outcome.value
    value = {
        "id": made.call_id,
        "type": "call",
        "revision": outcome.changes.revision,
        "entry": made.entry_id,
        "tasks": list(made.task_ids),
        "commitments": list(made.commitment_ids),
        "positions": list(made.position_ids),
        "next": made.next_id or None,
        "alert": made.alert_id or None,
    }
    return Answer(value, (f"{made.call_id}  with {len(made.ids) - 1} linked records",))


def _conversation(session: Session, view: Snapshot) -> Any:
    from crisisdesk.services.conversations import Conversation, Promise, Stance, Task  # noqa: PLC0415 - the same

    given, now = session.given, view.moment
    types: dict[str, type[Record]] = {
        "post": Post,
        "person": Person,
        "partner": Partner,
        "channel": Channel,
        "hotline": Hotline,
    }
    ends: dict[str, Any] = {
        f"{name}_id": resolve(view, record_type, getattr(given, name))
        for name, record_type in types.items()
        if getattr(given, name)
    }
    tasks = [(one, "action") for one in given.task] + [(one, "their_ask") for one in given.their_ask]
    promises = [(one, True) for one in given.we_promise] + [(one, False) for one in given.they_promise]
    return Conversation(
        case_id=resolve(view, CrisisCase, given.case),
        summary=given.text,
        **ends,
        at=_moment(given.time, now),
        incoming=given.incoming,
        result=given.result,
        cause=given.cause,
        minutes=given.minutes,
        marking=Marking.parse(given.marking) if given.marking else None,
        tasks=tuple(Task(text, due_at=_moment(due, now), kind=kind) for (text, due), kind in _cut(tasks)),
        promises=tuple(
            Promise(text, ours=ours, due_on=PartialDate.parse(due) if due else None)
            for (text, due), ours in _cut(promises)
        ),
        stances=tuple(Stance(*_stance(one)) for one in given.position),
        next_at=_moment(given.next, now),
    )


def _cut(texts: list[tuple[str, Any]]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Each text without the time after its last @."""
    for text, kind in texts:
        words, sign, due = text.rpartition("@")
        yield ((words.strip(), due.strip()) if sign else (text, "")), kind


def _stance(text: str) -> tuple[str, str]:
    issue, sign, stance = text.rpartition("=")
    if not sign or not issue.strip():
        raise UsageError(f"“{text[:60]}” is not ISSUE=STANCE")
    return issue.strip(), stance.strip()


def _moment(text: str | None, now: datetime) -> datetime | None:
    return read_moment(text, now) if text else None


COMMANDS = (
    Command("call-sheet", "what to know before a call", _sheet_arguments, _sheet),
    Command("record-call", "a conversation with all that came of it, as one act", _record_arguments, _record),
)

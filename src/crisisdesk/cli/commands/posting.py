"""Commands about who holds which post, and who is received as such."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Accreditation, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.accrediting import (
    accredit,
    answer_agrement,
    declare_persona_non_grata,
    recall,
    request_agrement,
)
from crisisdesk.services.postings import deputy_chain, designate, set_deputy, succession, vacate
from crisisdesk.services.records import record_json, resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


def _post(parser: ArgumentParser) -> None:
    parser.add_argument("post", metavar="POST", help="by id or title")


def _act(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DAY", help="the day; else today")
    parser.add_argument("--case", metavar="C", help="the case whose log tells of it")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason, if one is given")


def _history(session: Session) -> Answer:
    with session.view() as view:
        post_id = resolve(view, Post, session.given.post)
        held = [
            {**asdict(one), "begins_on": _text(one.begins_on), "ends_on": _text(one.ends_on)}
            for one in succession(view, post_id)
        ]
        chain = [asdict(one) for one in deputy_chain(view, post_id)]
    names = ("person", "rank", "rank_code", "begins_on", "ends_on", "status", "acting", "current")
    lines = [*table(list(names), [[one[name] for name in names] for one in held])]
    lines += [f"Deputy: {one['post']} ({one['person'] or 'vacant or unknown'})" for one in chain]
    return Answer({"succession": held, "deputies": chain}, lines)


def _designate_arguments(parser: ArgumentParser) -> None:
    _post(parser)
    parser.add_argument("person", metavar="PERSON", help="by id or name")
    parser.add_argument(
        "--acting", action="store_true", help="in the place of the holder, who keeps the post"
    )
    parser.add_argument("--nominated", action="store_true", help="the post is taken up later")
    _act(parser)


def _designate(session: Session) -> Answer:
    given = session.given

    def act(tx: Transaction) -> Record:
        return designate(
            tx,
            resolve(tx, Post, given.post),
            resolve(tx, Person, given.person),
            begins_on=_day(given.on),
            acting=given.acting,
            status="nominated" if given.nominated else "active",
            case_id=_case(tx, given.case),
            note=given.why,
        )

    return _done(session, "Designate", act)


def _vacate_arguments(parser: ArgumentParser) -> None:
    _post(parser)
    parser.add_argument("--as", dest="status", default="departed", help="departed, recalled or expelled")
    _act(parser)


def _vacate(session: Session) -> Answer:
    given = session.given

    def act(tx: Transaction) -> Record:
        case_id = _case(tx, given.case)
        post = resolve(tx, Post, given.post)
        return vacate(tx, post, on=_day(given.on), why=given.why, status=given.status, case_id=case_id)[0]

    return _done(session, "Vacate post", act)


def _deputy_arguments(parser: ArgumentParser) -> None:
    _post(parser)
    parser.add_argument("deputy", metavar="DEPUTY", nargs="?", help="a post; nobody if left out")


def _deputy(session: Session) -> Answer:
    given = session.given

    def act(tx: Transaction) -> Record:
        deputy = resolve(tx, Post, given.deputy) if given.deputy else None
        return set_deputy(tx, resolve(tx, Post, given.post), deputy)

    return _done(session, "Set deputy", act)


def _ask_arguments(parser: ArgumentParser) -> None:
    _post(parser)
    parser.add_argument("person", metavar="PERSON", help="by id or name")
    parser.add_argument("host", metavar="STATE", help="the receiving state")
    parser.add_argument("--note", default="", metavar="NUMBER", help="the note verbale")
    parser.add_argument("--answer-by", metavar="DAY", help="when an answer is expected")
    parser.add_argument("--non-resident", action="store_true", help="accredited from another state")
    _act(parser)


def _ask(session: Session) -> Answer:
    given = session.given

    def act(tx: Transaction) -> Record:
        return request_agrement(
            tx,
            resolve(tx, Post, given.post),
            resolve(tx, Person, given.person),
            resolve(tx, Partner, given.host),
            note_verbale=given.note,
            on=_day(given.on),
            answer_by=_day(given.answer_by),
            resident=not given.non_resident,
            case_id=_case(tx, given.case),
        )

    return _done(session, "Ask for agrément", act)


def _one(parser: ArgumentParser) -> None:
    parser.add_argument("accreditation", metavar="ID", help="the id of the accreditation")
    _act(parser)


def _of_one(summary: str, verb: Callable[..., Record], **fixed: Any) -> Callable[[Session], Answer]:
    def run(session: Session) -> Answer:
        given = session.given

        def act(tx: Transaction) -> Record:
            key = resolve(tx, Accreditation, given.accreditation)
            return verb(tx, key, on=_day(given.on), case_id=_case(tx, given.case), **fixed)

        return _done(session, summary, act)

    return run


def _recall(session: Session) -> Answer:
    return _of_one("Recall", recall, why=session.given.why)(session)


def _expel_arguments(parser: ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--leave-by", metavar="DAY", help="the last day to leave")
    parser.add_argument("--answers", metavar="ID", default="", help="the expulsion that it answers")


def _expel(session: Session) -> Answer:
    given = session.given
    more = {"leave_by": _day(given.leave_by), "answers_id": given.answers, "why": given.why}
    return _of_one("Declare persona non grata", declare_persona_non_grata, **more)(session)


def _done(session: Session, summary: str, operation: Callable[[Transaction], Record]) -> Answer:
    with session.writing() as desk:
        outcome = desk.perform(summary, operation)
        with desk.snapshot() as view:
            value = record_json(view, view.lookup(outcome.value.id)) | {"revision": outcome.changes.revision}
    return Answer(value, (f"{value['id']}  {outcome.changes.summary}",))


def _case(view: Snapshot, text: str | None) -> str:
    return resolve(view, CrisisCase, text) if text else ""


def _day(text: str | None) -> date | None:
    return PartialDate.parse(text).first if text else None


def _text(value: PartialDate | None) -> str | None:
    return str(value) if value else None


COMMANDS = (
    Command("post history", "who held, holds and will hold a post, and its deputies", _post, _history),
    Command("post designate", "let somebody hold a post from a day on", _designate_arguments, _designate),
    Command("post vacate", "let everybody leave a post", _vacate_arguments, _vacate),
    Command("post deputy", "name the deputy of a post, or none", _deputy_arguments, _deputy),
    Command("agrement ask", "ask a state to receive somebody", _ask_arguments, _ask),
    Command(
        "agrement give",
        "note that the agrément was given",
        _one,
        _of_one("Note agrément", answer_agrement, given=True),
    ),
    Command(
        "agrement refuse",
        "note that it was refused",
        _one,
        _of_one("Note refusal", answer_agrement, given=False),
    ),
    Command("agrement accredit", "note that credentials were presented", _one, _of_one("Accredit", accredit)),
    Command("agrement recall", "note that the sending state recalls somebody", _one, _recall),
    Command("agrement expel", "note that somebody is declared persona non grata", _expel_arguments, _expel),
)

"""Commands about the watch: prepare a handover, give it, read it, acknowledge it, sign a shift off."""

from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.watch import DutyShift, Handover
from crisisdesk.services.records import record_json, resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_HEADS = {
    "change": "Changed meanwhile",
    "open_loop": "Open loops, by next due",
    "clock": "Runs out",
    "call": "Calls not returned",
    "decision": "Decisions pending",
    "quiet_line": "Quiet hotlines",
    "do_not_say": "Not to be said",
}


def _pack_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "case", metavar="CASE", nargs="*", help="the cases handed over; else all that are open"
    )
    parser.add_argument(
        "--from", dest="outgoing", metavar="NAME", default="", help="who goes; else the actor"
    )
    parser.add_argument("--to", dest="incoming", metavar="NAME", default="", help="who comes")
    parser.add_argument(
        "--since", metavar="REVISION", type=int, help="what the next officer knows; else the last handover"
    )
    parser.add_argument("--do-not-say", metavar="TEXT", default="", help="what else must not be said")


def _give_arguments(parser: ArgumentParser) -> None:
    _pack_arguments(parser)
    parser.add_argument(
        "--left-open", metavar="WHY", default="", help="why overdue work without an owner is handed over"
    )


def _prepare(session: Session) -> Answer:
    from crisisdesk.services.handover_pack import pack_json  # noqa: PLC0415 - loads all that a brief needs
    from crisisdesk.services.handovers import prepare_handover  # noqa: PLC0415 - the same

    given = session.given
    with session.view() as view:
        outgoing = given.outgoing or session.surroundings.actor
        pack = prepare_handover(
            view, _cases(view, given.case), outgoing, given.incoming,
            since_revision=given.since, do_not_say=given.do_not_say,
        )  # fmt: skip
    value = pack_json(pack)
    return Answer(value, _lines(value))


def _give(session: Session) -> Answer:
    from crisisdesk.services.handovers import hand_over, handover_json  # noqa: PLC0415 - loads all that a brief needs

    given = session.given

    def giving(tx: Transaction) -> Handover:
        return hand_over(
            tx, _cases(tx, given.case), outgoing=given.outgoing, incoming=given.incoming,
            since_revision=given.since, do_not_say=given.do_not_say, left_open=given.left_open,
        )  # fmt: skip

    with session.writing() as desk:
        outcome = desk.perform("Hand over", giving)
        with desk.snapshot() as view:
            value = handover_json(view, outcome.value.id) | {"revision": outcome.changes.revision}
    return Answer(value, _lines(value))


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("handover", metavar="ID", help="the id of a handover")


def _show(session: Session) -> Answer:
    from crisisdesk.services.handovers import handover_json  # noqa: PLC0415 - loads all that a brief needs

    with session.view() as view:
        value = handover_json(view, resolve(view, Handover, session.given.handover))
    return Answer(value, _lines(value))


def _acknowledge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("handover", metavar="ID", help="the id of a handover")
    parser.add_argument("item", metavar="ITEM", nargs="*", help="the items that were read; else all")
    parser.add_argument("--by", metavar="NAME", default="", help="who read them; else the incoming officer")
    parser.add_argument(
        "--sign", action="store_true", help="sign it although items are unread; they stay marked"
    )


def _acknowledge(session: Session) -> Answer:
    from crisisdesk.services.handovers import acknowledge, handover_json  # noqa: PLC0415 - loads all that a brief needs

    given = session.given
    with session.writing() as desk:
        with desk.snapshot() as view:
            handover_id = resolve(view, Handover, given.handover)
        act = partial(
            acknowledge,
            handover_id=handover_id,
            item_ids=given.item or None,
            by=given.by,
            sign=given.sign or None,
        )
        outcome = desk.perform("Acknowledge handover", act)
        with desk.snapshot() as view:
            value = handover_json(view, handover_id) | {"revision": outcome.changes.revision}
    return Answer(value, _lines(value))


def _off_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shift", metavar="SHIFT", help="the id of a duty shift, or its officer")
    parser.add_argument(
        "--left-open", metavar="WHY", default="", help="why overdue work without an owner is left"
    )


def _sign_off(session: Session) -> Answer:
    from crisisdesk.services.handovers import close_shift  # noqa: PLC0415 - loads all that a brief needs

    given = session.given

    def closing(tx: Transaction) -> DutyShift:
        return close_shift(tx, resolve(tx, DutyShift, given.shift), left_open=given.left_open)

    with session.writing() as desk:
        outcome = desk.perform("Sign off", closing)
        with desk.snapshot() as view:
            value = record_json(view, view.lookup(outcome.value.id)) | {"revision": outcome.changes.revision}
    return Answer(value, (f"{value['id']}  {value['officer']} signed off {value['signed_off_at']}",))


def _cases(view: Snapshot, named: list[str]) -> list[str]:
    return [resolve(view, CrisisCase, text) for text in named]


def _lines(value: dict[str, Any]) -> Iterator[str]:
    yield f"From {value['outgoing'] or '?'} to {value['incoming'] or '?'}, {value['at']}" + (
        f"  ({value['id']})" if "id" in value else ""
    )
    yield from value["state"]
    for kind, head in _HEADS.items():
        items = [item for item in value["items"] if item["kind"] == kind]
        if items:
            yield ""
            yield head
            yield from (f"  {'·' if item.get('read_at') else '*'} {item['text']}" for item in items)
    if value.get("acknowledged_at"):
        yield f"Acknowledged by {value['acknowledged_by']}, {value['acknowledged_at']}; {value['unread']} unread."


COMMANDS = (
    Command("handover prepare", "what the next officer must know", _pack_arguments, _prepare),
    Command("handover give", "keep a handover for the next officer", _give_arguments, _give),
    Command("handover show", "a handover with what is read and unread", _show_arguments, _show),
    Command(
        "handover acknowledge",
        "take note of a handover, or of items of it",
        _acknowledge_arguments,
        _acknowledge,
    ),
    Command("handover sign-off", "end a duty shift", _off_arguments, _sign_off),
)

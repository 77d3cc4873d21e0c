"""Commands of licences and of changes to an offer."""

from argparse import ArgumentParser, Namespace
from functools import partial

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.oversight import written
from crisisdesk.cli.commands.transfers import transfer_named
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.base import Record
from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.deliveries import TransferChange
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.records import resolve
from crisisdesk.store.transaction import Transaction


def _licence_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="LICENCE", help="a licence, by id, number or title; or a proviso, by id"
    )
    parser.add_argument(
        "to", metavar="OUTCOME", help="such as APP, APR, RWA, DEN, CNH; of a proviso, its state"
    )
    parser.add_argument("evidence", metavar="TEXT", nargs="*", help="what shows the state of a proviso")
    parser.add_argument(
        "--proviso", metavar="TEXT", action="append", default=[], help="a proviso; may be given again"
    )
    parser.add_argument("--on", metavar="DATE", help="the day of the decision; else today")
    parser.add_argument("--blocker", metavar="TEXT", default="", help="the office it waits for, and why")


def _licence(session: Session) -> Answer:
    return written(session, "Decide licence", partial(_deciding, given=session.given))


def _deciding(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import licences  # noqa: PLC0415 - loads the holidays of all countries

    if tx.type_of(given.what) == Proviso.__tablename__:
        return licences.settle_proviso(tx, given.what, given.to, " ".join(given.evidence))
    numbered = tx.all(Licence, Licence.number == given.what, limit=2)
    licence_id = numbered[0].id if len(numbered) == 1 else resolve(tx, Licence, given.what)
    on = PartialDate.parse(given.on) if given.on else None
    return licences.decide_licence(
        tx, licence_id, given.to, on=on, provisos=given.proviso, blocker=given.blocker
    )


def _change_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", metavar="TRANSFER", help="a transfer; or an amendment or modification, by id")
    parser.add_argument(
        "step", metavar="STEP", help="amendment, modification or pen-and-ink; accept, implement"
    )
    parser.add_argument("text", metavar="TEXT", nargs="*", help="what changes")
    parser.add_argument(
        "--value", metavar="AMOUNT", help="by how much the value changes, such as USD 2000000"
    )
    parser.add_argument(
        "--on", metavar="DATE", help="the day of the acceptance or implementation; else today"
    )


def _change(session: Session) -> Answer:
    return written(session, "Change transfer", partial(_changing, given=session.given))


def _changing(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import transfer_changes  # noqa: PLC0415 - kept off the start

    on = PartialDate.parse(given.on) if given.on else None
    if tx.type_of(given.what) == TransferChange.__tablename__:
        step = transfer_changes.accept_change if given.step == "accept" else transfer_changes.implement_change
        return step(tx, given.what, on)
    value = Money.parse(given.value) if given.value else None
    kind = given.step.replace("-", "_")
    return transfer_changes.propose_change(
        tx, transfer_named(tx, given.what), kind, " ".join(given.text), value_change=value
    )


COMMANDS = (
    Command("licence", "enter the outcome of a licence, or settle a proviso", _licence_arguments, _licence),
    Command("change", "amend or modify a transfer; accept or implement a change", _change_arguments, _change),
)

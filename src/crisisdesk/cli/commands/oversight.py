"""Commands of arms transfers that write: adjust, vet, end-use, conditions, assess; without more they list."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.transfers import transfer_named
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.transfers import Adjustment, TransferItem
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, Vetting
from crisisdesk.services.records import record_json, resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_TEXTS = ("reason", "authority", "trigger", "reversal", "effect", "consultation", "metric", "target", "signer", "number",
          "despite", "change_kind")  # fmt: skip
_DAYS = {
    "begins": "begins_on",
    "ends": "ends_on",
    "review": "review_on",
    "due": "due_on",
    "planned": "planned_on",
}
_REFERENCES: dict[str, tuple[str, type[Record]]] = {
    "to": ("to_partner_id", Partner),
    "item": ("item_id", TransferItem),
    "licence": ("licence_id", Licence),
    "decided_by": ("decided_by_id", Post),
    "owner": ("reversal_owner_id", Post),
}


def _day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def written(session: Session, summary: str, operation: Callable[[Transaction], Record]) -> Answer:
    """Perform a write, and answer with the record as it is now and the sentence of its revision."""
    with session.writing() as desk:
        outcome = desk.perform(summary, operation)
        with desk.snapshot() as view:
            value = record_json(view, view.lookup(outcome.value.id))
    value = {"id": value["id"], "type": value["type"], "revision": outcome.changes.revision, **value}
    return Answer(value, (f"{value['id']}  {value['caption']}  {outcome.changes.summary}",))


def _listed(session: Session, queue: Callable[..., Iterable[Any]], head: tuple[str, ...]) -> Answer:
    from crisisdesk.services.transfer_json import row_json  # noqa: PLC0415 - loads the holidays of all countries

    with session.view() as view:
        case_id = resolve(view, CrisisCase, session.given.case) if session.given.case else ""
        found = [row_json(row) for row in queue(view, case_id)]
    return Answer(
        found,
        table([name.replace("_", " ") for name in head], [[one[name] for name in head] for one in found]),
    )


# -- adjust -----------------------------------------------------------------------------------------------


def _adjust_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="TRANSFER", nargs="?", help="a transfer; or an adjustment, to take it a step on"
    )
    parser.add_argument(
        "verb", metavar="VERB", nargs="?", help="such as hold, expedite, suspend, resume; or the next status"
    )
    parser.add_argument(
        "change", metavar="TEXT", nargs="*", help="what it changes, in one line; of a resumption, why"
    )
    parser.add_argument("--verbs", action="store_true", help="list the verbs")
    parser.add_argument("--doubts", action="store_true", help="say what speaks against it, and order nothing")
    parser.add_argument(
        "--status",
        default="in_force",
        metavar="S",
        help="proposed, in_clearance, approved, notified; else in_force",
    )
    for name in _TEXTS:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT")
    for name in _DAYS:
        parser.add_argument(f"--{name}", metavar="DATE")
    for name in _REFERENCES:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="ID")
    parser.add_argument("--quantity", type=float, metavar="N")
    parser.add_argument("--value", metavar="AMOUNT", help="such as USD 2000000")


def _adjust(session: Session) -> Answer:
    from crisisdesk.services import adjustments  # noqa: PLC0415 - loads the holidays of all countries

    given = session.given
    if given.verbs:
        with session.view() as view:
            found = [adjustments.verb_json(verb) for verb in adjustments.verbs(view)]
        rows = [
            [v["code"], v["label"], v["does"], v["reversible"], v["authority"], v["confidence"]]
            for v in found
        ]
        return Answer(found, table(["verb", "label", "does", "reversible", "authority", "confidence"], rows))
    if not (given.what and given.verb):
        raise UsageError("say which transfer and which verb, or --verbs")
    if given.doubts:
        with session.view() as view:
            doubts = adjustments.doubts(view, transfer_named(view, given.what), _order(view, given))
        value = [
            {"code": one.code, "gravity": one.gravity, "sentence": one.sentence, "records": list(one.records)}
            for one in doubts
        ]
        return Answer(
            value, [f"{one.gravity}: {one.sentence}" for one in doubts] or ["Nothing speaks against it."]
        )
    return written(session, "Adjust transfer", partial(_adjusting, given=given))


def _adjusting(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import adjustments  # noqa: PLC0415 - loads the holidays of all countries

    why = " ".join(given.change)
    if tx.type_of(given.what) == Adjustment.__tablename__:
        if given.verb in {"reversed", "reverse", "take-back", "resume"}:
            return adjustments.take_back(tx, given.what, why, on=_day(given.begins))
        step = given.verb.replace("-", "_")
        return adjustments.advance_adjustment(
            tx, given.what, step, why, on=_day(given.begins), despite=given.despite or ""
        )
    transfer_id = transfer_named(tx, given.what)
    if given.verb == "resume":
        return adjustments.resume(tx, transfer_id, why, on=_day(given.begins))[0]
    return adjustments.issue(tx, transfer_id, _order(tx, given))


def _order(view: Snapshot, given: Namespace) -> Any:
    from crisisdesk.services.adjustments import Order  # noqa: PLC0415 - loads the holidays of all countries

    facts: dict[str, Any] = {name: getattr(given, name) for name in _TEXTS if getattr(given, name)}
    facts |= {field: _day(getattr(given, name)) for name, field in _DAYS.items()}
    facts |= {
        field: resolve(view, record_type, getattr(given, name))
        for name, (field, record_type) in _REFERENCES.items()
        if getattr(given, name)
    }
    if given.value:
        facts["value"] = Money.parse(given.value)
    return Order(
        verb=given.verb, change=" ".join(given.change), status=given.status, quantity=given.quantity, **facts
    )


# -- vet --------------------------------------------------------------------------------------------------


def _vet_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="UNIT",
        nargs="?",
        help="a unit to be vetted; or a vetting, to take it on; without, the queue",
    )
    parser.add_argument("--case", metavar="C", help="the queue of this case")
    parser.add_argument("--transfer", metavar="T", help="what it is vetted for")
    parser.add_argument("--activity", metavar="TEXT", help="the activity, where it is no transfer")
    parser.add_argument("--needed", metavar="DATE", help="the day by which it is needed")
    parser.add_argument("--step", metavar="S", nargs="?", const="", help="to the next step, or to this one")
    parser.add_argument("--outcome", metavar="O", help="approved, suspended, rejected, cancelled, expired")
    parser.add_argument("--summary", metavar="TEXT", help="the information that an outcome rests on")
    parser.add_argument(
        "--remediation", metavar="R", help="the next state of remediation, with --summary for what was done"
    )
    parser.add_argument("--informed", action="store_true", help="the government was informed")
    parser.add_argument("--on", metavar="DATE", help="the day of it; else today")


def _vet(session: Session) -> Answer:
    from crisisdesk.services.transfer_queues import vetting_queue  # noqa: PLC0415 - loads the holidays of all countries

    if not session.given.what:
        return _listed(
            session,
            vetting_queue,
            ("vetting_id", "subject", "activity", "step", "outcome", "needed_by", "doubt"),
        )
    return written(session, "Vet", partial(_vetting, given=session.given))


def _vetting(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import vettings  # noqa: PLC0415 - loads the holidays of all countries

    if tx.type_of(given.what) != Vetting.__tablename__:
        transfer_id = transfer_named(tx, given.transfer) if given.transfer else ""
        unit_id = resolve(tx, Unit, given.what)
        return vettings.request_vetting(
            tx,
            unit_id=unit_id,
            transfer_id=transfer_id,
            activity=given.activity or "",
            needed_by=_day(given.needed),
        )
    if given.outcome:
        return vettings.decide_vetting(
            tx, given.what, given.outcome, on=_day(given.on), summary=given.summary or ""
        )
    if given.remediation:
        return vettings.remediate(tx, given.what, given.remediation, given.summary or "")
    if given.informed:
        return vettings.inform_government(tx, given.what, _day(given.on))
    return vettings.step_on(tx, given.what, given.step or "")


# -- end-use ----------------------------------------------------------------------------------------------


def _end_use_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="TRANSFER",
        nargs="?",
        help="a transfer, to plan a check; or a check; without, the queue",
    )
    parser.add_argument("--case", metavar="C", help="the queue of this case")
    parser.add_argument(
        "--on", metavar="DATE", help="planned for, or done on; a plan without it goes by the rule"
    )
    parser.add_argument("--kind", metavar="K", help="such as routine, enhanced, post_shipment")
    parser.add_argument(
        "--result", metavar="R", help="such as compliant, favorable, unfavorable, loss_reported"
    )
    parser.add_argument("--finding", metavar="TEXT", help="what was found; with --inaccessible, why")
    parser.add_argument("--inspector", metavar="NAME")
    parser.add_argument("--follow-up", metavar="TEXT", help="what is to follow")
    parser.add_argument("--by", metavar="DATE", help="the day by which it is to follow")
    parser.add_argument("--done", metavar="TEXT", help="the follow-up is done, and what it was")
    parser.add_argument("--inaccessible", action="store_true", help="the site could not be reached")


def _end_use(session: Session) -> Answer:
    from crisisdesk.services.transfer_queues import end_use_queue  # noqa: PLC0415 - loads the holidays of all countries

    if not session.given.what:
        return _listed(
            session,
            end_use_queue,
            ("check_id", "title", "transfer", "need", "overdue", "planned_on", "result"),
        )
    return written(session, "End-use check", partial(_checking, given=session.given))


def _checking(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import end_use  # noqa: PLC0415 - loads the holidays of all countries

    if tx.type_of(given.what) != EndUseCheck.__tablename__:
        return end_use.plan_check(tx, transfer_named(tx, given.what), _day(given.on), kind=given.kind or "")
    if given.done:
        return end_use.follow_up_done(tx, given.what, given.done, _day(given.on))
    if given.inaccessible:
        return end_use.note_inaccessible(tx, given.what, given.finding or "")
    if not given.result:
        raise UsageError("say the --result of the check, --done or --inaccessible")
    return end_use.record_result(
        tx, given.what, given.result, on=_day(given.on), finding=given.finding or "", inspector=given.inspector or "",
        follow_up=given.follow_up or "", follow_up_by=_day(given.by),
    )  # fmt: skip


# -- conditions, assess -----------------------------------------------------------------------------------


def _condition_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "condition", metavar="CONDITION", nargs="?", help="a condition; without, those that are due"
    )
    parser.add_argument("step", nargs="?", choices=("enforce", "met", "not-met", "waive", "end"))
    parser.add_argument(
        "text", metavar="TEXT", nargs="*", help="evidence, who waives and why, or why it ends"
    )
    parser.add_argument("--case", metavar="C", help="those of this case")
    parser.add_argument("--until", metavar="DATE", help="the last day of a waiver")


def _conditions(session: Session) -> Answer:
    from crisisdesk.services.transfer_queues import conditions_due  # noqa: PLC0415 - loads the holidays of all countries

    given = session.given
    if not given.condition:
        return _listed(
            session, conditions_due, ("condition_id", "text", "status", "about", "due_on", "overdue")
        )
    if not given.step:
        raise UsageError("say enforce, met, not-met, waive or end")
    return written(session, "Condition", partial(_conditioning, given=given))


def _conditioning(tx: Transaction, *, given: Namespace) -> Record:
    from crisisdesk.services import conditions  # noqa: PLC0415 - kept off the start

    condition_id, text = resolve(tx, Condition, given.condition), " ".join(given.text)
    match given.step:
        case "enforce":
            return conditions.enforce(tx, condition_id)
        case "waive":
            return conditions.waive(tx, condition_id, text, _day(given.until))
        case "end":
            return conditions.end_condition(tx, condition_id, text)
    return conditions.judge(tx, condition_id, met=given.step == "met", evidence=text)


def _assess_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("transfer", metavar="TRANSFER", help="by id, title or identifier")
    parser.add_argument("framework", metavar="FRAMEWORK", help="eu_common_position, att or uk_slc")


def _assess(session: Session) -> Answer:
    from crisisdesk.services.export_assessments import open_assessment  # noqa: PLC0415 - kept off the start

    given = session.given

    def opening(tx: Transaction) -> Record:
        return open_assessment(
            tx, given.framework.replace("-", "_"), transfer_id=transfer_named(tx, given.transfer)
        )

    return written(session, "Open assessment", opening)


COMMANDS = (
    Command("adjust", "order, advance or take back a lever on a transfer", _adjust_arguments, _adjust),
    Command("vet", "the vetting queue; ask for a vetting, take one on", _vet_arguments, _vet),
    Command(
        "end-use", "the queue of end-use checks; plan one, enter its result", _end_use_arguments, _end_use
    ),
    Command(
        "conditions", "conditions that fall due; judge, waive or end one", _condition_arguments, _conditions
    ),
    Command("assess", "open the form of criteria for a transfer", _assess_arguments, _assess),
)

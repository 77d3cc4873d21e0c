"""Levers on a transfer: order one, bring it into force, take it back; each in one revision with the case log.

The verbs are data (``adjustment_verbs``), what speaks against an order is said first (``adjustment_doubts``), and what
a verb brings about beside the state of the transfer is in ``adjustment_effects``.
"""

from collections.abc import Mapping

from crisisdesk.errors import UserError
from crisisdesk.model.base import field_named
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.controls import Licence
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.adjustment_doubts import SERIOUS, Doubt, Order, doubts, name_of
from crisisdesk.services.adjustment_effects import bring_about
from crisisdesk.services.adjustment_verbs import STOPPING, Verb, verb_json, verb_named, verbs
from crisisdesk.services.days import today
from crisisdesk.services.log import log
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

NEXT: Mapping[str, tuple[str, ...]] = {
    "proposed": ("in_clearance", "approved", "in_force", "withdrawn"),
    "in_clearance": ("proposed", "approved", "withdrawn"),
    "approved": ("notified", "in_force", "withdrawn"),
    "notified": ("in_force", "withdrawn"),
    "in_force": ("completed", "reversed", "expired"),
}
"""Which status may follow which; what is over stays over, and a new order is a new adjustment."""

_STAGES = {"sale_stage": "fms_state", "licence_stage": "dcs_state", "drawdown_stage": "drawdown_state"}
_NEEDS = {
    "text": ("change", "what it changes"),
    "to_partner": ("to_partner_id", "the new recipient"),
    "justification": ("trigger", "the justification"),
    "signer": ("signer", "who signed the determination"),
}
_OWN = (
    "reason", "trigger", "begins_on", "ends_on", "review_on", "reversal", "reversal_owner_id", "decided_by_id",
    "decided_at", "consultation", "effect", "deters", "reassures", "side_effects", "to_partner_id", "item_id",
    "licence_id", "notification_id", "source_id", "quantity", "value", "despite",
)  # fmt: skip


def issue(tx: Transaction, transfer_id: str, order: Order, *, record_id: str = "") -> Adjustment:
    """Order an adjustment of a transfer; one in force moves the transfer at once, one proposed does not.

    The log of the case, if it is open, has it in the same revision. An order against which something serious speaks
    needs ``order.despite``; the doubts are kept with it.

    Raises:
        UserError: The order lacks its reason or what its verb needs, or a serious doubt is not answered.
    """
    transfer, verb = tx.get(Transfer, transfer_id), verb_named(tx, order.verb)
    if order.status not in NEXT:
        raise UserError(f"A new order cannot be “{order.status}”; choose one of {', '.join(NEXT)}.")
    if not order.reason:
        raise UserError(f"Give the reason of “{verb.label}” (a code such as crisis, diversion, legal_bar).")
    _refuse_without(verb, order)
    found = doubts(tx, transfer_id, order)
    _refuse_unanswered(found, order.despite)
    adjustment = Adjustment(
        id=record_id,
        kind=verb.code,
        change=order.change or f"{verb.label}: {transfer.title}",
        lever="transfer",
        transfer_id=transfer.id,
        partner_id=transfer.recipient_id,
        case_id=order.case_id or transfer.case_id,
        status=order.status,
        authority=order.authority or verb.authority,
        marking=transfer.marking,
        **{name: getattr(order, name) for name in _OWN},
    )
    adjustment.despite = _answered(found, order.despite)
    adjustment.decided_at = order.decided_at or tx.moment
    if order.status == "in_force":
        adjustment.begins_on = order.begins_on or today(tx)
    tx.add(adjustment)
    tx.flush()
    if order.status == "in_force":
        _move(tx, adjustment, transfer, verb, order)
    _note(tx, adjustment, transfer, f"{verb.label}, {_said(order.status)}: {adjustment.change}")
    tx.summary = f"{verb.label}: “{transfer.title}”"
    return adjustment


def advance_adjustment(
    tx: Transaction,
    adjustment_id: str,
    to: str,
    why: str = "",
    *,
    on: PartialDate | None = None,
    despite: str = "",
) -> Adjustment:
    """Take an adjustment one step on: into clearance, approved, notified, in force, completed, expired, withdrawn.

    What comes into force moves its transfer; to take it back, see :func:`take_back`.

    Raises:
        UserError: The step does not follow, a withdrawal lacks its reason, or a serious doubt is not answered.
    """
    adjustment = tx.get(Adjustment, adjustment_id)
    allowed = tuple(step for step in NEXT.get(adjustment.status, ()) if step != "reversed")
    if to not in allowed:
        choices = ", ".join(map(_said, allowed)) or "nothing; order a new one"
        raise UserError(
            f"“{adjustment}” is {_said(adjustment.status)}; next can be {choices}, not {_said(to)}."
        )
    if to == "withdrawn" and not why.strip():
        raise UserError(f"Say why “{adjustment}” is withdrawn; the reason is kept with it.")
    verb, transfer = verb_named(tx, adjustment.kind), tx.find(Transfer, adjustment.transfer_id)
    if to == "in_force":
        _enact(tx, adjustment, transfer, verb, _again(adjustment, on=on, despite=despite))
    adjustment.status = to
    if to in {"withdrawn", "completed", "expired"}:
        adjustment.ended_why = why
        adjustment.ends_on = on or today(tx)
    tx.flush()
    words = f"{verb.label}, {_said(to)}: {adjustment.change}" + (f" Reason: {why}" if why else "")
    _note(tx, adjustment, transfer, words)
    tx.summary = f"{verb.label}, {_said(to)}: “{transfer.title if transfer else adjustment.caption}”"
    return adjustment


def take_back(tx: Transaction, adjustment_id: str, why: str, *, on: PartialDate | None = None) -> Adjustment:
    """Take back an adjustment that is in force: the transfer is again as it was before, as far as nobody moved it since.

    Raises:
        UserError: It is not in force, its kind cannot be taken back, or no reason is given: say how its test is met.
    """
    adjustment = tx.get(Adjustment, adjustment_id)
    verb, transfer = verb_named(tx, adjustment.kind), tx.find(Transfer, adjustment.transfer_id)
    if adjustment.status != "in_force":
        raise UserError(
            f"“{adjustment}” is {_said(adjustment.status)}; only what is in force can be taken back."
        )
    if verb.reversible is False:
        raise UserError(f"“{verb.label}” cannot be taken back; order what is to follow instead.")
    if not why.strip():
        test = f" Its test: {adjustment.reversal}" if adjustment.reversal else ""
        raise UserError(f"Say why “{adjustment}” is taken back; the reason is kept with it.{test}")
    adjustment.status, adjustment.ended_why, adjustment.ends_on = "reversed", why, on or today(tx)
    kept = _restore(tx, adjustment, transfer, verb) if transfer is not None else []
    tx.flush()
    left = f" Left as it is now, for it was changed since: {', '.join(kept)}." if kept else ""
    _note(tx, adjustment, transfer, f"{verb.label} taken back: {adjustment.change} Reason: {why}{left}")
    tx.summary = f"Take back {verb.label.lower()}: “{transfer.title if transfer else adjustment.caption}”"
    return adjustment


def resume(tx: Transaction, transfer_id: str, why: str, *, on: PartialDate | None = None) -> list[Adjustment]:
    """Take back every stop on a transfer that is in force, so that the usual review applies again.

    Raises:
        UserError: Nothing stops it, or no reason is given.
    """
    stops = {verb.code for verb in verbs(tx) if verb.does in STOPPING}
    found = standing(tx, transfer_id)
    held = [one for one in found if one.kind in stops]
    if not held:
        raise UserError(f"Nothing stops “{tx.get(Transfer, transfer_id).title}” that could be taken back.")
    done = [take_back(tx, one.id, why, on=on) for one in reversed(held)]
    tx.summary = f"Resume “{tx.get(Transfer, transfer_id).title}”"
    return done


def standing(view: Snapshot, transfer_id: str) -> list[Adjustment]:
    """The adjustments of a transfer that are in force, the oldest first."""
    found = view.all(Adjustment, Adjustment.transfer_id == transfer_id, Adjustment.status == "in_force")
    return sorted(found, key=lambda one: (str(one.decided_at or ""), one.id))


# -- parts ------------------------------------------------------------------------------------------------


def _refuse_without(verb: Verb, order: Order) -> None:
    for need in verb.needs:
        name, words = _NEEDS.get(need, ("", ""))
        if name and not getattr(order, name):
            raise UserError(f"“{verb.label}” needs {words}.")


def _refuse_unanswered(found: tuple[Doubt, ...], despite: str) -> None:
    serious = [doubt.sentence for doubt in found if doubt.gravity == SERIOUS]
    if serious and not despite.strip():
        raise UserError(f"{' '.join(serious)} To order it all the same, say why.")


def _answered(found: tuple[Doubt, ...], despite: str) -> str:
    serious = [doubt.sentence for doubt in found if doubt.gravity == SERIOUS]
    return "\n".join([*serious, f"Ordered all the same: {despite.strip()}"]) if serious else ""


def _again(adjustment: Adjustment, *, on: PartialDate | None, despite: str) -> Order:
    own = {name: getattr(adjustment, name) for name in _OWN}
    own |= {"despite": despite, "begins_on": on or adjustment.begins_on}
    return Order(verb=adjustment.kind, change=adjustment.change, authority=adjustment.authority, **own)


def _enact(
    tx: Transaction, adjustment: Adjustment, transfer: Transfer | None, verb: Verb, order: Order
) -> None:
    if transfer is None:
        adjustment.begins_on = order.begins_on or today(tx)
        return
    found = doubts(tx, transfer.id, order)
    _refuse_unanswered(found, order.despite)
    adjustment.despite = "\n".join(filter(None, (adjustment.despite, _answered(found, order.despite))))
    adjustment.begins_on = order.begins_on or today(tx)
    _move(tx, adjustment, transfer, verb, order)


def _move(tx: Transaction, adjustment: Adjustment, transfer: Transfer, verb: Verb, order: Order) -> None:
    """Set what the verb sets, and remember what was there; then what else it brings about."""
    before: list[str] = []
    states = _states_of(tx, transfer)
    for name, value in verb.sets.items():
        if name == "outcome":
            before += _decide(tx, adjustment, value)
        elif (
            name not in _STAGES
            or _STAGES[name] == states
            or (verb.does == "supply" and name == "drawdown_stage")
        ):
            before.append(f"{name}={getattr(transfer, name)}")
            setattr(transfer, name, value)
    adjustment.before = "; ".join(before)
    bring_about(tx, adjustment, transfer, verb, order)
    if verb.does == "restore" and standing(tx, transfer.id):
        for one in standing(tx, transfer.id):
            if verb_named(tx, one.kind).does in STOPPING:
                take_back(tx, one.id, adjustment.change)
    tx.flush()


def _decide(tx: Transaction, adjustment: Adjustment, outcome: str) -> list[str]:
    """Give the licence of the order its outcome: the one that it names, or the only one of the transfer."""
    found = tx.all(Licence, Licence.transfer_id == adjustment.transfer_id)
    named = [one for one in found if one.id == adjustment.licence_id] or (found if len(found) == 1 else [])
    if not named:
        return []
    before = f"outcome={named[0].outcome}"
    named[0].outcome = outcome
    adjustment.licence_id = named[0].id
    if outcome != "RWA" and named[0].decided_on is None:
        named[0].decided_on = adjustment.begins_on
    return [before]


def _restore(tx: Transaction, adjustment: Adjustment, transfer: Transfer, verb: Verb) -> list[str]:
    kept: list[str] = []
    for part in filter(None, adjustment.before.split("; ")):
        name, _, value = part.partition("=")
        target = tx.find(Licence, adjustment.licence_id) if name == "outcome" else transfer
        if target is None:
            continue
        if getattr(target, name) == verb.sets.get(name):
            setattr(target, name, value)
        else:
            kept.append(field_named(type(target), name).label.lower())
    return kept


def _states_of(tx: Transaction, transfer: Transfer) -> str:
    query = "SELECT json_extract(attributes, '$.states') FROM term WHERE vocabulary = 'transfer_channel' AND code = ?"
    return next((str(found) for (found,) in tx.sql(query, transfer.channel) if found), "")


def _note(tx: Transaction, adjustment: Adjustment, transfer: Transfer | None, words: str) -> None:
    """Write it into the log of the case while that is open, marked as highly as what it names."""
    case = tx.find(CrisisCase, adjustment.case_id)
    if case is None or not case.is_open:
        return
    about = f"“{transfer.title}”{f' ({transfer.number})' if transfer.number else ''}" if transfer else ""
    parts = [f"{about}: {words}" if about else words]
    facts = (
        ("To", name_of(tx, adjustment.to_partner_id)),
        ("Reason", adjustment.reason.replace("_", " ")),
        ("Authority", adjustment.authority),
        ("Review", str(adjustment.review_on or "")),
        ("In spite of", " ".join(adjustment.despite.split())),
    )
    parts += [f"{name}: {text.rstrip('.')}." for name, text in facts if text]
    marks = [case.marking, *([transfer.marking] if transfer else [])]
    log(
        tx,
        case.id,
        " ".join(parts),
        kind="decision",
        partner_id=adjustment.partner_id,
        marking=ladder(tx).banner(marks, case.marking),
        mentions=[one for one in (adjustment.transfer_id, adjustment.id) if one],
    )


def _said(status: str) -> str:
    return status.replace("_", " ")


__all__ = [
    "NEXT",
    "Doubt",
    "Order",
    "Verb",
    "advance_adjustment",
    "doubts",
    "issue",
    "resume",
    "standing",
    "take_back",
    "verb_json",
    "verb_named",
    "verbs",
]

"""Vetting of units and persons: steps, outcome, validity, remediation (FAA 620M, 10 U.S.C. 362; domain facts 4.1)."""

import json
from collections.abc import Mapping

from crisisdesk.errors import UserError
from crisisdesk.model.programmes import Programme
from crisisdesk.model.rules import Rule
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import Unit, UnitCommand, Vetting
from crisisdesk.services.clocks.rules import RulePack
from crisisdesk.services.days import today
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_DECIDING = frozenset({"approved", "suspended", "rejected"})
_OUTCOMES = (*sorted(_DECIDING), "cancelled", "expired")
REMEDIATION: Mapping[str, tuple[str, ...]] = {
    "none": ("requested",),
    "requested": ("investigation", "none"),
    "investigation": ("prosecution", "remediated"),
    "prosecution": ("remediated",),
    "remediated": ("reinstated",),
    "reinstated": (),
}
"""Which state of remediation may follow which; a unit is reinstated only after it was remediated."""


def request_vetting(
    tx: Transaction,
    *,
    unit_id: str = "",
    subject: str = "",
    activity: str = "",
    transfer_id: str = "",
    programme_id: str = "",
    needed_by: PartialDate | None = None,
    funding: str = "",
    individuals: str = "",
    record_id: str = "",
) -> Vetting:
    """Nominate a unit or a person for one activity; who commands the unit today is vetted with it.

    Raises:
        UserError: Neither a unit nor a subject is named, or no activity, transfer or programme.
    """
    unit = tx.get(Unit, unit_id) if unit_id else None
    if unit is None and not subject.strip():
        raise UserError("Name the unit, or the person, that is to be vetted.")
    about = (
        tx.get(Transfer, transfer_id)
        if transfer_id
        else tx.get(Programme, programme_id)
        if programme_id
        else None
    )
    if about is None and not activity.strip():
        raise UserError("Name the activity, the transfer or the programme that it is vetted for.")
    vetting = Vetting(
        id=record_id,
        subject=subject or (unit.name if unit else ""),
        unit_id=unit.id if unit else None,
        commander=commander_of(tx, unit_id),
        individuals=individuals,
        activity=activity or (about.title if about else ""),
        transfer_id=transfer_id or None,
        programme_id=programme_id or None,
        funding=funding,
        needed_by=needed_by,
        requested_on=today(tx),
        requested_by=tx.actor,
        step=_steps(tx)[0],
    )
    marked = about or unit
    if marked is not None:
        vetting.marking = marked.marking
    tx.add(vetting)
    tx.flush()
    tx.summary = f"Ask for the vetting of “{vetting.subject}”"
    return vetting


def step_on(tx: Transaction, vetting_id: str, step: str = "") -> Vetting:
    """Take a vetting to its next step, or to the one named; steps may be passed over, but not gone back.

    Raises:
        UserError: It is decided already, at its last step, or the step does not follow.
    """
    vetting, steps = tx.get(Vetting, vetting_id), _steps(tx)
    if vetting.outcome in _DECIDING - {"suspended"} or vetting.outcome in {"cancelled", "expired"}:
        raise UserError(
            f"The vetting of “{vetting.subject}” is {vetting.outcome} already; ask for a new one."
        )
    place = steps.index(vetting.step) if vetting.step in steps else -1
    following = steps[place + 1 :]
    wanted = step or next(iter(following), "")
    if wanted not in following:
        rest = ", ".join(following) or "its outcome"
        raise UserError(f"The vetting of “{vetting.subject}” is at {vetting.step}; next can be {rest}.")
    vetting.step = wanted
    tx.summary = f"Vetting of “{vetting.subject}”: {wanted.replace('_', ' ')}"
    return vetting


def decide_vetting(
    tx: Transaction, vetting_id: str, outcome: str, *, on: PartialDate | None = None, summary: str = ""
) -> Vetting:
    """Enter the outcome; an approval is good for as long as the rule of the desk says, counted from its day.

    Raises:
        UserError: The outcome is none, or one that stops assistance comes without the information that it rests on.
    """
    vetting = tx.get(Vetting, vetting_id)
    if outcome not in _OUTCOMES:
        raise UserError(f"“{outcome[:30]}” is no outcome of a vetting; choose one of {', '.join(_OUTCOMES)}.")
    if outcome in {"suspended", "rejected"} and not (summary or vetting.summary):
        raise UserError(
            f"Say on what information the vetting is {outcome}; mark the paragraph by its own level."
        )
    day, last = on or today(tx), _steps(tx)[-1]
    until = _good_until(tx, day) if outcome == "approved" else vetting.valid_until
    if outcome in _DECIDING:
        vetting.decided_on, vetting.step = day, last
    vetting.outcome, vetting.summary, vetting.valid_until = outcome, summary or vetting.summary, until
    tx.summary = f"Vetting of “{vetting.subject}”: {outcome}"
    return vetting


def inform_government(tx: Transaction, vetting_id: str, on: PartialDate | None = None) -> Vetting:
    """Note that the government was informed of the bar and of what would lift it: a duty of FAA 620M(d)(1).

    Raises:
        UserError: Assistance is not withheld by this vetting.
    """
    vetting = tx.get(Vetting, vetting_id)
    if vetting.outcome not in {"suspended", "rejected"}:
        raise UserError(
            f"The vetting of “{vetting.subject}” is {vetting.outcome}; there is nothing to inform of."
        )
    vetting.informed_on = on or today(tx)
    tx.summary = f"Inform the government of “{vetting.subject}”"
    return vetting


def remediate(tx: Transaction, vetting_id: str, to: str, steps: str) -> Vetting:
    """Take remediation a step on: requested, investigation, prosecution, remediated, reinstated.

    Raises:
        UserError: The step does not follow, or what was done is not said.
    """
    vetting = tx.get(Vetting, vetting_id)
    allowed = REMEDIATION.get(vetting.remediation, ())
    if to not in allowed:
        raise UserError(
            f"Remediation is at {vetting.remediation}; next can be {', '.join(allowed) or 'nothing more'}."
        )
    if not steps.strip():
        raise UserError("Say what was done; it is kept with the vetting.")
    vetting.remediation = to
    vetting.remediation_steps = "\n".join(
        filter(None, (vetting.remediation_steps, f"{today(tx)}: {steps.strip()}"))
    )
    tx.summary = f"Remediation of “{vetting.subject}”: {to}"
    return vetting


def commander_of(view: Snapshot, unit_id: str) -> str:
    """Who commands a unit on the day of the snapshot; empty where that is not known."""
    day = view.moment.date()
    held = [one for one in view.all(UnitCommand, UnitCommand.unit_id == unit_id) if one.in_force(day)]
    return max(held, key=lambda one: (str(one.begins_on or ""), one.id)).name if held else ""


def _steps(view: Snapshot) -> list[str]:
    rows = view.sql("SELECT code, attributes FROM term WHERE vocabulary = 'vetting_step' ORDER BY position")
    found = [(json.loads(attributes or "{}").get("order", 0), code) for code, attributes in rows]
    return [code for _, code in sorted(found)] or ["nominate"]


def _good_until(view: Snapshot, day: PartialDate) -> PartialDate | None:
    rule: Rule | None = RulePack(view).applying("vetting", "valid_until", {})
    end = RulePack(view).end(rule, day.last) if rule else None
    return PartialDate.parse(f"{end:%Y-%m-%d}") if end else None

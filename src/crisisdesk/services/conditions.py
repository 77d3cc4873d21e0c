"""Conditions on assistance and transfers: put in force, met, not met, waived for a time, ended (MISSION group E)."""

from crisisdesk.errors import UserError
from crisisdesk.model.conditions import Condition
from crisisdesk.model.values import PartialDate
from crisisdesk.services.days import today
from crisisdesk.store.transaction import Transaction

_OPEN = frozenset({"proposed", "in_force", "not_met", "waived"})


def enforce(tx: Transaction, condition_id: str, on: PartialDate | None = None) -> Condition:
    """Put a proposed condition in force.

    Raises:
        UserError: It is not proposed.
    """
    condition = tx.get(Condition, condition_id)
    if condition.status != "proposed":
        raise UserError(f"The condition is {_said(condition)}; only a proposed one is put in force.")
    condition.status, condition.begins_on = "in_force", condition.begins_on or on or today(tx)
    tx.summary = "Put a condition in force"
    return condition


def judge(
    tx: Transaction, condition_id: str, *, met: bool, evidence: str, on: PartialDate | None = None
) -> Condition:
    """Say whether a condition is met, by its measure and target, with the evidence.

    Raises:
        UserError: It is over, or no evidence is given.
    """
    condition = tx.get(Condition, condition_id)
    _refuse_over(condition)
    if not evidence.strip():
        wanted = f" Its measure: {condition.metric}." if condition.metric else ""
        raise UserError(f"Give the evidence that the condition is {'met' if met else 'not met'}.{wanted}")
    condition.status = "met" if met else "not_met"
    line = f"{on or today(tx)}: {evidence.strip()}"
    condition.evidence = "\n".join(filter(None, (condition.evidence, line)))
    tx.summary = f"Condition {_said(condition)}"
    return condition


def waive(
    tx: Transaction, condition_id: str, who_and_why: str, until: PartialDate | None = None
) -> Condition:
    """Waive a condition, for good or until a day; when the waiver has run out the condition is open again.

    Raises:
        UserError: It is over, or who waives it and why is not said, or the day has passed.
    """
    condition = tx.get(Condition, condition_id)
    _refuse_over(condition)
    if not who_and_why.strip():
        raise UserError("Say who waives the condition, by which authority, and why.")
    if until is not None and until.last < tx.moment.date():
        raise UserError(f"A waiver until {until} would have run out already.")
    condition.status, condition.waived_until = "waived", until
    condition.waiver = "\n".join(filter(None, (condition.waiver, f"{today(tx)}: {who_and_why.strip()}")))
    tx.summary = "Waive a condition"
    return condition


def end_condition(tx: Transaction, condition_id: str, why: str, on: PartialDate | None = None) -> Condition:
    """End a condition at its sunset or before.

    Raises:
        UserError: It is over already, or no reason is given.
    """
    condition = tx.get(Condition, condition_id)
    _refuse_over(condition)
    if not why.strip():
        raise UserError("Say why the condition ends; the reason is kept with it.")
    condition.status, condition.ends_on = "expired", on or today(tx)
    condition.evidence = "\n".join(filter(None, (condition.evidence, f"{today(tx)}: ended, {why.strip()}")))
    tx.summary = "End a condition"
    return condition


def _refuse_over(condition: Condition) -> None:
    if condition.status not in _OPEN:
        raise UserError(f"The condition is {_said(condition)} already; enter a new one.")


def _said(condition: Condition) -> str:
    return condition.status.replace("_", " ")

"""Q11: a transfer without a plan of end-use checks, a check that is overdue, a bad result that nobody followed up."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import on
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.vetting import CLOSED_CHECKS, EndUseCheck
from crisisdesk.store.snapshot import Snapshot

PLANNED_FROM = frozenset({"agreed", "in_delivery", "delivered", "sustained"})
_PLANNED: Any = (
    select(Transfer.id, Transfer.case_id, Transfer.supplier_id, Transfer.check_on)
    .where(
        Transfer.status.not_in(sorted(ENDED_TRANSFERS)),
        or_(Transfer.check_on.is_not(None), Transfer.status.in_(sorted(PLANNED_FROM))),
    )
    .order_by(Transfer.id)
)  # columns: most transfers of a long pipeline are neither ours nor that far
ADVERSE = frozenset(
    {"unfavorable", "noncompliant", "discrepancy", "loss_reported", "potential_violation", "unverified"}
)


def end_use_gaps(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Plans of transfers first, then single checks."""
    checks = view.all(EndUseCheck)
    by_transfer: dict[str | None, list[EndUseCheck]] = defaultdict(list)
    for check in checks:
        by_transfer[check.transfer_id].append(check)
    for transfer_id, case_id, supplier_id, planned in view.select(_PLANNED):
        later = planned is not None and planned.last >= scope.day
        if not later and scope.live(case_id) and scope.ours(supplier_id):
            yield from _plan(scope, view.get(Transfer, transfer_id), by_transfer[transfer_id])
    for check in checks:
        if scope.live(check.case_id):
            yield from _check(scope, check)


def _plan(scope: Scope, transfer: Transfer, checks: list[EndUseCheck]) -> Iterator[Finding]:
    planned = transfer.check_on
    if planned is None and not checks and transfer.status in PLANNED_FROM:
        yield _finding(transfer, "plan", Gravity.CAUTION,
                       f"Transfer {scope.title(transfer.id)} has no end-use check planned.",
                       "Plan the first end-use check, or record why none is needed.")  # fmt: skip
    done = any(c.done_on and planned and c.done_on.last >= planned.first for c in checks)
    if planned is not None and planned.last < scope.day and not done and not any(map(_open, checks)):
        yield _finding(transfer, "overdue", Gravity.SERIOUS,
                       f"The end-use check of {scope.title(transfer.id)} was due on {on(planned)}, and none is on record.",
                       "Make the check, or set a new day and say why.")  # fmt: skip


def _open(check: EndUseCheck) -> bool:
    return check.done_on is None and check.status not in CLOSED_CHECKS


def _check(scope: Scope, check: EndUseCheck) -> Iterator[Finding]:
    title = scope.title(check.id)
    if _open(check) and check.planned_on is not None and check.planned_on.last < scope.day:
        why = "; the site is inaccessible" if check.status == "inaccessible" else ""
        yield _finding(check, "overdue", Gravity.SERIOUS,
                       f"End-use check {title} was planned for {on(check.planned_on)} and has not been made{why}.",
                       "Make the check, or set a new day and say why.")  # fmt: skip
    if check.result in ADVERSE and check.follow_up_done_on is None:
        said = _followed(check, scope)
        if said:
            when = f" on {on(check.done_on)}" if check.done_on else ""
            result = check.result.replace("_", " ")
            yield _finding(check, "follow_up", Gravity.SERIOUS,
                           f"End-use check {title} had the result {result}{when}, and {said}.",
                           "Enter the follow-up with its day, and tell the licensing office.")  # fmt: skip


def _followed(check: EndUseCheck, scope: Scope) -> str:
    if not check.follow_up:
        return "no follow-up is on record"
    by = check.follow_up_by
    return f"its follow-up was due on {on(by)}" if by is not None and by.last < scope.day else ""


def _finding(
    record: Transfer | EndUseCheck, aspect: str, gravity: Gravity, reason: str, proposed: str
) -> Finding:
    partner = record.recipient_id if isinstance(record, Transfer) else record.partner_id
    return Finding(
        check="Q11",
        gravity=gravity,
        reason=reason,
        records=(record.id,),
        proposed=proposed,
        case_id=record.case_id or "",
        aspect=aspect,
        partners=(partner,) if partner else (),
    )


CHECK = Check(
    "Q11",
    "end_use",
    "Transfer without an end-use plan, check overdue, adverse result without follow-up",
    end_use_gaps,
)

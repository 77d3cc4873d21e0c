"""The queues beside the pipeline: vetting, end use, licences that wait, conditions that fall due."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.end_use import ADVERSE, PLANNED_FROM
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.slow_licence import usual_days
from crisisdesk.checks.unvetted_unit import fault
from crisisdesk.checks.vettings import Taking, commander_on, good_until, takings
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import PENDING_OUTCOMES, Licence
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import CLOSED_CHECKS, EndUseCheck, Vetting
from crisisdesk.services.transfer_units import standing_of, units_of
from crisisdesk.store.snapshot import Snapshot

_PLAN: Any = select(Transfer.id, Transfer.title, Transfer.supplier_id, Transfer.case_id)
_SETTLED = frozenset({"met", "waived", "expired"})
_OUTCOMES_OPEN = frozenset({"pending", "suspended"})


@dataclass(frozen=True, slots=True)
class InVetting:
    """One unit or person that is being vetted, or ought to be.

    ``doubt`` is empty for a vetting that is good on the day; ``vetting_id`` is empty where there is none at all.
    """

    vetting_id: str
    subject: str
    unit_id: str
    activity_id: str
    activity: str
    step: str
    outcome: str
    commander: str
    needed_by: date | None
    valid_until: date | None
    remediation: str
    case_id: str
    doubt: str


@dataclass(frozen=True, slots=True)
class InEndUse:
    """One end-use check, or a transfer without any: ``need`` is plan, make, follow_up or none (it is planned)."""

    check_id: str
    title: str
    transfer_id: str
    transfer: str
    monitoring: str
    kind: str
    status: str
    planned_on: date | None
    result: str
    follow_up: str
    follow_up_by: date | None
    case_id: str
    need: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A licence without a decision: how long it has waited, what is usual, and what it waits for."""

    licence_id: str
    title: str
    number: str
    kind: str
    outcome: str
    transfer_id: str
    recipient: str
    submitted_on: date | None
    days: int | None
    norm: int | None
    slow: bool
    blocker: str
    case_id: str


@dataclass(frozen=True, slots=True)
class Due:
    """A condition that is not settled; ``overdue`` after its day, ``lacks`` what it is not measured by."""

    condition_id: str
    text: str
    kind: str
    status: str
    about_id: str
    about: str
    metric: str
    target: str
    due_on: date | None
    sunset: date | None
    days_left: int | None
    overdue: bool
    lacks: tuple[str, ...]
    case_id: str


def vetting_queue(view: Snapshot, case_id: str = "", *, settled: bool = False) -> list[InVetting]:
    """What is to be vetted before it may go ahead, first what is needed first; with ``settled`` also what is good.

    Units that take part in a transfer or course without a vetting stand in it too: a question, never a verdict.
    """
    scope = Scope(view)
    commanders = commander_on(view, scope.day)
    found: dict[tuple[str, str], InVetting] = {}
    for taking in takings(view, scope):
        commander = commanders.get(taking.unit.id)
        doubt = fault(taking.vetting, commander, scope)
        found[taking.activity.id, taking.unit.id] = _taking(taking, doubt, scope)
    done = {one.vetting_id for one in found.values()}
    for vetting in view.all(Vetting):
        about = vetting.transfer_id or vetting.programme_id or ""
        if vetting.id not in done and (vetting.outcome in _OUTCOMES_OPEN or settled):
            found[about, vetting.id] = _vetting(view, vetting, scope)
    kept = [one for one in found.values() if (settled or one.doubt) and case_id in {"", one.case_id}]
    return sorted(kept, key=lambda one: (one.needed_by or date.max, one.subject.casefold(), one.activity))


def _taking(taking: Taking, doubt: str, scope: Scope) -> InVetting:
    vetting, activity = taking.vetting, taking.activity
    return InVetting(
        vetting_id=vetting.id if vetting else "",
        subject=taking.unit.name,
        unit_id=taking.unit.id,
        activity_id=activity.id,
        activity=activity.title,
        step=vetting.step if vetting else "",
        outcome=vetting.outcome if vetting else "",
        commander=vetting.commander if vetting else "",
        needed_by=_last(vetting.needed_by if vetting else None),
        valid_until=good_until(vetting, scope) if vetting and vetting.outcome == "approved" else None,
        remediation=vetting.remediation if vetting else "",
        case_id=activity.case_id or "",
        doubt=f"{taking.unit.name} {doubt}." if doubt else "",
    )


def _vetting(view: Snapshot, vetting: Vetting, scope: Scope) -> InVetting:
    about = vetting.transfer_id or vetting.programme_id or ""
    doubt = fault(vetting, None, scope)
    return InVetting(
        vetting_id=vetting.id,
        subject=vetting.subject,
        unit_id=vetting.unit_id or "",
        activity_id=about,
        activity=vetting.activity or scope.name(about),
        step=vetting.step,
        outcome=vetting.outcome,
        commander=vetting.commander,
        needed_by=_last(vetting.needed_by),
        valid_until=good_until(vetting, scope) if vetting.outcome == "approved" else None,
        remediation=vetting.remediation,
        case_id=_case_of(view, vetting),
        doubt=f"{vetting.subject} {doubt}." if doubt else "",
    )


def _case_of(view: Snapshot, vetting: Vetting) -> str:
    rows = view.sql(
        "SELECT case_id FROM transfer WHERE id = ? UNION ALL SELECT case_id FROM programme WHERE id = ?",
        vetting.transfer_id,
        vetting.programme_id,
    )
    return next((case_id for (case_id,) in rows if case_id), "")


def vettings_of(view: Snapshot, transfer_id: str) -> list[InVetting]:
    """How the units and persons of one transfer stand: by index, however many other transfers there are.

    Raises:
        UserError: There is no such transfer.
    """
    transfer, scope = view.get(Transfer, transfer_id), Scope(view)
    found = [
        replace(_taking(Taking(transfer, one.unit, one.vetting), "", scope), doubt=one.doubt)
        for one in standing_of(view, units_of(view, transfer), scope)
    ]
    done = {one.vetting_id for one in found}
    others = view.all(Vetting, Vetting.transfer_id == transfer_id, order=Vetting.subject)
    return found + [_vetting(view, one, scope) for one in others if one.id not in done]


def end_use_queue(
    view: Snapshot, case_id: str = "", *, closed: bool = False, transfer_id: str = ""
) -> list[InEndUse]:
    """Checks that are planned, overdue or want a follow-up, and transfers without a plan; what is late comes first.

    With ``transfer_id`` those of one transfer alone, read by index.
    """
    scope = Scope(view)
    about = [EndUseCheck.transfer_id == transfer_id] if transfer_id else []
    itself = [Transfer.id == transfer_id] if transfer_id else []
    found = [_check(check, scope) for check in view.all(EndUseCheck, *about)]
    checked = {one.transfer_id for one in found}
    unplanned = (Transfer.status.in_(sorted(PLANNED_FROM)), Transfer.check_on.is_(None), *itself)
    bare = view.select(_PLAN.where(*unplanned))  # columns, not records: there may be tens of thousands
    found += [_plan(one) for one in bare if one.id not in checked and scope.ours(one.supplier_id)]
    kept = [
        one
        for one in found
        if (closed or one.need) and case_id in {"", one.case_id} and scope.live(one.case_id or None)
    ]
    return sorted(
        kept,
        key=lambda one: (
            not one.overdue,
            one.planned_on or one.follow_up_by or date.max,
            one.title,
            one.check_id,
        ),
    )


def _check(check: EndUseCheck, scope: Scope) -> InEndUse:
    undone = check.done_on is None and check.status not in CLOSED_CHECKS
    adverse = check.result in ADVERSE and check.follow_up_done_on is None
    by = check.planned_on if undone else check.follow_up_by if adverse else None
    return InEndUse(
        check_id=check.id,
        title=check.title,
        transfer_id=check.transfer_id or "",
        transfer=scope.name(check.transfer_id),
        monitoring=check.monitoring,
        kind=check.kind,
        status=check.status,
        planned_on=_last(check.planned_on),
        result=check.result,
        follow_up=check.follow_up,
        follow_up_by=_last(check.follow_up_by),
        case_id=check.case_id or "",
        need="make" if undone else "follow_up" if adverse else "",
        overdue=(by is not None and by.last < scope.day) or (adverse and not check.follow_up),
    )


def _plan(transfer: Any) -> InEndUse:
    return InEndUse(
        check_id="",
        title="No end-use check is planned",
        transfer_id=transfer.id,
        transfer=transfer.title,
        monitoring="",
        kind="",
        status="",
        planned_on=None,
        result="",
        follow_up="",
        follow_up_by=None,
        case_id=transfer.case_id or "",
        need="plan",
        overdue=False,
    )


def licences_pending(view: Snapshot, case_id: str = "") -> list[Waiting]:
    """Licences without a decision, the one that has waited longest first; returned without action is not among them."""
    scope = Scope(view)
    found = view.all(Licence, Licence.outcome.in_(sorted(PENDING_OUTCOMES)))
    kept = [one for one in found if scope.live(one.case_id) and case_id in {"", one.case_id}]
    made = [_waiting(one, scope) for one in kept]
    return sorted(
        made,
        key=lambda one: (-(one.days if one.days is not None else -1), one.title.casefold(), one.licence_id),
    )


def _waiting(licence: Licence, scope: Scope) -> Waiting:
    days, norm = licence.days_pending(scope.day), usual_days(licence, scope)
    return Waiting(
        licence_id=licence.id,
        title=licence.title,
        number=licence.number,
        kind=licence.kind,
        outcome=licence.outcome,
        transfer_id=licence.transfer_id or "",
        recipient=scope.name(licence.recipient_id),
        submitted_on=licence.submitted_on.first if licence.submitted_on else None,
        days=days,
        norm=norm,
        slow=days is not None and norm is not None and days > norm,
        blocker=licence.blocker,
        case_id=licence.case_id or "",
    )


def conditions_due(view: Snapshot, case_id: str = "", *, within_days: int | None = None) -> list[Due]:
    """Conditions that are not settled, what falls due first before the rest; those without a day come last.

    A waiver counts until its last day; a waiver that has run out leaves the condition open again.
    """
    scope = Scope(view)
    horizon = None if within_days is None else scope.day + timedelta(days=within_days)
    made = [
        _due(one, scope)
        for one in view.all(Condition)
        if scope.live(one.case_id) and case_id in {"", one.case_id} and not _settled(one, scope.day)
    ]
    kept = [one for one in made if horizon is None or (_end(one) or date.max) <= horizon]
    return sorted(kept, key=lambda one: (_end(one) or date.max, one.text.casefold(), one.condition_id))


def _settled(one: Condition, day: date) -> bool:
    if one.status == "waived" and one.waived_until is not None and one.waived_until.last < day:
        return False
    return one.status in _SETTLED


def _due(one: Condition, scope: Scope) -> Due:
    about = (
        one.transfer_id
        or one.programme_id
        or one.licence_id
        or one.agreement_id
        or one.measure_id
        or one.partner_id
    )
    wanted = {
        "measure": one.metric,
        "target": one.target,
        "owner": one.owner_id,
        "date": one.due_on or one.ends_on,
    }
    due = _last(one.due_on)
    return Due(
        condition_id=one.id,
        text=one.text,
        kind=one.kind,
        status=one.status,
        about_id=about or "",
        about=scope.name(about),
        metric=one.metric,
        target=one.target,
        due_on=due,
        sunset=_last(one.ends_on),
        days_left=(due - scope.day).days if due else None,
        overdue=due is not None and due < scope.day,
        lacks=tuple(name for name, value in wanted.items() if not value),
        case_id=one.case_id or "",
    )


def _end(one: Due) -> date | None:
    return min((day for day in (one.due_on, one.sunset) if day), default=None)


def _last(day: PartialDate | None) -> date | None:
    return None if day is None or day.last == date.max else day.last


__all__ = [
    "Due",
    "InEndUse",
    "InVetting",
    "Waiting",
    "conditions_due",
    "end_use_queue",
    "licences_pending",
    "vetting_queue",
    "vettings_of",
]

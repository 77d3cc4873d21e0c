"""Q29: nothing was logged in an active case for hours, or a shift ended without a handover."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, lapse, ordinal, quoted
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.watch import DutyShift, Handover
from crisisdesk.store.snapshot import Snapshot

_LAST: Any = select(LogEntry.case_id, func.max(LogEntry.entered_at)).group_by(LogEntry.case_id)
_QUIET, _SHIFTS, _UNREAD = "finding-quiet-case", "finding-recent-shifts", "finding-unread-handover"


def quiet(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Cases first, then shifts, then handovers that nobody acknowledged."""
    last: dict[str, datetime | None] | None = None
    for case in scope.open_cases.values():
        limit = _limit(case, scope)
        if limit is not None:
            last = dict(view.select(_LAST)) if last is None else last
            yield from _case(scope, case, last.get(case.id), limit)
    handovers = view.all(Handover)
    yield from _shifts(view, scope, handovers)
    for one in handovers:
        yield from _unread(scope, one)


def _limit(case: CrisisCase, scope: Scope) -> timedelta | None:
    """As the case says, else by the limit of the desk for cases in its phases."""
    if case.quiet_hours:
        return timedelta(hours=case.quiet_hours)
    return scope.limits.span(_QUIET) if case.phase in scope.limits.words(_QUIET, "phase") else None


def _case(scope: Scope, case: CrisisCase, last: datetime | None, limit: timedelta) -> Iterator[Finding]:
    since = last or case.opened_at
    if since is None or scope.now - since <= limit:
        return
    said = f"the last entry is of {at(last)}" if last else f"it was opened {at(since)} and has no entry"
    yield Finding(
        check="Q29",
        gravity=Gravity.CAUTION,
        reason=f"Nothing was logged in {quoted(case.title)} ({case.phase.replace('_', ' ')}) for {lapse(scope.now - since)}: {said}.",
        records=(case.id,),
        proposed="Log what is known, even if it is that nothing happened, or change its phase.",
        case_id=case.id,
        aspect="quiet",
    )


def _shifts(view: Snapshot, scope: Scope, handovers: list[Handover]) -> Iterator[Finding]:
    """One finding for each duty: the shifts of the last days that ended since somebody handed it over."""
    recent = scope.limits.span(_SHIFTS)
    ended: dict[tuple[str, str | None], list[tuple[datetime, DutyShift]]] = defaultdict(list)
    for shift in view.all(DutyShift, DutyShift.begins_at <= scope.now) if recent else ():
        end = shift.signed_off_at or shift.ends_at
        if end is not None and recent is not None and scope.now - recent <= end <= scope.now:
            ended[shift.kind, shift.case_id].append((end, shift))
    for held in ended.values():
        held.sort(key=lambda one: (one[0], one[1].id))
        done = max((place for place, one in enumerate(held, 1) if _handed(one[1], handovers)), default=0)
        if open_ := held[done:]:
            yield _shift(open_)


def _handed(shift: DutyShift, handovers: list[Handover]) -> bool:
    """Whether a handover names the shift, or its officer handed over after it began."""
    return any(
        one.outgoing_shift_id == shift.id
        or (
            one.outgoing_shift_id is None
            and one.outgoing.casefold() == shift.officer.casefold()
            and one.at is not None
            and one.at >= shift.begins_at
        )
        for one in handovers
    )


def _shift(held: list[tuple[datetime, DutyShift]]) -> Finding:
    end, shift = held[-1]
    before = f", the {ordinal(len(held))} in a row" if len(held) > 1 else ""
    return Finding(
        check="Q29",
        gravity=Gravity.CAUTION,
        reason=f"The shift of {shift.officer} ended {at(end)} without a handover{before}.",
        records=(shift.id,),
        proposed="Write the handover, and have it acknowledged.",
        case_id=shift.case_id or "",
        aspect="shift",
        evidence=tuple(one.id for _, one in held[:-1]),
    )


def _unread(scope: Scope, one: Handover) -> Iterator[Finding]:
    limit = scope.limits.span(_UNREAD)
    if one.is_open and one.at is not None and limit is not None and scope.now - one.at > limit:
        whom = one.incoming or "the next officer"
        yield Finding(
            check="Q29",
            gravity=Gravity.CAUTION,
            reason=f"Handover {quoted(one.title)} of {at(one.at)} was not acknowledged by {whom} for {lapse(scope.now - one.at)}.",
            records=(one.id,),
            proposed="Read and acknowledge it.",
            case_id=one.case_id or "",
            aspect="unread",
        )


CHECK = Check(
    "Q29",
    "quiet_case",
    "No log entry for hours in an active case; shift without handover",
    quiet,
    (_QUIET, _SHIFTS, _UNREAD),
)

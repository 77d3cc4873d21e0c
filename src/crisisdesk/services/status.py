"""The desk in a few lines: what somebody who comes in wants to hear first."""

from collections import Counter
from datetime import timedelta

from crisisdesk.checks.finding import Gravity
from crisisdesk.checks.running import findings
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.moments import dtg
from crisisdesk.services.clocks import clocks
from crisisdesk.services.standing import desk_banner
from crisisdesk.store.snapshot import Snapshot

WITHIN_DAYS = 7
_SHOWN = 3


def status(view: Snapshot) -> list[str]:
    """Some ten lines of plain text on how the desk stands at the moment of the snapshot."""
    desk = view.find(Desk, DESK_ID)
    head = f"{desk.name if desk else 'Desk'}, {dtg(view.moment)}: {desk_banner(view)}"
    return [
        head + (" (EXERCISE)" if desk and desk.exercise else ""),
        *_cases(view),
        _actions(view),
        *_clocks(view),
        *_findings(view),
    ]


def _cases(view: Snapshot) -> list[str]:
    at_work = [case for case in view.all(CrisisCase) if case.is_open]
    lines = [f"Open cases: {len(at_work)}."]
    for case in sorted(at_work, key=lambda case: -case.severity.rank)[:_SHOWN]:
        due = f", next brief {dtg(case.brief_due_at)}" if case.brief_due_at else ""
        lines.append(f"  {case.title}: {case.severity.value}, phase {_words(case.phase)}{due}.")
    return lines


def _actions(view: Snapshot) -> str:
    due = [action.due_at for action in view.all(Action) if action.is_open and action.due_at]
    late = sum(moment < view.moment for moment in due)
    soon = sum(view.moment <= moment < view.moment + timedelta(hours=24) for moment in due)
    return f"Actions: {late} late, {soon} due within 24 hours."


def _clocks(view: Snapshot) -> list[str]:
    ending = [clock for clock in clocks(view, within_days=WITHIN_DAYS) if (clock.days_left or 0) >= 0]
    lines = [f"Clocks that end within {WITHIN_DAYS} days: {len(ending)}."]
    return [
        *lines,
        *(
            f"  {clock.caption}: {_words(clock.kind)}, {clock.days_left} days left."
            for clock in ending[:_SHOWN]
        ),
    ]


def _findings(view: Snapshot) -> list[str]:
    found = findings(view)
    counts = Counter(finding.gravity for finding in found)
    words = ", ".join(
        f"{counts[gravity]} {gravity.value}" for gravity in reversed(Gravity) if counts[gravity]
    )
    lines = [f"Findings: {words or 'none'}."]
    return [*lines, *(f"  {finding.reason}" for finding in found[:_SHOWN])]


def _words(code: str) -> str:
    return code.replace("_", " ")

"""Q1: a partner holds an open action, and nobody there can be reached (MISSION N3)."""

from collections import defaultdict
from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, counted, few, quoted
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.store.snapshot import Snapshot

URGENT = frozenset({"immediate", "niact_immediate", "flash"})


def unreachable_partners(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Partners with an open action to whom no working channel leads, with what stands in the way."""
    for partner_id, actions in open_actions(view, scope).items():
        if next(scope.reach.working(partner_id), None) is None:
            yield _finding(scope, partner_id, actions)


def open_actions(view: Snapshot, scope: Scope) -> dict[str, list[Action]]:
    """The open actions of live cases, by the partner who holds them, the next one due first."""
    found: dict[str, list[Action]] = defaultdict(list)
    open_ = Action.status.not_in(sorted(CLOSED_ACTIONS))
    for action in view.all(Action, open_, Action.partner_id.is_not(None), order=Action.due_at.nulls_last()):
        if action.partner_id and scope.live(action.case_id):
            found[action.partner_id].append(action)
    return found


def _finding(scope: Scope, partner_id: str, actions: list[Action]) -> Finding:
    first = actions[0]
    late = any(a.due_at is not None and a.due_at <= scope.now for a in actions)
    urgent = late or any(a.precedence in URGENT for a in actions)
    due = f", due {at(first.due_at)}" if first.due_at else ""
    held = quoted(first.title) + due
    if len(actions) > 1:
        held = f"{counted(len(actions), 'open action')}, first {held}"
    why = few(scope.reach.obstacles(partner_id)) or "no post and no channel is known"
    return Finding(
        check="Q1",
        gravity=Gravity.CRITICAL if urgent else Gravity.SERIOUS,
        reason=f"{scope.name(partner_id)} holds {held}, and has no verified contact that works: {why}.",
        records=(partner_id,),
        proposed="Name a deputy or another post with a working channel, or give the action to somebody who can be reached.",
        case_id=common_case(actions),
        evidence=tuple(action.id for action in actions),
        partners=(partner_id,),
    )


def common_case(actions: list[Action]) -> str:
    """The one case of some actions; empty where they belong to several or none."""
    cases = {action.case_id for action in actions}
    return next(iter(cases)) or "" if len(cases) == 1 else ""


CHECK = Check(
    "Q1",
    "unreachable_partner",
    "Partner with an open action and no reachable verified contact",
    unreachable_partners,
    ("contact-stale",),
)

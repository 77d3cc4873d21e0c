"""Q25: what is stuck between two forces touches an open action."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.unreachable_partner import common_case
from crisisdesk.checks.words import few, quoted
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.exercises import Interoperability
from crisisdesk.store.snapshot import Snapshot


def bottlenecks(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """It touches the action that it names, or else every open action of its two ends."""
    stuck = view.all(Interoperability, Interoperability.stuck.is_(True))
    open_ = view.all(Action, Action.status.not_in(sorted(CLOSED_ACTIONS))) if stuck else []
    live = [action for action in open_ if scope.live(action.case_id)]
    for one in stuck:
        ends = scope.family(one.partner_id) | scope.family(one.other_id)
        touched = [
            action
            for action in live
            if action.id == one.action_id or (one.action_id is None and action.partner_id in ends)
        ]
        if touched:
            yield _finding(scope, one, touched)


def _finding(scope: Scope, one: Interoperability, touched: list[Action]) -> Finding:
    pair = scope.name(one.partner_id) + (f" and {scope.name(one.other_id)}" if one.other_id else "")
    actions = few([quoted(action.title) for action in touched])
    return Finding(
        check="Q25",
        gravity=Gravity.CAUTION,
        reason=f"Between {pair if one.other_id else f'{pair} and us'}, {one.domain.replace('_', ' ')} is stuck "
        f"({quoted(one.obstacle)}), which touches {actions}.",
        records=(one.id,),
        proposed="Find a way around it for the action, or change the action.",
        case_id=common_case(touched),
        evidence=tuple(action.id for action in touched),
        partners=tuple(filter(None, (one.partner_id, one.other_id))),
    )


CHECK = Check("Q25", "bottleneck", "Interoperability bottleneck that touches an open action", bottlenecks)

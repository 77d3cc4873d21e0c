"""Q19: a decision without reason, authority, a second option or an argument against it; dissent without its reason (N17)."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import few, listed, without
from crisisdesk.model.decisions import MADE_DECISIONS, Decision, options_in
from crisisdesk.model.deliberation import AgencyPosition, Consideration, DecisionOption
from crisisdesk.store.snapshot import Snapshot

_WEIGHED = sorted((MADE_DECISIONS - {"superseded"}) | {"considered", "submitted"})
_TWO = 2


def unweighed(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Decisions that are before somebody, or were taken; drafts are left in peace."""
    options = Counter(one.decision_id for one in view.all(DecisionOption))
    against = {one.decision_id for one in view.all(Consideration, Consideration.side == "against")}
    dissent: dict[str, list[AgencyPosition]] = defaultdict(list)
    for position in view.all(AgencyPosition, AgencyPosition.stance.in_(("opposes", "reserves"))):
        dissent[position.decision_id].append(position)
    for decision in view.all(Decision, Decision.status.in_(_WEIGHED)):
        if not scope.live(decision.case_id):
            continue
        opposed = decision.id in against or bool(dissent[decision.id]) or _argued(decision)
        lacks = _lacks(
            decision, max(options[decision.id], len(options_in(decision.options))), opposed=opposed
        )
        silent = [one for one in dissent[decision.id] if not one.reason]
        if lacks or silent:
            yield _finding(scope, decision, lacks, silent)


def _argued(decision: Decision) -> bool:
    """Whether prose weighs the matter: dissent is told, or considerations of more than one paragraph."""
    return bool(decision.dissent) or len(decision.considerations.strip().split("\n")) >= _TWO


def _lacks(decision: Decision, options: int, *, opposed: bool) -> list[str]:
    wanted = {
        "reason": bool(decision.reason),
        "authority": bool(decision.authority or decision.decided_by_id),
        "second option": options >= _TWO,
        "opposing consideration": opposed,
    }
    return [name for name, there in wanted.items() if not there]


def _finding(scope: Scope, decision: Decision, lacks: list[str], silent: list[AgencyPosition]) -> Finding:
    faults = [f"has {without(lacks)}"] if lacks else []
    if silent:
        names = few(scope.names(one.partner_id for one in silent))
        faults.append(f"keeps no reason of the dissent of {names}")
    made = decision.status in MADE_DECISIONS
    return Finding(
        check="Q19",
        gravity=Gravity.SERIOUS if {"reason", "authority"} & set(lacks) else Gravity.CAUTION,
        reason=f"Decision {scope.title(decision.id)} ({decision.status.replace('_', ' ')}) {listed(faults)}.",
        records=(decision.id,),
        proposed="Add what is missing from the record of those who took it."
        if made
        else "Add what is missing before it is decided.",
        case_id=decision.case_id,
        evidence=tuple(one.id for one in silent),
        partners=tuple(one.partner_id for one in silent),
    )


CHECK = Check(
    "Q19",
    "unweighed_decision",
    "Decision without reason, authority, second option or opposing consideration",
    unweighed,
)

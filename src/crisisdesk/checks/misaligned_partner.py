"""Q15: a partner is tasked to carry a measure, and is misaligned or unknown on it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.alignments import current_alignments, live_measures
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.unreachable_partner import open_actions
from crisisdesk.checks.words import on
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.views import Mention
from crisisdesk.store.snapshot import Snapshot

_PROMISES = ("sanctions_alignment", "sanctions_enforcement")
_DROPPED = ("lapsed", "withdrawn")
_APART = {
    AlignmentState.OPPOSED: Gravity.SERIOUS,
    AlignmentState.UNDER_STUDY: Gravity.CAUTION,
    AlignmentState.EXEMPTED: Gravity.CAUTION,
    AlignmentState.EXPIRED: Gravity.CAUTION,
    AlignmentState.UNKNOWN: Gravity.CAUTION,
}
_STATES: Any = select(Partner.id).where(Partner.kind == "state")
Task = dict[str, dict[str, str]]  # by measure, then by partner: the record that gives the task


def misaligned(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Tasked is who promised to carry the measures of their issuer, coordinates sanctions with it, or is named with one."""
    measures = live_measures(view, scope)
    tasks = _tasks(view, scope, measures) if measures else {}
    stands = current_alignments(view, scope) if tasks else {}
    for measure in measures:
        for partner_id, task_id in sorted(tasks.get(measure.id, {}).items()):
            held = stands.get(measure.id, {}).get(partner_id)
            gravity = _APART.get(held.state if held else AlignmentState.UNKNOWN)
            if gravity is not None and partner_id not in scope.home:
                yield _finding(scope, measure, partner_id, task_id, held, gravity=gravity)


def _tasks(view: Snapshot, scope: Scope, measures: list[Measure]) -> Task:
    """Offices carry measures for their state, so the state is asked."""
    found: Task = defaultdict(dict)
    by_case: dict[str | None, list[Measure]] = defaultdict(list)
    for measure in measures:
        by_case[measure.case_id].append(measure)
    for case_id, partner_id, with_id, record_id in _of_cases(view, scope):
        for measure in by_case[case_id] if case_id else ():
            if _issued_by(scope, measure, with_id) and not _issued_by(scope, measure, partner_id):
                found[measure.id].setdefault(scope.root(partner_id), record_id)
    for measure_id, partner_id, record_id in _of_measures(view, scope, [m.id for m in measures]):
        found[measure_id].setdefault(scope.root(partner_id), record_id)
    return found


def _issued_by(scope: Scope, measure: Measure, partner_id: str | None) -> bool:
    """Whether a measure is of this partner's state; without a partner, whether it is ours."""
    if partner_id is None:
        return scope.ours(measure.issuer_id)
    return measure.issuer_id is not None and scope.root(measure.issuer_id) == scope.root(partner_id)


def _of_cases(view: Snapshot, scope: Scope) -> Iterator[tuple[str | None, str, str | None, str]]:
    """Case, who carries, whose measures (nobody for ours), and the record that says so."""
    states = {partner_id for (partner_id,) in view.select(_STATES)}
    for promise in view.all(Commitment, Commitment.kind.in_(_PROMISES), Commitment.status.not_in(_DROPPED)):
        to = promise.receiver_id if promise.receiver_id in states else None
        yield promise.case_id, promise.giver_id, to, promise.id
    for link in view.all(Link, Link.kind == "coordinates_sanctions"):
        if link.in_force(scope.day) and link.status != "broken":
            yield link.case_id, link.from_id, link.to_id, link.id
            yield link.case_id, link.to_id, link.from_id, link.id


def _of_measures(view: Snapshot, scope: Scope, measure_ids: list[str]) -> Iterator[tuple[str, str, str]]:
    tasked = {a.id: p for p, actions in open_actions(view, scope).items() for a in actions}
    for mention in view.all(Mention, Mention.to_key.in_(measure_ids[:900])):
        if mention.from_key in tasked:
            yield mention.to_key, tasked[mention.from_key], mention.from_key


def _finding(
    scope: Scope, measure: Measure, partner_id: str, task_id: str, held: Alignment | None, *, gravity: Gravity
) -> Finding:
    state = held.state.value.replace("_", " ") if held else "unknown"
    since = f" since {on(held.begins_on)}" if held and held.begins_on and state != "unknown" else ""
    return Finding(
        check="Q15",
        gravity=gravity,
        reason=f"{scope.name(partner_id)} is to carry measure {scope.title(measure.id)} ({scope.title(task_id)}), and its "
        f"position on it is {state}{since}.",
        records=(measure.id, partner_id),
        proposed="Ask for its position, and note it with the day and the source."
        if state == "unknown"
        else "Settle who carries the measure in its place, or what would bring it along.",
        case_id=measure.case_id or "",
        evidence=tuple(filter(None, (task_id, held.id if held else ""))),
        partners=(partner_id,),
    )


CHECK = Check(
    "Q15",
    "misaligned_partner",
    "Partner misaligned or unknown on a measure that it is to carry",
    misaligned,
)

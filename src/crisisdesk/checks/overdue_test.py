"""Q2: the test of a hotline is overdue, or none was ever noted."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.line_states import LineState, interval, line_states
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, lapse
from crisisdesk.store.snapshot import Snapshot


def overdue_tests(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Lines whose test is late; one that is silent is told of once, by Q3."""
    longest = scope.limits.amount("finding-silence-streak")
    for state in line_states(view, scope):
        if longest is not None and len(state.streak) >= longest:
            continue
        if state.due is not None and state.due < scope.now:
            yield _finding(state, scope, _late(state, scope), Gravity.CAUTION)
        elif state.due is None and not state.rings and interval(state.line, scope) is not None:
            yield _finding(state, scope, "has no test on record, though it is to be tested", Gravity.INFO)


def _late(state: LineState, scope: Scope) -> str:
    assert state.due is not None
    last = f"; last used {at(state.rings[0].at)}" if state.rings else "; no test is on record"
    return f"was to be tested by {at(state.due)}, {lapse(scope.now - state.due)} ago{last}"


def _finding(state: LineState, scope: Scope, said: str, gravity: Gravity) -> Finding:
    line = state.line
    return Finding(
        check="Q2",
        gravity=gravity,
        reason=f"Hotline {scope.title(line.id)} {said}.",
        records=(line.id,),
        proposed="Test it now and note the result, or note why no test is made.",
        evidence=tuple(ring.id for ring in state.rings[:1]),
        partners=tuple(filter(None, (line.from_id, line.to_id))),
    )


CHECK = Check(
    "Q2", "overdue_test", "Hotline whose test is overdue", overdue_tests, ("test-*", "finding-silence-streak")
)

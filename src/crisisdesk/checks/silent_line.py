"""Q3: a hotline was not answered several times in a row (MISSION N5).

Silence may be weather or policy: the finding says how long and how often, and a cause only where one was noted.
"""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.line_states import LineState, line_states
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, counted, listed, ordinal
from crisisdesk.store.snapshot import Snapshot


def silent_lines(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One finding for each line, however long its streak of misses is."""
    longest = scope.limits.amount("finding-silence-streak")
    for state in line_states(view, scope):
        if longest is not None and len(state.streak) >= longest:
            yield _finding(state, scope)


def _finding(state: LineState, scope: Scope) -> Finding:
    line, streak = state.line, state.streak
    newest = streak[0]
    kind = newest.result.replace("_", " ")
    since = f"last answered {at(state.answered.at)}" if state.answered else "no answer is on record"
    overdue = ", and the next test is overdue" if state.due is not None and state.due < scope.now else ""
    return Finding(
        check="Q3",
        gravity=Gravity.SERIOUS,
        reason=f"Hotline {scope.title(line.id)} was missed at {at(newest.at)} ({kind}): {ordinal(len(streak))} in a row, "
        f"cause {cause(state)}; {since}{overdue}.",
        records=(line.id,),
        proposed=_proposed(state),
        evidence=tuple(ring.id for ring in streak),
        partners=tuple(filter(None, (line.from_id, line.to_id))),
    )


def cause(state: LineState) -> str:
    """What was noted of the misses in a row; unknown stays unknown, even where some of them were explained."""
    causes = [ring.cause.replace("_", " ") or "unknown" for ring in state.streak]
    known = list(dict.fromkeys(one for one in causes if one != "unknown"))
    if len(known) == 1 and "unknown" not in causes:
        return known[0]
    told = listed([f"{one} noted for {counted(causes.count(one), 'miss', 'misses')}" for one in known])
    return f"unknown ({told})" if known else "unknown"


def _proposed(state: LineState) -> str:
    other = next(filter(None, (state.line.backup, state.line.fallback.partition("\n")[0].rstrip("."))), "")
    way = f" ({other})" if other else ""
    return f"Try another way{way}, and keep the technical and the political reading open until the cause is known."


# the second rule says when the log of a case tells of a streak by itself
_LIMITS = ("finding-silence-streak", "finding-streak-log")
CHECK = Check("Q3", "silent_line", "Hotline that is not answered", silent_lines, _LIMITS)

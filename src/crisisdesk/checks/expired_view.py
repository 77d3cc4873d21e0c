"""Q30: an assumption has run out, or a threat assessment is past its review (MISSION N19)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, on
from crisisdesk.model.assessments import Threat
from crisisdesk.model.deliberation import Assumption
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.store.snapshot import Snapshot

_HELD = ("holds", "doubtful")
_CORRECTED: Any = select(LogEntry.corrects_id).where(LogEntry.corrects_id.is_not(None))
_LOGGED: Any = select(LogEntry.id, LogEntry.case_id, LogEntry.holds_until).where(
    LogEntry.assertion == Assertion.ASSUMPTION, LogEntry.holds_until.is_not(None)
)


def expired_views(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Assumptions that are still held, those of the log that were not corrected, then threats."""
    for one in view.all(Assumption, Assumption.state.in_(_HELD), Assumption.expires_on.is_not(None)):
        if one.expires_on is not None and one.expires_on.last < scope.day and scope.live(one.case_id):
            yield _assumption(scope, one.id, on(one.expires_on), one.case_id, one.test)
    for entry_id, case_id, until in view.select(
        _LOGGED.where(LogEntry.holds_until < scope.now, LogEntry.id.not_in(_CORRECTED))
    ):
        if case_id in scope.open_cases:
            yield _assumption(scope, entry_id, at(until), case_id, "")
    for threat in view.all(Threat, Threat.review_on.is_not(None)):
        if threat.review_on is not None and threat.review_on.last < scope.day and scope.live(threat.case_id):
            yield _threat(scope, threat)


def _assumption(scope: Scope, record_id: str, until: str, case_id: str | None, test: str) -> Finding:
    return Finding(
        check="Q30",
        gravity=Gravity.CAUTION,
        reason=f"The assumption {scope.title(record_id)} ran out {until}.",
        records=(record_id,),
        proposed="Make its test, and hold, change or drop it."
        if test
        else "Look at it anew: hold, change or drop it.",
        case_id=case_id or "",
        aspect="assumption",
    )


def _threat(scope: Scope, threat: Threat) -> Finding:
    holder = f" of {scope.name(threat.holder_id)}" if threat.holder_id else ""
    assert threat.review_on is not None
    return Finding(
        check="Q30",
        gravity=Gravity.CAUTION,
        reason=f"The threat assessment {scope.title(threat.id)}{holder} was to be reviewed by {on(threat.review_on)}.",
        records=(threat.id,),
        proposed="Ask its holder whether the view still stands.",
        case_id=threat.case_id or "",
        aspect="threat",
        partners=tuple(filter(None, (threat.holder_id, threat.subject_id))),
    )


CHECK = Check("Q30", "expired_view", "Assumption run out; threat assessment past its review", expired_views)

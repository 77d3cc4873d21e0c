"""How a hotline stands: its last test, its streak of misses, when it is silent for too long.

Silence may be weather or policy: the words here say how long and how often, never why, unless the cause is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.briefing.terms import lapse, ordinal
from crisisdesk.model.channels import Call, Hotline

MISSED = frozenset({"no_answer", "comms_fault", "refused", "left_message"})
_REACHED = frozenset({"answered", "late"})


@dataclass(frozen=True, slots=True)
class LineState:
    """What the calls on a hotline say of it at one moment.

    ``streak`` is the number of misses in a row up to now; ``due`` is when the next test is or was due.
    """

    last: Call | None
    streak: int
    due: datetime | None
    overdue: bool
    calls: tuple[Call, ...] = ()

    def words(self, now: datetime) -> str:
        """The state in a few words, such as ``third miss in a row, cause unknown``."""
        if self.streak:
            cause = next((c.cause for c in reversed(self.calls) if c.result in MISSED and c.cause), "unknown")
            which = "missed" if self.streak == 1 else f"{ordinal(self.streak)} miss in a row"
            return f"{which}, cause {cause.replace('_', ' ')}"
        if self.overdue and self.due is not None:
            return f"test overdue by {lapse(now - self.due)}"
        return "" if self.last else "never tested"


def state_of(line: Hotline, calls: Iterable[Call], now: datetime) -> LineState:
    """Judge a hotline by the calls on it up to a moment."""
    own = [c for c in calls if c.hotline_id == line.id and c.at is not None and c.at <= now]
    own.sort(key=lambda call: (call.at or now, call.id))
    own = [call for call in own if call.result in MISSED | _REACHED]
    streak = 0
    for call in reversed(own):
        if call.result in _REACHED:
            break
        streak += 1
    last = own[-1] if own else None
    due = line.next_test_at
    if line.test_hours and last is not None and last.at is not None:
        by_interval = last.at + timedelta(hours=line.test_hours)
        due = by_interval if due is None or due <= last.at else due
    silent = line.status in {"suspended", "severed"}
    return LineState(last, streak, due, due is not None and due < now and not silent, tuple(own))

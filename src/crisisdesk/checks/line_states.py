"""How hotlines stand by the calls and tests on them (domain facts 8.1; MISSION N5)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from crisisdesk.checks.scope import Scope
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.store.snapshot import Snapshot

REACHED = frozenset({"answered", "late"})
MISSED = frozenset({"no_answer", "comms_fault", "refused", "left_message"})
CLOSED_LINES = frozenset({"suspended", "severed"})
_CALLS: Any = select(Call.hotline_id, Call.id, Call.at, Call.result, Call.cause)


@dataclass(frozen=True, slots=True)
class Ring:
    """One call or test on a line that was answered or missed."""

    id: str
    at: datetime
    result: str
    cause: str


@dataclass(frozen=True, slots=True)
class LineState:
    """A line with its rings since the last answer and that one, the newest first.

    ``due`` is when its next test is or was due, as far as that is known.
    """

    line: Hotline
    rings: tuple[Ring, ...]
    due: datetime | None

    @property
    def streak(self) -> tuple[Ring, ...]:
        """The misses in a row up to now, the newest first."""
        misses: list[Ring] = []
        for ring in self.rings:
            if ring.result in REACHED:
                break
            misses.append(ring)
        return tuple(misses)

    @property
    def answered(self) -> Ring | None:
        """The last time that somebody answered."""
        return next((ring for ring in self.rings if ring.result in REACHED), None)


def line_states(view: Snapshot, scope: Scope) -> list[LineState]:
    """The state of every hotline that is not suspended or severed."""
    lines = view.all(Hotline, Hotline.status.not_in(sorted(CLOSED_LINES)), order=Hotline.name)
    rings = _rings(view, scope) if lines else {}
    return [
        LineState(line, found := tuple(rings.get(line.id, ())), _due(line, found, scope)) for line in lines
    ]


def _rings(view: Snapshot, scope: Scope) -> dict[str, list[Ring]]:
    """What older years hold is left in the file."""
    past = (Call.hotline_id.is_not(None), Call.at <= scope.now)
    reached = select(Call.hotline_id, func.max(Call.at).label("at")).where(
        *past, Call.result.in_(sorted(REACHED))
    )
    last: Any = reached.group_by(Call.hotline_id).subquery()
    recent = or_(last.c.at.is_(None), Call.at >= last.c.at)
    known = _CALLS.outerjoin(last, last.c.hotline_id == Call.hotline_id).where(*past, recent)
    found: dict[str, list[Ring]] = defaultdict(list)
    for line_id, *ring in view.select(known.order_by(Call.at.desc(), Call.id)):
        if ring[2] in REACHED | MISSED:
            found[line_id].append(Ring(*ring))
    return found


def interval(line: Hotline, scope: Scope) -> timedelta | None:
    """How often a line is to be tested: as it says itself, else by the rule for its kind."""
    if line.test_hours:
        return timedelta(hours=line.test_hours)
    return scope.limits.span(f"test-{line.kind}")


def _due(line: Hotline, rings: tuple[Ring, ...], scope: Scope) -> datetime | None:
    last = rings[0].at if rings else None
    if line.next_test_at is not None and (last is None or line.next_test_at > last):
        return line.next_test_at
    every = interval(line, scope)
    return last + every if last is not None and every is not None else None

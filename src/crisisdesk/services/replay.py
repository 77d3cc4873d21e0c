"""Going through a case once more, step by step, with what came later hidden: training on the past."""

from dataclasses import dataclass
from datetime import datetime

from crisisdesk.model.cases import CrisisCase, PhaseChange
from crisisdesk.model.decisions import Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.store.snapshot import Snapshot

_ENTERED = (
    "SELECT record_id, min(id) FROM change WHERE record_type IN ('log_entry', 'phase_change', 'decision') "
    "GROUP BY record_id"
)


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that the desk learned or did; ``question`` is asked in place of what was decided then."""

    at: datetime
    kind: str
    text: str
    record_id: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """A case up to one step: what was known then, and whether more follows; never what it was.

    ``asked`` is what had to be decided at this step, with the answer still hidden.
    """

    title: str
    step: int
    steps: int
    seen: tuple[Beat, ...]
    asked: str

    @property
    def over(self) -> bool:
        """Whether all was seen."""
        return self.step >= self.steps


def replay(view: Snapshot, case_id: str, step: int) -> Replay:
    """A case as it was known after so many steps; a decision is a question first, and told at the next step.

    Raises:
        UserError: There is no such case.
    """
    case = view.get(CrisisCase, case_id)
    beats = beats_of(view, case_id)
    step = max(0, min(step, len(beats)))
    seen = beats[:step]
    asked = beats[step].question if step < len(beats) else ""
    return Replay(case.title, step, len(beats), tuple(seen), asked)


def beats_of(view: Snapshot, case_id: str) -> list[Beat]:
    """All that happened in a case, in the order in which the desk learned of it."""
    beats = [
        *(_entry(one) for one in view.all(LogEntry, LogEntry.case_id == case_id)),
        *(_phase(one) for one in view.all(PhaseChange, PhaseChange.case_id == case_id)),
        *(_decision(one) for one in view.all(Decision, Decision.case_id == case_id) if one.decided_at),
    ]
    order = dict(view.sql(_ENTERED).all())
    return sorted(beats, key=lambda beat: (beat.at, order.get(beat.record_id, 0), beat.record_id))


def _entry(one: LogEntry) -> Beat:
    at = one.entered_at or one.event_time
    assert at is not None
    return Beat(at, "log", one.text, one.id)


def _phase(one: PhaseChange) -> Beat:
    assert one.at is not None
    return Beat(one.at, "phase", one.caption, one.id)


def _decision(one: Decision) -> Beat:
    assert one.decided_at is not None
    return Beat(one.decided_at, "decision", one.outcome or one.question, one.id, one.question)

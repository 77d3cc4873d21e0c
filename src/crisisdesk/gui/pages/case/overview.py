"""What the list of cases says of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import CLOSED_ACTIONS
from crisisdesk.model.moments import iso
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case with what is due in it."""

    case: CrisisCase
    last_entry: datetime | None
    open_actions: int
    overdue_actions: int


@dataclass(frozen=True, slots=True)
class CaseList:
    """All cases: open before closed, graver before lesser, then by their last entry."""

    lines: tuple[CaseLine, ...]
    times: Times
    words: Words


def read_cases(view: Snapshot) -> CaseList:
    """Read all cases with their last entries and open actions."""
    last = _last_entries(view)
    actions = _open_actions(view)
    lines = [
        CaseLine(case, last.get(case.id), *actions.get(case.id, (0, 0))) for case in view.all(CrisisCase)
    ]
    lines.sort(key=_urgency)
    return CaseList(tuple(lines), read_times(view), read_words(view, "case_phase"))


def _urgency(line: CaseLine) -> tuple[bool, int, float, str]:
    newest = -line.last_entry.timestamp() if line.last_entry else 0.0
    return not line.case.is_open, -line.case.severity.rank, newest, line.case.title


def _last_entries(view: Snapshot) -> Mapping[str, datetime]:
    rows = view.sql("SELECT case_id, max(entered_at) FROM log_entry GROUP BY case_id")
    return {case_id: datetime.fromisoformat(at) for case_id, at in rows if at}


def _open_actions(view: Snapshot) -> Mapping[str, tuple[int, int]]:
    marks = ", ".join("?" * len(CLOSED_ACTIONS))
    rows = view.sql(
        "SELECT case_id, count(*), sum(due_at IS NOT NULL AND due_at < ?) FROM action "
        f"WHERE case_id IS NOT NULL AND status NOT IN ({marks}) GROUP BY case_id",
        iso(view.moment),
        *sorted(CLOSED_ACTIONS),
    )
    return {case_id: (total, overdue) for case_id, total, overdue in rows}

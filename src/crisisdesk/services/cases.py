"""Opening, moving and closing a case; each step is kept in the history of its phase and severity.

``at`` is when the step was taken, if not now; ``record_id`` the id of its record, where one is given already.
"""

from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.base import UNMARKED
from crisisdesk.model.cases import CLOSED_PHASES, ChangedAspect, CrisisCase, PhaseChange, Severity
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.marking import Marking
from crisisdesk.store.transaction import Transaction


def open_case(
    tx: Transaction,
    title: str,
    *,
    record_id: str = "",
    kind: str = "",
    phase: str = "watch",
    severity: Severity = Severity.WATCH,
    theatre: str = "",
    region: str = "",
    objectives: str = "",
    aim: str = "",
    lead_desk_id: str | None = None,
    parent_id: str | None = None,
    marking: Marking = UNMARKED,
    at: datetime | None = None,
) -> CrisisCase:
    """Open a case; the history of its phase and severity begins with it.

    Args:
        tx: The transaction to write in.
        title: What the desk calls it.
        record_id: Its id where one is given already, such as in a sample.
        kind: A term of ``case_type``.
        phase: A term of ``case_phase``; a case does not begin closed.
        severity: How grave it is from the first.
        theatre: Where, in free words.
        region: A term of ``region``.
        objectives: What the desk wants to reach.
        aim: The state of affairs in which it may be closed.
        lead_desk_id: The office in the lead.
        parent_id: The case that it is part of.
        marking: Its marking, the default of what is written in it.
        at: When it was opened, if not now.

    Raises:
        UserError: The phase is one of a closed case.
    """
    if phase in CLOSED_PHASES:
        raise UserError(
            f"A case cannot be opened as {phase}; open it first, and close it when its aim is reached."
        )
    case = tx.add(
        CrisisCase(
            id=record_id,
            title=title,
            kind=kind,
            phase=phase,
            severity=severity,
            theatre=theatre,
            region=region,
            objectives=objectives,
            aim=aim,
            lead_desk_id=lead_desk_id,
            parent_id=parent_id,
            marking=marking,
            opened_at=at,
        )
    )
    tx.flush()
    _note(
        tx,
        case,
        ChangedAspect.PHASE,
        "",
        phase,
        why="Case opened.",
        at=at,
        record_id=record_id and f"phase_change-{record_id}-phase",
    )
    _note(
        tx,
        case,
        ChangedAspect.SEVERITY,
        "",
        severity.value,
        why="Case opened.",
        at=at,
        record_id=record_id and f"phase_change-{record_id}-severity",
    )
    return case


def escalate(
    tx: Transaction,
    case_id: str,
    to: Severity,
    why: str = "",
    *,
    at: datetime | None = None,
    record_id: str = "",
) -> CrisisCase:
    """Raise a case to a higher severity.

    Lowering is a decision of its own, see :func:`stand_down`, so a severity
    that is not higher is refused rather than ignored.
    """
    case = tx.get(CrisisCase, case_id)
    if to.rank <= case.severity.rank:
        raise UserError(f"“{case}” is already at {case.severity.value}; to lower it, stand it down.")
    _note(
        tx, case, ChangedAspect.SEVERITY, case.severity.value, to.value, why=why, at=at, record_id=record_id
    )
    case.severity = to
    return case


def stand_down(
    tx: Transaction, case_id: str, to: Severity, why: str, *, at: datetime | None = None, record_id: str = ""
) -> CrisisCase:
    """Lower a case to a lesser severity; whoever does so says why.

    Raises:
        UserError: The severity is not lower, or no reason is given.
    """
    case = tx.get(CrisisCase, case_id)
    if to.rank >= case.severity.rank:
        raise UserError(
            f"“{case}” is at {case.severity.value}, which is not above {to.value}; to raise it, escalate."
        )
    if not why.strip():
        raise UserError(f"Say why “{case}” is stood down; the reason is kept in its history.")
    _note(
        tx, case, ChangedAspect.SEVERITY, case.severity.value, to.value, why=why, at=at, record_id=record_id
    )
    case.severity = to
    return case


def change_phase(
    tx: Transaction, case_id: str, to: str, why: str = "", *, at: datetime | None = None, record_id: str = ""
) -> CrisisCase:
    """Move a case to another phase; a closed case is reopened by it.

    Raises:
        UserError: It is in that phase already, or the phase is one of a closed case, see :func:`close_case`.
    """
    case = tx.get(CrisisCase, case_id)
    if to == case.phase:
        raise UserError(f"“{case}” is already in the phase {to.replace('_', ' ')}.")
    if to in CLOSED_PHASES and case.is_open:
        raise UserError(f"To end the work on “{case}”, close it: open actions are looked at then.")
    _note(tx, case, ChangedAspect.PHASE, case.phase, to, why=why, at=at, record_id=record_id)
    case.phase = to
    if case.is_open:
        case.closed_at = None
    return case


def close_case(
    tx: Transaction,
    case_id: str,
    why: str,
    *,
    despite: str = "",
    at: datetime | None = None,
    record_id: str = "",
) -> CrisisCase:
    """Close a case.

    Open actions stand in the way; ``despite`` says why it is closed all the same, and is kept in its history.

    Raises:
        UserError: It is closed, no reason is given, or actions are open and nothing is said to that.
    """
    case = tx.get(CrisisCase, case_id)
    if not case.is_open:
        raise UserError(f"“{case}” is already {case.phase}.")
    if not why.strip():
        raise UserError(f"Say why “{case}” is closed; the reason is kept in its history.")
    open_actions = [a for a in tx.all(Action, Action.case_id == case_id) if a.status not in CLOSED_ACTIONS]
    if open_actions and not despite.strip():
        names = ", ".join(f"“{action}”" for action in open_actions[:3])
        raise UserError(
            f"{len(open_actions)} of its actions are open ({names}{' …' if len(open_actions) > 3 else ''}); "  # noqa: PLR2004 - names shown
            "complete or cancel them, or say why the case is closed all the same."
        )
    if open_actions:
        why = f"{why} Closed with {len(open_actions)} open actions: {despite}"
    _note(tx, case, ChangedAspect.PHASE, case.phase, "closed", why=why, at=at, record_id=record_id)
    case.phase, case.closed_at = "closed", at or tx.moment
    return case


def _note(
    tx: Transaction,
    case: CrisisCase,
    what: ChangedAspect,
    before: str,
    after: str,
    *,
    why: str,
    at: datetime | None,
    record_id: str,
) -> None:
    tx.add(
        PhaseChange(
            id=record_id,
            case_id=case.id,
            what=what,
            before=before,
            after=after,
            why=why,
            at=at,
            marking=case.marking,
        )
    )

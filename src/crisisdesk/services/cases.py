"""Opening, moving and closing a case; each step is kept in the history of its phase and severity.

``at`` is when the step was taken, if not now; ``record_id`` the id of its record, where one is given already.
"""

from collections.abc import Sequence
from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.base import UNMARKED
from crisisdesk.model.cases import CLOSED_PHASES, ChangedAspect, CrisisCase, PhaseChange, Severity
from crisisdesk.model.channels import Call
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.marking import Marking
from crisisdesk.model.watch import Handover
from crisisdesk.services.templates import apply_template
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_ENDED_PROMISES = ("delivered", "sustained", "lapsed", "withdrawn")
_UNANSWERED = ("no_answer", "comms_fault", "left_message", "refused")
_NAMED = 3


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
    template_id: str | None = None,
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
        template_id: The template whose tasks, expectations and rhythm it begins with.

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
    return case if template_id is None else apply_template(tx, case.id, template_id, at=at)


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

    What :func:`open_ends` finds stands in the way; ``despite`` says why the case is closed all the same, and is
    kept in its history with what was open.

    Raises:
        UserError: It is closed, no reason is given, or something is open and nothing is said to that.
    """
    case = tx.get(CrisisCase, case_id)
    if not case.is_open:
        raise UserError(f"“{case}” is already {case.phase}.")
    if not why.strip():
        raise UserError(f"Say why “{case}” is closed; the reason is kept in its history.")
    left = {what: found for what, found in open_ends(tx, case_id).items() if found}
    if left and not despite.strip():
        told = "; ".join(f"{len(found)} {what} ({_names(found)})" for what, found in left.items())
        raise UserError(
            f"Open are {told}. Complete or cancel them, or say why the case is closed all the same."
        )
    if left:
        told = ", ".join(f"{len(found)} {what}" for what, found in left.items())
        why = f"{why} Closed with {told}: {despite}"
    _note(tx, case, ChangedAspect.PHASE, case.phase, "closed", why=why, at=at, record_id=record_id)
    case.phase, case.closed_at = "closed", at or tx.moment
    return case


def open_ends(view: Snapshot, case_id: str) -> dict[str, Sequence[str]]:
    """What is still open in a case, by its kind: the captions of each, oldest first.

    Actions that are not closed, commitments neither delivered nor given up, calls that nobody answered since,
    and handovers that nobody acknowledged.
    """
    actions = view.all(
        Action, Action.case_id == case_id, Action.status.not_in(CLOSED_ACTIONS), order=Action.id
    )
    promises = view.all(
        Commitment,
        Commitment.case_id == case_id,
        Commitment.status.not_in(_ENDED_PROMISES),
        order=Commitment.id,
    )
    handovers = view.all(
        Handover, Handover.case_id == case_id, Handover.acknowledged_at.is_(None), order=Handover.at
    )
    return {
        "open actions": [action.caption for action in actions],
        "open commitments": [promise.caption for promise in promises],
        "unanswered calls": [call.caption for call in _unanswered(view, case_id)],
        "handovers not acknowledged": [handover.caption for handover in handovers],
    }


def _unanswered(view: Snapshot, case_id: str) -> list[Call]:
    """The last call to each counterpart, where nobody answered; a test of a line is no call."""
    calls = view.all(Call, Call.case_id == case_id, Call.kind != "test", order=Call.at)
    last = {(call.hotline_id, call.channel_id, call.post_id, call.partner_id): call for call in calls}
    return [call for call in last.values() if call.result in _UNANSWERED and not call.incoming]


def _names(captions: Sequence[str]) -> str:
    shown = ", ".join(f"“{caption}”" for caption in captions[:_NAMED])
    return f"{shown} …" if len(captions) > _NAMED else shown


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

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase, PhaseChange, Severity
from crisisdesk.model.channels import Call
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.watch import Handover
from crisisdesk.services.cases import change_phase, close_case, escalate, open_case, open_ends, stand_down
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Write = Callable[[Callable[[Transaction], object]], object]


def history(workspace: Workspace) -> set[tuple[str, str, str]]:
    with workspace.snapshot() as view:
        return {(c.before, c.after, c.why) for c in view.all(PhaseChange)}


def test_a_new_case_begins_its_history(workspace: Workspace) -> None:
    assert history(workspace) == {("", "watch", "Case opened.")}


def test_escalation_raises_and_is_kept_in_the_history(workspace: Workspace, write: Write) -> None:
    write(lambda tx: escalate(tx, "case-1", Severity.ACUTE, "Shots were fired."))
    with workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").severity is Severity.ACUTE
    assert ("watch", "acute", "Shots were fired.") in history(workspace)


def test_escalation_never_lowers(write: Write) -> None:
    with pytest.raises(UserError, match="stand it down"):
        write(lambda tx: escalate(tx, "case-1", Severity.WATCH))


def test_standing_down_needs_a_reason(write: Write) -> None:
    write(lambda tx: escalate(tx, "case-1", Severity.SERIOUS))
    with pytest.raises(UserError, match="Say why"):
        write(lambda tx: stand_down(tx, "case-1", Severity.WATCH, " "))


def test_standing_down_lowers(workspace: Workspace, write: Write) -> None:
    write(lambda tx: escalate(tx, "case-1", Severity.SERIOUS))
    write(lambda tx: stand_down(tx, "case-1", Severity.ELEVATED, "The lane is open."))
    assert ("serious", "elevated", "The lane is open.") in history(workspace)


def test_undo_restores_what_escalation_changed(workspace: Workspace, write: Write) -> None:
    write(lambda tx: escalate(tx, "case-1", Severity.ACUTE))
    workspace.undo()
    with workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").severity is Severity.WATCH


def test_a_case_is_closed_only_by_closing_it(write: Write) -> None:
    with pytest.raises(UserError, match="close it"):
        write(lambda tx: change_phase(tx, "case-1", "closed"))
    with pytest.raises(UserError, match="cannot be opened as closed"):
        write(lambda tx: open_case(tx, "Another", phase="closed"))


def test_open_actions_stand_in_the_way_of_closing(write: Write) -> None:
    write(lambda tx: tx.add(Action(title="Call Oslo", case_id="case-1")))
    with pytest.raises(UserError, match="Call Oslo"):
        write(lambda tx: close_case(tx, "case-1", "Aim reached."))


def test_closing_despite_open_actions_is_kept_with_its_reason(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Action(title="Call Oslo", case_id="case-1")))
    write(lambda tx: close_case(tx, "case-1", "Aim reached.", despite="Moved to the follow-up case."))
    assert (
        "watch",
        "closed",
        "Aim reached. Closed with 1 open actions: Moved to the follow-up case.",
    ) in history(workspace)


def test_an_open_commitment_stands_in_the_way_of_closing(write: Write) -> None:
    write(lambda tx: tx.add(Commitment(text="Two ships", giver_id="partner-NOR", case_id="case-1")))
    with pytest.raises(UserError, match="1 open commitments"):
        write(lambda tx: close_case(tx, "case-1", "Aim reached."))


def test_a_call_that_was_answered_later_is_not_unanswered(workspace: Workspace, write: Write) -> None:
    def ring(result: str, hour: int) -> Call:
        return Call(partner_id="partner-NOR", case_id="case-1", result=result, at=NOON.replace(hour=hour))

    write(lambda tx: tx.add(ring("no_answer", 8)))
    with workspace.snapshot() as view:
        assert len(open_ends(view, "case-1")["unanswered calls"]) == 1
    write(lambda tx: tx.add(ring("answered", 9)))
    with workspace.snapshot() as view:
        assert open_ends(view, "case-1")["unanswered calls"] == []


def test_a_handover_that_nobody_acknowledged_stands_in_the_way_of_closing(write: Write) -> None:
    write(lambda tx: tx.add(Handover(title="Night to day", case_id="case-1")))
    with pytest.raises(UserError, match="Night to day"):
        write(lambda tx: close_case(tx, "case-1", "Aim reached."))


def test_a_change_of_phase_reopens_a_closed_case(workspace: Workspace, write: Write) -> None:
    write(lambda tx: close_case(tx, "case-1", "Aim reached."))
    write(lambda tx: change_phase(tx, "case-1", "active", "New incident."))
    with workspace.snapshot() as view:
        case = view.get(CrisisCase, "case-1")
        assert (case.phase, case.closed_at) == ("active", None)

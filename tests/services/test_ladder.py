from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.watch import Rung
from crisisdesk.services.ladder import climb, ladder_of, step_down
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
up, down = partial(climb, case_id="case-1"), partial(step_down, case_id="case-1")


def states(workspace: Workspace) -> dict[int, str]:
    with workspace.snapshot() as view:
        return {step.number: step.state for step in ladder_of(view, "case-1")}


def entries(workspace: Workspace) -> list[str]:
    with workspace.snapshot() as view:
        return [one.text for one in view.all(LogEntry, order=LogEntry.event_time)]


def test_climbing_lays_the_general_ladder_and_writes_the_log(workspace: Workspace, write: Write) -> None:
    write(lambda tx: up(tx, why="No answer since dawn"))
    write(up)

    found = states(workspace)
    assert (found[1], found[2], found[3]) == ("left", "current", "ahead")
    assert any("from rung 1 to rung 2: Embassy" in text for text in entries(workspace))
    assert any(text.endswith("Reason: No answer since dawn") for text in entries(workspace))


def test_a_rung_says_its_channel_owner_limit_and_fallback_when_it_is_reached(
    workspace: Workspace, write: Write
) -> None:
    write(lambda tx: up(tx, to=1))

    def edit(tx) -> None:
        rung = tx.all(Rung, Rung.case_id == "case-1", Rung.number == 2)[0]
        rung.limit_hours, rung.fallback = 6, "The naval attaché"

    write(edit)
    write(lambda tx: up(tx, at=datetime(2026, 11, 23, 3, tzinfo=UTC)))

    with workspace.snapshot() as view:
        step = ladder_of(view, "case-1")[1]
    assert (
        "Channel: Note, hotline. Time limit 230900Z NOV 26. If nobody answers: The naval attaché."
        in entries(workspace)[0]
    )
    assert (step.state, step.overdue) == ("current", True)


def test_stepping_down_needs_a_reason_and_leaves_the_ladder_at_last(
    workspace: Workspace, write: Write
) -> None:
    write(lambda tx: up(tx, to=2))
    with pytest.raises(UserError, match="why"):
        write(lambda tx: down(tx, why=" "))
    write(lambda tx: down(tx, why="They answered"))
    write(lambda tx: down(tx, why="Calm"))

    assert "current" not in states(workspace).values()
    assert any(text.startswith("Left the escalation ladder, from rung 1") for text in entries(workspace))


def test_one_undo_takes_a_step_and_its_entry_back(workspace: Workspace, write: Write) -> None:
    write(up)
    write(up)
    workspace.undo()

    assert states(workspace)[1] == "current"
    assert len(entries(workspace)) == 1


@pytest.mark.parametrize(("to", "why"), [(1, "not above rung 2"), (99, "no such rung")])
def test_a_rung_that_is_not_above_is_refused(write: Write, to: int, why: str) -> None:
    write(lambda tx: up(tx, to=2))

    with pytest.raises(UserError, match=why):
        write(lambda tx: up(tx, to=to))

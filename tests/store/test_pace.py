from datetime import UTC, datetime, timedelta

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Partner
from crisisdesk.store.pace import Pace
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SPRING = datetime(2027, 4, 1, 6, tzinfo=UTC)


def set_clock(tx: Transaction) -> None:
    row = tx.get(Desk, DESK_ID)
    row.exercise, row.clock_shows, row.clock_set, row.clock_rate = True, SPRING, NOON, 60.0


def test_an_exercise_clock_runs_at_its_rate() -> None:
    pace = Pace(SPRING, NOON, 60.0)
    assert pace.at(NOON + timedelta(minutes=2)) == SPRING + timedelta(hours=2)
    assert pace.at(NOON - timedelta(days=1)) == SPRING


def test_views_and_entries_go_by_the_clock_of_the_exercise(desk: Workspace) -> None:
    desk.perform("Set the clock", set_clock)
    with desk.snapshot() as view:
        assert view.moment == SPRING
    assert desk.clock() == SPRING


def test_a_live_desk_has_no_clock_of_its_own(desk: Workspace) -> None:
    def set_live(tx: Transaction) -> None:
        set_clock(tx)
        tx.get(Desk, DESK_ID).exercise = False

    with pytest.raises(UserError, match="Only an exercise desk"):
        desk.perform("Set the clock", set_live)


def test_undo_passes_over_what_was_only_registered(desk: Workspace) -> None:
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-x", name="Lemuria")))
    desk.register("Note", lambda tx: tx.add(Partner(id="partner-y", name="Mu")))
    assert desk.undo().value == "Add"
    assert desk.redo().value == "Add"
    with desk.snapshot() as view:
        assert view.find(Partner, "partner-y") is not None
        noted = view.revision - 2
    with pytest.raises(UserError, match="stays there"):
        desk.revert(noted)

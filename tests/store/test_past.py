from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(path: Path, clock: Clock):
    """A desk on which a title was changed at one, two and three o'clock, the last by a clock that was set back."""
    desk = Workspace.open(path, clock=clock)
    for hours, title in ((1, "one"), (3, "three"), (2, "two")):
        clock.now = NOON + timedelta(hours=hours)
        desk.perform("Rename", lambda tx, title=title: setattr(tx.get(CrisisCase, "case-a"), "title", title))
    yield desk
    desk.close()


def title(desk: Workspace, at: datetime | int) -> str:
    with desk.snapshot(at=at) as view:
        return view.get(CrisisCase, "case-a").title


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, "Strait closed"),
        (0.99, "Strait closed"),
        (1, "one"),
        (1.5, "one"),
        (2, "two"),
        (2.5, "two"),
        (9, "two"),
    ],
)
def test_a_moment_shows_what_was_recorded_until_then(told: Workspace, hours: float, expected: str) -> None:
    assert title(told, NOON + timedelta(hours=hours)) == expected


def test_a_revision_shows_what_it_left(told: Workspace) -> None:
    assert [title(told, n) for n in (1, 2, 3, 4)] == ["Strait closed", "one", "three", "two"]


def test_the_past_has_its_own_moment_history_and_search(told: Workspace) -> None:
    with told.snapshot(at=2) as view:
        assert (view.past, view.revision, view.moment) == (True, 2, NOON + timedelta(hours=1))
        assert [revision.id for revision in view.history()] == [2, 1]
        assert [hit.caption for hit in view.search("one", [CrisisCase])] == ["one"]
        assert view.search("three", [CrisisCase]) == []


def test_before_its_founding_there_is_no_desk(told: Workspace) -> None:
    with (
        pytest.raises(UserError, match="This desk did not exist yet at 2026-11-23 11:00"),
        told.snapshot(at=NOON - timedelta(hours=1)),
    ):
        pass


@pytest.mark.parametrize("revision", [0, 5, -1])
def test_a_revision_that_never_was_is_refused(told: Workspace, revision: int) -> None:
    with pytest.raises(UserError, match=f"There is no revision {revision}"), told.snapshot(at=revision):
        pass


def test_records_of_the_past_stay_readable_and_refuse_assignment(told: Workspace) -> None:
    with told.snapshot(at=2) as view:
        case = view.get(CrisisCase, "case-a")

    assert case.title == "one"
    with pytest.raises(RuntimeError, match="outside a transaction"):
        case.title = "x"


def test_going_back_tells_how_far_it_is_and_can_be_cancelled(told: Workspace) -> None:
    def cancel(*_: object) -> None:
        raise CancelledError

    with pytest.raises(CancelledError), told.snapshot(at=1, progress=cancel):
        pass
    assert title(told, 1) == "Strait closed"


def test_only_a_few_copies_are_kept(told: Workspace) -> None:
    for revision in (1, 2, 3, 1, 2):
        title(told, revision)

    assert list(told._past._copies) == [1, 2]
    told.close()
    assert told._past._copies == {}

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.services.duty import on_duty, plan_shift, roster, sign_off, sign_on, uncovered
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


def at(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.fixture
def shift(write: Write) -> Callable[[str, int, int], str]:
    def plan(officer: str, begin: int, end: int) -> str:
        return str(write(lambda tx: plan_shift(tx, officer, at(begin), at(end)).id))

    return plan


def test_the_roster_shows_who_has_the_watch_and_who_has_not_signed_on(
    workspace: Workspace, write: Write, shift: Callable[..., str]
) -> None:
    shift("Early", 0, 6)
    first = shift("First", 6, 14)
    shift("Late", 14, 22)
    write(lambda tx: sign_on(tx, first, at=at(6)))

    with workspace.snapshot() as view:
        states = [one.state for one in roster(view, at(0), at(23))]
        assert [one.officer for one in on_duty(view)] == ["First"]
    assert states == ["missed", "on_watch", "planned"]


def test_times_that_nobody_covers_are_told(workspace: Workspace, shift: Callable[..., str]) -> None:
    shift("A", 6, 10)
    shift("B", 12, 18)

    with workspace.snapshot() as view:
        free = [(one.begins_at.hour, one.ends_at.hour) for one in uncovered(view, at(6), at(20))]
    assert free == [(10, 12), (18, 20)]


def test_signing_off_ends_the_watch(workspace: Workspace, write: Write, shift: Callable[..., str]) -> None:
    first = shift("First", 6, 14)
    write(lambda tx: sign_on(tx, first, by="Second"))
    write(lambda tx: sign_off(tx, first))

    with workspace.snapshot() as view:
        assert on_duty(view) == []
        assert [(one.officer, one.state) for one in roster(view, at(6), at(14))] == [("Second", "off")]


def test_nobody_has_two_shifts_at_once(shift: Callable[..., str]) -> None:
    shift("First", 6, 14)

    with pytest.raises(UserError, match="has a shift at that time already"):
        shift("First", 13, 20)


def test_a_shift_that_is_over_cannot_be_signed_on(write: Write, shift: Callable[..., str]) -> None:
    early = shift("Early", 0, 6)

    with pytest.raises(UserError, match="ended at 230600Z"):
        write(lambda tx: sign_on(tx, early))

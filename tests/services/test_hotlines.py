from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.services.findings import findings
from crisisdesk.services.hotlines import Ring, all_line_facts, line_facts, record_ring
from crisisdesk.services.line_schedules import read_schedule
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)


@pytest.fixture
def line(write: Write) -> None:
    def records(tx) -> None:
        tx.add(Involvement(case_id="case-1", partner_id="partner-JPN", role="ally"))
        tx.add(
            Hotline(id="line", name="Strait line", from_id="partner-DEU", to_id="partner-JPN", status="active",
                    test_schedule="Daily 0600Z, not on Sunday", test_hours=24)
        )  # fmt: skip

    write(records)


def ring(write: Write, day: int, result: str = "no_answer", **more: Any) -> Any:
    at = MORNING + timedelta(days=day)
    return write(lambda tx: record_ring(tx, Ring(hotline_id="line", at=at, result=result, **more)))


def entries(workspace: Workspace) -> list[str]:
    with workspace.snapshot() as view:
        return [one.text for one in view.all(LogEntry, LogEntry.kind == "test")]


@pytest.mark.usefixtures("line")
def test_three_missed_morning_checks_raise_one_alert_and_one_log_entry(
    workspace: Workspace, write: Write
) -> None:
    made = [ring(write, day).alert is not None for day in range(3)]

    with workspace.snapshot() as view:
        alerts = [one.reason for one in findings(view) if one.check == "Q3"]
        told = [one.text for one in view.all(LogEntry, LogEntry.kind == "test")]
    assert made == [False, False, True]
    assert len(alerts) == len(told) == 1
    assert "third in a row, cause unknown" in alerts[0]
    assert "third in a row, cause unknown" in told[0]


@pytest.mark.usefixtures("line")
def test_a_longer_streak_makes_no_second_entry_and_a_new_streak_makes_one(
    workspace: Workspace, write: Write
) -> None:
    for day in (-9, -8, -7, -6):
        ring(write, day)
    once = len(entries(workspace))
    ring(write, -5, "answered", seconds=12)
    for day in (-4, -3, -2):
        ring(write, day)

    assert (once, len(entries(workspace))) == (1, 2)


@pytest.mark.usefixtures("line")
def test_a_cause_noted_of_some_misses_only_stays_unknown(workspace: Workspace, write: Write) -> None:
    ring(write, 0, cause="weather")
    ring(write, 1)

    with workspace.snapshot() as view:
        assert line_facts(view, "line").words == "second in a row, cause unknown"


@pytest.mark.usefixtures("line")
def test_facts_tell_silence_mean_time_and_what_is_overdue(workspace: Workspace, write: Write) -> None:
    ring(write, -2, "answered", seconds=10)
    ring(write, -1, "late", seconds=50)
    ring(write, 0)

    with workspace.snapshot() as view:
        [facts] = all_line_facts(view)
    assert (facts.streak, facts.mean_seconds, facts.silent_since) == (1, 30.0, MORNING)
    assert facts.answered_at == MORNING - timedelta(days=1)
    assert (facts.due, facts.overdue) == (MORNING + timedelta(days=1), True)


@pytest.mark.usefixtures("line")
def test_the_next_test_follows_the_weekdays_of_the_schedule(workspace: Workspace, write: Write) -> None:
    ring(write, 1, "answered")  # Saturday

    with workspace.snapshot() as view:
        assert view.get(Hotline, "line").next_test_at == MORNING + timedelta(days=3)


@pytest.mark.parametrize(
    ("schedule", "tested", "due"),
    [
        ("Mon-Fri 0600Z", "2026-11-20T06:00Z", "2026-11-23T06:00Z"),
        ("daily 0600Z", "2026-11-20T06:00Z", "2026-11-21T06:00Z"),
        ("Sun-Thu 0900 Asia/Riyadh", "2026-11-19T06:00Z", "2026-11-22T06:00Z"),
        ("daily 0900 America/New_York", "2026-10-31T13:00Z", "2026-11-01T14:00Z"),
        ("daily 0900 Pacific/Auckland", "2026-09-25T21:00Z", "2026-09-26T20:00Z"),
    ],
)
@pytest.mark.usefixtures("line")
def test_two_lines_may_keep_different_schedules_on_their_own_clocks(
    workspace: Workspace, write: Write, schedule: str, tested: str, due: str
) -> None:
    write(lambda tx: setattr(tx.get(Hotline, "line"), "test_schedule", schedule))
    moment = datetime.fromisoformat(tested)
    write(lambda tx: record_ring(tx, Ring(hotline_id="line", at=moment)))

    with workspace.snapshot() as view:
        assert line_facts(view, "line").due == datetime.fromisoformat(due)


@pytest.mark.usefixtures("line")
def test_a_test_noted_late_does_not_move_the_next_one_back(workspace: Workspace, write: Write) -> None:
    ring(write, 2, "answered")
    ring(write, 0, "answered")

    with workspace.snapshot() as view:
        assert view.get(Hotline, "line").next_test_at == MORNING + timedelta(days=3)


def test_an_answer_verifies_a_channel_and_wakes_it(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Post(id="p", title="Post")))
    write(lambda tx: tx.add(Channel(id="c", kind="phone", address="+81 1", post_id="p", status="unanswered")))
    write(lambda tx: record_ring(tx, Ring(channel_id="c", at=MORNING, kind="call")))

    with workspace.snapshot() as view:
        found = view.get(Channel, "c")
        assert (found.status, str(found.verified_on)) == ("active", "2026-11-20")


@pytest.mark.parametrize(
    ("ring", "why"),
    [
        (Ring(), "hotline or the channel"),
        (Ring(hotline_id="line", cause="weather"), "call that failed"),
        (Ring(hotline_id="line", at=MORNING + timedelta(days=9)), "still to come"),
    ],
)
@pytest.mark.usefixtures("line")
def test_a_ring_that_cannot_be_is_refused(write: Write, ring: Ring, why: str) -> None:
    with pytest.raises(UserError, match=why):
        write(lambda tx: record_ring(tx, ring))


@pytest.mark.parametrize(
    ("text", "zone", "after", "then"),
    [
        ("0600Z and 1830Z daily", "", "2026-11-23T06:00", "2026-11-23T18:30"),
        ("Mon-Fri 0900", "Asia/Kolkata", "2026-11-20T04:00", "2026-11-23T03:30"),
        ("daily 0900 America/New_York", "", "2026-03-07T15:00", "2026-03-08T13:00"),
        ("weekdays 0230, except Friday", "Europe/Berlin", "2026-03-26T12:00", "2026-03-30T00:30"),
        ("Sundays 0230", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:30"),
        ("daily 0030", "Pacific/Kiritimati", "2026-11-23T11:00", "2026-11-24T10:30"),
    ],
)
def test_schedules_hold_weekdays_and_the_clock_of_their_zone(
    text: str, zone: str, after: str, then: str
) -> None:
    schedule = read_schedule(text, zone)

    assert schedule is not None
    assert schedule.after(datetime.fromisoformat(after + "Z")) == datetime.fromisoformat(then + "Z")


@pytest.mark.parametrize("text", ["", "Weekly", "Every second working day", "daily 0900", "0600Z if awake"])
def test_schedules_that_cannot_be_read_whole_are_not_read(text: str) -> None:
    assert read_schedule(text) is None

from datetime import UTC, datetime, timedelta

import pytest

from crisisdesk.services.sample.clock import StoryClock

NOW = datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_the_last_day_is_today_once_its_story_is_over() -> None:
    assert StoryClock(NOW).moment("D10 1440") == datetime(2026, 11, 23, 14, 40, tzinfo=UTC)


@pytest.mark.parametrize("hour", range(24))
def test_the_story_ended_at_most_a_day_ago(hour: int) -> None:
    now = NOW.replace(hour=hour)
    assert timedelta(0) <= now - StoryClock(now).moment("D10 1500") < timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D1", "2026-11-14"),
        ("D-20", "2026-10-24"),
        ("2024-06", "2024-06"),
        ("2024-06-18", "2024-06-18"),
        ("2012", "2012"),
    ],
)
def test_days_and_months_are_those_of_the_story(text: str, expected: str) -> None:
    assert str(StoryClock(NOW).day(text)) == expected


def test_months_move_with_the_story() -> None:
    assert str(StoryClock(datetime(2028, 1, 10, 16, tzinfo=UTC)).day("2024-06")) == "2025-08"

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.moments import dtg, iso, parse_moment

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST = datetime(1, 1, 2, tzinfo=UTC).replace(tzinfo=None)  # the tests give each its zone
LAST = datetime(9999, 12, 30, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T13:12Z", "2026-11-23T13:12:00Z"), ("2026-11-23 13:12:05+02:00", "2026-11-23T11:12:05Z"),
        ("2026-11-23", "2026-11-23T00:00:00Z"), ("2026-11-23T13:12:05.999Z", "2026-11-23T13:12:05Z"),
        ("231312Z NOV 26", "2026-11-23T13:12:00Z"), ("231312znov2026", "2026-11-23T13:12:00Z"),
        ("231312A NOV 26", "2026-11-23T12:12:00Z"), ("230012B NOV 26", "2026-11-22T22:12:00Z"),
        ("231312R NOV 26", "2026-11-23T18:12:00Z"), ("231312Y NOV 26", "2026-11-24T01:12:00Z"),
        ("231312M NOV 26", "2026-11-23T01:12:00Z"), ("0001-01-01T00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), ("29 FEB 24", None), ("290000Z FEB 24", "2024-02-29T00:00:00Z"),
    ],
)  # fmt: skip
def test_a_moment_is_read_in_iso_or_as_a_date_time_group(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UserError, match="is not a moment"):
            parse_moment(text)
    else:
        assert iso(parse_moment(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "14:05", "231312J NOV 26", "310000Z NOV 26", "290000Z FEB 26", "232400Z NOV 26", "2026-11-23T24:00",
             "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "2026-13-01"]
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"is not a moment|a day that does not exist"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["14:05", "1405", "1405Z", "14:05 z"])
def test_a_clock_time_is_that_of_today(text: str) -> None:
    assert iso(parse_moment(text, now=NOON)) == "2026-11-23T14:05:00Z"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, "231200Z NOV 26"), (2, "231400B NOV 26"), (-5, "230700R NOV 26"), (12, "240000M NOV 26")],
)
def test_a_date_time_group_names_its_zone(hours: int, expected: str) -> None:
    assert dtg(NOON, hours) == expected


@given(
    moment=st.datetimes(min_value=FIRST, max_value=LAST),
    hours=st.integers(-14, 14),
)
def test_iso_comes_back_and_sorts_as_time(moment: datetime, hours: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    text = iso(local)

    assert parse_moment(text) == local.replace(microsecond=0)
    assert len(text) == 20
    assert (text < iso(NOON)) == (local.replace(microsecond=0) < NOON)


@given(
    moment=st.datetimes(min_value=FIRST.replace(year=2000), max_value=LAST.replace(year=2099)),
    hours=st.integers(-12, 12),
)
def test_a_date_time_group_comes_back_to_the_minute(moment: datetime, hours: int) -> None:
    utc = moment.replace(tzinfo=UTC, second=0, microsecond=0)

    assert parse_moment(dtg(utc, hours)) == utc

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.model.rules import Holiday
from crisisdesk.model.values import PartialDate
from crisisdesk.services.working_days import WorkingDays, working_days_of
from crisisdesk.store.workspace import Workspace

FRIDAY = date(2026, 12, 18)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_weekend_is_passed_over() -> None:
    assert WorkingDays().last_of(FRIDAY + timedelta(days=1), 1) == date(2026, 12, 21)
    assert WorkingDays().last_of(FRIDAY, 2) == date(2026, 12, 21)


def test_a_span_has_its_first_day_and_not_its_end() -> None:
    assert WorkingDays().between(FRIDAY, FRIDAY) == 0
    assert WorkingDays().between(FRIDAY, date(2026, 12, 21)) == 1
    assert WorkingDays().between(date(2026, 12, 21), FRIDAY) == -1


def test_no_days_are_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        WorkingDays().last_of(FRIDAY, 0)


def test_a_calendar_that_never_opens_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no working day"):
        WorkingDays(weekend=frozenset(range(7))).first(FRIDAY)


@given(days, st.integers(1, 60))
def test_counting_forward_and_between_agree(first: date, count: int) -> None:
    calendar = WorkingDays()

    last = calendar.last_of(first, count)

    assert calendar.works(last)
    assert calendar.between(first, last + timedelta(days=1)) == count


def test_holidays_over_the_end_of_a_year(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        germany = working_days_of(view, "partner-DEU")

    assert not germany.works(date(2026, 12, 25))
    assert not germany.works(date(2027, 1, 1))
    assert germany.last_of(date(2026, 12, 24), 6) == date(
        2027, 1, 4
    )  # 24, 28, 29, 30, 31 December, 4 January
    assert germany.between(date(2026, 12, 24), date(2027, 1, 5)) == 6


def test_weekends_differ_by_country(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        israel, japan = working_days_of(view, "partner-ISR"), working_days_of(view, "partner-JPN")

    assert not israel.works(date(2026, 11, 27))  # a Friday
    assert japan.works(date(2026, 11, 27))
    assert not japan.works(date(2026, 11, 23))  # a public holiday, a Monday


def test_records_of_the_desk_go_before_the_library(
    workspace: Workspace, write: Callable[..., object]
) -> None:
    def change(tx) -> None:
        closed, opened = PartialDate.parse("2026-11-24"), PartialDate.parse("2026-12-25")
        tx.add(Holiday(partner_id="partner-DEU", day=closed, name="Day of mourning"))
        tx.add(Holiday(partner_id="partner-DEU", day=opened, name="Offices open", closed=False))

    write(change)

    with workspace.snapshot() as view:
        germany = working_days_of(view, "partner-DEU")
    assert not germany.works(date(2026, 11, 24))
    assert germany.works(date(2026, 12, 25))


def test_an_office_keeps_the_calendar_of_its_state(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        office = working_days_of(view, "partner-US-STATE")

    assert office.basis == "weekends and holidays of United States"
    assert not office.works(date(2026, 11, 26))  # Thanksgiving Day


def test_what_is_not_known_is_said(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert working_days_of(view, "partner-NATO").basis == "weekends only"

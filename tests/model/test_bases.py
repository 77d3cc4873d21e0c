from datetime import date

import pytest

from crisisdesk.model.partners import Membership
from crisisdesk.model.values import PartialDate


def a_membership(begins: str, ends: str) -> Membership:
    return Membership(
        group_id="partner-NATO",
        member_id="partner-SWE",
        begins_on=PartialDate.parse(begins) if begins else None,
        ends_on=PartialDate.parse(ends) if ends else None,
    )


@pytest.mark.parametrize(
    ("begins", "ends", "day", "holds"),
    [
        ("2024-03-07", "", date(2024, 3, 6), False),
        ("2024-03-07", "", date(2024, 3, 7), True),
        ("", "2024", date(2024, 12, 31), True),
        ("", "2024", date(2025, 1, 1), False),
        ("", "", date(2025, 1, 1), True),
    ],
)
def test_an_interval_holds_from_its_first_to_its_last_day(
    begins: str, ends: str, day: date, *, holds: bool
) -> None:
    assert a_membership(begins, ends).in_force(day) is holds


def test_nothing_ends_before_it_begins() -> None:
    assert [p.field for p in a_membership("2024-03", "2023").problems()] == ["ends_on"]


def test_a_year_may_begin_and_end_an_interval() -> None:
    assert not list(a_membership("2024-03", "2024").problems())

from datetime import date, timedelta

import pytest

from crisisdesk.briefing.terms import lapse, listed, money, ordinal, partial, sentence, until
from crisisdesk.model.values import Money, PartialDate

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-23", "23 NOV 26"),
        ("2026-11", "NOV 2026"),
        ("2026", "2026"),
        ("~2026-11", "about NOV 2026"),
        ("<2026", "before 2026"),
        (">2026-11-23", "after 23 NOV 26"),
        ("2026-11..2026-12", "01 NOV 26 to 31 DEC 26"),
    ],
)
def test_a_partly_known_date_says_no_more_than_is_known(text: str, said: str) -> None:
    assert partial(PartialDate.parse(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14000000 USD", "USD 14 million"),
        ("7.25m EUR", "EUR 7.25 million"),
        ("2bn JPY", "JPY 2 billion"),
        ("800000 USD", "USD 800,000"),
        ("100m USD", "USD 100 million"),
    ],
)
def test_amounts_are_written_in_millions_where_they_are_that_large(text: str, said: str) -> None:
    assert money(Money.parse(text)) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=7, minutes=50), "7 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_a_lapse_of_time_has_the_unit_that_matters(span: timedelta, said: str) -> None:
    assert lapse(span) == said


def test_how_far_a_day_is() -> None:
    days = (0, 1, -1, 12, -3)

    assert [until(TODAY + timedelta(days=n), TODAY) for n in days] == [
        "today",
        "tomorrow",
        "yesterday",
        "in 12 days",
        "3 days ago",
    ]


def test_words_of_a_sentence() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert (ordinal(3), ordinal(12)) == ("third", "12th")
    assert sentence("it holds") == "It holds."
    assert sentence("Does it?") == "Does it?"

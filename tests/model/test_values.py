from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.values import Grade, Money, PartialDate, Precision, Share

VALUES = (PartialDate, Money, Share, Grade)


@pytest.mark.parametrize(
    ("text", "kept", "first", "last", "precision"),
    [
        ("2026-11-23", "2026-11-23", (2026, 11, 23), (2026, 11, 23), Precision.EXACT),
        (" 2026-11 ", "2026-11", (2026, 11, 1), (2026, 11, 30), Precision.BETWEEN),
        ("2024-02", "2024-02", (2024, 2, 1), (2024, 2, 29), Precision.BETWEEN),
        ("~ 2026", "~2026", (2026, 1, 1), (2026, 12, 31), Precision.ABOUT),
        ("<2026-11", "<2026-11", (1, 1, 1), (2026, 11, 1), Precision.BEFORE),
        (">2026", ">2026", (2026, 12, 31), (9999, 12, 31), Precision.AFTER),
        ("1960 .. 1965-03", "1960..1965-03", (1960, 1, 1), (1965, 3, 31), Precision.BETWEEN),
        ("0001-01-01", "0001-01-01", (1, 1, 1), (1, 1, 1), Precision.EXACT),
        ("9999", "9999", (9999, 1, 1), (9999, 12, 31), Precision.BETWEEN),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(
    text: str, kept: str, first: tuple, last: tuple, precision: Precision
) -> None:
    value = PartialDate.parse(text)

    assert (str(value), value.first, value.last, value.precision) == (
        kept,
        date(*first),
        date(*last),
        precision,
    )


@pytest.mark.parametrize(
    "text", ["", "2026-02-29", "0000", "2026-13", "26-1-1", "23.11.2026", "1965..1960", "..", "~", "~~2026", "٢٠٢٦", "2026-11-23T12:00"]
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(UserError, match="is not a date; write 2026-11-23"):
        PartialDate.parse(text)


def test_dates_sort_by_their_first_day() -> None:
    texts = [">2026", "2026-12-01", "~2026", "2026-01-01", "<2026"]

    assert sorted(texts, key=lambda text: PartialDate.parse(text).sort_key) == [
        "<2026", "2026-01-01", "~2026", "2026-12-01", ">2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("14000000 USD", "USD 14000000"), ("USD 14,000,000", "USD 14000000"), ("14m usd", "USD 14000000"),
        ("2.5 bn EUR", "EUR 2500000000"), ("EUR 2500.5", "EUR 2500.50"), ("1'000.25 CHF", "CHF 1000.25"),
        ("0.005 USD", "USD 0.005"), ("-3 MXN", "MXN -3"), ("-0 USD", "USD 0"), ("1k EUR", "EUR 1000"),
    ],
)  # fmt: skip
def test_amounts_have_one_form(text: str, kept: str) -> None:
    assert str(Money.parse(text)) == kept


@pytest.mark.parametrize(
    "text", ["", "14", "USD", "1,5 EUR", "1,50,000 INR", "USD 5 EUR", "1e9 USD", "nan USD", "9999999999999999 USD", "2000000bn USD"]
)  # fmt: skip
def test_amounts_that_could_be_misread_are_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"amount|more money"):
        Money.parse(text)


def test_amounts_sort_within_their_currency() -> None:
    values = sorted(map(Money.parse, ["USD 5", "EUR 20", "EUR 3"]), key=lambda value: value.sort_key)

    assert [str(value) for value in values] == ["EUR 3", "EUR 20", "USD 5"]


@pytest.mark.parametrize(
    ("text", "kept"), [("37.5", "37.5 %"), ("37.50%", "37.5 %"), ("100 %", "100 %"), ("0", "0 %")]
)
def test_shares_have_one_form(text: str, kept: str) -> None:
    assert str(Share.parse(text)) == kept


@pytest.mark.parametrize("text", ["", "%", "-1", "100.1", "1e2", "nan", "1e-999999", "½"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="share"):
        Share.parse(text)


@pytest.mark.parametrize("text", ["B2", "b2", "b-2", "B/2", " b 2 "])
def test_a_grade_is_a_letter_and_a_figure(text: str) -> None:
    assert str(Grade.parse(text)) == "B2"


@pytest.mark.parametrize("text", ["", "G1", "A7", "A", "1A", "AB2"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a grade"):
        Grade.parse(text)


@given(
    amount=st.decimals(-(10**15), 10**15, places=6, allow_nan=False),
    currency=st.sampled_from(["USD", "eur", "JPY"]),
)
def test_any_amount_comes_back(amount: Decimal, currency: str) -> None:
    value = Money.parse(f"{currency} {amount:f}")

    assert (value.amount, Money.parse(str(value))) == (amount, value)


@given(
    text=st.text(max_size=30)
    | st.from_regex(r"[~<>]?[0-9]{4}(-[0-9]{2}){0,2}( ?%| USD)?|[A-F][1-6]", fullmatch=True)
)
def test_a_value_is_read_as_it_was_written_or_refused_in_words(text: str) -> None:
    for value_class in VALUES:
        try:
            value = value_class.parse(text)
        except UserError:
            continue
        assert value_class.parse(str(value)) == value
        assert str(value_class.parse(str(value))) == str(value)


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("about 2026", "~2026"),
        ("Before 2026-05-01", "<2026-05-01"),
        ("after  2026", ">2026"),
        ("between 1960 and 1965", "1960..1965"),
    ],
)
def test_a_date_told_in_words_is_that_of_its_sign(words: str, signs: str) -> None:
    assert PartialDate.parse(words) == PartialDate.parse(signs)


@pytest.mark.parametrize("words", ["about", "before then", "between 1960", "between 1960 and"])
def test_words_without_a_date_are_refused(words: str) -> None:
    with pytest.raises(UserError, match="is not a date"):
        PartialDate.parse(words)

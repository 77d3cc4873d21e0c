import pytest

from crisisdesk.exchange.sanctions.dates import numbered, partial_date, several_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31 Aug 1960", "1960-08-31"),
        ("Aug 1960", "1960-08"),
        ("1953", "1953"),
        ("1953.0", "1953"),
        ("circa 1960", "~1960"),
        ("Approximately 1955- 1958", "1955..1958"),
        ("1960 to 1965", "1960..1965"),
        ("Between 1956 and 1958", "1956..1958"),
        ("00/00/1994", "1994"),
        ("00/05/1994", "1994-05"),
        ("dd/mm/1958", "1958"),
        ("dd/03/1958", "1958-03"),
        ("31/12/1994", "1994-12-31"),
        ("05/1994", "1994-05"),
        ("19 Jan. 1950\xa0", "1950-01-19"),
        ("March 5, 1970", "1970-03-05"),
        ("2022-03-18T14:52:26.947+01:00", "2022-03-18"),
        ("44197", "2021-01-01"),
        ("before 1950", "<1950"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, date: str) -> None:
    assert str(partial_date(text)) == date


@pytest.mark.parametrize(
    "text", ["", "na", "00/00/0", "31 Feb 1960", "0000", "yesterday", "99/99/9999", "1402 Hijri", "²019"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert partial_date(text) is None


def test_us_dates_have_the_month_first() -> None:
    assert str(partial_date("06/19/2003", month_first=True)) == "2003-06-19"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("a) 1950 b) circa 1952", ["1950", "~1952"]),
        ("a)1950 b)1951 c)1952", ["1950", "1951", "1952"]),
        ("a) 1950, b) 1951", ["1950", "1951"]),
        ("12/03/1960; alt DOB: 13/03/1960", ["1960-03-12", "1960-03-13"]),
        ("12 Mar 1960 >> 13 Apr 1961", ["1960-03-12", "1961-04-13"]),
        ("5 Feb. 1970 (this aka only)", ["1970-02-05"]),
        ("24/06/1402 (Hijri Calendar)", ["None"]),
    ],
)
def test_several_dates_are_told_apart(text: str, dates: list[str]) -> None:
    assert [str(date) for _, date in several_dates(text)] == dates


def test_numbered_parts_are_told_apart() -> None:
    assert list(numbered("(1) Germany. (2) Morocco")) == ["Germany", "Morocco"]
    assert list(numbered("a) Baghdad b) Mosul")) == ["Baghdad", "Mosul"]
    assert list(numbered("+93-202 (home)")) == ["+93-202 (home)"]
    assert list(numbered("(1) A-33 (2) -")) == ["A-33"]

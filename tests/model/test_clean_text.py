import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.text import LINE_LIMIT, PROSE_LIMIT, clean


@pytest.mark.parametrize(
    ("typed", "line", "prose"),
    [
        ("  a  b ", "a  b", "a  b"), ("a\r\nb\rc", "a b c", "a\nb\nc"), ("a\t\n b", "a  b", "a\t\n b"),
        ("a\x00b\x1bc\x7f", "abc", "abc"), ("\ufeffa", "a", "a"), ("a\u2028b\x85c", "a b c", "a\nb\nc"),
        ("e\u0301", "é", "é"), ("e\x00\u0301", "é", "é"), ("10\u00a0000", "10\u00a0000", "10\u00a0000"),
        ("א\u200fב", "א\u200fב", "א\u200fב"), ("👩‍🚒", "👩‍🚒", "👩‍🚒"), ("", "", ""), (" \n ", "", ""),
    ],
)  # fmt: skip
def test_text_is_kept_but_for_what_no_record_holds(typed: str, line: str, prose: str) -> None:
    assert (clean(typed, label="Name"), clean(typed, label="Name", prose=True)) == (line, prose)


def test_half_a_character_and_too_much_are_refused_by_the_fields_name() -> None:
    with pytest.raises(UserError, match="Name: the text holds half a character"):
        clean("\ud800", label="Name")
    with pytest.raises(UserError, match="Name: the text has 2,001 characters, the limit is 2,000"):
        clean("x" * (LINE_LIMIT + 1), label="Name")
    with pytest.raises(UserError, match="the limit is 200,000"):
        clean("x" * (PROSE_LIMIT + 1), label="Text", prose=True)


@given(text=st.text(), prose=st.booleans())
def test_cleaning_is_done_once_and_for_good(text: str, prose: bool) -> None:
    try:
        cleaned = clean(text, label="Name", prose=prose)
    except UserError:
        return
    assert clean(cleaned, label="Name", prose=prose) == cleaned == unicodedata.normalize("NFC", cleaned)
    assert not set(cleaned) & set("\x00\r\x1b\x7f\ufeff\u2028")
    assert prose or not set(cleaned) & set("\n\t")

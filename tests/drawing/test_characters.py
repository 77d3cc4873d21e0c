import pytest

from crisisdesk.drawing.characters import honest
from crisisdesk.drawing.shapes import Text

DISGUISED = "annex\u202efdp.exe"


def test_what_turns_the_direction_is_shown_by_name() -> None:
    assert honest(DISGUISED) == "annex\u2039RLO\u203afdp.exe"
    assert honest("\u2067a\u2069") == "\u2039RLI\u203aa\u2039PDI\u203a"


@pytest.mark.parametrize("text", ["plain", "مضيق مارن", "שלום", "日本", "R&D <draft>", "a\u200fb"])
def test_words_of_every_script_stay_as_they_are(text: str) -> None:
    assert honest(text) is text


def test_a_picture_shows_it_too() -> None:
    assert Text((0, 0), DISGUISED).text == "annex\u2039RLO\u203afdp.exe"

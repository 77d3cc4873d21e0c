import pytest

from crisisdesk.drawing.characters import honest
from crisisdesk.drawing.shapes import Text

DISGUISED = "annex\u202efdp.exe"


def test_what_turns_the_direction_is_shown_by_name() -> None:
    assert honest(DISGUISED) == "annex‹RLO›fdp.exe"
    assert honest("\u2067a\u2069") == "‹RLI›a‹PDI›"


@pytest.mark.parametrize("text", ["plain", "مضيق مارن", "שלום", "日本", "R&D <draft>", "a\u200fb"])
def test_words_of_every_script_stay_as_they_are(text: str) -> None:
    assert honest(text) is text


def test_a_picture_shows_it_too() -> None:
    assert Text((0, 0), DISGUISED).text == "annex‹RLO›fdp.exe"

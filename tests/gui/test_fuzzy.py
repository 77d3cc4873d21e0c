import pytest

from crisisdesk.gui.fuzzy import ranked

TITLES = ["Escalate case", "Issue brief", "Stand down", "Command palette", "Add partner", "Log what happened"]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("ec", 0),
        ("esc", 0),
        ("brief", 1),
        ("down", 2),
        ("comand", 3),
        ("pal com", 3),
        ("partnre", 4),
        ("LOG", 5),
    ],
)
def test_a_few_letters_find_what_is_meant(typed: str, best: int):
    assert ranked(typed, TITLES)[0] == best


def test_nothing_typed_shows_all_in_order():
    assert ranked("  ", TITLES) == list(range(len(TITLES)))


def test_letters_that_fit_nothing_find_nothing():
    assert ranked("zzzz", TITLES) == []
    assert ranked("x", ["", "??"]) == []

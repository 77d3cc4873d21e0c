import pytest

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.alike import read_alike
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("NORWAY", "partner-NOR"),
        ("Norwya", "partner-NOR"),
        ("Zealand New", "partner-NZL"),
        ("Türkiye", "partner-TUR"),
        ("Nordland", None),
        ("No", None),
        ("", None),
    ],
)
def test_names_that_are_almost_the_same_are_found(context: Context, typed: str, found: str | None) -> None:
    with context.desk.workspace.snapshot() as view:
        alike = read_alike(view, Partner, typed)

    assert (alike.id if alike else None) == found


def test_each_of_two_states_of_one_region_is_itself(context: Context) -> None:
    with context.desk.workspace.snapshot() as view:
        alike = read_alike(view, Partner, "South Korea (Republic)")

    assert alike is None or alike.score < 100


def test_entries_of_a_log_are_never_told_as_alike(context: Context) -> None:
    with context.desk.workspace.snapshot() as view:
        assert read_alike(view, LogEntry, "Strait") is None

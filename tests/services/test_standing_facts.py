from datetime import date

import pytest

from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.values import PartialDate
from crisisdesk.services.standing_facts import StandingFact, standing_facts
from crisisdesk.store.workspace import Workspace


def fact(workspace: Workspace, code: str, partner: str, day: str) -> StandingFact:
    with workspace.snapshot() as view:
        found = standing_facts(view, f"partner-{partner}", date.fromisoformat(day))
    return next(one for one in found if one.code == code)


@pytest.mark.parametrize(
    ("code", "partner", "day", "holds"),
    [
        ("nato", "FIN", "2023-04-03", False),
        ("nato", "FIN", "2023-04-04", True),
        ("nato_plus", "JPN", "2026-11-23", True),
        ("nato_plus", "SWE", "2020-01-01", False),
        ("mnna", "JPN", "2026-11-23", True),
        ("mnna", "JPN", "1980-01-01", False),
        ("eu", "GBR", "2019-06-01", True),
        ("eu", "GBR", "2020-02-01", False),
        ("itar_126_1", "IRN", "2026-11-23", True),
        ("itar_126_1", "NOR", "2026-11-23", False),
    ],
)
def test_what_holds_follows_from_the_memberships_of_the_day(
    workspace: Workspace, code: str, partner: str, day: str, holds: bool
) -> None:
    assert fact(workspace, code, partner, day).holds is holds


def test_an_office_stands_as_its_state_does(workspace: Workspace) -> None:
    workspace.perform(
        "Add", lambda tx: tx.add(Partner(id="partner-mod", name="Ministry", parent_id="partner-NOR"))
    )

    assert fact(workspace, "nato", "mod", "2026-11-23").holds is True


def test_a_day_within_a_partly_known_date_is_doubted(workspace: Workspace) -> None:
    one = Membership(
        group_id="partner-US-MNNA", member_id="partner-CHE", status="designated",
        begins_on=PartialDate.parse("2026"),
    )  # fmt: skip
    workspace.perform("Add", lambda tx: tx.add(one))

    found = fact(workspace, "mnna", "CHE", "2026-11-23")

    assert (found.holds, found.since, bool(found.doubt)) == (True, "2026", True)
    assert fact(workspace, "mnna", "CHE", "2027-01-01").doubt == ""

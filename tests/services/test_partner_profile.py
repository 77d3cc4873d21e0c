from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from crisisdesk.model.agreements import Agreement, AgreementParty
from crisisdesk.model.assessments import Governance
from crisisdesk.model.channels import Channel
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Involvement, Partner, Position
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.partner_profile import SECTIONS, PartnerProfile, partner_profile, profile_json
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
on = PartialDate.parse


@pytest.fixture(autouse=True)
def records(write: Write) -> None:
    def add(tx) -> None:
        tx.get(Desk, DESK_ID).home_id = "partner-DEU"
        tx.add(Partner(id="mod", name="Ministry of Defence", kind="agency", parent_id="partner-FRA"))
        tx.add(Agreement(id="a", title="Status of forces", ends_on=on("2026-12-31"), status="in_force"))
        tx.add(Person(id="p", name="Aline Fabre"))
        tx.flush()
        tx.add(Post(id="post", title="Director", partner_id="mod"))
        tx.add(AgreementParty(agreement_id="a", partner_id="partner-FRA"))
        tx.add(
            Involvement(case_id="case-1", partner_id="partner-FRA", role="ally", begins_on=on("2026-11-01"))
        )
        tx.add(
            Position(partner_id="partner-FRA", issue="Escort", stance="undecided", ends_on=on("2026-11-09"))
        )
        tx.add(Position(partner_id="mod", issue="Escort", stance="supports", begins_on=on("2026-11-10")))
        tx.add(Commitment(text="Ours", giver_id="partner-DEU", receiver_id="partner-FRA"))
        tx.add(Commitment(text="Theirs", giver_id="mod", receiver_id="partner-DEU", due_on=on("2026-11-20")))
        tx.add(Governance(partner_id="partner-FRA", topic="oversight", finding="Yearly report"))
        tx.flush()
        tx.add(Incumbency(post_id="post", person_id="p"))
        tx.add(Channel(kind="phone", address="+33 1 43 17 53 53", post_id="post"))

    write(add)


def profile(workspace: Workspace, day: date | None = None) -> PartnerProfile:
    with workspace.snapshot() as view:
        return partner_profile(view, "partner-FRA", day)


def test_one_page_has_all_that_is_known_of_a_partner_and_its_offices(workspace: Workspace) -> None:
    found = profile(workspace)

    assert [one.title for one in found.agreements] == ["Status of forces"]
    assert [(one.title, one.case) for one in found.roles] == [("Strait", "Strait")]
    assert ([one.title for one in found.we_promised], [one.title for one in found.they_promised]) == (
        ["Ours"],
        ["Theirs"],
    )
    assert [line.person for line in found.contacts] == ["Aline Fabre"]
    assert [one.title for one in found.channels] == ["+33 1 43 17 53 53"]
    assert found.governance[0].detail.endswith("Yearly report")
    assert {"NATO", "EU"} & {one.title for one in found.memberships} or found.memberships


def test_positions_over_time_have_the_one_of_the_day_first(workspace: Workspace) -> None:
    now, then = profile(workspace), profile(workspace, date(2026, 11, 5))

    assert [(one.detail, one.current) for one in now.positions] == [("supports", True), ("undecided", False)]
    assert [(one.detail, one.current) for one in then.positions] == [("undecided", True), ("supports", False)]


def test_what_is_due_is_told_of_all_its_records(workspace: Workspace) -> None:
    due = {(clock.record_type, clock.days_left) for clock in profile(workspace).due}

    assert {("agreement", 38), ("commitment", -3)} <= due


def test_the_page_is_json_with_every_section(workspace: Workspace) -> None:
    value = profile_json(profile(workspace))

    assert {name for name, _ in SECTIONS} <= value.keys()
    assert {one["code"]: one["holds"] for one in value["facts"]}["nato"] is True

"""Findings on transfers that need lines, levers, policy or identifiers: they appear, and disappear when it is mended."""

import pytest

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.conditions import Condition
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.programmes import Programme
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.values import Money, PartialDate

USD = Money.parse


@pytest.fixture
def sale(desk):
    desk.add(Transfer(id="t", title="Radars", channel="fms", supplier_id="partner-USA", recipient_id="partner-SAU",
        case_id="case-1", number="SR-D-QAA", status="agreed"))  # fmt: skip
    return desk


def aspects(desk, check):
    return {one.aspect for one in desk.find(check)}


# -- Q12 by lines -----------------------------------------------------------------------------------------


def test_lines_that_reach_a_threshold_are_found_until_they_do_not(sale):
    sale.add(TransferItem(id="i", transfer_id="t", description="Set", value=USD("USD 14000000"), major=True))
    assert "36b-other (major equipment USD 14000000)" in sale.reasons("Q12")

    sale.edit(TransferItem, "i", value=USD("USD 13999999"))
    assert sale.reasons("Q12") == ""


@pytest.mark.parametrize("flag", [{"firearms": True}, {"category": "I(a)"}])
def test_firearms_of_a_licence_are_weighed_by_their_own_threshold(sale, flag):
    sale.edit(Transfer, "t", channel="dcs", number="")
    sale.add(TransferItem(id="i", transfer_id="t", description="Rifles", value=USD("USD 1000000"), **flag))
    assert "36c-firearms-other (firearms USD 1000000)" in sale.reasons("Q12")

    sale.edit(TransferItem, "i", value=USD("USD 999999"))
    assert sale.reasons("Q12") == ""


def test_significant_equipment_made_abroad_is_found_at_every_value(sale):
    sale.edit(Transfer, "t", channel="dcs", licence="MLA", number="")
    assert sale.reasons("Q12") == ""
    sale.add(TransferItem(id="i", transfer_id="t", description="Barrels", significant=True))
    assert "36d-other (at every value)" in sale.reasons("Q12")


def test_excess_articles_with_significant_equipment_are_found_below_seven_million(sale):
    sale.edit(Transfer, "t", channel="eda", value=USD("USD 100000"))
    assert sale.reasons("Q12") == ""
    sale.add(
        TransferItem(id="i", transfer_id="t", description="Boat", category="VI(a)*", value=USD("USD 100000"))
    )
    assert "516f-eda (significant equipment)" in sale.reasons("Q12")


def test_a_force_has_the_tier_of_its_state(sale):

    sale.add(Partner(id="partner-pln", name="Navy of Poland", kind="agency", parent_id="partner-POL"))
    sale.edit(Transfer, "t", recipient_id="partner-pln", value=USD("USD 60000000"), number="")
    assert sale.reasons("Q12") == ""
    sale.edit(Transfer, "t", recipient_id="partner-SAU")
    assert "36b-other" in sale.reasons("Q12")


# -- Q21 --------------------------------------------------------------------------------------------------


def lever(kind, **facts):
    return Adjustment(id="a", kind=kind, change="First in the queue", transfer_id="t", status="in_force", case_id="case-1",
        review_on=PartialDate.parse("2026-12-01"), reversal="Asked for", **facts)  # fmt: skip


def test_expediting_against_an_embargo_is_found_until_the_list_or_the_order_ends(sale):
    sale.edit(Transfer, "t", recipient_id="partner-CUB")
    sale.add(lever("accelerate"))
    [found] = [one for one in sale.find("Q21") if one.aspect == "moved_against_bar"]
    assert "State sponsor of terrorism" in found.reason
    assert found.gravity.value == "critical"

    sale.edit(Adjustment, "a", status="reversed")
    assert "moved_against_bar" not in aspects(sale, "Q21")


def test_a_bar_that_nobody_confirmed_is_told_with_its_doubt(sale):
    sale.edit(Transfer, "t", recipient_id="partner-BLR")
    sale.add(lever("accelerate"))
    [found] = [one for one in sale.find("Q21") if one.aspect == "moved_against_bar"]
    assert found.reason.endswith("(verify).")
    assert found.gravity.value == "serious"


def test_passing_on_is_weighed_by_the_next_recipient(sale):
    sale.add(lever("tpt", to_partner_id="partner-PRK"))
    assert "moved_against_bar" in aspects(sale, "Q21")
    sale.edit(Adjustment, "a", to_partner_id="partner-ROU")
    assert "moved_against_bar" not in aspects(sale, "Q21")


def test_a_listing_counts_on_its_days_only(sale):
    sale.add(lever("accelerate"))
    sale.add(Membership(id="m", group_id="partner-ITAR-126.1-D1", member_id="partner-SAU", status="listed",
        begins_on=PartialDate.parse("2026-11-24")))  # fmt: skip
    assert "moved_against_bar" not in aspects(sale, "Q21")
    sale.edit(Membership, "m", begins_on=PartialDate.parse("2026-11-23"))
    assert "moved_against_bar" in aspects(sale, "Q21")


def test_a_lever_in_force_before_its_legal_day_is_found_until_that_day(sale):
    sale.add(lever("hold", begins_on=PartialDate.parse("2026-11-24")))
    assert "early_lever" in aspects(sale, "Q21")
    sale.edit(Adjustment, "a", begins_on=PartialDate.parse("2026-11-23"))
    assert "early_lever" not in aspects(sale, "Q21")


@pytest.mark.parametrize(("number", "words"), [
    ("PL-D-QAA", "begins with PL, that of Poland; the security-assistance code of Saudi Arabia is SR"),
    ("SA-D-QAA", "SA is its code of ISO"), ("Saudi radars", "has not the shape")])  # fmt: skip
def test_an_identifier_of_another_state_is_found_until_it_is_mended(sale, number, words):
    assert "case_number" not in aspects(sale, "Q21")
    sale.edit(Transfer, "t", number=number)
    assert words in sale.reasons("Q21")


@pytest.mark.parametrize("number", ["", "SR-D-QAA A1", "SR-D-QAA M12"])
def test_versions_and_identifiers_not_yet_assigned_are_no_finding(sale, number):
    sale.edit(Transfer, "t", number=number)
    assert "case_number" not in aspects(sale, "Q21")


def test_a_coup_raises_a_question_on_each_programme_until_it_is_answered(desk):
    desk.add(Programme(id="p", title="Courses", kind="imet", status="active", recipient_id="partner-SAU"))
    desk.edit(CrisisCase, "case-1", kind="coup")
    assert "coup_question" not in aspects(desk, "Q21")
    desk.add(Involvement(id="i", case_id="case-1", partner_id="partner-SAU", role="affected"))
    [found] = [one for one in desk.find("Q21") if one.aspect == "coup_question"]
    assert "Case of a coup: Strait" in found.reason

    desk.add(Condition(id="c", text="Certified", kind="certification", programme_id="p"))
    assert "coup_question" not in aspects(desk, "Q21")


def test_a_programme_on_hold_raises_no_question(desk):
    desk.add(Programme(id="p", title="Courses", kind="imet", status="active", recipient_id="partner-NER"))
    assert "coup_question" in aspects(desk, "Q21")
    desk.edit(Programme, "p", status="on_hold")
    assert "coup_question" not in aspects(desk, "Q21")

"""What lists, measures and controls say of a partner on a day, and what an FMS identifier is made of."""

from datetime import date

import pytest

from crisisdesk.checks.case_numbers import read_case_number
from crisisdesk.checks.country_policy import country_policy
from crisisdesk.model.controls import ExportControl
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate

DAY = PartialDate.parse


def effects(desk, partner, day=None):
    with desk.workspace.snapshot() as view:
        return [(fact.code, fact.effect) for fact in country_policy(view, f"partner-{partner}", day).facts]


def test_a_suspended_denial_is_no_bar_while_it_lasts_and_one_again_after(desk):
    assert ("ITAR-126.1-D2", "suspended") in effects(desk, "CYP", date(2026, 9, 30))
    assert ("ITAR-126.1-D2", "denial") in effects(desk, "CYP", date(2026, 10, 1))


@pytest.mark.parametrize(("day", "listed"), [(date(2025, 11, 7), True), (date(2025, 11, 8), False)])
def test_an_entry_that_was_removed_holds_until_its_day(desk, day, listed):
    assert (("ITAR-126.1-D2", "denial") in effects(desk, "KHM", day)) is listed


def test_the_gravest_comes_first_and_each_has_source_confidence_and_badge(desk):
    with desk.workspace.snapshot() as view:
        policy = country_policy(view, "partner-PRK")
    assert [fact.effect for fact in policy.facts] == ["bar", "embargo", "denial", "denial"]
    assert all(fact.source and fact.read_on and fact.confidence for fact in policy.facts)
    assert {fact.verify for fact in policy.facts if fact.confidence in {"M", "Q"}} == {True}
    assert len(policy.barring) == 4


def test_a_coup_raises_a_question_and_bars_nothing(desk):
    with desk.workspace.snapshot() as view:
        policy = country_policy(view, "partner-NER")
    assert [(fact.code, fact.effect) for fact in policy.facts] == [("US-7008", "question")]
    assert policy.barring == ()


def test_an_office_has_what_is_said_of_its_state(desk):
    desk.add(Partner(id="partner-navy", name="Navy", kind="agency", parent_id="partner-CUB"))
    assert effects(desk, "navy") == effects(desk, "CUB")


@pytest.mark.parametrize(("status", "begins", "found"), [
    ("in_force", "2026-11-23", True), ("in_force", "2026-11-24", False), ("lifted", "2026-11-01", False),
    ("proposed", "2026-11-01", False)])  # fmt: skip
def test_an_embargo_of_the_desk_counts_while_it_is_in_force(desk, status, begins, found):
    desk.add(Measure(id="m", title="Arms embargo", kind="arms_embargo", target_id="partner-SAU", status=status,
        begins_on=DAY(begins), citation="Decision 1"))  # fmt: skip
    assert (("measure", "embargo") in effects(desk, "SAU")) is found


def test_an_export_control_names_its_destination(desk):
    desk.add(
        ExportControl(
            id="x", title="Denial", change="denial_policy", destination_id="partner-SAU", status="in_force"
        )
    )
    assert ("export_control", "denial") in effects(desk, "SAU")
    desk.edit(ExportControl, "x", change="loosen")
    assert ("export_control", "denial") not in effects(desk, "SAU")


@pytest.mark.parametrize(("text", "parts"), [
    ("BN-D-SAB", ("BN", "D", "SAB", "", "Basic")), ("bn-d-sab a1", ("BN", "D", "SAB", "A1", "Amendment 1")),
    ("E9-B-ABC M12", ("E9", "B", "ABC", "M12", "Modification 12"))])  # fmt: skip
def test_an_identifier_has_country_agency_designator_and_version(text, parts):
    number = read_case_number(text)
    assert (number.country, number.agency, number.designator, number.version, number.version_words) == parts


@pytest.mark.parametrize(
    "text", ["", "BN-SAB", "BNX-D-SAB", "BN-DD-SAB", "BN-D-SABX", "BN-D-SAB X1", "not yet"]
)
def test_a_text_of_another_shape_is_no_identifier(text):
    assert read_case_number(text) is None

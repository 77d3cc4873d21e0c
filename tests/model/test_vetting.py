"""What a vetting and an end-use check may say."""

from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import EndUseCheck, UnitParent, Vetting


def test_an_outcome_has_its_day() -> None:
    assert [p.field for p in Vetting(subject="Squadron", outcome="approved").problems()] == ["decided_on"]
    assert list(Vetting(subject="Squadron").problems()) == []


def test_a_vetting_is_not_good_before_it_was_decided() -> None:
    vetting = Vetting(
        subject="Squadron",
        decided_on=PartialDate.parse("2026-11-01"),
        valid_until=PartialDate.parse("2026-10-01"),
    )
    assert [problem.field for problem in vetting.problems()] == ["valid_until"]


def test_no_unit_belongs_to_itself() -> None:
    assert [p.field for p in UnitParent(unit_id="unit-1", parent_id="unit-1").problems()] == ["parent_id"]


def test_a_result_has_its_day_and_a_closed_check_its_result() -> None:
    assert [p.field for p in EndUseCheck(title="Visit", result="favorable").problems()] == ["done_on"]
    assert [p.field for p in EndUseCheck(title="Visit", status="closed_favorable").problems()] == ["result"]

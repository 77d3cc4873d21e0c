"""Vetting, end-use checks, conditions and assessment forms: each verb does its step and refuses what does not follow."""

from collections.abc import Callable
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.conditions import Condition
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, Vetting
from crisisdesk.services.conditions import end_condition, enforce, judge, waive
from crisisdesk.services.end_use import follow_up_done, note_inaccessible, plan_check, record_result
from crisisdesk.services.export_assessments import assess, conclude, criteria_of, form_of, open_assessment
from crisisdesk.services.vettings import (
    decide_vetting,
    inform_government,
    remediate,
    request_vetting,
    step_on,
)
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
DAY = PartialDate.parse


@pytest.fixture
def transfer(write: Write) -> str:
    def adding(tx: Any) -> None:
        tx.add(Transfer(id="t", title="Missiles", channel="fms", status="in_delivery", recipient_id="partner-POL",
            delivery_on=DAY("2026-12-01")))  # fmt: skip
        tx.add(TransferItem(id="i", transfer_id="t", description="Missile", enhanced=True))
        tx.add(Unit(id="u", name="First Battalion", partner_id="partner-POL"))
        tx.add(UnitCommand(unit_id="u", name="A. First", begins_on=DAY("2020"), ends_on=DAY("2025-12-31")))
        tx.add(UnitCommand(unit_id="u", name="B. Second", begins_on=DAY("2026-01-01")))

    write(adding)
    return "t"


def one(workspace: Workspace, record_type: Any, record_id: str) -> Any:
    with workspace.snapshot() as view:
        return view.get(record_type, record_id)


# -- vetting ----------------------------------------------------------------------------------------------


@pytest.fixture
def vetting(write: Write, transfer: str) -> str:
    write(lambda tx: request_vetting(tx, unit_id="u", transfer_id=transfer, record_id="v"))
    return "v"


def test_a_vetting_is_of_the_unit_with_its_commander_of_the_day(workspace: Workspace, vetting: str) -> None:
    asked = one(workspace, Vetting, vetting)
    assert (asked.subject, asked.commander, asked.activity, asked.step) == (
        "First Battalion",
        "B. Second",
        "Missiles",
        "nominate",
    )


def test_steps_follow_each_other_and_none_is_gone_back(
    workspace: Workspace, write: Write, vetting: str
) -> None:
    write(lambda tx: step_on(tx, vetting))
    write(lambda tx: step_on(tx, vetting, "capital_review"))
    assert one(workspace, Vetting, vetting).step == "capital_review"
    with pytest.raises(UserError, match="next can be outcome_returned"):
        write(lambda tx: step_on(tx, vetting, "post_review"))


def test_an_approval_is_good_for_twelve_months_by_the_rule(
    workspace: Workspace, write: Write, vetting: str
) -> None:
    write(lambda tx: decide_vetting(tx, vetting, "approved", on=DAY("2026-11-23")))
    done = one(workspace, Vetting, vetting)
    assert (str(done.valid_until), done.step) == ("2027-11-23", "outcome_returned")
    with pytest.raises(UserError, match="ask for a new one"):
        write(lambda tx: step_on(tx, vetting))


def test_a_bar_says_what_it_rests_on_and_the_government_is_informed(
    workspace: Workspace, write: Write, vetting: str
) -> None:
    with pytest.raises(UserError, match="on what information"):
        write(lambda tx: decide_vetting(tx, vetting, "rejected"))
    with pytest.raises(UserError, match="nothing to inform"):
        write(lambda tx: inform_government(tx, vetting))

    write(lambda tx: decide_vetting(tx, vetting, "rejected", summary="Two accounts that agree."))
    write(lambda tx: inform_government(tx, vetting))

    assert str(one(workspace, Vetting, vetting).informed_on) == "2026-11-23"


def test_a_unit_is_reinstated_only_after_remediation(
    workspace: Workspace, write: Write, vetting: str
) -> None:
    with pytest.raises(UserError, match="next can be requested"):
        write(lambda tx: remediate(tx, vetting, "reinstated", "Wish"))
    for step in ("requested", "investigation", "prosecution", "remediated", "reinstated"):
        write(lambda tx, step=step: remediate(tx, vetting, step, f"Done: {step}"))
    done = one(workspace, Vetting, vetting)
    assert (done.remediation, done.remediation_steps.count("\n")) == ("reinstated", 4)


def test_a_vetting_names_somebody_and_something(write: Write) -> None:
    with pytest.raises(UserError, match="Name the unit"):
        write(lambda tx: request_vetting(tx, activity="Course"))
    with pytest.raises(UserError, match="Name the activity"):
        write(lambda tx: request_vetting(tx, subject="C. Third"))


# -- end use ----------------------------------------------------------------------------------------------


def test_a_designated_item_gets_an_enhanced_check_90_days_after_delivery(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    check = write(lambda tx: plan_check(tx, transfer))
    assert (check.monitoring, check.kind, str(check.planned_on)) == (
        "golden_sentry",
        "enhanced",
        "2027-03-01",
    )
    assert str(one(workspace, Transfer, transfer).check_on) == "2027-03-01"


def test_a_commercial_transfer_is_checked_by_blue_lantern(write: Write, transfer: str) -> None:
    write(lambda tx: setattr(tx.get(Transfer, transfer), "channel", "dcs"))
    check = write(lambda tx: plan_check(tx, transfer, DAY("2027-01-10")))
    assert (check.monitoring, check.kind) == ("blue_lantern", "post_shipment")


def test_after_an_inventory_the_next_is_planned_a_year_later(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    check = write(lambda tx: plan_check(tx, transfer, DAY("2026-11-20"))).id
    write(lambda tx: record_result(tx, check, "compliant", on=DAY("2026-11-21")))
    with workspace.snapshot() as view:
        [following] = view.all(EndUseCheck, EndUseCheck.done_on.is_(None))
    assert str(following.planned_on) == "2027-11-21"
    assert one(workspace, EndUseCheck, check).status == "closed_favorable"


def test_an_adverse_result_says_what_was_found_and_is_followed_up(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    check = write(lambda tx: plan_check(tx, transfer, DAY("2026-11-20"))).id
    with pytest.raises(UserError, match="what was found"):
        write(lambda tx: record_result(tx, check, "loss_reported"))
    write(lambda tx: record_result(tx, check, "loss_reported", finding="Two are missing."))
    write(lambda tx: follow_up_done(tx, check, "Found in the second magazine."))
    done = one(workspace, EndUseCheck, check)
    assert (done.status, str(done.follow_up_done_on)) == ("closed_unfavorable", "2026-11-23")
    with pytest.raises(UserError, match="closed already"):
        write(lambda tx: record_result(tx, check, "compliant"))


def test_a_site_that_cannot_be_reached_leaves_the_check_open(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    check = write(lambda tx: plan_check(tx, transfer, DAY("2026-11-20"))).id
    write(lambda tx: note_inaccessible(tx, check, "Roads are closed."))
    assert (one(workspace, EndUseCheck, check).status, one(workspace, EndUseCheck, check).done_on) == (
        "inaccessible",
        None,
    )
    with pytest.raises(UserError, match="no result"):
        write(lambda tx: follow_up_done(tx, check, "Asked again."))


# -- conditions -------------------------------------------------------------------------------------------


@pytest.fixture
def condition(write: Write) -> str:
    write(
        lambda tx: tx.add(
            Condition(id="c", text="No use at sea.", metric="Tracks", target="0", status="proposed")
        )
    )
    write(lambda tx: enforce(tx, "c"))
    return "c"


def test_a_condition_is_judged_with_evidence(workspace: Workspace, write: Write, condition: str) -> None:
    with pytest.raises(UserError, match="Its measure: Tracks"):
        write(lambda tx: judge(tx, condition, met=True, evidence=""))
    write(lambda tx: judge(tx, condition, met=False, evidence="One boat seen."))
    write(lambda tx: judge(tx, condition, met=True, evidence="None for a month."))
    done = one(workspace, Condition, condition)
    assert (done.status, done.evidence.count("\n")) == ("met", 1)
    with pytest.raises(UserError, match="met already"):
        write(lambda tx: end_condition(tx, condition, "Over"))


def test_a_waiver_says_who_why_and_until_when(workspace: Workspace, write: Write, condition: str) -> None:
    with pytest.raises(UserError, match="who waives"):
        write(lambda tx: waive(tx, condition, " "))
    with pytest.raises(UserError, match="run out already"):
        write(lambda tx: waive(tx, condition, "Minister", DAY("2026-11-22")))
    write(lambda tx: waive(tx, condition, "Minister; flood relief.", DAY("2026-12-31")))
    assert one(workspace, Condition, condition).status == "waived"


# -- assessment -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("framework", "number", "denying"), [("eu_common_position", 8, 4), ("att", 9, 3), ("uk_slc", 8, 5)]
)
def test_the_criteria_of_each_framework_are_data(
    workspace: Workspace, framework: str, number: int, denying: int
) -> None:
    with workspace.snapshot() as view:
        found = criteria_of(view, framework)
    assert (len(found), sum(one.denies for one in found)) == (number, denying)
    assert all(one.source and one.confidence for one in found)


def test_an_assessment_keeps_its_dissent_and_supersedes_the_last(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: open_assessment(tx, "eu_common_position", transfer_id=transfer, record_id="old"))
    write(lambda tx: conclude(tx, "old", "refuse", "Not enough is known."))
    write(lambda tx: open_assessment(tx, "eu_common_position", transfer_id=transfer, record_id="a"))
    with pytest.raises(UserError, match="are not assessed"):
        write(lambda tx: conclude(tx, "a", "authorise", "Fine."))
    with workspace.snapshot() as view:
        rows = [row.id for row in form_of(view, "a").findings]
    for row in rows:
        write(lambda tx, row=row: assess(tx, row, "no_concern"))
    write(
        lambda tx: assess(
            tx, rows[1], "clear_risk", reasons="Reports of repression.", dissent="One office disagrees."
        )
    )
    write(lambda tx: conclude(tx, "a", "authorise", "Weighed.", dissent="The rights office."))

    with workspace.snapshot() as view:
        form = form_of(view, "a")
        assert form.assessment.dissent == "The rights office."
        assert view.get(CriterionFinding, rows[1]).dissent == "One office disagrees."
        assert "in spite of a clear risk under Criterion 2" in form.doubts[0]
        assert view.get(ExportAssessment, "old").status == "superseded"
    with pytest.raises(UserError, match="open a new one"):
        write(lambda tx: assess(tx, rows[0], "concern", reasons="Late"))

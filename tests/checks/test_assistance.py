"""Q7 to Q13, Q22, Q27: programmes, transfers, vetting, end use, notifications, licences."""

import pytest

from crisisdesk.checks.finding import Gravity
from crisisdesk.model.assessments import BalanceNote
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.posts import Post
from crisisdesk.model.programmes import Programme
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import Money
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, Vetting


@pytest.fixture
def programme(desk):
    """A programme that lacks nothing but what each test takes away."""
    desk.add(
        Post(id="post-1", title="Programme officer"),
        Programme(id="programme-1", title="Radar courses", kind="fmf", status="active", recipient_id="partner-JPN",
                  metric="Crews trained", target="40", owner_id="post-1", ends_on=desk.day(300),
                  authority_id="authority-AECA", appropriation="FY26"),
        Condition(id="condition-1", text="Crews report each quarter", programme_id="programme-1", metric="Reports",
                  target="4", owner_id="post-1", due_on=desk.day(90)),
    )  # fmt: skip
    return desk


@pytest.fixture
def transfer(desk):
    """A transfer of ours that has all that is asked of one."""
    desk.add(
        Transfer(id="transfer-1", title="Coastal radar", channel="fms", status="agreed", supplier_id="partner-USA",
                 recipient_id="partner-KEN", authority="AECA 3", check_on=desk.day(90), case_id="case-1"),
        TransferItem(id="item-1", transfer_id="transfer-1", description="Antenna", category="XI(a)"),
    )  # fmt: skip
    return desk


@pytest.mark.parametrize(
    ("field", "word"), [("metric", "measure"), ("target", "target"), ("owner_id", "owner")]
)
@pytest.mark.parametrize("record_type", [Programme, Condition])
def test_assistance_without_measure_target_or_owner_is_found_until_it_is_entered(
    programme, record_type, field, word
):
    assert programme.find("Q7") == []
    key = "programme-1" if record_type is Programme else "condition-1"
    programme.edit(record_type, key, **{field: None if field == "owner_id" else ""})
    assert f"has no {word}." in programme.reasons("Q7")

    programme.edit(record_type, key, **{field: "post-1"})

    assert programme.find("Q7") == []


def test_a_condition_without_a_day_is_found(programme):
    programme.edit(Condition, "condition-1", due_on=None)

    assert programme.reasons("Q7") == "Condition “Crews report each quarter” has no date."


def test_financing_without_a_condition_is_found_until_one_is_tied(programme):
    assert programme.find("Q8") == []
    programme.edit(Condition, "condition-1", programme_id=None)
    assert "“Radar courses” is financed, and no condition is tied to it" in programme.reasons("Q8")

    programme.edit(Programme, "programme-1", status="ended")

    assert programme.find("Q8") == []


def test_assistance_without_a_sunset_is_found_until_it_has_one_or_a_review(programme):
    assert programme.find("Q9") == []
    programme.edit(Programme, "programme-1", ends_on=None)
    assert "neither a sunset nor a day of review" in programme.reasons("Q9")
    programme.edit(Programme, "programme-1", review_on=programme.day(30))
    assert programme.find("Q9") == []

    programme.edit(Programme, "programme-1", review_on=None)
    programme.edit(Condition, "condition-1", kind="sunset")

    assert programme.find("Q9") == []


@pytest.fixture
def unit(transfer):
    """A unit that takes part in the transfer, vetted and good."""
    transfer.add(
        Unit(id="unit-1", name="Coast battalion", partner_id="partner-KEN"),
        Vetting(id="vetting-1", subject="Coast battalion", unit_id="unit-1", transfer_id="transfer-1",
                outcome="approved", decided_on=transfer.day(-30), commander="Col. Otieno"),
        UnitCommand(id="command-1", unit_id="unit-1", name="Col. Otieno"),
    )  # fmt: skip
    return transfer


def test_a_unit_with_a_valid_vetting_is_no_finding(unit):
    assert unit.find("Q10") == []


def test_a_unit_without_a_vetting_is_found_until_it_is_vetted(unit):
    unit.edit(Transfer, "transfer-1", end_user="coast battalion")
    unit.delete(Vetting, "vetting-1")
    assert "Coast battalion, which takes part in “Coastal radar”, has no vetting" in unit.reasons("Q10")

    unit.add(Vetting(subject="Battalion", unit_id="unit-1", outcome="approved", decided_on=unit.day(0)))

    assert unit.find("Q10") == []


def test_a_vetting_older_than_the_limit_is_found_until_it_is_renewed(unit):
    unit.edit(Vetting, "vetting-1", decided_on=unit.day(-400))
    assert "was good until" in unit.reasons("Q10")

    unit.edit(Vetting, "vetting-1", valid_until=unit.day(1))

    assert unit.find("Q10") == []


def test_a_commander_who_changed_since_the_vetting_is_found_until_it_is_vetted_anew(unit):
    unit.edit(UnitCommand, "command-1", ends_on=unit.day(-10))
    unit.add(UnitCommand(unit_id="unit-1", name="Col. Wanjiru", begins_on=unit.day(-9)))
    assert "under Col. Otieno, and is now commanded by Col. Wanjiru (since 14 NOV 26)" in unit.reasons("Q10")

    unit.edit(Vetting, "vetting-1", commander="Col. Wanjiru")

    assert unit.find("Q10") == []


def test_a_transfer_without_a_plan_of_end_use_checks_is_found_until_it_has_one(transfer):
    transfer.edit(Transfer, "transfer-1", check_on=None)
    assert "has no end-use check planned" in transfer.reasons("Q11")

    transfer.add(EndUseCheck(title="First look", transfer_id="transfer-1", planned_on=transfer.day(60)))

    assert transfer.find("Q11") == []


def test_an_overdue_end_use_check_is_found_until_it_is_made(transfer):
    transfer.add(
        EndUseCheck(id="euc-1", title="First look", transfer_id="transfer-1", planned_on=transfer.day(-1))
    )
    assert "was planned for 22 NOV 26 and has not been made" in transfer.reasons("Q11")

    transfer.edit(EndUseCheck, "euc-1", done_on=transfer.day(0), result="favorable")

    assert transfer.find("Q11") == []


def test_an_adverse_result_is_found_until_it_is_followed_up(transfer):
    transfer.add(EndUseCheck(id="euc-1", title="First look", transfer_id="transfer-1", done_on=transfer.day(-5),
                             result="loss_reported"))  # fmt: skip
    assert "had the result loss reported on 18 NOV 26, and no follow-up is on record" in transfer.reasons(
        "Q11"
    )

    transfer.edit(EndUseCheck, "euc-1", follow_up="Inquiry by the ministry", follow_up_by=transfer.day(10))

    assert transfer.find("Q11") == []


def test_a_transfer_above_a_threshold_is_found_until_it_is_notified(transfer):
    transfer.edit(Transfer, "transfer-1", value=Money.parse("USD 50000000"))
    (found,) = transfer.find("Q12")
    assert "threshold of rule 36b-other (total USD 50000000)" in found.reason
    assert found.gravity is Gravity.SERIOUS

    transfer.add(Notification(title="26-12", transfer_id="transfer-1", status="draft"))

    assert transfer.find("Q12") == []


def test_the_threshold_is_that_of_the_tier_of_the_recipient(transfer):
    transfer.edit(Transfer, "transfer-1", value=Money.parse("USD 50000000"), recipient_id="partner-NOR")
    assert transfer.find("Q12") == []

    transfer.edit(Transfer, "transfer-1", value=Money.parse("USD 100000000"))

    assert "36b-natoplus" in transfer.reasons("Q12")


def test_an_amount_in_another_currency_is_not_compared(transfer):
    transfer.edit(Transfer, "transfer-1", value=Money.parse("EUR 900000000"))

    assert transfer.find("Q12") == []


def test_a_clock_is_told_of_while_it_runs_is_held_and_has_run_out(desk):
    desk.add(
        Notification(
            id="ntf-1", title="26-12", status="formal", sent_at=desk.ago(days=3), clock_ends_on=desk.day(20)
        )
    )
    assert desk.reasons("Q12") == "The clock of notification “26-12” runs until 13 DEC 26."
    desk.add(NotificationHold(id="hold-1", notification_id="ntf-1", placed_by="A member"))
    assert "held by A member" in desk.reasons("Q12")
    desk.edit(NotificationHold, "hold-1", lifted_on=desk.day(0))
    desk.edit(Notification, "ntf-1", clock_ends_on=desk.day(-1))
    assert "ran out on 22 NOV 26" in desk.reasons("Q12")

    desk.edit(Notification, "ntf-1", status="expired")

    assert desk.find("Q12") == []


def test_a_waiver_without_a_justification_is_found_until_it_has_one(desk):
    desk.add(Notification(id="ntf-1", title="26-12", status="waived"))
    assert "waived without a justification" in desk.reasons("Q12")

    desk.edit(Notification, "ntf-1", justification="Determination of 20 November")

    assert desk.find("Q12") == []


def test_an_item_without_a_category_is_found_until_it_has_one(transfer):
    assert transfer.find("Q13") == []
    transfer.edit(TransferItem, "item-1", category="")
    assert transfer.reasons("Q13") == "1 item of “Coastal radar” has no control category: “Antenna”."

    transfer.edit(TransferItem, "item-1", category="XI(a)(3)")

    assert transfer.find("Q13") == []


def test_assistance_without_authority_or_appropriation_is_found_until_they_are_entered(programme):
    assert programme.find("Q13") == []
    programme.edit(Programme, "programme-1", authority_id=None, appropriation="")
    assert programme.reasons("Q13") == "“Radar courses” names no legal authority and no appropriation."

    programme.edit(Programme, "programme-1", authority_id="authority-AECA", appropriation="FY26")

    assert programme.find("Q13") == []


def test_a_large_transfer_is_found_until_it_has_a_current_balance_note(transfer):
    transfer.edit(Transfer, "transfer-1", value=Money.parse("USD 50000000"))
    assert "has no regional-balance note" in transfer.reasons("Q22")
    transfer.add(BalanceNote(id="note-1", title="Gulf", transfer_id="transfer-1", review_on=transfer.day(-1)))
    assert "only a regional-balance note past its review (22 NOV 26)" in transfer.reasons("Q22")

    transfer.edit(BalanceNote, "note-1", review_on=transfer.day(100))

    assert transfer.find("Q22") == []


def test_a_slow_licence_is_found_with_what_it_waits_for_until_it_is_decided(desk):
    desk.add(Licence(id="licence-1", title="Optics", regime="munitions", submitted_on=desk.day(-61)))
    assert (
        "pending for 61 days (since 23 SEP 26), 60 are usual; what it waits for is not named"
        in desk.reasons("Q27")
    )
    desk.edit(Licence, "licence-1", blocker="interagency review")
    assert "it waits for interagency review" in desk.reasons("Q27")

    desk.edit(Licence, "licence-1", outcome="APP", decided_on=desk.day(0))

    assert desk.find("Q27") == []


def test_a_licence_has_the_usual_days_that_it_names_itself(desk):
    desk.add(Licence(title="Optics", regime="munitions", submitted_on=desk.day(-61), norm_days=90))

    assert desk.find("Q27") == []

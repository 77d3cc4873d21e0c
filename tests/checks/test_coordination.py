"""Q14 to Q18, Q23 to Q26: sanctions, commitments, red lines, tasks, rhythms, bottlenecks, levers."""

import pytest

from crisisdesk.model.agreements import Agreement
from crisisdesk.model.channels import Call
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Interoperability
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import RedLine, RedLineShare
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Share


@pytest.fixture
def measure(desk):
    """A measure of the European Union that is far from its end."""
    desk.add(Measure(id="measure-1", title="Asset freeze", issuer_id="partner-EU", authority="EU-CFSP", status="in_force",
                     case_id="case-1", ends_on=desk.day(200)))  # fmt: skip
    return desk


def test_a_measure_that_runs_out_is_found_with_votes_unknown_and_opposed(measure):
    assert measure.find("Q14") == []
    measure.edit(Measure, "measure-1", ends_on=measure.day(60))
    measure.add(Alignment(measure_id="measure-1", partner_id="partner-HUN", state=AlignmentState.OPPOSED))
    assert (
        "on 22 JAN 27; position unknown: Austria, Belgium, Bulgaria and 23 more; opposed: Hungary."
        in measure.reasons("Q14")
    )

    measure.edit(Measure, "measure-1", ends_on=measure.day(61))

    assert measure.find("Q14") == []


def test_an_agreement_that_runs_out_is_found_until_it_is_prolonged(desk):
    desk.add(Agreement(id="agreement-1", title="Use of the base", status="in_force", ends_on=desk.day(20)))
    assert desk.reasons("Q14") == "Agreement “Use of the base”: ends on 13 DEC 26."

    desk.edit(Agreement, "agreement-1", ends_on=desk.day(900))

    assert desk.find("Q14") == []


def test_a_partner_that_promised_enforcement_is_found_until_its_position_is_aligned(desk):
    desk.add(
        Measure(
            id="measure-1", title="Price cap", issuer_id="partner-USA", status="in_force", case_id="case-1"
        ),
        Commitment(
            text="To enforce it", giver_id="partner-JPN", kind="sanctions_enforcement", case_id="case-1"
        ),
    )
    assert (
        "Japan is to carry measure “Price cap” (“To enforce it”), and its position on it is unknown"
        in desk.reasons("Q15")
    )
    desk.add(
        Alignment(
            id="alignment-1", measure_id="measure-1", partner_id="partner-JPN", state=AlignmentState.OPPOSED
        )
    )
    assert "position on it is opposed" in desk.reasons("Q15")

    desk.edit(Alignment, "alignment-1", state=AlignmentState.IN_FORCE)

    assert desk.find("Q15") == []


def test_coordinating_sanctions_with_the_issuer_is_a_task_of_the_other_state(desk):
    desk.add(
        Measure(
            id="measure-1", title="Price cap", issuer_id="partner-USA", status="in_force", case_id="case-1"
        ),
        Link(
            id="link-1",
            from_id="partner-USA",
            to_id="partner-GBR",
            kind="coordinates_sanctions",
            case_id="case-1",
        ),
    )
    assert "United Kingdom is to carry" in desk.reasons("Q15")

    desk.edit(Link, "link-1", status="broken")

    assert desk.find("Q15") == []


@pytest.fixture
def pledge(desk):
    desk.add(Commitment(id="commitment-1", text="Two minehunters", giver_id="partner-NOR", receiver_id="partner-JPN",
                        status="pledged", due_on=desk.day(30), case_id="case-1"))  # fmt: skip
    return desk


def test_a_pledge_without_a_day_is_open_ended_and_never_on_time(pledge):
    assert pledge.find("Q16") == []
    pledge.edit(Commitment, "commitment-1", due_on=None)
    assert (
        "of Norway to Japan, “Two minehunters”, is open-ended: no day of delivery was named"
        in pledge.reasons("Q16")
    )

    pledge.edit(Commitment, "commitment-1", due_on=pledge.day(3))

    assert pledge.find("Q16") == []


def test_an_overdue_commitment_is_found_until_it_is_delivered(pledge):
    pledge.edit(Commitment, "commitment-1", due_on=pledge.day(-1))
    assert "was due on 22 NOV 26 and is not delivered" in pledge.reasons("Q16")

    pledge.edit(Commitment, "commitment-1", status="delivered", delivered_on=pledge.day(0))

    assert pledge.find("Q16") == []


def test_a_commitment_that_its_own_share_contradicts_is_found_until_one_is_corrected(pledge):
    pledge.edit(
        Commitment,
        "commitment-1",
        status="delivered",
        delivered_on=pledge.day(0),
        delivered=Share.parse("60"),
    )
    assert "is marked as delivered, and 60 % of it is" in pledge.reasons("Q16")

    pledge.edit(Commitment, "commitment-1", delivered=Share.parse("100"))

    assert pledge.find("Q16") == []


def test_a_donation_against_a_hold_on_its_transfer_is_found_until_the_hold_is_lifted(pledge):
    pledge.edit(Commitment, "commitment-1", kind="arms_donation")
    pledge.add(
        Transfer(id="transfer-1", title="Minehunters", supplier_id="partner-NOR", recipient_id="partner-JPN"),
        Adjustment(
            id="lever-1", kind="hold", change="Held in port", transfer_id="transfer-1", status="in_force"
        ),
    )
    assert "stands against “hold · Held in port”" in pledge.reasons("Q16")

    pledge.edit(Adjustment, "lever-1", status="reversed")

    assert pledge.find("Q16") == []


def test_what_is_only_expected_is_not_judged(pledge):
    pledge.edit(Commitment, "commitment-1", status="expected", due_on=None)

    assert pledge.find("Q16") == []


@pytest.fixture
def red_line(desk):
    """A line that was told to the other side, has a response, and is shared."""
    desk.add(
        RedLine(id="line-1", text="No mines in the lanes", issuer_id="partner-USA", addressee_id="partner-RUS",
                case_id="case-1", response="Escort under protection", communicated_at=desk.ago(days=2),
                communicated_via="note handed over"),
        RedLineShare(id="share-1", red_line_id="line-1", partner_id="partner-GBR"),
    )  # fmt: skip
    return desk


def test_a_red_line_never_communicated_is_found_until_the_other_side_is_told(red_line):
    assert red_line.find("Q17") == []
    red_line.edit(RedLine, "line-1", communicated_at=None, communicated_via="")
    assert "Red line “No mines in the lanes” was never communicated to Russia." in red_line.reasons("Q17")

    red_line.edit(RedLine, "line-1", communicated_at=red_line.ago(hours=1), communicated_via="note")

    assert red_line.find("Q17") == []


def test_a_red_line_without_response_or_sharing_partner_is_found_until_it_has_both(red_line):
    red_line.edit(RedLine, "line-1", response="")
    red_line.edit(RedLineShare, "share-1", state="declined")
    assert "has no agreed response and is shared by no partner on record" in red_line.reasons("Q17")

    red_line.edit(RedLine, "line-1", response="Escort")
    red_line.edit(RedLineShare, "share-1", state="shares_in_part")

    assert red_line.find("Q17") == []


def test_a_commitment_of_ours_is_found_until_it_has_an_exit_condition(pledge):
    assert pledge.find("Q18") == []
    pledge.edit(Commitment, "commitment-1", giver_id="partner-USA")
    assert "Our commitment “Two minehunters” to Japan has no exit condition" in pledge.reasons("Q18")

    pledge.add(RedLine(text="Ends with the inquiry", kind="exit_condition", commitment_id="commitment-1"))

    assert pledge.find("Q18") == []


def test_too_many_commitments_in_one_theatre_are_found_until_one_ends(desk):
    for number in range(9):
        key = f"commitment-{number}"
        desk.add(
            Commitment(
                id=key, text=f"Pledge {number}", giver_id="partner-USA", due_on=desk.day(9), case_id="case-1"
            )
        )
        desk.add(RedLine(text="End", kind="exit_condition", commitment_id=key))
    (found,) = desk.find("Q18")
    assert "Strait of Maren holds 9 commitments of ours, more than the limit of 8" in found.reason

    desk.edit(Commitment, "commitment-3", status="lapsed")

    assert desk.find("Q18") == []


def test_two_partners_on_one_task_are_found_until_one_of_them_has_another(desk):
    for partner in ("JPN", "AUS"):
        desk.add(
            Action(
                id=f"action-{partner}",
                title="Sweep the lane",
                case_id="case-1",
                partner_id=f"partner-{partner}",
            )
        )
    assert desk.reasons("Q23") == "Australia and Japan are on the same task or item: “Sweep the lane”."

    desk.edit(Action, "action-JPN", title="Guard the lane")

    assert desk.find("Q23") == []


def test_two_partners_with_one_involvement_are_found_once(desk):
    for partner in ("JPN", "AUS"):
        desk.add(
            Involvement(id=f"in-{partner}", case_id="case-1", partner_id=f"partner-{partner}", task="Escort.")
        )
    assert len(desk.find("Q23")) == 1

    desk.edit(Involvement, "in-AUS", area="south of the bank")

    assert desk.find("Q23") == []


def test_a_task_that_nobody_has_is_found_until_a_post_owns_it(desk):
    desk.add(Post(id="post-1", title="Desk officer"))
    desk.add(Action(id="action-1", title="Ask the pilots", case_id="case-1", due_at=desk.ago(hours=2)))
    assert "Nobody has the task “Ask the pilots”, due 231000Z NOV 26" in desk.reasons("Q23")

    desk.edit(Action, "action-1", owner_id="post-1")

    assert desk.find("Q23") == []


@pytest.fixture
def involved(desk):
    desk.add(Involvement(case_id="case-1", partner_id="partner-JPN"))
    return desk


def test_a_missed_round_of_talks_is_found_until_the_next_is_held(involved):
    involved.add(Engagement(title="Staff talks", kind="staff_talks", status="held", partner_id="partner-JPN",
                            begins_at=involved.ago(days=31), rhythm_days=30))  # fmt: skip
    assert "“Staff talks” was held 231200Z OCT 26, and is expected every 30 days" in involved.reasons("Q24")

    involved.add(Engagement(title="Staff talks 2", kind="staff_talks", status="planned", partner_id="partner-JPN",
                            begins_at=involved.ago(days=-3)))  # fmt: skip

    assert involved.find("Q24") == []


def test_a_quiet_link_is_found_until_it_is_used(desk):
    desk.add(Link(id="link-1", from_id="partner-USA", to_id="partner-JPN", kind="consults", case_id="case-1",
                  rhythm_days=7, used_at=desk.ago(days=8)))  # fmt: skip
    assert "and is expected every 7 days" in desk.reasons("Q24")

    desk.edit(Link, "link-1", used_at=desk.ago(days=1))

    assert desk.find("Q24") == []


def test_a_post_without_an_answer_in_its_rhythm_is_found_until_it_answers(involved):
    involved.add(Post(id="post-1", title="Deputy minister", partner_id="partner-JPN", rhythm_days=3))
    involved.add(Call(post_id="post-1", at=involved.ago(days=4), result="answered"))
    assert "“Deputy minister” (of Japan) last answered" in involved.reasons("Q24")

    involved.add(Call(post_id="post-1", at=involved.ago(hours=4), result="answered"))

    assert involved.find("Q24") == []


def test_a_pair_that_matters_to_no_case_may_be_quiet(desk):
    desk.add(Post(id="post-1", title="Deputy minister", partner_id="partner-JPN", rhythm_days=3))
    desk.add(Call(post_id="post-1", at=desk.ago(days=4), result="answered"))

    assert desk.find("Q24") == []


def test_a_bottleneck_on_an_open_action_is_found_until_it_is_solved(desk):
    desk.add(
        Action(title="Escort with Japan", case_id="case-1", partner_id="partner-JPN"),
        Interoperability(
            id="iop-1",
            partner_id="partner-JPN",
            domain="communications",
            stuck=True,
            obstacle="No common key",
        ),
    )
    assert (
        "Between Japan and us, communications is stuck (“No common key”), which touches “Escort with Japan”"
        in desk.reasons("Q25")
    )

    desk.edit(Interoperability, "iop-1", stuck=False)

    assert desk.find("Q25") == []


def test_a_lever_without_reversal_test_or_review_is_found_until_it_has_both(desk):
    desk.add(Adjustment(id="lever-1", kind="hold", change="Ammunition", status="in_force", case_id="case-1"))
    assert (
        desk.reasons("Q26")
        == "Lever “hold · Ammunition” (in force) has no reversal test and no day of review."
    )

    desk.edit(Adjustment, "lever-1", reversal="Thirty days without boarding", review_on=desk.day(14))

    assert desk.find("Q26") == []

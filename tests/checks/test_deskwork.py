"""Q19, Q20, Q28 to Q32: decisions, claims, briefs, the log, assumptions, exercise data, markings."""

from datetime import timedelta

import pytest

from crisisdesk.checks.finding import Gravity
from crisisdesk.model.assessments import Threat
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.deliberation import AgencyPosition, Assumption, Consideration, DecisionOption
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Position
from crisisdesk.model.sources import Source
from crisisdesk.model.values import Grade
from crisisdesk.model.views import Mention
from crisisdesk.model.watch import DutyShift, Handover
from crisisdesk.services.log import correct, log

SECRET = Marking("SECRET")


@pytest.fixture
def decision(desk):
    """A decision that was taken as it should be."""
    desk.add(
        Decision(id="decision-1", case_id="case-1", question="Hold the ammunition?", status="decided", outcome="Hold",
                 reason="It can be undone", authority="Assistant Secretary"),
        DecisionOption(id="option-1", decision_id="decision-1", text="Go on"),
        DecisionOption(id="option-2", decision_id="decision-1", text="Hold", number=2),
        Consideration(id="consideration-1", decision_id="decision-1", argument="Contact may thin", side="against"),
    )  # fmt: skip
    return desk


def test_a_weighed_decision_is_no_finding(decision):
    assert decision.find("Q19") == []


@pytest.mark.parametrize("field", ["reason", "authority"])
def test_a_submitted_decision_without_reason_or_authority_is_found_until_it_has_it(decision, field):
    decision.edit(Decision, "decision-1", status="submitted", **{field: ""})
    assert decision.reasons("Q19") == f"Decision “Hold the ammunition?” (submitted) has no {field}."

    decision.edit(Decision, "decision-1", **{field: "As the law says"})

    assert decision.find("Q19") == []


def test_a_decision_without_a_second_option_is_found_until_it_has_one(decision):
    decision.delete(DecisionOption, "option-2")
    assert "has no second option" in decision.reasons("Q19")

    decision.edit(Decision, "decision-1", options="(1) Go on. (2) Hold.")

    assert decision.find("Q19") == []


def test_a_decision_without_an_argument_against_it_is_found_until_one_is_kept(decision):
    decision.edit(Consideration, "consideration-1", side="for")
    assert "has no opposing consideration" in decision.reasons("Q19")

    decision.add(
        AgencyPosition(
            decision_id="decision-1", partner_id="partner-US-DOD", stance="opposes", reason="Contact"
        )
    )

    assert decision.find("Q19") == []


def test_dissent_without_its_reason_is_found_until_the_reason_is_kept(decision):
    decision.add(
        AgencyPosition(
            id="position-1", decision_id="decision-1", partner_id="partner-US-DOD", stance="reserves"
        )
    )
    assert "keeps no reason of the dissent of Department of Defense" in decision.reasons("Q19")

    decision.edit(AgencyPosition, "position-1", reason="Contact may thin")

    assert decision.find("Q19") == []


def fact(desk, number, **values):
    desk.add(
        LogEntry(
            id=f"log-{number}",
            case_id="case-1",
            text=f"Vessel {number} was stopped",
            significant=True,
            **values,
        )
    )


@pytest.mark.parametrize(
    ("grade", "words"), [("D2", "reliability D"), ("B4", "credibility 4"), ("F1", "nobody could judge")]
)
def test_a_fact_of_low_grade_is_found_until_it_is_corrected(desk, grade, words):
    fact(desk, 1, grade=Grade.parse(grade))
    assert f"(231200Z NOV 26) is graded {grade}: " in desk.reasons("Q20")
    assert words in desk.reasons("Q20")

    fact(desk, 2, corrects_id="log-1", correction_reason="Better source", grade=Grade.parse("A1"))

    assert desk.find("Q20") == []


def test_several_facts_on_one_source_are_found_until_they_are_confirmed(desk):
    desk.add(Source(id="source-1", title="Traffic service"))
    for number in range(3):
        fact(desk, number, source_id="source-1", grade=Grade.parse("B2"))
    (found,) = desk.find("Q20")
    assert "3 significant facts of “Strait” rest on “Traffic service” alone" in found.reason

    desk.add(Source(id="source-2", title="Own observation"))
    desk.add(Mention(from_key="log-1", to_key="source-2", words="Own observation"))

    assert desk.find("Q20") == []


def test_what_other_sources_confirm_does_not_rest_on_one(desk):
    desk.add(Source(id="source-1", title="Traffic service"))
    for number in range(3):
        fact(desk, number, source_id="source-1", grade=Grade.parse("B1"))

    assert desk.find("Q20") == []


def test_a_stale_position_is_found_until_it_is_asked_for_anew(desk):
    desk.add(Position(id="position-1", partner_id="partner-JPN", issue="Cap", stance="supports", case_id="case-1",
                      as_of=desk.day(-91)))  # fmt: skip
    assert "is known as of 24 AUG 26 only" in desk.reasons("Q20")

    desk.edit(Position, "position-1", as_of=desk.day(-1))

    assert desk.find("Q20") == []


def issue(desk, cutoff):
    desk.add(Brief(id="brief-1", title="Sitrep 1", case_id="case-1", profile="sitrep", number=1, issued_at=desk.now,
                   as_of=desk.now, cutoff=cutoff))  # fmt: skip


def revision(desk):
    with desk.workspace.snapshot() as view:
        return view.revision


def test_a_brief_older_than_its_rhythm_is_found_until_the_next_is_issued(desk):
    desk.edit(CrisisCase, "case-1", rhythm_hours=6)
    assert desk.find("Q28") == []
    desk.now += timedelta(hours=8)
    assert "was due 231800Z NOV 26, 2 hours ago; none was issued yet" in desk.reasons("Q28")

    issue(desk, revision(desk))

    assert desk.find("Q28") == []


def test_a_brief_is_due_when_the_case_says_so(desk):
    desk.edit(CrisisCase, "case-1", brief_due_at=desk.ago(hours=1))
    assert "The brief on “Strait” was due 231100Z NOV 26" in desk.reasons("Q28")

    desk.edit(CrisisCase, "case-1", brief_due_at=desk.ago(hours=-5))

    assert desk.find("Q28") == []


def test_a_draft_is_found_until_it_is_cleared(desk):
    desk.add(Action(id="action-1", title="Clear the statement", kind="clear", case_id="case-1", partner_id="partner-US-DOD",
                    due_at=desk.ago(hours=1)))  # fmt: skip
    assert (
        "A draft is not cleared by Department of Defense: “Clear the statement”, due 231100Z"
        in desk.reasons("Q28")
    )

    desk.edit(Action, "action-1", status="complete", result="Cleared", done_at=desk.now)

    assert desk.find("Q28") == []


def test_what_an_issued_brief_says_is_found_when_it_changes_until_it_is_changed_back(desk):
    desk.add(Action(id="action-1", title="Call Tokyo", case_id="case-1", due_at=desk.ago(hours=-9)))
    issue(desk, revision(desk))
    assert desk.find("Q28") == []
    desk.edit(Action, "action-1", title="Call Tokyo and Seoul")
    (found,) = desk.find("Q28")
    assert (
        "1 record behind sitrep 1 on “Strait”, issued 231200Z NOV 26, changed since: “Call Tokyo and Seoul”"
        in found.reason
    )
    assert found.evidence == ("action-1",)

    desk.edit(Action, "action-1", title="Call Tokyo")

    assert desk.find("Q28") == []


def test_a_correction_of_a_significant_entry_is_a_changed_statement_until_the_next_brief(desk):
    fact(desk, 1)
    issue(desk, revision(desk))
    desk.do(lambda tx: correct(tx, "log-1", "Vessel 1 was boarded", "Misheard"))
    (found,) = desk.find("Q28")
    assert (found.evidence, found.gravity) == (("log-1",), Gravity.CAUTION)

    desk.add(Brief(title="Sitrep 2", case_id="case-1", profile="sitrep", number=2, issued_at=desk.now, as_of=desk.now,
                   cutoff=revision(desk), supersedes_id="brief-1"))  # fmt: skip

    assert desk.find("Q28") == []


def test_what_is_new_since_a_brief_was_no_statement_of_it(desk):
    issue(desk, revision(desk))
    desk.add(Action(id="action-1", title="Call Tokyo", case_id="case-1"))
    desk.edit(Action, "action-1", title="Call Seoul")
    desk.edit(CrisisCase, "case-1", brief_due_at=desk.ago(hours=-5))

    assert desk.find("Q28") == []


def test_an_active_case_without_an_entry_is_found_until_something_is_logged(desk):
    desk.edit(CrisisCase, "case-1", phase="active")
    desk.now += timedelta(hours=13)
    assert "Nothing was logged in “Strait” (active) for 13 hours" in desk.reasons("Q29")

    desk.do(lambda tx: log(tx, "case-1", "Nothing happened."))

    assert desk.find("Q29") == []


def test_a_case_says_itself_after_how_many_hours_it_is_quiet(desk):
    desk.edit(CrisisCase, "case-1", quiet_hours=20)
    desk.now += timedelta(hours=19)
    assert desk.find("Q29") == []

    desk.now += timedelta(hours=2)

    assert len(desk.find("Q29")) == 1


def test_a_shift_without_a_handover_is_found_until_it_is_handed_over(desk):
    for number in (1, 2):
        desk.add(DutyShift(id=f"shift-{number}", officer=f"Officer {number}", begins_at=desk.ago(hours=24 - 8 * number),
                           ends_at=desk.ago(hours=16 - 8 * number)))  # fmt: skip
    assert (
        desk.reasons("Q29")
        == "The shift of Officer 2 ended 231200Z NOV 26 without a handover, the second in a row."
    )

    desk.add(
        Handover(
            title="Noon", outgoing_shift_id="shift-2", acknowledged_at=desk.now, acknowledged_by="Officer 3"
        )
    )

    assert desk.find("Q29") == []


def test_a_handover_is_found_until_it_is_acknowledged(desk):
    desk.add(Handover(id="handover-1", title="Dawn", at=desk.ago(hours=5), incoming="Officer 2"))
    assert "Handover “Dawn” of 230700Z NOV 26 was not acknowledged by Officer 2 for 5 hours" in desk.reasons(
        "Q29"
    )

    desk.edit(Handover, "handover-1", acknowledged_at=desk.now, acknowledged_by="Officer 2")

    assert desk.find("Q29") == []


def test_an_assumption_that_ran_out_is_found_until_it_is_looked_at(desk):
    desk.add(
        Assumption(
            id="assumption-1", text="No fog before the third", case_id="case-1", expires_on=desk.day(-1)
        )
    )
    assert desk.reasons("Q30") == "The assumption “No fog before the third” ran out 22 NOV 26."

    desk.edit(Assumption, "assumption-1", state="confirmed")

    assert desk.find("Q30") == []


def test_an_assumption_of_the_log_is_found_until_it_is_corrected(desk):
    desk.do(lambda tx: log(tx, "case-1", "The lane stays open", record_id="log-1", assertion=Assertion.ASSUMPTION,
                           holds_until=desk.ago(hours=1)))  # fmt: skip
    assert "“The lane stays open” ran out 231100Z NOV 26" in desk.reasons("Q30")

    desk.add(
        LogEntry(case_id="case-1", text="The lane is shut", corrects_id="log-1", correction_reason="Seen")
    )

    assert desk.find("Q30") == []


def test_a_threat_past_its_review_is_found_until_it_is_reviewed(desk):
    desk.add(
        Threat(
            id="threat-1", title="Boarding", holder_id="partner-JPN", case_id="case-1", review_on=desk.day(-2)
        )
    )
    assert desk.reasons("Q30") == "The threat assessment “Boarding” of Japan was to be reviewed by 21 NOV 26."

    desk.edit(Threat, "threat-1", review_on=desk.day(20))

    assert desk.find("Q30") == []


def test_exercise_data_in_a_live_file_is_found_until_the_file_is_an_exercise(desk):
    desk.add(
        Action(
            id="action-1",
            title="Call Tokyo",
            case_id="case-1",
            marking=Marking("UNCLASSIFIED", ("EXERCISE",)),
        )
    )
    desk.do(lambda tx: log(tx, "case-1", "EXERCISE EXERCISE EXERCISE Vessel stopped."))
    (found,) = desk.find("Q31")
    assert "2 records of “Strait” are stamped as exercise, and this is a live file" in found.reason

    desk.edit(Desk, DESK_ID, exercise=True)

    assert desk.find("Q31") == []


def test_words_about_an_exercise_are_no_exercise_data(desk):
    desk.do(lambda tx: log(tx, "case-1", "Exercise Northern Wind begins on Monday."))

    assert desk.find("Q31") == []


def test_a_case_of_the_type_exercise_is_found_in_a_live_file_until_its_type_is_put_right(desk):
    desk.edit(CrisisCase, "case-1", kind="exercise")
    assert len(desk.find("Q31")) == 1

    desk.edit(CrisisCase, "case-1", kind="maritime_route")

    assert desk.find("Q31") == []


@pytest.fixture
def secret(desk):
    """A secret fact in the log of the case."""
    desk.do(
        lambda tx: log(
            tx, "case-1", "The convoy sails on Tuesday at first light.", record_id="log-1", marking=SECRET
        )
    )
    return desk


def test_a_paragraph_marked_lower_than_what_it_mentions_is_found_until_its_mark_is_raised(secret):
    secret.add(
        Decision(
            id="decision-1", case_id="case-1", question="Escort?", considerations="See the sailing entry."
        )
    )
    secret.add(Mention(from_key="decision-1", to_key="log-1", words="the sailing entry"))
    (found,) = secret.find("Q32")
    assert "“See the sailing entry” of “Escort?” is marked UNCLASSIFIED, and quotes" in found.reason
    assert found.reason.endswith("which is marked SECRET.")

    secret.edit(Decision, "decision-1", considerations="(S) See the sailing entry.")

    assert secret.find("Q32") == []


def test_a_sentence_repeated_from_a_higher_entry_is_found_until_it_is_marked_or_gone(secret):
    secret.edit(CrisisCase, "case-1", bottom_line="All is calm. The convoy sails on Tuesday at first light.")
    (found,) = secret.find("Q32")
    assert (found.records, found.gravity) == (("case-1", "log-1"), Gravity.SERIOUS)

    secret.edit(
        CrisisCase, "case-1", bottom_line="All is calm.\n(S) The convoy sails on Tuesday at first light."
    )

    assert secret.find("Q32") == []


def test_a_paragraph_that_leaves_out_a_control_is_marked_lower(secret):
    noforn = Marking("SECRET", ("NOFORN",))
    secret.do(
        lambda tx: log(
            tx, "case-1", "The source is a clerk of the port office.", record_id="log-2", marking=noforn
        )
    )
    secret.edit(CrisisCase, "case-1", aim="(S//REL TO USA, GBR) The source is a clerk of the port office.")
    assert "is marked SECRET//REL TO USA, GBR, and quotes" in secret.reasons("Q32")

    secret.edit(CrisisCase, "case-1", aim="(S//NF) The source is a clerk of the port office.")

    assert secret.find("Q32") == []

"""What views of threat, risk, access and working together may say."""

from crisisdesk.model.assessments import Access, BalanceNote, Risk
from crisisdesk.model.exercises import Interoperability, Signal
from crisisdesk.model.values import PartialDate


def test_a_risk_that_is_mitigated_says_how() -> None:
    assert [problem.field for problem in Risk(title="Fog", status="mitigated").problems()] == ["mitigation"]


def test_a_review_follows_its_note() -> None:
    note = BalanceNote(
        title="Torpedoes", written_on=PartialDate.parse("2026-11"), review_on=PartialDate.parse("2026-10")
    )
    assert [problem.field for problem in note.problems()] == ["review_on"]


def test_a_place_lies_on_the_globe() -> None:
    assert [problem.field for problem in Access(name="Lane", latitude=91.0).problems()] == ["latitude"]


def test_how_a_signal_was_taken_rests_on_something() -> None:
    assert list(Signal(message="We wait.").problems()) == []
    assert [p.field for p in Signal(message="We wait.", reception="misread").problems()] == ["evidence"]


def test_a_bottleneck_says_what_is_stuck() -> None:
    assessment = Interoperability(partner_id="partner-NOR", domain="communications", stuck=True)
    assert [problem.field for problem in assessment.problems()] == ["obstacle"]

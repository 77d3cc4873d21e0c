from crisisdesk.model.commitments import Commitment
from crisisdesk.model.values import PartialDate, Share


def test_what_is_delivered_says_when() -> None:
    commitment = Commitment(giver_id="partner-NOR", text="One tug.", status="delivered")
    assert [p.field for p in commitment.problems()] == ["delivered_on"]


def test_a_share_names_its_method() -> None:
    commitment = Commitment(giver_id="partner-NOR", text="One tug.", share=Share.parse("12"))
    assert [p.field for p in commitment.problems()] == ["share_method"]


def test_nothing_is_due_before_it_is_pledged() -> None:
    pledged, due = PartialDate.parse("2026-11"), PartialDate.parse("2026-10")
    commitment = Commitment(giver_id="partner-NOR", text="One tug.", pledged_on=pledged, due_on=due)
    assert [p.field for p in commitment.problems()] == ["due_on"]

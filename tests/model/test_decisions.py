from crisisdesk.model.decisions import Action, Decision


def test_what_is_decided_says_what_why_and_on_whose_authority() -> None:
    decision = Decision(case_id="case-1", question="Hold the shipment?", status="decided")
    assert [p.field for p in decision.problems()] == ["outcome", "reason", "authority"]


def test_a_pending_decision_owes_nothing() -> None:
    assert not list(Decision(case_id="case-1", question="Hold?").problems())


def test_a_complete_action_has_a_result_and_a_time() -> None:
    action = Action(title="Call the duty officer", status="complete")
    assert [p.field for p in action.problems()] == ["result", "done_at"]


def test_an_action_cannot_wait_for_itself() -> None:
    action = Action(id="action-1", title="Call", depends_on_id="action-1")
    assert [p.field for p in action.problems()] == ["depends_on_id"]

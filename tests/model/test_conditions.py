"""What a condition may say."""

import pytest

from crisisdesk.model.conditions import Condition


@pytest.mark.parametrize(("status", "field"), [("met", "evidence"), ("waived", "waiver")])
def test_what_is_met_has_evidence_and_what_is_waived_a_justification(status: str, field: str) -> None:
    condition = Condition(text="No retransfer.", status=status)
    assert [problem.field for problem in condition.problems()] == [field]
    setattr(condition, field, "Said in writing.")
    assert list(condition.problems()) == []

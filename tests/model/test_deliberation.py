"""What arguments and lessons may say."""

import pytest

from crisisdesk.model.deliberation import Consideration, DecisionOption, Lesson


@pytest.mark.parametrize("weight", [0, 6])
def test_a_weight_lies_on_its_scale(weight: int) -> None:
    argument = Consideration(decision_id="d", argument="It can be undone.", weight=weight)
    assert [problem.field for problem in argument.problems()] == ["weight"]


def test_options_are_counted_from_one() -> None:
    assert [p.field for p in DecisionOption(decision_id="d", text="Wait.", number=0).problems()] == ["number"]


def test_a_lesson_that_is_done_says_what_was_changed() -> None:
    assert [problem.field for problem in Lesson(title="Cards", status="done").problems()] == ["result"]

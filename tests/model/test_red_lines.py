"""What a red line may say."""

from datetime import UTC, datetime

from crisisdesk.model.red_lines import Crossing, RedLine

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_what_was_communicated_went_through_something() -> None:
    line = RedLine(text="No mines.", communicated_at=NOON)
    assert [problem.field for problem in line.problems()] == ["communicated_via"]
    line.communicated_via = "Note handed over"
    assert list(line.problems()) == []


def test_one_that_was_never_communicated_may_be_kept() -> None:
    assert list(RedLine(text="No mines.").problems()) == []


def test_a_red_line_is_not_addressed_to_its_issuer_but_an_exit_condition_may_be() -> None:
    line = RedLine(text="No mines.", issuer_id="partner-USA", addressee_id="partner-USA")
    assert [problem.field for problem in line.problems()] == ["addressee_id"]
    line.kind = "exit_condition"
    assert list(line.problems()) == []


def test_a_crossing_without_a_time_was_at_its_entry() -> None:
    crossing = Crossing(red_line_id="red_line-1", text="Shots ahead of a carrier.")
    crossing.stamp(NOON, "officer")
    assert crossing.at == NOON

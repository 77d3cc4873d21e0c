"""What an engagement may say."""

from datetime import UTC, datetime, timedelta

from crisisdesk.model.base import Record
from crisisdesk.model.engagements import Engagement, Participant

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def wrong(record: Record) -> set[str]:
    return {problem.field for problem in record.problems()}


def test_what_was_held_says_when() -> None:
    assert wrong(Engagement(title="Talks", status="held")) == {"begins_at"}
    assert wrong(Engagement(title="Talks", status="held", begins_at=NOON)) == set()


def test_it_does_not_end_before_it_begins() -> None:
    assert wrong(Engagement(title="Talks", begins_at=NOON, ends_at=NOON - timedelta(hours=1))) == {"ends_at"}


def test_a_rhythm_is_positive() -> None:
    assert wrong(Engagement(title="Talks", rhythm_days=0)) == {"rhythm_days"}


def test_a_participant_takes_part_in_one_thing() -> None:
    assert wrong(Participant(partner_id="partner-NOR", engagement_id="e", exercise_id="x")) == {
        "engagement_id"
    }
    assert wrong(Participant(partner_id="partner-NOR", exercise_id="x")) == set()

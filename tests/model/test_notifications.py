"""What a notification may say."""

from datetime import UTC, datetime

from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.values import PartialDate

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_an_emergency_needs_its_date_signer_and_justification() -> None:
    notification = Notification(title="Helicopters", emergency=True)
    assert {p.field for p in notification.problems()} == {"determined_on", "signer", "justification"}


def test_a_formal_notification_says_when_it_was_sent() -> None:
    assert [p.field for p in Notification(title="Helicopters", status="formal").problems()] == ["sent_at"]
    assert list(Notification(title="Helicopters", status="formal", sent_at=NOON).problems()) == []


def test_its_clock_does_not_end_before_it_starts() -> None:
    notification = Notification(
        title="Helicopters",
        clock_starts_on=PartialDate.parse("2026-11-24"),
        clock_ends_on=PartialDate.parse("2026-11-23"),
    )
    assert [problem.field for problem in notification.problems()] == ["clock_ends_on"]


def test_a_hold_is_lifted_after_it_was_placed() -> None:
    hold = NotificationHold(
        notification_id="n",
        placed_by="Member",
        placed_on=PartialDate.parse("2026-11-10"),
        lifted_on=PartialDate.parse("2026-11-09"),
    )
    assert [problem.field for problem in hold.problems()] == ["lifted_on"]

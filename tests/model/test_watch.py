"""What the desk writes down of its own work."""

from datetime import UTC, datetime, timedelta

from crisisdesk.model.watch import DutyShift, Handover, Rung, Snooze

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_handover_is_open_until_it_is_acknowledged_by_somebody() -> None:
    handover = Handover(title="Night to day")
    handover.stamp(NOON, "officer")
    assert (handover.is_open, handover.outgoing, handover.at) == (True, "officer", NOON)
    handover.acknowledged_at = NOON + timedelta(minutes=9)
    assert [problem.field for problem in handover.problems()] == ["acknowledged_by"]
    assert not handover.is_open


def test_a_handover_is_not_acknowledged_before_it_was_made() -> None:
    handover = Handover(
        title="x", at=NOON, acknowledged_at=NOON - timedelta(hours=1), acknowledged_by="officer"
    )
    assert [problem.field for problem in handover.problems()] == ["acknowledged_at"]


def test_who_signs_off_has_signed_on() -> None:
    shift = DutyShift(officer="R. Delgado", begins_at=NOON, signed_off_at=NOON)
    assert [problem.field for problem in shift.problems()] == ["signed_on_at"]


def test_a_finding_is_put_off_with_a_reason() -> None:
    snooze = Snooze(check_code="Q4", reason="  ")
    snooze.stamp(NOON, "officer")
    assert [problem.field for problem in snooze.problems()] == ["reason"]
    assert (snooze.at, snooze.by) == (NOON, "officer")


def test_a_rung_is_left_after_it_was_reached() -> None:
    rung = Rung(number=1, level="Desk", reached_at=NOON, left_at=NOON - timedelta(hours=1))
    assert [problem.field for problem in rung.problems()] == ["left_at"]

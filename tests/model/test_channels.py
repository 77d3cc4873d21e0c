from datetime import UTC, datetime

from crisisdesk.model.channels import Call, Channel, Hotline

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_channel_leads_to_somebody() -> None:
    assert [p.field for p in Channel(kind="phone", address="1").problems()] == ["post_id"]
    assert not list(Channel(kind="phone", address="1", partner_id="partner-FRA").problems())


def test_a_hotline_has_two_ends() -> None:
    line = Hotline(name="Line", from_id="partner-USA", to_id="partner-USA")
    assert [p.field for p in line.problems()] == ["to_id"]


def test_a_call_is_named_by_its_result_and_time() -> None:
    call = Call(hotline_id="hotline-1", kind="test", result="no_answer", at=NOON)
    assert call.caption == "test · no answer · 231200Z NOV 26"


def test_a_call_goes_somewhere() -> None:
    assert [p.field for p in Call(subject="Fishing crew").problems()] == ["hotline_id"]

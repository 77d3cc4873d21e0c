from datetime import UTC, datetime, timedelta

from crisisdesk.model.log import Assertion, LogEntry

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_an_entry_keeps_when_it_happened_apart_from_when_it_was_entered() -> None:
    entry = LogEntry(case_id="case-1", text="Radar contact.", event_time=NOON - timedelta(hours=8))
    entry.stamp(NOON, "officer")
    assert (entry.event_time, entry.entered_at, entry.author) == (NOON - timedelta(hours=8), NOON, "officer")


def test_an_entry_without_event_time_happened_when_it_was_entered() -> None:
    entry = LogEntry(case_id="case-1", text="Radar contact.")
    entry.stamp(NOON, "officer")
    assert entry.event_time == NOON


def test_the_caption_is_its_first_words() -> None:
    entry = LogEntry(case_id="case-1", text="word " * 100 + "\nsecond line")
    assert len(entry.caption) <= 90
    assert entry.caption.endswith("…")


def test_a_correction_needs_its_reason() -> None:
    entry = LogEntry(case_id="case-1", text="Two vessels.", corrects_id="log_entry-1")
    assert [p.field for p in entry.problems()] == ["correction_reason"]


def test_only_an_assumption_runs_out() -> None:
    fact = LogEntry(case_id="case-1", text="x", holds_until=NOON)
    assumption = LogEntry(case_id="case-1", text="x", holds_until=NOON, assertion=Assertion.ASSUMPTION)
    assert [p.field for p in fact.problems()] == ["holds_until"]
    assert not list(assumption.problems())

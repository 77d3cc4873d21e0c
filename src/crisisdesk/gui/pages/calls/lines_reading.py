"""Hotlines and tested channels as lines: schedule, streak, silence, answer times, and the log of tests and calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from crisisdesk.checks.line_states import CLOSED_LINES, MISSED
from crisisdesk.gui.pages.calls.part import Line, line
from crisisdesk.gui.pages.case.times import Times, read_times, spell
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.moments import dtg
from crisisdesk.services.hotlines import LineFacts, all_line_facts, line_facts, rings_of
from crisisdesk.store.snapshot import Snapshot

LOGGED = 12
MOST_CHANNELS = 300
COLUMNS = (
    Column("state", "State", 188, "status", hint="Whether it answers, and whether a test is overdue"),
    Column("name", "Line", 220, "strong"),
    Column("last", "Last rung", 96, "moment"),
    Column("due", "Next test", 152, "status", hint="When the next test is due, or by how much it is overdue"),
    Column("silent", "Silent since", 148, "moment", hint="The first miss after the last answer"),
    Column("mean", "Answers in", 92, "number", hint="The mean time to an answer, of those that noted it"),
    Column("answered", "Answered", 96, "number", hint="Answered, of all tests and calls on record"),
    Column("ends", "Between", 190),
    Column("schedule", "Test schedule", 180, "muted"),
    Column("limit", "May carry", 120, hidden=True),
    Column("status", "Status", 100, "muted", hidden=True),
)
STATES = (
    ("", "All states"),
    ("streak", "Not answering"),
    ("overdue", "Test overdue"),
    ("answers", "Answering"),
    ("untested", "Never rung"),
    ("closed", "Suspended or severed"),
)
KINDS = (("", "Hotlines and channels"), ("hotline", "Hotlines"), ("channel", "Channels"))
_VOCABULARIES = (
    "channel_type", "channel_purpose", "channel_level", "channel_medium", "channel_status", "channel_kind",
    "call_kind", "call_result", "call_cause",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines with a sentence, and the words that a test is noted by."""

    lines: Sequence[Line]
    summary: str
    words: Words


class _Desk(NamedTuple):
    """What every line is told with."""

    view: Snapshot
    times: Times
    words: Words
    names: dict[str, str]


def read_lines(view: Snapshot) -> Lines:
    """Read every hotline, and each channel that was rung or tested as such."""
    times, words = read_times(view), read_words(view, *_VOCABULARIES)
    hotlines = {one.id: one for one in view.all(Hotline)}
    ends = view.captions(
        sorted({end for one in hotlines.values() for end in (one.from_id, one.to_id) if end})
    )
    facts = all_line_facts(view)
    made = [_hotline(_Desk(view, times, words, ends), hotlines[one.id], one) for one in facts]
    rung: Any = select(Call.channel_id).where(Call.channel_id.is_not(None), Call.kind == "test").distinct()
    found = [key for (key,) in view.select(rung.limit(MOST_CHANNELS))]
    channels = [one for key in found if (one := view.find(Channel, key))]
    names = view.captions([one.post_id or one.partner_id for one in channels])
    made += [
        _channel(_Desk(view, times, words, names), one, line_facts(view, one.id))
        for one in sorted(channels, key=lambda one: one.address)
    ]
    overdue = sum(one.overdue for one in facts)
    streaks = sum(bool(one.streak) for one in facts)
    told = f"{counted(len(facts), 'hotline')} · {streaks:,} not answering · {overdue:,} with an overdue test"
    return Lines(made, f"{told} · {counted(len(channels), 'channel')} with tests", words)


def _state(facts: LineFacts, words: Words) -> tuple[Cell, str]:
    """The state in words, and the tag that it is chosen by."""
    if facts.status in CLOSED_LINES:
        return Cell(words.of("channel_status", facts.status), order=4.0), "closed"
    if facts.streak:
        said = f"{facts.words[:1].upper()}{facts.words[1:]}"
        return Cell(f"No answer: {said}", "bad", order=-float(facts.streak)), "streak"
    if facts.last_at is None:
        return Cell("Never rung", "info", order=2.0), "untested"
    if facts.overdue:
        return Cell("Answers, test overdue", "warn", order=1.0), "answers"
    return Cell("Answers", "good", order=3.0), "answers"


def _due(facts: LineFacts, times: Times) -> Cell:
    if facts.due is None or facts.status in CLOSED_LINES:
        return Cell("not planned" if facts.due is None else "none while closed", order="~")
    span = times.due(facts.due)
    return Cell(
        span[:1].upper() + span[1:],
        "bad" if facts.overdue else "neutral",
        times.both(facts.due),
        facts.due.isoformat(),
    )


def _cells(facts: LineFacts, times: Times, words: Words) -> tuple[tuple[str | Cell, ...], str]:
    state, tag = _state(facts, words)
    last = facts.last_at
    silent = facts.silent_since
    return (
        state,
        Cell(times.ago(last) if last else "never", hint=times.both(last), order=last.isoformat() if last else "~"),
        _due(facts, times),
        Cell(dtg(silent), order=silent.isoformat()) if silent else "",
        Cell(f"{facts.mean_seconds:g} s", order=facts.mean_seconds) if facts.mean_seconds is not None else "unknown",
        Cell(f"{facts.answered:,} of {facts.tests:,}", order=float(facts.answered)),
    ), tag  # fmt: skip


def _tags(tag: str, facts: LineFacts, kind: str) -> tuple[str, ...]:
    return (tag, kind, *(("overdue",) if facts.overdue else ()))


def _hotline(desk: _Desk, one: Hotline, facts: LineFacts) -> Line:
    view, times, words, names = desk
    (state, *cells), tag = _cells(facts, times, words)
    ends = " and ".join(names.get(end or "", "unknown") for end in (one.from_id, one.to_id))
    schedule = one.test_schedule or (f"every {one.test_hours} h" if one.test_hours else "none")
    limit = str(one.limit or "") or "not stated"
    row = Row(
        one.id, (state, one.name, *cells, ends, schedule, limit, words.of("channel_status", one.status))
    )
    said = (
        ("State", _state_words(facts, times)),
        ("Between", ends),
        ("Kind", words.of("channel_type", one.kind) if one.kind else ""),
        ("Purpose", words.of("channel_purpose", one.purpose) if one.purpose else ""),
        ("Level", words.of("channel_level", one.level) if one.level else ""),
        ("Medium", words.of("channel_medium", one.medium) if one.medium else ""),
        ("Status as noted", words.of("channel_status", one.status)),
        ("Hours", " ".join(filter(None, (one.hours, one.time_zone)))),
        ("May carry", limit),
        ("Languages", one.languages or "unknown"),
        ("Test schedule", schedule),
        ("Next test", times.both(facts.due) if facts.due else "not planned"),
        ("Who may activate it", one.activation or "not said"),
        ("If nobody answers", one.fallback or "not said"),
        ("Back-up site", one.backup),
        ("Agreement", one.agreement),
        ("Tests and calls, newest first", _log(view, one.id, words)),
    )
    return line(row, one.id, one.name, said, *_tags(tag, facts, "hotline"))


def _channel(desk: _Desk, one: Channel, facts: LineFacts) -> Line:
    view, times, words, names = desk
    (state, *cells), tag = _cells(facts, times, words)
    name = f"{words.of('channel_kind', one.kind)} · {one.address}"
    where = names.get(one.post_id or one.partner_id or "", "unknown")
    limit = str(one.limit or "") or "not stated"
    row = Row(one.id, (state, name, *cells, where, "none", limit, words.of("channel_status", one.status)))
    said = (
        ("State", _state_words(facts, times)),
        ("Leads to", where),
        ("Status as noted", words.of("channel_status", one.status)),
        ("May carry", limit),
        ("Tests and calls, newest first", _log(view, one.id, words)),
    )
    return line(row, one.id, name, said, *_tags(tag, facts, "channel"))


def _state_words(facts: LineFacts, times: Times) -> str:
    if facts.streak and facts.silent_since:
        last = f"last answered {times.both(facts.answered_at)}" if facts.answered_at else "never answered"
        silent = spell(times.now - facts.silent_since)
        return f"No answer, {facts.words}; silent for {silent}, {last}. Silence may be a fault or a decision."
    if facts.answered_at:
        return f"Last answered {times.both(facts.answered_at)}, {times.ago(facts.answered_at)}"
    return "Never rung, as far as is recorded"


def _log(view: Snapshot, record_id: str, words: Words) -> str:
    return "\n".join(_ring(one, words) for one in rings_of(view, record_id, LOGGED)) or "none on record"


def _ring(one: Call, words: Words) -> str:
    parts = [dtg(one.at) if one.at else "time unknown", words.of("call_kind", one.kind or "call").lower()]
    result = words.of("call_result", one.result).lower() if one.result else "result unknown"
    parts.append(f"{result} in {one.seconds} s" if one.seconds is not None else result)
    if one.result in MISSED:
        parts.append(f"cause {words.of('call_cause', one.cause or 'unknown').lower()}")
    placed = "by them" if one.incoming else f"by {one.placed_by}" if one.placed_by else ""
    return " · ".join(filter(None, (*parts, placed, one.answered_by and f"answered by {one.answered_by}")))

"""Clocks in words: when they end, how long that is, how they stand, and how sure their rule is."""

import re
from datetime import UTC, datetime

from crisisdesk.briefing.terms import day
from crisisdesk.gui.pages.case.times import UNKNOWN, Times
from crisisdesk.gui.tables.rows import Cell
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.services.clocks import Clock, State

SEPARATOR = "|"
_LAST = float("inf")
_SOON = 1
_NEAR_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_RULE = re.compile(r"confidence ([VSMQ])\b")
_TONES: dict[State, Tone] = {
    State.RUNNING: "info",
    State.WAITING: "neutral",
    State.PAUSED: "warn",
    State.STOPPED: "neutral",
    State.LAPSED: "bad",
    State.MET: "good",
}
_WORK = frozenset(
    {"action", "brief", "call_back", "channel_test", "commitment", "decision", "delivery", "end_use_check"}
    | {"offer", "proviso", "review", "engagement"}
)
"""What somebody must do: past its end it is overdue; the rest has lapsed."""


def row_id(clock: Clock) -> str:
    """What a row of a clock is known by: a record may have several."""
    return f"{clock.record_id}{SEPARATOR}{clock.field}{SEPARATOR}{clock.rule_id}"


def record_of(row: str) -> str:
    """The record behind a row."""
    return row.partition(SEPARATOR)[0]


def kind_words(kind: str) -> str:
    """A kind of clock as people say it."""
    return kind.replace("_", " ").capitalize()


def ends_words(clock: Clock, times: Times) -> str:
    """When it ends: a moment as date-time group and local time, a day as the day."""
    if clock.ends is None:
        return UNKNOWN
    return times.both(clock.ends) if isinstance(clock.ends, datetime) else day(clock.ends)


def ends_cell(clock: Clock, times: Times) -> Cell:
    """When it ends, sorted by time; what has no end known sorts last."""
    if clock.ends is None:
        return Cell(UNKNOWN, hint="No end is known of it", order=_LAST)
    hint = "" if isinstance(clock.ends, datetime) else "The whole day"
    return Cell(ends_words(clock, times), hint=hint, order=clock.runs_out.timestamp())


def left_words(clock: Clock, times: Times) -> str:
    """How long is left, or since when it is over: hours for moments, days for days."""
    if clock.ends is None or clock.days_left is None:
        return UNKNOWN
    if isinstance(clock.ends, datetime):
        return times.due(clock.ends) if clock.ends >= times.now else times.ago(clock.ends)
    left = clock.days_left
    if left in _NEAR_DAYS:
        return _NEAR_DAYS[left]
    return f"in {left:,} days" if left > 0 else f"{-left:,} days ago"


def left_cell(clock: Clock, times: Times) -> Cell:
    """How long is left, sorted by time."""
    return Cell(left_words(clock, times), order=clock.runs_out.timestamp() if clock.ends else _LAST)


def state_words(clock: Clock) -> str:
    """How it stands, in a word: work is overdue, all else has lapsed."""
    if clock.state is State.LAPSED:
        return "Overdue" if clock.kind in _WORK else "Lapsed"
    if clock.state is State.RUNNING and is_near(clock):
        return "Due soon"
    return clock.state.value.capitalize()


def state_cell(clock: Clock) -> Cell:
    """How it stands, with the tone that gives its icon."""
    tone = _TONES[clock.state]
    if clock.state is State.RUNNING and is_near(clock):
        tone = "warn"
    return Cell(state_words(clock), tone, clock.reason, float(list(State).index(clock.state)))


def standing_cell(clock: Clock, times: Times) -> Cell:
    """How it stands and since or until when, in one cell: ``Overdue · 7 h``, ``Running · in 3 days``."""
    state = state_cell(clock)
    left = left_words(clock, times).removesuffix(" ago")
    hint = f"{state.text}, {left_words(clock, times)}"
    return Cell(
        f"{state.text} · {left}", state.tone, hint, clock.runs_out.timestamp() if clock.ends else _LAST
    )


def is_near(clock: Clock) -> bool:
    """Whether it ends today or tomorrow."""
    return clock.days_left is not None and 0 <= clock.days_left <= _SOON


def hours_left(clock: Clock, now: datetime) -> float:
    """Hours to its end; a day ends at its midnight (UTC)."""
    return (clock.runs_out - now.astimezone(UTC)).total_seconds() / 3600


def confidence_of(clock: Clock) -> str:
    """The letter that says how sure its rule is; empty where it follows none."""
    found = _RULE.search(clock.rule)
    return found[1] if found else ""


def rule_cell(clock: Clock) -> Cell:
    """Its rule in short; a rule that sources disagree about says that it must be verified."""
    if not clock.rule:
        return Cell("As entered", hint="The date was entered as it is; no rule gave it", order="~")
    name = clock.rule.partition(";")[0]
    match confidence_of(clock):
        case "Q" | "M":
            return Cell(f"Verify · {name}", "warn", clock.rule, name)
        case "V":
            return Cell(name, "good", clock.rule, name)
    return Cell(name, "info", clock.rule, name)

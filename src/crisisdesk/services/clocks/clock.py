"""``Clock``: one thing that runs out, and why on that day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from crisisdesk.model.moments import iso
from crisisdesk.model.values import PartialDate

Ending = date | datetime


class State(StrEnum):
    """How a clock stands at the moment of the snapshot."""

    RUNNING = "running"
    WAITING = "waiting"  # it has not begun to run
    PAUSED = "paused"  # somebody holds it
    STOPPED = "stopped"  # waived, cancelled, withdrawn: it will not run out
    LAPSED = "lapsed"  # it ran out, and the record does not say that it was seen to
    MET = "met"  # what it was about is done, or its end was noted


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that runs out.

    Attributes:
        kind: What sort of thing: ``notification``, ``renewal``, ``channel_test``, ``action``, ``brief`` ...
        record_id: The record that it is about; ``record_type`` is its type, ``field`` the field with its end.
        caption: What that record is called, as text that a person typed.
        label: What ends, in a word or two: "Due", "Notice by".
        case_id: The case that it belongs to; empty for none.
        starts: The first day or moment that counts; a day for clocks that count days.
        ends: The last day, or the moment, on or before which it must be seen to. A day is meant as a whole.
        days_left: Days from the day of the snapshot to the end; below zero after it.
        state: See :class:`State`.
        rule_id: The record of the rule that gave the date, or that applies to it; empty for a date as it was entered.
        rule: That rule in words, with its source, how sure it is, and when it was read.
        effect: What follows when it runs out.
        owner_id: The post that must see to it; ``owner`` is what it is called.
        reason: Why it stands as it does, such as the justification of a waiver.
        working: Whether working days were counted.
        days: How many days the period has, where a rule counts them.
        warns: How many days before its end it warns, the earliest first.
    """

    kind: str
    record_type: str
    record_id: str
    field: str
    caption: str
    label: str
    ends: Ending | None
    state: State
    days_left: int | None = None
    starts: Ending | None = None
    case_id: str = ""
    rule_id: str = ""
    rule: str = ""
    effect: str = ""
    owner_id: str = ""
    owner: str = ""
    reason: str = ""
    working: bool = False
    days: int | None = None
    warns: tuple[int, ...] = ()

    @property
    def runs_out(self) -> datetime:
        """The moment after which it has lapsed; the end of time where none is known."""
        return instant(self.ends) if self.ends is not None else datetime.max.replace(tzinfo=UTC)

    @property
    def warning(self) -> int | None:
        """The narrowest warning that has been reached, in days; nothing before the first."""
        left = self.days_left
        reached = [days for days in self.warns if left is not None and left <= days]
        return min(reached, default=None)


def instant(end: Ending) -> datetime:
    """The moment at which a moment passes, or a whole day is over (UTC)."""
    if isinstance(end, datetime):
        return end
    if end >= date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(end + timedelta(days=1), time(), UTC)


def day_of(end: Ending) -> date:
    """The day of a moment in UTC, or the day itself."""
    return end.astimezone(UTC).date() if isinstance(end, datetime) else end


def left(end: Ending, now: datetime) -> int:
    """Whole days of the calendar from today to the end."""
    return (day_of(end) - now.date()).days


def last_day(value: PartialDate | datetime | None) -> Ending | None:
    """The end of a value: of a partly known day the last that it can be; nothing where that is unknown."""
    if isinstance(value, PartialDate):
        return None if value.last == date.max else value.last
    return value


def running(end: Ending, now: datetime, begins: Ending | None = None) -> State:
    """Lapsed after its end, waiting before its beginning, else running."""
    if instant(end) <= now and not (isinstance(end, datetime) and end == now):
        return State.LAPSED
    if begins is not None and day_of(begins) > now.date():
        return State.WAITING
    return State.RUNNING


def clock_json(clock: Clock) -> dict[str, Any]:
    """A clock as JSON has it; a day stands as ``2026-12-08``, a moment as ISO 8601 in UTC."""
    return {
        "kind": clock.kind,
        "record": clock.record_id,
        "type": clock.record_type,
        "field": clock.field,
        "caption": clock.caption,
        "label": clock.label,
        "case": clock.case_id or None,
        "starts": _written(clock.starts),
        "ends": _written(clock.ends),
        "days_left": clock.days_left,
        "state": clock.state.value,
        "rule": clock.rule_id or None,
        "rule_text": clock.rule,
        "days": clock.days,
        "working_days": clock.working,
        "effect": clock.effect,
        "owner": clock.owner or None,
        "owner_id": clock.owner_id or None,
        "reason": clock.reason,
        "warning": clock.warning,
    }


def _written(end: Ending | None) -> str | None:
    match end:
        case None:
            return None
        case datetime():
            return iso(end)
    return end.isoformat()

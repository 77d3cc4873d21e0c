"""A time-line for print: moments along a line, each with its number, which a list beside it explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Shape, Stroke, Text
from crisisdesk.model.moments import MONTHS

Lane = Literal["event", "decision", "phase", "contact"]
LANES: dict[Lane, str] = {
    "event": "Events",
    "decision": "Decisions",
    "phase": "Phase and severity",
    "contact": "Contacts",
}
"""The lanes from above, with what each is called."""

_WIDTH, _LEFT, _LANE, _HEAD = 480.0, 84.0, 36.0, 8.0
_INK, _MID, _LINE = "#17202b", "#55606c", "#c3cad2"
_NEAR = 12.5
_LEVELS = (0.0, -11.5, 11.5)
"""Marks too near to one another stand on, above and below their line."""

_STEPS = (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 1440, 2880, 8760)
_MOST_TICKS = 9
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on the line; ``number`` is that of the list, ``words`` what a person reads who cannot see the picture."""

    at: datetime
    lane: Lane
    number: int
    words: str = ""


def timeline_drawing(marks: Sequence[Mark], begins: datetime, ends: datetime) -> Drawing:
    """Draw the marks between two moments; those too near to one another stand on two heights."""
    span = max((ends - begins).total_seconds(), 60.0)
    room = _WIDTH - _LEFT - 12
    lanes = [lane for lane in LANES if any(mark.lane == lane for mark in marks)] or ["event"]

    def across(at: datetime) -> float:
        return _LEFT + (at - begins).total_seconds() / span * room

    shapes: list[Shape] = []
    foot = _HEAD + _LANE * len(lanes)
    for tick in _ticks(begins, ends):
        x = across(tick)
        shapes.append(Polyline(((x, _HEAD), (x, foot)), Stroke(_LINE, 0.4, (1.5, 2.0))))
        shapes.append(Text((x, foot + 10), _tick_words(tick, ends - begins), 6.5, _MID, "middle"))
    for row, lane in enumerate(lanes):
        middle = _HEAD + _LANE * (row + 0.5)
        shapes.append(Text((0, middle + 2.6), LANES[lane], 7.0, _INK, bold=True))
        shapes.append(Polyline(((_LEFT, middle), (_WIDTH - 12, middle)), Stroke(_INK, 0.6)))
        last, level = -_NEAR, 0
        for mark in sorted(
            (mark for mark in marks if mark.lane == lane), key=lambda mark: (mark.at, mark.number)
        ):
            x = min(max(across(mark.at), _LEFT), _WIDTH - 12)
            level = (level + 1) % len(_LEVELS) if x - last < _NEAR else 0
            last = x
            shapes += _sign(mark, x, middle + _LEVELS[level])
    said = "; ".join(f"{mark.number}, {_tick_words(mark.at, _HOUR)}: {mark.words}" for mark in marks)
    return Drawing(_WIDTH, foot + 14, tuple(shapes), "Time-line", f"Time-line. {said}.")


def _sign(mark: Mark, x: float, y: float) -> list[Shape]:
    """The number in a form that tells the lane: round for events, square for decisions, a rhomb for phases."""
    match mark.lane:
        case "decision":
            form: Shape = Box((x - 5.5, y - 5.5), 11, 11, Stroke(_INK, 0.8), "#ffffff")
        case "phase":
            form = Polyline(
                ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y), (x, y - 7)), Stroke(_INK, 0.8), "#ffffff"
            )
        case _:
            form = Disc((x, y), 5.5, Stroke(_INK, 0.8), "#ffffff")
    return [form, Text((x, y + 2.1), str(mark.number), 5.8, _INK, "middle", bold=True)]


def _ticks(begins: datetime, ends: datetime) -> list[datetime]:
    hours = (ends - begins).total_seconds() / 3600
    step = next((step for step in _STEPS if hours / step <= _MOST_TICKS), _STEPS[-1])
    first = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks, at = [], first
    while at <= ends:
        if at >= begins:
            ticks.append(at)
        at += timedelta(hours=step)
    return ticks


def _tick_words(at: datetime, span: timedelta) -> str:
    month = MONTHS[at.month - 1]
    return f"{at:%d} {month}" if span > timedelta(days=4) else f"{at:%d%H%M}Z {month}"

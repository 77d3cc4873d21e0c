"""The duty roster of a week: shifts as lines and as bars, and the times that nobody covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.gui.pages.calls.part import Line, line
from crisisdesk.gui.pages.calls.week import DAYS, Bar, Week
from crisisdesk.gui.pages.case.times import Times, read_times, spell
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.moments import dtg
from crisisdesk.services.duty import Shift, roster, uncovered
from crisisdesk.store.snapshot import Snapshot

COLUMNS = (
    Column("state", "State", 176, "status"),
    Column("officer", "Officer", 140, "strong"),
    Column("duty", "Duty", 116),
    Column("begins", "Begins", 196, "moment"),
    Column("ends", "Ends", 196, "moment"),
    Column("on", "Signed on", 150, "moment"),
    Column("off", "Signed off", 150, "moment"),
    Column("telephone", "Telephone", 140),
    Column("post", "Post", 170, "muted"),
    Column("case", "Case", 170, "muted", hidden=True),
)
STATES = (
    ("", "All shifts"),
    ("on_watch", "On watch"),
    ("due", "Not signed on"),
    ("planned", "Planned"),
    ("off", "Signed off"),
    ("missed", "Missed"),
)
_WORDS: dict[str, tuple[str, Tone]] = {
    "on_watch": ("On watch", "good"),
    "overrun": ("On watch, over time", "warn"),
    "due": ("Begun, not signed on", "warn"),
    "planned": ("Planned", "info"),
    "off": ("Signed off", "neutral"),
    "missed": ("Never signed on", "bad"),
}
_WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Roster:
    """A week of the roster."""

    lines: Sequence[Line]
    summary: str
    week: Week
    duties: tuple[tuple[str, str], ...]
    times: Times


def read_roster(view: Snapshot, weeks: int) -> Roster:
    """Read a week, counted from that of the moment looked at; it begins on the Monday of the desk's zone."""
    times, words = read_times(view), read_words(view, "duty_kind")
    local = times.now.astimezone(times.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    begin = midnight + timedelta(days=DAYS * weeks - local.weekday())
    end = begin + timedelta(days=DAYS)
    shifts = roster(view, begin, end)
    ahead = max(begin, times.now)
    free = (
        uncovered(view, ahead, end, _WATCH)
        if ahead < end and any(one.duty == _WATCH for one in shifts)
        else []
    )
    gaps = [(one.begins_at, one.ends_at) for one in free]
    bars = [
        Bar(one.id, _duty(one, words), one.officer, one.begins_at, one.ends_at, _WORDS[one.state][1])
        for one in shifts
    ]
    missing = f" · nobody has the watch: {'; '.join(_gap(gap, times) for gap in gaps[:3])}" if gaps else ""
    span = f"{begin:%d %b} to {end - timedelta(days=1):%d %b %Y}"
    return Roster(
        [_line(one, times, words) for one in shifts],
        f"{span} · {counted(len(shifts), 'shift')}{missing}",
        Week(begin, times.now, bars, gaps),
        words.all("duty_kind"),
        times,
    )


def _gap(gap: tuple[datetime, datetime], times: Times) -> str:
    return f"{dtg(gap[0])} for {spell(gap[1] - gap[0])} ({times.local(gap[0])})"


def _duty(one: Shift, words: Words) -> str:
    return words.of("duty_kind", one.duty) if one.duty else "Watch"


def _line(one: Shift, times: Times, words: Words) -> Line:
    said, tone = _WORDS[one.state]
    row = Row(
        one.id,
        (
            Cell(said, tone),
            one.officer,
            _duty(one, words),
            _moment(one.begins_at, times),
            _moment(one.ends_at, times, "open"),
            _moment(one.signed_on_at, times),
            _moment(one.signed_off_at, times),
            one.telephone,
            one.post,
            one.case,
        ),
    )
    length = spell(one.ends_at - one.begins_at) if one.ends_at else "open"
    facts = (
        ("State", said),
        ("Duty", _duty(one, words)),
        ("From", times.both(one.begins_at)),
        ("To", times.both(one.ends_at) if one.ends_at else "open"),
        ("Length", length),
        ("Signed on", times.both(one.signed_on_at) if one.signed_on_at else "not yet"),
        ("Signed off", times.both(one.signed_off_at) if one.signed_off_at else ""),
        ("Telephone", one.telephone or "unknown"),
        ("Post", one.post),
        ("Case", one.case or "all cases"),
    )
    tags = (one.state, *(("on_watch",) if one.state == "overrun" else ()))
    return line(row, one.id, f"{one.officer}, {dtg(one.begins_at)}", facts, *tags)


def _moment(moment: datetime | None, times: Times, none: str = "") -> Cell:
    if moment is None:
        return Cell(none, order="~")
    there = moment.astimezone(times.zone)
    return Cell(f"{dtg(moment)} · {there:%a %H:%M}", hint=times.both(moment), order=moment.isoformat())

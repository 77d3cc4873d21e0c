"""How those involved in a case are reached: hotlines first, with their tests, then channels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from crisisdesk.gui.context import Target
from crisisdesk.gui.pages.case.partners_tab import families, involved
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.posts import Post
from crisisdesk.store.snapshot import Snapshot

MISSES_OVER = timedelta(days=30)
_MISSED = ("no_answer", "comms_fault", "refused")
_TONES: dict[str, Tone] = {"active": "good", "degraded": "warn", "unanswered": "bad", "severed": "bad"}
Tries = dict[str, tuple[datetime | None, int]]


@dataclass(frozen=True, slots=True)
class Tried:
    """When each line was last used, and how often it was missed, as seen from a moment."""

    times: Times
    tries: Tries


def read_channels(view: Snapshot, case_id: str) -> Read:
    """Hotlines and channels of the partners that have a role in the case."""
    partners = involved(view, case_id)
    family = families(view, partners)
    times, words = read_times(view), read_words(view, "channel_kind", "channel_type", "channel_status")
    hotlines = [
        one for one in view.all(Hotline, order=Hotline.name) if {one.from_id, one.to_id} & family.keys()
    ]
    owners: Any = select(Post.id, Post.partner_id)
    homes: dict[str, str] = dict(view.select(owners))
    channels = [one for one in view.all(Channel) if _home(one, homes) in family]
    names = view.captions(
        [end for one in hotlines for end in (one.from_id, one.to_id)]
        + [whose for one in channels for whose in (one.post_id, _home(one, homes))]
    )
    channels.sort(key=lambda one: (names.get(_home(one, homes), ""), one.order))
    tried = Tried(times, _tries(view, times))
    rows = [_hotline(one, names, words, tried) for one in hotlines]
    rows += [_channel(one, names.get(_home(one, homes), "unknown"), names, words, tried) for one in channels]
    counts = (counted(len(hotlines), "hotline"), counted(len(channels), "channel"))
    return Read(rows, f"{counts[0]}, {counts[1]} of {counted(len(partners), 'partner')}")


def _home(one: Channel, homes: dict[str, str]) -> str:
    """The partner that a channel leads to, by itself or by its post."""
    return one.partner_id or homes.get(one.post_id or "", "")


def _tries(view: Snapshot, times: Times) -> Tries:
    """For each hotline and channel the newest call or test, and how many were missed in thirty days."""
    marks = ", ".join("?" * len(_MISSED))
    rows = view.sql(
        "SELECT coalesce(hotline_id, channel_id), max(at), "
        f"sum(at >= ? AND result IN ({marks})) "
        "FROM call WHERE coalesce(hotline_id, channel_id) IS NOT NULL GROUP BY 1",
        iso(times.now - MISSES_OVER),
        *_MISSED,
    )
    return {line: (datetime.fromisoformat(at) if at else None, missed) for line, at, missed in rows}


def _hotline(one: Hotline, names: dict[str, str], words: Words, tried: Tried) -> Row:
    kind = words.of("channel_type", one.kind) if one.kind else "Hotline"
    ours, theirs = (names.get(end or "", "unknown") for end in (one.from_id, one.to_id))
    state = (*_standing(one.id, one.status, words, tried), _next(one, tried.times))
    return Row(one.id, (one.name, kind, theirs, f"from {ours}", *state, str(one.limit or "")))


def _channel(one: Channel, partner: str, names: dict[str, str], words: Words, tried: Tried) -> Row:
    post = names.get(one.post_id or "", "")
    state = (*_standing(one.id, one.status, words, tried), "")
    kind = words.of("channel_kind", one.kind)
    return Row(one.id, (one.address, kind, partner, post, *state, str(one.limit or "")))


def _standing(line: str, status: str, words: Words, tried: Tried) -> tuple[Cell, Cell, Cell]:
    last, missed = tried.tries.get(line, (None, 0))
    times = tried.times
    return (
        Cell(words.of("channel_status", status), _TONES.get(status, "neutral")),
        Cell(times.ago(last), hint=times.both(last), order=last.timestamp())
        if last
        else Cell("never", order=0.0),
        Cell(str(missed), order=float(missed)) if missed else Cell("", order=0.0),
    )


def _next(one: Hotline, times: Times) -> Cell:
    if one.next_test_at is None:
        return Cell("")
    late = one.next_test_at < times.now
    words = f"{dtg(one.next_test_at)}, {times.due(one.next_test_at)}"
    return Cell(words, "bad" if late else "neutral", order=one.next_test_at.timestamp())


class ChannelsTab(TableTab):
    """Hotlines and channels of a case."""

    title, key, icon = "Channels", "channels", "phone"
    follows = ("hotline", "channel", "call", "involvement", "post", "partner")
    empty = "Hotlines and channels of the partners involved. Involve a partner first, or add its hotline."
    offers = (Offer("New &hotline…", "hotline"),)
    columns = (
        Column("name", "Name or address", 200, "strong"),
        Column("kind", "Kind", 120),
        Column("partner", "Partner", 160),
        Column("whose", "Leads to", 168),
        Column("state", "State", 112, "status"),
        Column("last", "Last used", 104, "moment"),
        Column(
            "missed",
            "Missed",
            80,
            "number",
            hint="Calls and tests of the last thirty days that were not answered",
        ),
        Column("next", "Next test", 232, "status"),
        Column("limit", "Highest marking", 150, "marking"),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The channels of the case."""
        return read_channels

    def own_buttons(self) -> Sequence[QPushButton]:
        """The board of who can be called, for this case."""
        return (push_button("Wh&o can be called", self._to_board),)

    def _to_board(self) -> None:
        self.context.go(Target("calls", self.case_id, "case"))

"""How those involved in a case are reached: hotlines first, with their tests, then channels."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from crisisdesk.gui.pages.case.partners_tab import involved
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.posts import Post
from crisisdesk.store.snapshot import Snapshot

MISSES_OVER = timedelta(days=30)
_MISSED = ("no_answer", "comms_fault", "refused")
_TONES: dict[str, Tone] = {"active": "good", "degraded": "warn", "unanswered": "bad", "severed": "bad"}
Tries = dict[str, tuple[datetime | None, int]]


def read_channels(view: Snapshot, case_id: str) -> Read:
    """Hotlines and channels of the partners that have a role in the case."""
    partners = involved(view, case_id)
    times, words = read_times(view), read_words(view, "channel_kind", "channel_type", "channel_status")
    hotlines = view.all(Hotline, or_(Hotline.from_id.in_(partners), Hotline.to_id.in_(partners)))
    posts = select(Post.id).where(Post.partner_id.in_(partners))
    channels = view.all(
        Channel, or_(Channel.partner_id.in_(partners), Channel.post_id.in_(posts)), order=Channel.order
    )
    names = view.captions(
        [h.to_id for h in hotlines]
        + [h.from_id for h in hotlines]
        + [c.post_id or c.partner_id for c in channels]
    )
    tries = _tries(view, times)
    rows = [_hotline(one, names, times, words, tries) for one in hotlines]
    rows += [_channel(one, names, times, words, tries) for one in channels]
    return Read(rows, f"{len(hotlines)} hotlines, {len(channels)} channels of {len(partners)} partners")


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


def _hotline(one: Hotline, names: dict[str, str], times: Times, words: Words, tries: Tries) -> Row:
    ends = " and ".join(names.get(end or "", "unknown") for end in (one.from_id, one.to_id))
    kind = words.of("channel_type", one.kind) if one.kind else "Hotline"
    return Row(
        one.id,
        (
            one.name,
            kind,
            ends,
            *_standing(one.id, one.status, times, words, tries),
            _next(one, times),
            str(one.limit or ""),
        ),
    )


def _channel(one: Channel, names: dict[str, str], times: Times, words: Words, tries: Tries) -> Row:
    whose = names.get(one.post_id or one.partner_id or "", "unknown")
    kind = words.of("channel_kind", one.kind)
    return Row(
        one.id,
        (
            one.address,
            kind,
            whose,
            *_standing(one.id, one.status, times, words, tries),
            "",
            str(one.limit or ""),
        ),
    )


def _standing(line: str, status: str, times: Times, words: Words, tries: Tries) -> tuple[Cell, Cell, Cell]:
    last, missed = tries.get(line, (None, 0))
    never = Cell("never", order=0.0)
    return (
        Cell(words.of("channel_status", status), _TONES.get(status, "neutral")),
        Cell(times.ago(last), hint=times.both(last), order=last.timestamp()) if last else never,
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
        Column("name", "Name or address", 230, "strong"),
        Column("kind", "Kind", 150),
        Column("whose", "Leads to", 220),
        Column("state", "State", 130, "status"),
        Column("last", "Last used or tested", 150, "moment"),
        Column("missed", "Missed, 30 days", 120, "number", hint="Calls and tests that were not answered"),
        Column("next", "Next test", 210, "status"),
        Column("limit", "Highest marking", 150, "marking"),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The channels of the case."""
        return read_channels

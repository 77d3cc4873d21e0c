"""What the calls board reads: a few columns of posts, holders, channels and countries, each in one pass.

Rows stay the plain tuples of the driver until one of them is looked at closely: ten thousand objects of each type, and
the collector that walks over them, would cost several times the processor time of all the rest.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from crisisdesk.checks.reach import SILENT
from crisisdesk.model.moments import iso, parse_moment
from crisisdesk.model.values import PartialDate
from crisisdesk.services.calls.calendars import Calendar, weekend_of
from crisisdesk.store.snapshot import Snapshot

_NOT_THERE = frozenset({"nominated", "pending", "recalled", "expelled", "departed"})
_GONE = frozenset({"former", "retired", "missing", "deceased", "designate"})


Row = tuple[Any, ...]
_PARTED = "\x1f"  # the unit separator: a control character that no text of a record may hold
AWAY, _ABSENT = 2, 9
WRITTEN = frozenset({"email", "fax", "note_verbale", "cable", "courier", "postal", "data_link", "in_person"})
"""Kinds of channel on which nobody can be called."""


class PostRow(NamedTuple):
    """A post as it is judged; :attr:`more` has in one text what is read of the few that somebody looks at."""

    id: str
    title: str
    partner_id: str | None
    host_id: str | None
    status: str
    time_zone: str
    hours: str
    packed: str

    @property
    def more(self) -> "PostMore":
        """The rest of it."""
        return PostMore(*self.packed.split(_PARTED))


class PostMore(NamedTuple):
    """What of a post plays no part in whether it can be called; empty where there is nothing."""

    city: str
    languages: str
    deputy_id: str
    owner_id: str
    verified_on: str


class ChannelRow(NamedTuple):
    """A channel of a post as it is judged; :attr:`more` has the rest."""

    post_id: str
    hours: str
    time_zone: str
    packed: str

    @property
    def more(self) -> "ChannelMore":
        """The rest of it."""
        key, kind, address, order, limit, *rest = self.packed.split(_PARTED)
        return ChannelMore(key, kind, address, int(order or 0), limit or None, *rest)


class ChannelMore(NamedTuple):
    """What of a channel is needed only where a post has several, or somebody looks."""

    id: str
    kind: str
    address: str
    order: int
    limit: str | None
    languages: str
    verified_on: str
    status: str


class Holder(NamedTuple):
    """Who holds a post on the day.

    ``standing`` is 0 for the holder who is there, 1 for one acting, :data:`AWAY` and more for one who is away.
    """

    post_id: str
    standing: int
    begins_on: str | None
    ends_on: str | None
    packed: str

    @property
    def more(self) -> "HolderMore":
        """Who it is; all empty for nobody."""
        return HolderMore(*self.packed.split(_PARTED)) if self.packed else _NOBODY


class HolderMore(NamedTuple):
    """The person; empty where there is nothing."""

    id: str
    name: str
    rank: str
    languages: str
    verified_on: str


class Country(NamedTuple):
    """A partner, with what is needed to know the day and the time there."""

    id: str
    name: str
    iso2: str
    parent_id: str | None
    host_id: str | None
    time_zone: str
    weekend: str
    languages: str


class Shift(NamedTuple):
    """A duty shift that runs now, on a post."""

    post_id: str
    officer: str
    telephone: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Book:
    """All that the board needs, by id of the post (``countries`` and ``calendars`` by id of the partner).

    ``posts`` holds rows of :class:`PostRow`, ``holders`` of :class:`Holder`. ``lines`` has one channel to speak on for
    each post, a row of :class:`ChannelRow`; where there are several, ``choices`` has all of them in their order of use.
    ``others`` has what cannot be called on, for posts without a line.
    """

    posts: dict[str, Row]
    lines: dict[str, Row]
    choices: dict[str, list[ChannelRow]]
    others: dict[str, list[ChannelRow]]
    holders: dict[str, Row]
    once_held: frozenset[str]
    countries: dict[str, Country]
    calendars: dict[str, Calendar]
    shifts: dict[str, Shift]
    reached: dict[str, str]


def read(view: Snapshot, now: datetime) -> Book:
    """Read the book as of the moment."""
    posts = {row[0]: row for row in _rows(view, _POSTS).fetchall()}
    lines, choices = _lines(view)
    others = _others(view, [post_id for post_id in posts if post_id not in lines])
    holders, once = _holders(view, now.date())
    countries = {row[0]: Country._make(row) for row in _rows(view, _COUNTRIES)}
    reached = {row[0]: row[1] for row in _rows(view, _REACHED, iso(now)) if row[0]}
    calendars, shifts = _calendars(view, countries), _shifts(view, now)
    return Book(
        posts, lines, choices, others, holders, frozenset(once), countries, calendars, shifts, reached
    )


def _lines(view: Snapshot) -> tuple[dict[str, Row], dict[str, list[ChannelRow]]]:
    """Channels to speak on that are not silent."""
    found = _rows(view, f"{_CHANNELS} AND {_LIVE}").fetchall()
    lines: dict[str, Row] = {row[0]: row for row in found}
    choices: dict[str, list[ChannelRow]] = {}
    if len(lines) < len(found):
        for row in found:
            choices.setdefault(row[0], []).append(ChannelRow._make(row))
        choices = {key: sorted(several, key=_in_order) for key, several in choices.items() if several[1:]}
    return lines, choices


def _in_order(channel: ChannelRow) -> tuple[int, str]:
    more = channel.more
    return more.order, more.id


def _others(view: Snapshot, post_ids: list[str]) -> dict[str, list[ChannelRow]]:
    """Every channel of posts that have none to speak on, those that are not silent first, in their order of use."""
    found: dict[str, list[ChannelRow]] = defaultdict(list)
    if post_ids:
        text = f"{_CHANNELS} AND post_id IN (SELECT value FROM json_each(?))"
        for row in _rows(view, text, json.dumps(post_ids)):
            found[row[0]].append(ChannelRow._make(row))
    for several in found.values():
        several.sort(key=lambda one: (one.more.status in SILENT, *_in_order(one)))
    return found


def _holders(view: Snapshot, day: date) -> tuple[dict[str, Row], set[str]]:
    """Who holds each post; a regular holder who is there goes before one acting, and both before one on leave."""
    found: dict[str, Row] = {}
    once: set[str] = set()
    for row in _rows(view, _HOLDERS).fetchall():
        post_id, standing, begins, ends, _ = row
        if (
            standing == _ABSENT
            or (begins and span_of(begins)[0] > day)
            or (ends and span_of(ends)[1] < day)
            or ((other := found.get(post_id)) is not None and other[1] <= standing)
        ):
            once.add(post_id)
        else:
            found[post_id] = row
    return found, once


@lru_cache(maxsize=8192)
def span_of(text: str) -> tuple[date, date]:
    """The first and the last day that a partly known date can be."""
    known = PartialDate.parse(text)
    return known.first, known.last


def _calendars(view: Snapshot, countries: dict[str, Country]) -> dict[str, Calendar]:
    closed: dict[str, dict[date, str]] = defaultdict(dict)
    opened: dict[str, set[date]] = defaultdict(set)
    for partner_id, day, name, is_closed in _rows(view, _HOLIDAYS):
        first = span_of(day)[0]
        if is_closed:
            closed[partner_id][first] = name
        else:
            opened[partner_id].add(first)
    return {
        key: Calendar(one.iso2, weekend_of(one.weekend), closed.get(key, {}), frozenset(opened.get(key, ())))
        for key, one in countries.items()
        if one.iso2 or key in closed or key in opened
    }


def _shifts(view: Snapshot, now: datetime) -> dict[str, Shift]:
    """Shifts that run: begun, not ended, not signed off."""
    moment = iso(now)
    return {
        post_id: Shift(post_id, officer, telephone, parse_moment(ends) if ends else None)
        for post_id, officer, telephone, ends in _rows(view, _SHIFTS, moment, moment)
    }


def _rows(view: Snapshot, text: str, *values: Any) -> Any:
    """The driver's own cursor: rows as plain tuples."""
    return view.sql(text, *values).cursor


def _packed(*columns: str) -> str:
    """Columns as one text: a value of Python for each of them costs more than all the rest of the reading."""
    return " || char(31) || ".join(f"coalesce({column}, '')" for column in columns)


def _listed(words: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_POSTS = (
    "SELECT id, title, partner_id, host_id, status, time_zone, hours, "
    f"{_packed('city', 'languages', 'deputy_id', 'owner_id', 'verified_on')} FROM post WHERE status <> 'abolished'"
)
_CHANNEL_MORE = ("id", "kind", "address", '"order"', '"limit"', "languages", "verified_on", "status")
_CHANNELS = (
    f"SELECT post_id, hours, time_zone, {_packed(*_CHANNEL_MORE)} FROM channel WHERE post_id IS NOT NULL"
)
_LIVE = f"status NOT IN ({_listed(SILENT)}) AND kind NOT IN ({_listed(WRITTEN)})"
_HOLDERS = (
    f"SELECT i.post_id, CASE WHEN i.status IN ({_listed(_NOT_THERE)}) OR p.status IN ({_listed(_GONE)}) THEN {_ABSENT} "
    f"ELSE {AWAY} * (i.status = 'on_leave' OR p.status = 'on_leave') + i.acting END, i.begins_on, i.ends_on, "
    f"{_packed('p.id', 'p.name', 'p.rank', 'p.languages', 'p.verified_on')} "
    "FROM incumbency i JOIN person p ON p.id = i.person_id"
)
_NOBODY = HolderMore("", "", "", "", "")
_COUNTRIES = "SELECT id, name, iso2, parent_id, host_id, time_zone, weekend, languages FROM partner"
_HOLIDAYS = "SELECT partner_id, day, name, closed FROM holiday"
_SHIFTS = (
    "SELECT post_id, officer, telephone, ends_at FROM duty_shift WHERE post_id IS NOT NULL AND begins_at <= ? "
    "AND (ends_at IS NULL OR ends_at > ?) AND signed_off_at IS NULL ORDER BY begins_at"
)
_REACHED = (
    "SELECT coalesce(call.post_id, channel.post_id), max(call.at) FROM call "
    "LEFT JOIN channel ON channel.id = call.channel_id "
    "WHERE call.result IN ('answered', 'late') AND call.at <= ? GROUP BY 1"
)

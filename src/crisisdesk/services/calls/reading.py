"""What the calls board reads: a few columns of posts, holders, channels and countries, each in one pass.

Rows stay the plain tuples of the driver until one of them is looked at closely: ten thousand objects of each type, and
the collector that walks over them, would cost several times the processor time of all the rest.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
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
WRITTEN = frozenset({"email", "fax", "note_verbale", "cable", "courier", "postal", "data_link", "in_person"})
"""Kinds of channel on which nobody can be called."""


class PostRow(NamedTuple):
    """A post as it lies in the file."""

    id: str
    title: str
    partner_id: str | None
    host_id: str | None
    status: str
    city: str
    time_zone: str
    hours: str
    languages: str
    deputy_id: str | None
    owner_id: str | None
    verified_on: str | None


class ChannelRow(NamedTuple):
    """A channel of a post as it lies in the file."""

    post_id: str
    id: str
    kind: str
    address: str
    order: int
    limit: str | None
    hours: str
    time_zone: str
    languages: str
    verified_on: str | None
    status: str


class Holder(NamedTuple):
    """Who holds a post on the day; ``away`` and ``acting`` as the incumbency and the person say."""

    id: str
    name: str
    rank: str
    languages: str
    verified_on: str | None
    post_id: str
    away: int
    acting: int
    begins_on: str | None
    ends_on: str | None
    there: int


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
    posts = {row[0]: row for row in _rows(view, _POSTS)}
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
    lines: dict[str, Row] = {}
    choices: dict[str, list[ChannelRow]] = {}
    for row in _rows(view, f"{_CHANNELS} AND {_LIVE}"):
        if row[0] not in lines:
            lines[row[0]] = row
        else:
            several = choices.setdefault(row[0], [ChannelRow._make(lines[row[0]])])
            several.append(ChannelRow._make(row))
    for several in choices.values():
        several.sort(key=lambda one: (one.order, one.id))
    return lines, choices


def _others(view: Snapshot, post_ids: list[str]) -> dict[str, list[ChannelRow]]:
    """Every channel of posts that have none to speak on, those that are not silent first, in their order of use."""
    found: dict[str, list[ChannelRow]] = defaultdict(list)
    if post_ids:
        text = f"{_CHANNELS} AND post_id IN (SELECT value FROM json_each(?))"
        for row in _rows(view, text, json.dumps(post_ids)):
            found[row[0]].append(ChannelRow._make(row))
    for several in found.values():
        several.sort(key=lambda one: (one.status in SILENT, one.order, one.id))
    return found


def _holders(view: Snapshot, day: date) -> tuple[dict[str, Row], set[str]]:
    """Who holds each post; a regular holder who is there goes before one acting, and both before one on leave."""
    found: dict[str, Row] = {}
    once: set[str] = set()
    for row in _rows(view, _HOLDERS):
        post_id, away, acting, begins, ends, there = row[5:]
        once.add(post_id)
        if not there or (begins and span_of(begins)[0] > day):
            continue
        if ends and span_of(ends)[1] < day:
            continue
        if (other := found.get(post_id)) is None or (away, acting) < (other[6], other[7]):
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


def _rows(view: Snapshot, text: str, *values: Any) -> Iterator[Row]:
    found: Iterator[Row] = iter(view.sql(text, *values).cursor)
    return found


def _listed(words: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_POSTS = (
    "SELECT id, title, partner_id, host_id, status, city, time_zone, hours, languages, deputy_id, owner_id, "
    "verified_on FROM post WHERE status <> 'abolished'"
)
_CHANNELS = (
    'SELECT post_id, id, kind, address, "order", "limit", hours, time_zone, languages, verified_on, status '
    "FROM channel WHERE post_id IS NOT NULL"
)
_LIVE = f"status NOT IN ({_listed(SILENT)}) AND kind NOT IN ({_listed(WRITTEN)})"
_HOLDERS = (
    "SELECT p.id, p.name, p.rank, p.languages, p.verified_on, i.post_id, i.status = 'on_leave' OR p.status = 'on_leave', "
    "i.acting, i.begins_on, i.ends_on, "
    f"i.status NOT IN ({_listed(_NOT_THERE)}) AND p.status NOT IN ({_listed(_GONE)}) "
    "FROM incumbency i JOIN person p ON p.id = i.person_id"
)
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

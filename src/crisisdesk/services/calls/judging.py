"""Post by post: who holds it, by what channel, and how it stands at the moment."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from crisisdesk.checks.reach import SILENT, UNHELD
from crisisdesk.services.calls.calendars import Calendar
from crisisdesk.services.calls.hours import read_hours
from crisisdesk.services.calls.reading import Book, ChannelRow, PostRow
from crisisdesk.services.calls.stands import Stand, stand_of, zone_of
from crisisdesk.services.calls.states import State

WRITTEN = frozenset({"email", "fax", "note_verbale", "cable", "courier", "postal", "data_link", "in_person"})
"""Kinds of channel on which nobody can be called."""

_NO_CHANNELS: list[ChannelRow] = []


class Place(NamedTuple):
    """Where an office stands: the country that sets its weekend first, then the one that sent it."""

    key: str
    time_zone: str
    calendars: tuple[Calendar, ...]


class Judged(NamedTuple):
    """How a post stands now, and the channel to use, if any is on record."""

    state: State
    until: datetime | None
    opens: datetime | None
    why: str
    channel: ChannelRow | None
    zone: tzinfo | None


class Judge:
    """Judges posts at one moment; hours, zones and countries that many posts share are judged once."""

    def __init__(self, book: Book, now: datetime, enough: Callable[[str | None], bool]) -> None:
        self._book, self._now, self._enough = book, now, enough
        self._stands: dict[tuple[str, str, str], Stand] = {}
        self._places: dict[tuple[str | None, str | None], Place] = {}
        self._known: dict[str, Judged] = {}

    def of(self, post: PostRow) -> Judged:
        """How a post stands."""
        found = self._known.get(post.id)
        if found is None:
            found = self._known[post.id] = self._judged(post)
        return found

    def _judged(self, post: PostRow) -> Judged:
        place = self.place(post)
        zone_name = post.time_zone or place.time_zone
        spoken, written = self._working(post.id)
        stand = self._stand(post.hours, zone_name, place)
        channel = None
        if spoken:
            stand, channel = self._by_channel(post, stand, zone_name, place, spoken)
        stand = self._by_shift(post, stand)
        stand = self._by_holder(post, stand)
        if channel is None:
            channel = written[0] if written else None
            if stand.state.callable:
                stand = Stand(State.UNREACHABLE, why=self._unreached(post.id, channel))
        return Judged(*_parts(stand), channel, zone_of(zone_name))

    # -- channels -----------------------------------------------------------------------------------------

    def _working(self, post_id: str) -> tuple[list[ChannelRow], list[ChannelRow]]:
        """Channels that are not silent, in their order of use: those to speak on, and those to write to."""
        every = self._book.channels.get(post_id, _NO_CHANNELS)
        if len(every) > 1:
            every = sorted(every, key=_order)
        working = [one for one in every if one.status not in SILENT]
        return [one for one in working if one.kind not in WRITTEN], [o for o in working if o.kind in WRITTEN]

    def _by_channel(
        self, post: PostRow, stand: Stand, zone_name: str, place: Place, channels: list[ChannelRow]
    ) -> tuple[Stand, ChannelRow]:
        """The best channel: one that is open and may carry the case, else open, else the first that may carry it.

        A line with hours of its own that is open while the office is not is a duty line; where the office has no hours
        on record, those of its lines count as its own.
        """
        if len(channels) == 1 and channels[0].hours in {"", post.hours} and not channels[0].time_zone:
            return stand, channels[0]
        stands = [self._of_channel(one, post, stand, zone_name, place) for one in channels]
        best = min(
            range(len(channels)),
            key=lambda n: (
                not stands[n].state.callable,
                not self._enough(channels[n].limit),
                stands[n].state is not State.IN_HOURS,
                n,
            ),
        )
        own = stands[best]
        if stand.state is State.IN_HOURS or own is stand:
            return stand, channels[best]
        if not post.hours and own.state is not State.UNKNOWN:
            return own, channels[best]
        if own.state.callable:
            return Stand(State.DUTY, own.until, stand.opens, stand.why), channels[best]
        return stand, channels[best]

    def _of_channel(
        self, one: ChannelRow, post: PostRow, stand: Stand, zone_name: str, place: Place
    ) -> Stand:
        if one.hours in {"", post.hours} and not one.time_zone:
            return stand
        return self._stand(one.hours or post.hours, one.time_zone or zone_name, place)

    def _unreached(self, post_id: str, channel: ChannelRow | None) -> str:
        if channel is not None:
            return f"no line to call on; {channel.kind.replace('_', ' ')} only"
        if every := self._book.channels.get(post_id):
            return f"{every[0].address} is {every[0].status}"
        return "no channel is on record"

    # -- hours --------------------------------------------------------------------------------------------

    def _stand(self, hours: str, zone_name: str, place: Place) -> Stand:
        key = (hours, zone_name, place.key)
        found = self._stands.get(key)
        if found is None:
            found = self._stands[key] = self._by_hours(hours, zone_name, place)
        return found

    def _by_hours(self, hours: str, zone_name: str, place: Place) -> Stand:
        read = read_hours(hours)
        if read is None:
            why = (
                f"the hours “{hours.strip()[:60]}” cannot be read" if hours.strip() else "no hours on record"
            )
            return Stand(State.UNKNOWN, why=why)
        zone = zone_of(zone_name)
        if zone is None and not read.always:
            why = f"the time zone “{zone_name[:40]}” is not known" if zone_name else "no time zone on record"
            return Stand(State.UNKNOWN, why=why)
        return stand_of(read, zone or UTC, place.calendars, self._now)

    def place(self, post: PostRow) -> Place:
        """Where a post stands: in its host state, else in the state that its organisation belongs to."""
        key = (post.host_id, post.partner_id)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._place(*key)
        return found

    def _place(self, host_id: str | None, partner_id: str | None) -> Place:
        ways = [self._upward(host_id), self._upward(partner_id)]
        states = dict.fromkeys(next((one for one in way if one in self._book.calendars), "") for way in ways)
        known = [one for one in states if one]
        zones = (self._book.countries[one].time_zone for way in ways for one in way)
        calendars = tuple(self._book.calendars[one] for one in known)
        return Place(" ".join(known), next(filter(None, zones), ""), calendars)

    def _upward(self, partner_id: str | None) -> list[str]:
        """A partner, then where it stands or what it is part of, up to the top."""
        way: list[str] = []
        while partner_id and partner_id not in way and partner_id in self._book.countries:
            way.append(partner_id)
            one = self._book.countries[partner_id]
            partner_id = one.host_id or one.parent_id
        return way

    # -- people -------------------------------------------------------------------------------------------

    def _by_shift(self, post: PostRow, stand: Stand) -> Stand:
        """A duty officer of the post is on watch: reached whatever the hours are."""
        shift = self._book.shifts.get(post.id)
        if shift is None or (stand.state is State.IN_HOURS and not self._empty(post)):
            return stand
        who = f"{shift.officer} has the duty{f', {shift.telephone}' if shift.telephone else ''}"
        return Stand(State.DUTY, shift.ends_at, stand.opens, who)

    def _empty(self, post: PostRow) -> State | None:
        """Whether nobody is in the post: vacant, or its holder away."""
        holder = self._book.holders.get(post.id)
        if post.status in UNHELD or (holder is None and post.id in self._book.once_held):
            return State.VACANT
        return State.AWAY if holder is not None and holder.away else None

    def _by_holder(self, post: PostRow, stand: Stand) -> Stand:
        empty = self._empty(post)
        if empty is None or post.id in self._book.shifts:
            return stand
        return Stand(empty, why=post.status if post.status in UNHELD - {"vacant"} else "")


def _order(one: ChannelRow) -> tuple[int, str]:
    return one.order, one.id


def _parts(stand: Stand) -> tuple[State, datetime | None, datetime | None, str]:
    return stand.state, stand.until, stand.opens, stand.why

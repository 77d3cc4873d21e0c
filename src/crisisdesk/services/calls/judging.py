"""Post by post: who holds it, by what channel, and how it stands at the moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from crisisdesk.checks.reach import SILENT, UNHELD
from crisisdesk.services.calls.calendars import Calendar
from crisisdesk.services.calls.hours import read_hours
from crisisdesk.services.calls.reading import AWAY, Book, ChannelRow, Holder, PostRow, Row
from crisisdesk.services.calls.stands import Stand, stand_of, zone_of
from crisisdesk.services.calls.states import State

_HOURS, _ZONE = (ChannelRow._fields.index(name) for name in ("hours", "time_zone"))
_STANDING = Holder._fields.index("standing")
_HELD = UNHELD - {"vacant"}


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an office stands: the country that sets its weekend first, then the one that sent it; and how hours stand."""

    time_zone: str
    calendars: tuple[Calendar, ...]
    stands: dict[tuple[str, str], tuple[Stand, tzinfo | None]]


Judged = tuple[Stand, Row | None, tzinfo | None]
"""How a post stands now, the channel to use (a row), if any is on record, and the zone."""


class Judge:
    """Judges posts at one moment; hours, zones and countries that many posts share are judged once."""

    def __init__(self, book: Book, now: datetime, enough: Callable[[str | None], bool]) -> None:
        self._book, self._now, self._enough = book, now, enough
        self._places: dict[tuple[str | None, str | None], Place] = {}

    def of(self, row: Row) -> Judged:
        """How a post stands; ``row`` is one of :class:`PostRow`."""
        post_id, _, partner_id, host_id, status, zone_name, hours, _ = row
        place = self._places.get((host_id, partner_id)) or self._place(host_id, partner_id)
        zone_name = zone_name or place.time_zone
        known = place.stands.get((hours, zone_name))
        stand, zone = known or self._stand(hours, zone_name, place)
        channel = self._book.lines.get(post_id)
        if channel is None:
            channel, stand = self._without_line(post_id, stand)
        elif ((own := channel[_HOURS]) and own != hours) or channel[_ZONE] or post_id in self._book.choices:
            choices = self._book.choices.get(post_id) or [ChannelRow._make(channel)]
            stand, channel = self._by_channel(PostRow._make(row), stand, zone_name, place, choices)
        holder = self._book.holders.get(post_id)
        there = holder is not None and holder[_STANDING] < AWAY and status not in UNHELD
        empty = None if there else self._empty(post_id, status, holder)
        if post_id in self._book.shifts:
            stand = self._by_shift(post_id, stand, empty)
        elif empty is not None:
            stand = Stand(empty, why=status if status in _HELD else "")
        return stand, channel, zone

    # -- channels -----------------------------------------------------------------------------------------

    def _by_channel(
        self, post: PostRow, stand: Stand, zone_name: str, place: Place, channels: list[ChannelRow]
    ) -> tuple[Stand, ChannelRow]:
        """The best channel: one that is open and may carry the case, else open, else the first that may carry it.

        A line with hours of its own that is open while the office is not is a duty line; where the office has no hours
        on record, those of its lines count as its own.
        """
        stands = [self._of_channel(one, post, stand, zone_name, place) for one in channels]
        best = min(
            range(len(channels)),
            key=lambda n: (
                not stands[n].state.callable,
                not self._enough(channels[n].more.limit),
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
            return Stand(State.DUTY, stand.why, lambda: (own.until, stand.opens)), channels[best]
        return stand, channels[best]

    def _of_channel(
        self, one: ChannelRow, post: PostRow, stand: Stand, zone_name: str, place: Place
    ) -> Stand:
        if one.hours in {"", post.hours} and not one.time_zone:
            return stand
        return self._stand(one.hours or post.hours, one.time_zone or zone_name, place)[0]

    def _without_line(self, post_id: str, stand: Stand) -> tuple[Row | None, Stand]:
        """No line to speak on: what else there is, and that nobody can be called."""
        others = self._book.others.get(post_id)
        first = others[0].more if others else None
        channel = None
        if others and first and first.status not in SILENT:
            channel, why = others[0], f"no line to call on; {first.kind.replace('_', ' ')} only"
        else:
            why = f"{first.address} is {first.status}" if first else "no channel is on record"
        return channel, Stand(State.UNREACHABLE, why=why) if stand.state.callable else stand

    # -- hours --------------------------------------------------------------------------------------------

    def _stand(self, hours: str, zone_name: str, place: Place) -> tuple[Stand, tzinfo | None]:
        found = place.stands.get((hours, zone_name))
        if found is None:
            found = self._by_hours(hours, zone_name, place), zone_of(zone_name)
            place.stands[hours, zone_name] = found
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

    def _place(self, host_id: str | None, partner_id: str | None) -> Place:
        """Where a post stands: in its host state, else in the state that its organisation belongs to."""
        ways = [self._upward(host_id), self._upward(partner_id)]
        states = dict.fromkeys(next((one for one in way if one in self._book.calendars), "") for way in ways)
        known = [one for one in states if one]
        zones = (self._book.countries[one].time_zone for way in ways for one in way)
        calendars = tuple(self._book.calendars[one] for one in known)
        found = self._places[host_id, partner_id] = Place(next(filter(None, zones), ""), calendars, {})
        return found

    def _upward(self, partner_id: str | None) -> list[str]:
        """A partner, then where it stands or what it is part of, up to the top."""
        way: list[str] = []
        while partner_id and partner_id not in way and partner_id in self._book.countries:
            way.append(partner_id)
            one = self._book.countries[partner_id]
            partner_id = one.host_id or one.parent_id
        return way

    # -- people -------------------------------------------------------------------------------------------

    def _by_shift(self, post_id: str, stand: Stand, empty: State | None) -> Stand:
        """A duty officer of the post is on watch: reached whatever the hours are, by the telephone of the shift."""
        shift = self._book.shifts[post_id]
        if stand.state is State.IN_HOURS and empty is None:
            return stand
        who = f"{shift.officer} has the duty{f', {shift.telephone}' if shift.telephone else ''}"
        return Stand(State.DUTY, who, lambda: (shift.ends_at, stand.opens))

    def _empty(self, post_id: str, status: str, holder: Row | None) -> State | None:
        """Whether nobody is in the post: vacant, or its holder away."""
        if status in UNHELD or (holder is None and post_id in self._book.once_held):
            return State.VACANT
        return State.AWAY if holder is not None and holder[_STANDING] >= AWAY else None

"""One line of the calls board, and what it is in JSON."""

from datetime import datetime
from typing import Any, NamedTuple

from crisisdesk.model.moments import dtg, iso, parse_moment
from crisisdesk.services.calls.reading import ChannelRow, Row
from crisisdesk.services.calls.stands import Stand
from crisisdesk.services.calls.states import State

_WHOLE_HOUR = 3_600
_FARTHEST = 12  # hours: military zones go no farther from UTC


class Means(NamedTuple):
    """The channel to use; ``too_low`` where the marking of the case is above its limit, which is said, not hidden."""

    id: str
    kind: str
    address: str
    order: int
    limit: str
    too_low: bool
    languages: str


class Deputy(NamedTuple):
    """One post of the deputy chain with its holder and how it stands now."""

    post_id: str
    post: str
    person: str
    state: State


class CallLine(NamedTuple):
    """Somebody to call, and whether now. A tuple, as a desk may have ten thousand of them.

    ``stand`` is the state with its end; ``now`` is the moment judged, in UTC, and ``local_time`` the same on the clock
    there, nothing where the zone is not known. ``deputies`` is the chain, given where the holder cannot be called.
    """

    post_id: str
    post: str
    city: str
    person_id: str
    person: str
    rank: str
    partner_id: str
    partner: str
    stand: Stand
    now: datetime
    local_time: datetime | None
    row: Row | None
    too_low: bool
    languages: str
    deputies: tuple[Deputy, ...]
    reached: str
    verified_days: int | None
    caller_id: str
    caller: str

    @property
    def state(self) -> State:
        """Whether somebody can be called now, or why not."""
        return self.stand.state

    @property
    def why(self) -> str:
        """What the state does not say, such as the name of the holiday."""
        return self.stand.why

    @property
    def until(self) -> datetime | None:
        """When the state ends, in UTC."""
        return self.stand.until

    @property
    def opens(self) -> datetime | None:
        """When the office is staffed next, in UTC; nothing where it is, or it is not known."""
        return self.stand.opens

    @property
    def channel(self) -> Means | None:
        """The channel to use; what it is too low for is said in it."""
        if self.row is None:
            return None
        one = ChannelRow._make(self.row)
        return Means(one.id, one.kind, one.address, one.order, one.limit or "", self.too_low, one.languages)

    @property
    def last_contact(self) -> datetime | None:
        """When a call was last answered, by either side."""
        return parse_moment(self.reached) if self.reached else None

    @property
    def deputy(self) -> Deputy | None:
        """The first of the deputy chain who can be called now."""
        return next((one for one in self.deputies if one.state.callable), None)

    @property
    def local_dtg(self) -> str:
        """The date-time group on the clock there; in Zulu where its zone is no whole number of hours or not known."""
        ahead = self.local_time.utcoffset() if self.local_time else None
        seconds = int(ahead.total_seconds()) if ahead else 0
        whole = not seconds % _WHOLE_HOUR and abs(seconds) <= _FARTHEST * _WHOLE_HOUR
        return dtg(self.now, seconds // _WHOLE_HOUR if whole else 0)


def line_json(line: CallLine) -> dict[str, Any]:
    """A line as the command line gives it: names beside ids, moments in UTC, local time with its offset."""
    means, deputy = line.channel, line.deputy
    return {
        "post": line.post,
        "post_id": line.post_id,
        "person": line.person,
        "person_id": line.person_id,
        "rank": line.rank,
        "partner": line.partner,
        "partner_id": line.partner_id,
        "city": line.city,
        "local_time": line.local_time.isoformat(timespec="minutes") if line.local_time else None,
        "dtg": line.local_dtg,
        "state": line.state.value,
        "state_label": line.state.words,
        "tone": line.state.tone,
        "why": line.why,
        "until": _written(line.until),
        "opens": _written(line.opens),
        "channel": means.address if means else None,
        "channel_id": means.id if means else None,
        "channel_kind": means.kind if means else None,
        "channel_order": means.order if means else None,
        "channel_limit": means.limit if means else None,
        "channel_too_low": means.too_low if means else None,
        "languages": line.languages,
        "deputy": deputy.post if deputy else None,
        "deputy_id": deputy.post_id if deputy else None,
        "deputy_person": deputy.person if deputy else None,
        "deputy_chain": [{**one._asdict(), "state": one.state.value} for one in line.deputies],
        "last_contact": _written(line.last_contact),
        "verified_days": line.verified_days,
        "caller": line.caller,
        "caller_id": line.caller_id,
    }


def _written(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None

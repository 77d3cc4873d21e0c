"""One line of the calls board, and what it is in JSON."""

from datetime import datetime, tzinfo
from typing import Any, NamedTuple, Protocol

from crisisdesk.model.moments import dtg, iso
from crisisdesk.services.calls.reading import (
    ChannelMore,
    ChannelRow,
    Country,
    Holder,
    HolderMore,
    PostRow,
    Row,
    span_of,
)
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


class Answers(Protocol):
    """What a line asks of its board when somebody looks at it."""

    now: datetime

    def clock(self, zone: tzinfo | None) -> datetime | None:
        """The moment on the clock of a zone."""

    def too_low(self, limit: str | None) -> bool:
        """Whether a channel of this limit may not carry the case."""

    def chain(self, post_id: str, deputy_id: str) -> tuple[Deputy, ...]:
        """The deputy chain of a post."""

    def contact(self, partner_id: str | None) -> str:
        """The post that the case names for a partner."""

    def named(self, post_id: str) -> str:
        """A post with its holder."""

    def last_contact(self, post_id: str) -> datetime | None:
        """When a call with a post was last answered."""


class CallLine(NamedTuple):
    """Somebody to call, and whether now.

    A desk may have ten thousand of them and shows some sixty at a time: a line keeps what was read, and works out the
    rest when it is asked for. It stays readable when the snapshot is gone.
    """

    post_row: Row
    holder_row: Row
    country: Country | None
    stand: Stand
    channel_row: Row | None
    zone: tzinfo | None
    board: Answers

    @property
    def _post(self) -> PostRow:
        return PostRow._make(self.post_row)

    @property
    def _holder(self) -> HolderMore:
        return Holder._make(self.holder_row).more

    @property
    def _means(self) -> ChannelMore | None:
        return ChannelRow._make(self.channel_row).more if self.channel_row else None

    @property
    def post_id(self) -> str:
        """The id of the post."""
        return self._post.id

    @property
    def post(self) -> str:
        """The title of the post."""
        return self._post.title

    @property
    def city(self) -> str:
        """Where the post is."""
        return self._post.more.city

    @property
    def person_id(self) -> str:
        """The id of the holder; empty where there is none."""
        return self._holder.id

    @property
    def person(self) -> str:
        """The name of the holder; empty where there is none."""
        return self._holder.name

    @property
    def rank(self) -> str:
        """The rank or title of the holder."""
        return self._holder.rank

    @property
    def partner_id(self) -> str:
        """The id of the organisation of the post; empty where none is on record."""
        return self._post.partner_id or ""

    @property
    def partner(self) -> str:
        """The name of the organisation of the post."""
        return self.country.name if self.country else ""

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
    def now(self) -> datetime:
        """The moment judged, in UTC."""
        return self.board.now

    @property
    def local_time(self) -> datetime | None:
        """The same moment on the clock there; nothing where the zone is not known."""
        return self.board.clock(self.zone)

    @property
    def channel(self) -> Means | None:
        """The channel to use; where its limit is too low for the case, that is said in it."""
        if (one := self._means) is None:
            return None
        low = self.board.too_low(one.limit)
        return Means(one.id, one.kind, one.address, one.order, one.limit or "", low, one.languages)

    @property
    def languages(self) -> str:
        """Those of the channel, else of the post, of its holder, of the country."""
        means = self._means
        spoken = (means and means.languages) or self._post.more.languages or self._holder.languages
        return spoken or (self.country.languages if self.country else "")

    @property
    def verified_days(self) -> int | None:
        """Days since the channel, else the post, else the holder was verified; nothing where none ever was."""
        means = self._means
        verified = (means and means.verified_on) or self._post.more.verified_on or self._holder.verified_on
        return (self.now.date() - span_of(verified)[1]).days if verified else None

    @property
    def last_contact(self) -> datetime | None:
        """When a call was last answered, by either side."""
        return self.board.last_contact(self._post.id)

    @property
    def caller_id(self) -> str:
        """The post of ours that may place the call: the relationship owner, else the contact that the case names."""
        caller = self._post.more.owner_id or self.board.contact(self._post.partner_id)
        return caller if caller != self._post.id else ""

    @property
    def caller(self) -> str:
        """That post with its holder, such as ``Desk officer (Harriet Vaughn)``."""
        return self.board.named(self.caller_id)

    @property
    def deputies(self) -> tuple[Deputy, ...]:
        """The deputy chain up to the first who can be called; empty where the holder can be."""
        if self.state.callable or not (deputy := self._post.more.deputy_id):
            return ()
        return self.board.chain(self._post.id, deputy)

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

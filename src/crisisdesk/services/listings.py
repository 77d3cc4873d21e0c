"""One listed party as the adopted versions know it: listed, or ended and since when; and what in the desk points to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crisisdesk.exchange.sanctions import ListedParty
from crisisdesk.exchange.sanctions.written import party_from_json
from crisisdesk.model.base import Record
from crisisdesk.model.lists import ListAdoption, ScreeningDecision, ScreeningVerdict
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.library import Library, StoredParty
from crisisdesk.store.snapshot import Snapshot


class ListingState(StrEnum):
    """Whether a party is on its list in the version in use."""

    LISTED = "listed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Listing:
    """A listed party with what the adopted versions say of its time on the list.

    ``party`` is as the newest version that has it says. ``first_seen`` and ``last_seen`` are the days of the first
    and last adopted version that list it; ``ended_on`` is the day that the list itself gives, else that of the first
    version without it. A version that its issuer did not date has the day on which it was adopted.
    """

    party: ListedParty
    state: ListingState
    first_seen: PartialDate | None
    last_seen: PartialDate | None
    ended_on: PartialDate | None

    @property
    def sentence(self) -> str:
        """What a person needs to know of its state, in one sentence."""
        if self.state is ListingState.LISTED:
            since = self.party.listed_on or self.first_seen
            return f"“{self.party.name}” is listed{f' since {since}' if since else ''}."
        ended = f" since {self.ended_on}" if self.ended_on else ""
        return f"“{self.party.name}” is no longer listed{ended}."


@dataclass(frozen=True, slots=True)
class LinkedListing:
    """A record that points to a listed party; ``listing`` is nothing where no adopted version ever had it."""

    record: Record
    list: str
    key: str
    listing: Listing | None


def listed_party(view: Snapshot, list_name: str, key: str) -> Listing | None:
    """What the adopted versions of a list know of a party; nothing where none of them has it."""
    adoptions = view.all(ListAdoption, ListAdoption.list_name == list_name, order=ListAdoption.number)
    return _listing(view.library, adoptions, key)


def linked_listings(view: Snapshot) -> list[LinkedListing]:
    """All measures and confirmed matches that point to a listed party, with what became of it."""
    adoptions: dict[str, list[ListAdoption]] = {}
    for one in view.all(ListAdoption, order=ListAdoption.number):
        adoptions.setdefault(one.list_name, []).append(one)
    return [
        LinkedListing(record, name, key, _listing(view.library, adoptions.get(name, ()), key))
        for record, name, key in _links(view)
    ]


def _links(view: Snapshot) -> Iterator[tuple[Record, str, str]]:
    for measure in view.all(Measure, Measure.list_key != ""):
        yield measure, measure.list_name, measure.list_key
    for decision in view.all(ScreeningDecision, ScreeningDecision.verdict == ScreeningVerdict.TRUE_MATCH):
        yield decision, decision.list_name, decision.list_key


def _listing(library: Library, adoptions: Sequence[ListAdoption], key: str) -> Listing | None:
    """Walk the adopted versions from the first to the newest."""
    first: ListAdoption | None = None
    last: ListAdoption | None = None
    newest: StoredParty | None = None
    gone: ListAdoption | None = None
    for adoption in adoptions:
        found = library.party(adoption.version, key)
        if found is not None:
            first, last, newest, gone = first or adoption, adoption, found, None
        elif newest is not None:
            gone = gone or adoption
    if newest is None or first is None or last is None:
        return None
    party = party_from_json(newest.party)
    ended = party.delisted_on or (_day(gone) if gone else None)
    over = gone is not None or party.delisted_on is not None
    state = ListingState.ENDED if over else ListingState.LISTED
    return Listing(party, state, _day(first), _day(last), ended)


def _day(adoption: ListAdoption) -> PartialDate | None:
    """The day of a version: as its issuer dates it, else the day on which it was adopted."""
    at = adoption.adopted_at
    return adoption.dated or (PartialDate.parse(f"{at:%Y-%m-%d}") if at else None)

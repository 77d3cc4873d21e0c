"""Listed parties of the library as candidates for screening, with what is shown of each hit."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from crisisdesk import paths
from crisisdesk.exchange.sanctions import ListedParty
from crisisdesk.exchange.sanctions.party import PartyType
from crisisdesk.exchange.sanctions.written import party_from_json
from crisisdesk.model.values import PartialDate
from crisisdesk.screening import Candidate, ListedName
from crisisdesk.store.library import StoredParty

_DECIDING = (
    "type",
    "names",
    "births",
    "nationalities",
    "identifiers",
    "programmes",
    "measures",
    "gender",
    "delisted_on",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a listed party beside its match; ``stored`` is its digest in the library."""

    stored: str
    name: str
    type: str
    programmes: tuple[str, ...]
    listed_on: PartialDate | None
    delisted_on: PartialDate | None


def candidate_of(stored: StoredParty) -> tuple[Candidate, Shown]:
    """A stored party as screening takes it, and as a hit shows it."""
    party = party_from_json(stored.party)
    kind = "" if party.type is PartyType.UNKNOWN else party.type.value
    candidate = Candidate(
        list=party.list,
        key=party.key,
        names=tuple(ListedName(n.text, n.kind.value, n.quality.value) for n in party.names),
        type=kind,
        births=party.births,
        countries=tuple(dict.fromkeys(map(country_code, filter(None, _countries(party))))),
        identifiers=tuple(filter(None, _identifiers(party))),
        gender=party.gender,
    )
    shown = Shown(
        stored.digest, party.name, kind, _shared(party.programmes), party.listed_on, party.delisted_on
    )
    return candidate, shown


@cache
def _shared(programmes: tuple[str, ...]) -> tuple[str, ...]:
    """One value for the many parties that have the same programmes."""
    return programmes


def _countries(party: ListedParty) -> Iterator[str]:
    yield from party.nationalities
    yield from (address.country for address in party.addresses)
    if party.craft is not None:
        yield party.craft.flag


def _identifiers(party: ListedParty) -> Iterator[str]:
    yield from (one.number for one in party.identifiers)
    if party.craft is not None:
        yield from (party.craft.imo, party.craft.tail_number)


def facts_digest(party: ListedParty) -> str:
    """Changes when something changes that a decision about a match rests on: names, births, identifiers, programmes.

    The digest of the source row will not do: it differs between the layouts of one list.
    """
    facts = repr([getattr(party, name) for name in _DECIDING])
    return hashlib.sha256(facts.encode()).hexdigest()


# -- countries --------------------------------------------------------------------------------------------


def country_code(text: str) -> str:
    """The three letters of ISO 3166 for a country by code or name; a text that is neither comes back as it is."""
    return _country_codes().get(text.strip().casefold(), text.strip())


@cache
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in _rows("countries"):
        names = (
            row["iso3"],
            row["iso2"],
            row["name"],
            row["official_name"],
            row["native_name"],
            *row["aliases"].split(";"),
        )
        for name in names:
            codes.setdefault(name.strip().casefold(), row["iso3"])
    for row in _rows("country_aliases"):
        if row["code"]:
            codes.setdefault(row["alias"].strip().casefold(), row["code"])
    codes.pop("", None)
    return codes


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (paths.seeds() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)

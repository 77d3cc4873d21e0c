"""What every sanctions list comes down to: listed parties, whoever issues the list and in whatever layout.

All values are immutable and hold text as the list writes it (composed form, no control characters); a country is
a name or a code, whichever the list uses.
"""

from dataclasses import dataclass
from enum import StrEnum

from crisisdesk.model.values import PartialDate


class PartyType(StrEnum):
    """What a listed party is; ``unknown`` where its list does not say."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """How a name stands to its party."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    VARIATION = "variation"
    ORIGINAL_SCRIPT = "original_script"


class Quality(StrEnum):
    """How well a name tells its party from others, as the list judges; ``UNSAID`` where it does not."""

    STRONG = "strong"
    WEAK = "weak"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name; ``given`` and ``family`` only where the list keeps them apart, ``script`` as ``Arabic``, ``Cyrillic`` or a code."""

    text: str
    kind: NameKind = NameKind.PRIMARY
    quality: Quality = Quality.UNSAID
    script: str = ""
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that an authority gave: passport, tax, registration, a reference in another list."""

    kind: str
    number: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a party is or was: all but the country as one text, parts with commas between."""

    text: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another party that the list names beside this one; ``to`` is its name, or its key where the list has one."""

    kind: str
    to: str


@dataclass(frozen=True, slots=True)
class Craft:
    """What a list says of a vessel or an aircraft; lengths and tonnages are text, as lists write them with units or without."""

    call_sign: str = ""
    imo: str = ""
    kind: str = ""
    flag: str = ""
    former_flags: tuple[str, ...] = ()
    owner: str = ""
    former_owners: tuple[str, ...] = ()
    tonnage: str = ""
    gross_tonnage: str = ""
    length: str = ""
    built: str = ""
    model: str = ""
    serial: str = ""
    tail_number: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One party of one list.

    ``key`` is the issuer's own number where there is one and stays the same from version to version; where there is
    none, the reader says how it is made. ``row_digest`` changes exactly when a source row of the party does.
    ``remarks`` keeps the raw text, also what was understood from it. A party that its list keeps after the end has
    ``delisted_on``.
    """

    list: str
    key: str
    type: PartyType
    names: tuple[ListedName, ...]
    programmes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    births: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    gender: str = ""
    craft: Craft | None = None
    relations: tuple[Relation, ...] = ()
    reason: str = ""
    legal_base: str = ""
    listed_on: PartialDate | None = None
    updated_on: PartialDate | None = None
    delisted_on: PartialDate | None = None
    remarks: str = ""
    row_digest: str = ""

    @property
    def name(self) -> str:
        """The name by which the list leads."""
        return next((n.text for n in self.names if n.kind is NameKind.PRIMARY), self.names[0].text)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row that belongs to a party which is not there; kept, so that nobody thinks it was read."""

    file: str
    line: int
    key: str


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One whole list as its files gave it.

    ``digest`` is the SHA-256 of the unpacked files, whatever their names. ``rows`` counts the data rows (or entries)
    of each kind of file, without headers and end marks. ``notes`` are whole sentences for the person who adopts:
    what was odd, and which encoding was taken.
    """

    list: str
    digest: str
    date: PartialDate | None
    parties: tuple[ListedParty, ...]
    rows: tuple[tuple[str, int], ...] = ()
    orphans: tuple[Orphan, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def delisted(self) -> int:
        """How many parties the list keeps although it has taken them off."""
        return sum(party.delisted_on is not None for party in self.parties)

    @property
    def in_force(self) -> int:
        """How many parties are listed now."""
        return len(self.parties) - self.delisted

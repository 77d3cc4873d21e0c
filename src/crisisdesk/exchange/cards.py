"""Address cards as values: what a vCard of any version says that a desk has a use for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Way:
    """A number or address of a card: ``kind`` is a term of ``channel_kind``, ``key`` the id of our channel if it says one."""

    kind: str
    address: str
    key: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A function of the person of a card: title and organisation, with our ids where the card says them."""

    title: str = ""
    organisation: str = ""
    city: str = ""
    country: str = ""
    time_zone: str = ""
    partner_key: str = ""
    post_key: str = ""
    holding_key: str = ""
    ways: tuple[Way, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.title or self.organisation or self.ways)


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``number`` is its place in the file, from 1; ``dropped`` are properties that a desk does not keep."""

    number: int
    name: str
    uid: str = ""
    organisation: bool = False
    other_names: str = ""
    name_original: str = ""
    pronunciation: str = ""
    rank: str = ""
    rank_code: str = ""
    languages: str = ""
    note: str = ""
    state: str = ""
    marking: str = ""
    website: str = ""
    address: str = ""
    offices: tuple[Office, ...] = ()
    dropped: frozenset[str] = field(default_factory=frozenset)

"""What screening takes and gives: plain values, no record, no list parser, no store."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crisisdesk.model.values import PartialDate

PERSON, ORGANISATION, VESSEL, AIRCRAFT = "person", "organisation", "vessel", "aircraft"
WEAK = "weak"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a candidate; ``quality`` is ``weak`` where its list calls it a weak alias."""

    text: str
    kind: str = "primary"
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that names are screened against.

    ``type`` is person, organisation, vessel, aircraft or empty (unknown). Countries (nationality, address, flag) are
    compared as they stand but for case, so one code system must be used here and in the question; so are ``gender``
    and identifiers, of which only letters and figures count.
    """

    list: str
    key: str
    names: tuple[ListedName, ...]
    type: str = ""
    births: tuple[PartialDate, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One name to screen, with what is known beside it; empty means not known."""

    name: str
    birth: PartialDate | None = None
    country: str = ""
    identifier: str = ""
    type: str = ""
    gender: str = ""


class How(StrEnum):
    """How one part of a name was found in the other."""

    EQUAL = "equal"
    SPELLING = "spelling"
    SOUND = "sound"
    CONSONANTS = "consonants"
    INITIAL = "initial"
    JOINED = "joined"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the question beside one of the listed name; a part that only one side has leaves the other empty.

    ``missing`` is a part of the listed name that the question lacks, ``extra`` the reverse. ``alike`` is 0 to 1.
    """

    asked: str
    listed: str
    how: How
    alike: float


class Verdict(StrEnum):
    """Whether a fact speaks for the two being one, against it, or neither."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact beside the name; ``kind`` is birth year, country, identifier, gender, type or weak alias."""

    kind: str
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A listed party that may be meant, by the name of it that fits best.

    ``score`` (0 to 1) holds name and evidence, ``name_score`` the name alone. It is a suggestion: a person decides.
    """

    list: str
    key: str
    matched_name: str
    score: float
    name_score: float
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 1, and by which parts."""

    score: float
    parts: Sequence[Part]

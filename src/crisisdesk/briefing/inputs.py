"""What a brief shows that is worked out from many records elsewhere, and handed in by whoever orders it.

Sections know the store and each other only; clocks, findings and gaps come from rules that live beside them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from crisisdesk.drawing.shapes import Drawing
from crisisdesk.model.marking import Marking


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """The coordination network as it goes into a brief: its drawing, its marking, and how much it shows.

    ``withheld`` counts nodes and links that the reader must not have; it is for the officer only.
    """

    drawing: Drawing
    marking: Marking
    nodes: int
    links: int
    statuses: tuple[tuple[str, int], ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class ClockLine:
    """Something that runs out: of which record, what of it, when, how it stands, and by which rule."""

    record_id: str
    kind: str
    label: str
    ends: date | datetime | None
    days_left: int | None
    state: str
    owner_id: str = ""
    effect: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something that an officer should look at; ``records`` are all that its sentence may name."""

    check: str
    name: str
    gravity: str
    reason: str
    proposed: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointLine:
    """Something that can come up with a partner; ``barred`` says why it must not be raised, empty where it may."""

    group: str
    record_id: str
    text: str
    detail: str
    marking: Marking
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Who is called: labelled facts, the newest contacts as rows of time, what and summary, and what nobody noted."""

    facts: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[str, str, str, str], ...]
    unknown: tuple[str, ...]
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All of it for one brief; what no section of its profile asks for is left empty."""

    picture: NetworkPicture | None = None
    clocks: tuple[ClockLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    gaps: tuple[FindingLine, ...] = ()
    points: tuple[PointLine, ...] = ()
    counterpart: Counterpart | None = None

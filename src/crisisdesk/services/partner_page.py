"""The page of a partner as values: its lists, its facts, and what is due."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from crisisdesk.model.moments import iso
from crisisdesk.model.partners import Partner
from crisisdesk.services.calls import CallLine
from crisisdesk.services.clocks import Clock, clock_json
from crisisdesk.services.rhythm import Rhythm, rhythms_json
from crisisdesk.services.standing_facts import StandingFact, facts_json


@dataclass(frozen=True, slots=True)
class Item:
    """One record on the page of a partner.

    Attributes:
        record_id: The record; ``record_type`` is its type.
        title: What it is called, or with whom it is.
        detail: State and facts in a few words.
        begins: From when, as it was written; ``ends`` until when. Moments are date-time groups.
        current: Whether it holds on the day of the page; what has no time counts as long as it is not over.
        case_id: The case that it belongs to; empty for none.
        case: What that is called.
        marking: As it is written.
    """

    record_id: str
    record_type: str
    title: str
    detail: str
    begins: str
    ends: str
    current: bool
    case_id: str
    case: str
    marking: str


@dataclass(frozen=True, slots=True)
class PartnerProfile:
    """A partner on a day.

    Each list has what holds on the day first, the newest before the rest. ``contacts`` are posts of it and of its
    offices, and posts of others that are accredited to it, as they stand on the calls board now, whatever the day.
    """

    partner: Partner
    day: date
    parts: tuple[str, ...]
    facts: tuple[StandingFact, ...]
    roles: tuple[Item, ...]
    memberships: tuple[Item, ...]
    members: tuple[Item, ...]
    agreements: tuple[Item, ...]
    positions: tuple[Item, ...]
    we_promised: tuple[Item, ...]
    they_promised: tuple[Item, ...]
    other_promises: tuple[Item, ...]
    red_lines: tuple[Item, ...]
    contacts: tuple[CallLine, ...]
    accreditations: tuple[Item, ...]
    channels: tuple[Item, ...]
    hotlines: tuple[Item, ...]
    measures: tuple[Item, ...]
    alignments: tuple[Item, ...]
    transfers: tuple[Item, ...]
    engagements: tuple[Item, ...]
    exercises: tuple[Item, ...]
    interoperability: tuple[Item, ...]
    capabilities: tuple[Item, ...]
    governance: tuple[Item, ...]
    access: tuple[Item, ...]
    rhythms: tuple[Rhythm, ...]
    due: tuple[Clock, ...]


SECTIONS: tuple[tuple[str, str], ...] = (
    ("roles", "Role in cases"),
    ("memberships", "Memberships"),
    ("members", "Members"),
    ("agreements", "Agreements"),
    ("positions", "Positions"),
    ("we_promised", "What we promised"),
    ("they_promised", "What it promised us"),
    ("other_promises", "Commitments with others"),
    ("red_lines", "Red lines"),
    ("accreditations", "Accreditations"),
    ("channels", "Channels"),
    ("hotlines", "Hotlines"),
    ("measures", "Sanction measures"),
    ("alignments", "How it stands to measures"),
    ("transfers", "Transfers"),
    ("engagements", "Engagements"),
    ("exercises", "Exercises"),
    ("interoperability", "Interoperability"),
    ("capabilities", "Capabilities"),
    ("governance", "Governance"),
    ("access", "Access"),
)
"""The lists of items of a profile with their headings, in the order in which they are shown."""


def profile_json(profile: PartnerProfile) -> dict[str, Any]:
    """The page as JSON; the partner itself by id and name."""
    return {
        "id": profile.partner.id,
        "name": profile.partner.name,
        "code": profile.partner.code,
        "role": profile.partner.role,
        "day": profile.day.isoformat(),
        "facts": facts_json(profile.facts),
        **{name: [asdict(one) for one in getattr(profile, name)] for name, _ in SECTIONS},
        "contacts": [_contact_json(line) for line in profile.contacts],
        "rhythms": rhythms_json(list(profile.rhythms)),
        "due": [clock_json(clock) for clock in profile.due],
    }


def _contact_json(line: CallLine) -> dict[str, Any]:
    return {
        "post_id": line.post_id,
        "post": line.post,
        "person": line.person,
        "state": line.state.value,
        "why": line.why,
        "dtg": line.local_dtg,
        "until": iso(line.until) if line.until else None,
        "channel": line.channel.address if line.channel else None,
        "verified_days": line.verified_days,
    }

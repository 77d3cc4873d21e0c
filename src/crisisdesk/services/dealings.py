"""Records that are one link of the network each: links, memberships, commitments, measures and transfers."""

from dataclasses import replace
from datetime import date

from crisisdesk.briefing.terms import Terms
from crisisdesk.model.base import Record
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Membership
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.network.graph import Edge

DEALINGS: tuple[type[Record], ...] = (Link, Membership, Commitment, Measure, Transfer)
_BEGINS = ("begins_on", "pledged_on", "requested_on")
_ENDED_MEASURES = frozenset(
    {"lifted", "expired", "legacy", "withdrawn", "closed", "proposed", "in_clearance"}
)
_ENDED_TRANSFERS = frozenset({"completed", "cancelled", "refused"})
_ENDED_PROMISES = frozenset({"lapsed", "withdrawn"})
_UNDER_WAY = frozenset({"delivered", "sustained", "in_transit"})
_UNDIRECTED = frozenset({"allied_with", "consults", "coordinates_sanctions", "shares_intel", "hotline", "competes",
                         "hostile", "coordinates"})  # fmt: skip


def dealing(record: Record, terms: Terms) -> Edge | None:
    """The link that a record is, from who gives to who gets; None for a dealing that has ended, and for other types."""
    match record:
        case Link():
            label = terms.word("link_type", record.kind)
            made = edge(record, record.from_id, record.to_id, record.kind, label, status=record.status)
            return replace(made, directed=record.kind not in _UNDIRECTED, strength=record.strength,
                           last_used=record.used_at, detail=record.note, rhythm=record.rhythm_days)  # fmt: skip
        case Membership():
            return edge(record, record.member_id, record.group_id, "member_of", "member of")
        case Commitment() if record.status not in _ENDED_PROMISES:
            state = "active" if record.status in _UNDER_WAY else "planned"
            made = edge(
                record, record.giver_id, record.receiver_id, "commitment", "committed to", status=state
            )
            return replace(made, detail=record.caption)
        case Measure() if record.status not in _ENDED_MEASURES:
            state = "dormant" if record.status in {"suspended", "eased"} else "active"
            made = edge(record, record.issuer_id, record.target_id, "sanctions", "sanctions", status=state)
            return replace(made, detail=record.title)
        case Transfer() if record.status not in _ENDED_TRANSFERS:
            state = {"suspended": "dormant", "requested": "planned"}.get(record.status, "active")
            made = edge(
                record, record.supplier_id, record.recipient_id, "supplies_arms", "supplies", status=state
            )
            return replace(made, detail=record.title)
    return None


def edge(
    record: Record, source: str | None, target: str | None, kind: str, label: str, *, status: str = "active"
) -> Edge:
    """A directed link with the dates and the marking of a record, from one id to another; no id is an empty one."""
    begins = next((day for name in _BEGINS if (day := getattr(record, name, None)) is not None), None)
    ends = getattr(record, "ends_on", None)
    return Edge(
        record.id, source or "", target or "", kind, label, directed=True, status=status or "active",
        begins_on=_real(begins.first) if begins else None, ends_on=_real(ends.last) if ends else None,
        marking=str(record.marking),
    )  # fmt: skip


def _real(day: date) -> date | None:
    """A day that somebody could have meant; partly known dates reach to the ends of the calendar."""
    return None if day in {date.min, date.max} else day

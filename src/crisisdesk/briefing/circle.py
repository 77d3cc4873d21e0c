"""Who belongs to a case: the partners that any of its records names, and what hangs on them."""

from typing import Any, TypeVar

from sqlalchemy import Select, or_, select

from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement, Position
from crisisdesk.model.programmes import Programme
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.snapshot import Snapshot

T = TypeVar("T", bound=Record)

_MANY = 400
_NAMING: tuple[tuple[Any, ...], ...] = (
    (Involvement.partner_id,),
    (Position.partner_id,),
    (Link.from_id, Link.to_id),
    (Action.partner_id,),
    (Commitment.giver_id, Commitment.receiver_id),
    (Measure.issuer_id, Measure.target_id),
    (Transfer.supplier_id, Transfer.recipient_id),
    (Adjustment.partner_id,),
)
"""Where records of a case name partners; read by column, for a case may have tens of thousands of them."""


def partners_of(view: Snapshot, case_id: str) -> frozenset[str]:
    """The ids of all partners that the records of a case name: involved, linked, tasked, promising, aligned, supplied."""
    found: set[str | None] = {view.get(CrisisCase, case_id).lead_desk_id}
    for columns in _NAMING:
        named: Select[Any] = select(*columns).where(columns[0].class_.case_id == case_id).distinct()
        for row in view.select(named):
            found.update(row)
    aligned: Select[Any] = select(Alignment.partner_id).join(Measure, Measure.id == Alignment.measure_id)
    found.update(partner for (partner,) in view.select(aligned.where(Measure.case_id == case_id).distinct()))
    return frozenset(partner for partner in found if partner)


def measures_of(view: Snapshot, case_id: str) -> list[Measure]:
    """The sanction measures of a case."""
    return view.all(Measure, Measure.case_id == case_id, order=Measure.begins_on)


def alignments_of(view: Snapshot, case_id: str) -> list[Alignment]:
    """How partners stood and stand to the measures of a case, oldest first."""
    measures = [measure.id for measure in measures_of(view, case_id)]
    found = [
        alignment
        for start in range(0, len(measures), _MANY)
        for alignment in view.all(Alignment, Alignment.measure_id.in_(measures[start : start + _MANY]))
    ]
    return sorted(found, key=lambda one: (one.begins_on.sort_key if one.begins_on else (), one.id))


def hotlines_of(view: Snapshot, case_id: str) -> list[Hotline]:
    """The hotlines that were used in a case, or that lead to a partner of it."""
    circle = partners_of(view, case_id)
    used = {call.hotline_id for call in view.all(Call, Call.case_id == case_id)}
    used |= {link.hotline_id for link in view.all(Link, Link.case_id == case_id)}
    return [
        line
        for line in view.all(Hotline, order=Hotline.name)
        if line.id in used or line.to_id in circle or (line.from_id in circle and line.to_id is None)
    ]


def calls_of(view: Snapshot, case_id: str) -> list[Call]:
    """The calls and tests of a case and of its hotlines, oldest first."""
    lines = [line.id for line in hotlines_of(view, case_id)][:_MANY]
    return view.all(Call, or_(Call.case_id == case_id, Call.hotline_id.in_(lines)), order=Call.at)


def transfers_of(view: Snapshot, case_id: str) -> list[Transfer]:
    """The transfers of a case."""
    return view.all(Transfer, Transfer.case_id == case_id)


def programmes_of(view: Snapshot, case_id: str) -> list[Programme]:
    """The programme lines of a case, and those that its adjustments move."""
    moved = [
        one.programme_id for one in view.all(Adjustment, Adjustment.case_id == case_id) if one.programme_id
    ]
    return view.all(Programme, or_(Programme.case_id == case_id, Programme.id.in_(moved[:_MANY])))


def of_transfers(view: Snapshot, record_type: type[T], case_id: str) -> list[T]:
    """Records that belong to a case by themselves or by the transfer or programme that they are about."""
    table: Any = record_type
    transfers = [one.id for one in transfers_of(view, case_id)][:_MANY]
    programmes = [one.id for one in programmes_of(view, case_id)][:_MANY]
    ways = [table.case_id == case_id] if hasattr(record_type, "case_id") else []
    ways += [table.transfer_id.in_(transfers)] if hasattr(record_type, "transfer_id") else []
    ways += [table.programme_id.in_(programmes)] if hasattr(record_type, "programme_id") else []
    return view.all(record_type, or_(*ways))

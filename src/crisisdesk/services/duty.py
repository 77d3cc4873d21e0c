"""The duty roster: who has the watch, from when to when; signing on, and what nobody covers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_

from crisisdesk.errors import UserError
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.posts import Person
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.handovers import close_shift
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as the roster shows it.

    ``state`` is ``planned``, ``due`` (begun, and nobody has signed on), ``on_watch``, ``off`` (signed off), ``overrun``
    (its end has passed and it is not signed off) or ``missed`` (it ended and nobody ever signed on).
    """

    id: str
    officer: str
    duty: str
    begins_at: datetime
    ends_at: datetime | None
    post_id: str
    post: str
    case_id: str
    case: str
    telephone: str
    signed_on_at: datetime | None
    signed_off_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A time in which nobody has a duty."""

    begins_at: datetime
    ends_at: datetime


def roster(view: Snapshot, begin: datetime, end: datetime, kind: str = "") -> list[Shift]:
    """The shifts that touch a time, in order; of one duty if it is named."""
    touching = (DutyShift.begins_at < end, or_(DutyShift.ends_at.is_(None), DutyShift.ends_at > begin))
    own = (DutyShift.kind == kind,) if kind else ()
    return _shown(view, view.all(DutyShift, *touching, *own, order=DutyShift.begins_at))


def on_duty(view: Snapshot, kind: str = "") -> list[Shift]:
    """Who has the watch at the moment of the snapshot: begun, not ended, not signed off; signed on or not."""
    return [
        one for one in roster(view, view.moment, view.moment + _SECOND, kind) if one.signed_off_at is None
    ]


def uncovered(view: Snapshot, begin: datetime, end: datetime, kind: str = "") -> list[Uncovered]:
    """The times between two moments in which nobody has the duty."""
    free: list[Uncovered] = []
    reached = begin
    for shift in roster(view, begin, end, kind):
        if shift.begins_at > reached:
            free.append(Uncovered(reached, min(shift.begins_at, end)))
        over = shift.signed_off_at or shift.ends_at or end
        reached = max(reached, over)
    return [*free, Uncovered(reached, end)] if reached < end else free


def plan_shift(
    tx: Transaction,
    officer: str,
    begins_at: datetime,
    ends_at: datetime | None,
    *,
    kind: str = "watch",
    post_id: str = "",
    person_id: str = "",
    case_id: str = "",
    telephone: str = "",
) -> DutyShift:
    """Put a shift on the roster.

    Raises:
        UserError: It has no officer, ends before it begins, or the officer has another shift at the same time.
    """
    person = tx.find(Person, person_id)
    name = officer.strip() or (person.name if person else "")
    if not name:
        raise UserError("Say who has the shift.")
    if ends_at is not None and ends_at <= begins_at:
        raise UserError(
            f"The shift of {name} would end ({dtg(ends_at)}) before it begins ({dtg(begins_at)})."
        )
    other = _overlapping(tx, name, begins_at, ends_at)
    if other is not None:
        raise UserError(
            f"{name} has a shift at that time already, from {dtg(other.begins_at)}; end or move that first."
        )
    tx.summary = f"Plan shift of {name} from {dtg(begins_at)}"
    return tx.add(
        DutyShift(
            officer=name,
            begins_at=begins_at,
            ends_at=ends_at,
            kind=kind,
            post_id=post_id or None,
            person_id=person_id or None,
            case_id=case_id or None,
            telephone=telephone,
        )
    )


def sign_on(tx: Transaction, shift_id: str, *, by: str = "", at: datetime | None = None) -> DutyShift:
    """Sign a shift on; ``by`` is whoever takes it in the place of its officer.

    Raises:
        UserError: It is signed on or off already, or its end has passed.
    """
    shift = tx.get(DutyShift, shift_id)
    when = at or tx.moment
    if shift.signed_on_at is not None:
        raise UserError(f"The shift of {shift} was signed on at {dtg(shift.signed_on_at)} already.")
    if shift.ends_at is not None and shift.ends_at <= when:
        raise UserError(f"The shift of {shift} ended at {dtg(shift.ends_at)}; plan a new one.")
    if by.strip():
        shift.officer = by.strip()
    shift.signed_on_at = when
    tx.summary = f"Sign on {shift.officer}"
    return shift


def sign_off(tx: Transaction, shift_id: str, *, left_open: str = "", at: datetime | None = None) -> DutyShift:
    """Sign a shift off; overdue work without an owner stands in the way, see ``handovers.close_shift``."""
    shift = close_shift(tx, shift_id, left_open=left_open, at=at)
    tx.summary = f"Sign off {shift.officer}"
    return shift


def shifts_json(shifts: Sequence[Shift]) -> list[dict[str, Any]]:
    """Shifts as JSON."""
    return [
        {name: iso(told) if isinstance(told, datetime) else told for name, told in asdict(one).items()}
        for one in shifts
    ]


def _overlapping(
    view: Snapshot, officer: str, begins_at: datetime, ends_at: datetime | None
) -> DutyShift | None:
    later = () if ends_at is None else (DutyShift.begins_at < ends_at,)
    open_end = or_(DutyShift.ends_at.is_(None), DutyShift.ends_at > begins_at)
    found = view.all(
        DutyShift, DutyShift.officer == officer, DutyShift.signed_off_at.is_(None), open_end, *later
    )
    return next(iter(found), None)


def _shown(view: Snapshot, shifts: Sequence[DutyShift]) -> list[Shift]:
    names = view.captions(key for one in shifts for key in (one.post_id, one.case_id))
    return [
        Shift(
            id=one.id,
            officer=one.officer,
            duty=one.kind,
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            post_id=one.post_id or "",
            post=names.get(one.post_id or "", ""),
            case_id=one.case_id or "",
            case=names.get(one.case_id or "", ""),
            telephone=one.telephone,
            signed_on_at=one.signed_on_at,
            signed_off_at=one.signed_off_at,
            state=_state(one, view.moment),
        )
        for one in shifts
    ]


def _state(one: DutyShift, now: datetime) -> str:
    over = one.ends_at is not None and one.ends_at <= now
    if one.signed_off_at is not None:
        return "off"
    if one.signed_on_at is not None:
        return "overrun" if over else "on_watch"
    if over:
        return "missed"
    return "due" if one.begins_at <= now else "planned"

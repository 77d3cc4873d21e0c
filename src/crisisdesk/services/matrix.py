"""The alignment matrix (MISSION N6): measures by partners, how each stands, since when, and what follows from it.

``unknown`` is an answer of its own: a cell that nobody knows lowers the number of those known, never the share of
those that are aligned among them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.services.matrix_values import Gap, Matrix, MatrixCell, MeasureRow, PartnerColumn, Score, Vote
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

__all__ = [
    "Gap",
    "Matrix",
    "MatrixCell",
    "MeasureRow",
    "PartnerColumn",
    "Score",
    "Vote",
    "matrix",
    "set_cell",
    "votes",
]

ENDED = frozenset({"lifted", "expired", "legacy", "withdrawn", "closed"})
COLUMN_ROLES = frozenset({"ally", "partner", "provider", "transit", "mediator", "recipient"})
VOTING = frozenset({"member", "founding_member", "participating_state", "party"})
_MEASURES = (
    "SELECT id, title, status, kind, scope, target, target_id, issuer_id, case_id, authority, ends_on, renewal_on, renewal_rule "
    "FROM measure"
)
_CELLS = (
    "SELECT a.id, a.measure_id, a.partner_id, a.state, a.begins_on, a.ends_on, a.legal_base, a.confidence, a.grade, "
    "a.source_id, s.title, a.statement FROM alignment AS a LEFT JOIN source AS s ON s.id = a.source_id"
)
_INVOLVED = "SELECT partner_id, role, begins_on, ends_on FROM involvement WHERE case_id = ?"
_VOTERS = "SELECT member_id, status, begins_on, ends_on FROM membership WHERE group_id = ?"


# -- reading ----------------------------------------------------------------------------------------------


def matrix(
    view: Snapshot, case_id: str = "", *, group_id: str = "", on: date | None = None, ended: bool = False
) -> Matrix:
    """The matrix of a case, or of all measures.

    Columns are the partners with a recorded position on one of the measures, and of a case also those involved in it
    as ally, partner, provider, transit, mediator or recipient; with a group all its members, whatever is known of them.

    Args:
        view: The records, as they were recorded then: what was known.
        case_id: Only measures of this case.
        group_id: Columns also for every member of this group on the day.
        on: The day for which positions and memberships are asked, how it stood; that of the snapshot where it is
            left out.
        ended: Take measures in that are lifted, expired, withdrawn or closed.
    """
    day = on or view.moment.date()
    rows = view.sql(_MEASURES + (" WHERE case_id = ?" if case_id else ""), *([case_id] if case_id else []))
    measures = tuple(
        _measure(row)
        for row in sorted(rows, key=lambda row: (row[1], row[0]))
        if ended or row[2] not in ENDED
    )
    cells = _cells(view, {measure.id for measure in measures}, day)
    roles = _roles(view, case_id, day) if case_id else {}
    shown = {partner for _, partner in cells} | {p for p, role in roles.items() if role in COLUMN_ROLES}
    shown |= members_of(view, group_id, day) if group_id else set()
    partners = _partners(view, shown, roles)
    involved = frozenset(roles) & shown if case_id else frozenset(shown)
    return Matrix(day, measures, partners, cells, involved)


def _measure(row: Sequence[Any]) -> MeasureRow:
    *texts, ends, renewal, rule = row
    return MeasureRow(*(text or "" for text in texts), _date(ends), _date(renewal), rule or "")  # type: ignore[call-arg, arg-type]  # ten texts, as selected


def _cells(view: Snapshot, measures: set[str], day: date) -> dict[tuple[str, str], MatrixCell]:
    """The newest position that holds on the day, of each measure and partner; one query for all."""
    found: dict[tuple[str, str], tuple[tuple[date, str], MatrixCell]] = {}
    for row in view.sql(_CELLS):
        (
            record_id,
            measure,
            partner,
            state,
            begins,
            ends,
            legal,
            confidence,
            grade,
            source_id,
            source,
            said,
        ) = row
        since, until = _date(begins), _date(ends)
        if measure not in measures or not _holds(since, until, day):
            continue
        newest = (since.first if since else date.min, record_id)
        held = found.get((measure, partner))
        if held is None or newest > held[0]:
            cell = MatrixCell(
                measure, partner, AlignmentState(state), since, legal or "", source or "", source_id or "",
                str(grade or ""), confidence or "", said or "", record_id,
            )  # fmt: skip
            found[measure, partner] = (newest, cell)
    return {pair: cell for pair, (_, cell) in found.items()}


def _holds(begins: PartialDate | None, ends: PartialDate | None, day: date) -> bool:
    return (begins is None or begins.first <= day) and (ends is None or day <= ends.last)


def _roles(view: Snapshot, case_id: str, day: date) -> dict[str, str]:
    rows = view.sql(_INVOLVED, case_id)
    return {
        partner: role or "" for partner, role, begins, ends in rows if _holds(_date(begins), _date(ends), day)
    }


def _partners(view: Snapshot, ids: set[str], roles: Mapping[str, str]) -> tuple[PartnerColumn, ...]:
    rows = view.rows(Partner, ("id", "name", "code"), sorted(ids))
    columns = (PartnerColumn(i, name, code or "", roles.get(i, "")) for i, name, code in rows)
    return tuple(sorted(columns, key=lambda one: (one.name.casefold(), one.id)))


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def votes(view: Snapshot, measure_id: str, on: date | None = None) -> tuple[Vote, ...]:
    """Who must vote when a measure is renewed: the members of the body that issued it, on the day, by name.

    A measure of one state, or without an issuer, has none.
    """
    measure, day = view.get(Measure, measure_id), on or view.moment.date()
    members = members_of(view, measure.issuer_id or "", day)
    cells = _cells(view, {measure_id}, day)
    names = view.captions(members)
    stands = [cells.get((measure_id, one)) or MatrixCell(measure_id, one) for one in members]
    return tuple(
        Vote(c.partner, c.state, c)
        for c in sorted(stands, key=lambda c: (names.get(c.partner, ""), c.partner))
    )


def members_of(view: Snapshot, group_id: str, on: date) -> set[str]:
    """The members of a group or body on a day, observers and candidates left out."""
    return _members(view.sql(_VOTERS, group_id), on)


def members_by_group(view: Snapshot, on: date) -> dict[str, set[str]]:
    """The members on a day of every group and body, read at once."""
    rows: dict[str, list[Sequence[Any]]] = {}
    for group, *row in view.sql("SELECT group_id, member_id, status, begins_on, ends_on FROM membership"):
        rows.setdefault(group, []).append(row)
    return {group: _members(found, on) for group, found in rows.items()}


def _members(rows: Iterable[Sequence[Any]], day: date) -> set[str]:
    return {
        member
        for member, status, begins, ends in rows
        if status in VOTING and _holds(_date(begins), _date(ends), day)
    }


# -- writing ----------------------------------------------------------------------------------------------


def set_cell(
    tx: Transaction,
    measure_id: str,
    partner_id: str,
    state: AlignmentState,
    *,
    since: PartialDate | None = None,
    source_id: str | None = None,
    legal_base: str = "",
    confidence: str = "",
    statement: str = "",
) -> Alignment:
    """Record how a partner stands to a measure from a day on; what stood before stays in the record until that day.

    A position that begins on the same day is corrected; one that begins later stays, and this one ends before it.

    Args:
        tx: The transaction to write in.
        measure_id: The row.
        partner_id: The column.
        state: How it stands; ``UNKNOWN`` where nobody knows.
        since: From which day on; today where it is left out.
        source_id: Where it is known from.
        legal_base: The act of the partner.
        confidence: A term of ``confidence_level``.
        statement: What was said.

    Raises:
        UserError: There is no such measure or partner.
    """
    tx.get(Measure, measure_id)
    partner = tx.get(Partner, partner_id)
    begins = since or PartialDate.parse(f"{tx.moment:%Y-%m-%d}")
    held = tx.all(Alignment, Alignment.measure_id == measure_id, Alignment.partner_id == partner_id)
    same = next((one for one in held if one.begins_on and one.begins_on.first == begins.first), None)
    tx.summary = f"Set {partner} to {state.value.replace('_', ' ')} on a measure"
    if same is not None:
        same.state, same.legal_base, same.confidence, same.statement = (
            state,
            legal_base,
            confidence,
            statement,
        )
        same.source_id, same.begins_on = source_id, begins
        return same
    later = min(
        (one.begins_on.first for one in held if one.begins_on and one.begins_on.first > begins.first),
        default=None,
    )
    return tx.add(
        Alignment(
            measure_id=measure_id,
            partner_id=partner_id,
            state=state,
            begins_on=begins,
            ends_on=_day_before(later) if later else None,
            source_id=source_id,
            legal_base=legal_base,
            confidence=confidence,
            statement=statement,
        )
    )


def _day_before(day: date) -> PartialDate:
    if day == date.min:
        raise UserError("There is no day before that one.")
    return PartialDate.parse(date.fromordinal(day.toordinal() - 1).isoformat())

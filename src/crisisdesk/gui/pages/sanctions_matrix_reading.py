"""What the matrix tab reads, and the part of it that the filters leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from crisisdesk.briefing.terms import partial as dated
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.sanctions_sheet import Sheet, SheetCell, SheetLine
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.model.sources import Source
from crisisdesk.services.matrix import Matrix, MeasureRow, Score, Vote, matrix, members_by_group, votes
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

VOCABULARIES = ("sanction_measure", "sanction_status", "confidence_level")
MARKED_DAYS = 60
_CASES: Any = select(CrisisCase.id, CrisisCase.title).order_by(CrisisCase.title)
_SOURCES: Any = select(Source.id, Source.title, Source.origin).order_by(Source.title)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty and 0 ask for all."""

    case_id: str = ""
    kind: str = ""
    issuer: str = ""
    group: str = ""
    days: int = 0
    words: str = ""
    ended: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """The matrix of a case or of the desk, and what the filters can choose from: ids and captions."""

    matrix: Matrix
    words: Words
    cases: tuple[tuple[str, str], ...]
    issuers: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sources: tuple[tuple[str, str, str], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellReading:
    """What the detail of a cell needs beside the matrix: who votes, and what each voter is called."""

    measure: str
    votes: tuple[Vote, ...]
    names: Mapping[str, str]


def read_matrix(view: Snapshot, filters: Filters) -> tuple[MatrixReading, Sheet]:
    """Read the matrix, and build what the filters leave of it."""
    found = matrix(view, filters.case_id, group_id=filters.group, on=filters.on, ended=filters.ended)
    members = _members(view, found.day)
    issuers = {measure.issuer_id for measure in found.measures if measure.issuer_id}
    captions = view.captions([*issuers, *members])
    reading = MatrixReading(
        found,
        read_words(view, *VOCABULARIES),
        _rows(view, _CASES),
        _named(issuers, captions),
        _named(members, captions),
        members,
        _rows(view, _SOURCES),
        dict(view.rows(Partner, ("id", "code"), sorted(issuers))),
    )
    return reading, sheet_of(reading, filters)


def _rows(view: Snapshot, statement: Any) -> tuple[Any, ...]:
    return tuple(map(tuple, view.select(statement)))


def _members(view: Snapshot, day: date) -> dict[str, frozenset[str]]:
    """The members on the day of every group that has two or more, by id."""
    inside = members_by_group(view, day)
    return {group: frozenset(members) for group, members in inside.items() if len(members) > 1}


def _named(ids: Iterable[str], captions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    named = ((one, captions.get(one, one)) for one in ids)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def read_votes(view: Snapshot, measure_id: str) -> CellReading:
    """Who must vote when the measure is renewed."""
    found = votes(view, measure_id)
    return CellReading(measure_id, found, view.captions([vote.partner for vote in found]))


# -- what is shown ----------------------------------------------------------------------------------------


def sheet_of(reading: MatrixReading, filters: Filters) -> Sheet:
    """The rows and columns that fit, with totals over what is shown."""
    whole, inside = reading.matrix, reading.members.get(filters.group)
    words = fold(filters.words).split()
    shown = replace(
        whole,
        measures=tuple(m for m in whole.measures if _fits(m, filters, words, whole.day)),
        partners=tuple(p for p in whole.partners if inside is None or p.id in inside),
    )
    gaps = {gap.measure: {cell.partner for cell in gap.open} for gap in shown.gaps()}
    ids = [partner.id for partner in shown.partners]
    return Sheet(
        tuple(_row(m, s, reading) for m, s in zip(shown.measures, shown.by_measure(), strict=True)),
        tuple(
            SheetLine(p.id, p.name, s.aligned, s.known, s.total, hint=p.role, code=p.code)
            for p, s in zip(shown.partners, shown.by_partner(), strict=True)
        ),
        tuple(_cells(shown, m.id, ids, gaps.get(m.id, set())) for m in shown.measures),
        shown,
    )


def _cells(shown: Matrix, measure: str, partners: list[str], gaps: set[str]) -> tuple[SheetCell, ...]:
    known, unknown = shown.cells, AlignmentState.UNKNOWN
    found = (known.get((measure, partner)) for partner in partners)
    return tuple(
        _cell(unknown if cell is None else cell.state, partner in gaps)
        for partner, cell in zip(partners, found, strict=True)
    )


@cache
def _cell(state: AlignmentState, gap: bool) -> SheetCell:  # noqa: FBT001 - a key
    return SheetCell(state, gap)


def _fits(measure: MeasureRow, filters: Filters, words: list[str], day: date) -> bool:
    if filters.kind not in {"", measure.kind} or filters.issuer not in {"", measure.issuer_id}:
        return False
    if filters.days and not 0 <= (days_left(measure, day) or -1) <= filters.days:
        return False
    text = fold(f"{measure.title} {measure.target}")
    return all(word in text for word in words)


def _row(measure: MeasureRow, score: Score, reading: MatrixReading) -> SheetLine:
    left = days_left(measure, reading.matrix.day)
    status = reading.words.of("sanction_status", measure.status)
    hint = " · ".join(
        filter(
            None,
            (
                dict(reading.issuers).get(measure.issuer_id, ""),
                reading.words.of("sanction_measure", measure.kind),
                status,
                measure.target,
            ),
        )
    )
    mark = "" if left is None or left > MARKED_DAYS else f"{left} d left" if left >= 0 else "over"
    return SheetLine(
        measure.id,
        measure.title,
        score.aligned,
        score.known,
        score.total,
        hint,
        mark,
        reading.codes.get(measure.issuer_id, ""),
    )


def days_left(measure: MeasureRow, day: date) -> int | None:
    """The days until the measure ends or is to be reviewed, whichever comes first; below 0 where that is over."""
    dates = [when.last for when in (measure.ends_on, measure.renewal_on) if when]
    return (min(dates) - day).days if dates else None


def runs(measure: MeasureRow) -> str:
    """Until when it runs, and when it is reviewed, in words."""
    facts = (
        f"ends {dated(measure.ends_on)}" if measure.ends_on else "",
        f"next review {dated(measure.renewal_on)}" if measure.renewal_on else "",
    )
    return ", ".join(filter(None, facts))

"""The alignment matrix as values: rows, columns, cells, scores, gaps and votes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.model.values import PartialDate

HOLDING = frozenset({"in_force", "amended", "renewed", "suspended", "eased"})
"""The statuses of a measure that binds somebody already; what is only prepared leaves no way round it yet."""
OUTSIDE = frozenset({AlignmentState.NOT_APPLICABLE, AlignmentState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as a row of the matrix."""

    id: str
    title: str
    status: str
    kind: str
    scope: str
    target: str
    target_id: str
    issuer_id: str
    case_id: str
    authority: str
    ends_on: PartialDate | None
    renewal_on: PartialDate | None
    renewal_rule: str


@dataclass(frozen=True, slots=True)
class PartnerColumn:
    """A partner as a column of the matrix; ``role`` is that in the case, empty without one."""

    id: str
    name: str
    code: str
    role: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How a partner stands to a measure; without a record (``alignment_id`` empty) it is unknown."""

    measure: str
    partner: str
    state: AlignmentState = AlignmentState.UNKNOWN
    since: PartialDate | None = None
    legal_base: str = ""
    source: str = ""
    source_id: str = ""
    grade: str = ""
    confidence: str = ""
    statement: str = ""
    alignment_id: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How many of ``total`` applicable cells are ``known``, and how many of these are ``aligned`` (in force)."""

    id: str
    aligned: int
    known: int
    total: int

    @property
    def unknown(self) -> int:
        """How many are not known."""
        return self.total - self.known

    @property
    def alignment(self) -> float | None:
        """The share of those aligned among those known, 0 to 1; nothing where none is known."""
        return self.aligned / self.known if self.known else None

    @property
    def coverage(self) -> float | None:
        """The share of those known among all applicable; nothing where none applies."""
        return self.known / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Who leaves a way round a measure: ``open`` are known not to apply it, of ``unknown`` nobody knows."""

    measure: str
    open: tuple[MatrixCell, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """A member of the body that issued a measure, who votes on its renewal, and how it stands to the measure."""

    partner: str
    state: AlignmentState
    cell: MatrixCell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Measures by partners on a day; ``cells`` has what is recorded, :meth:`cell` answers for every pair."""

    day: date
    measures: tuple[MeasureRow, ...]
    partners: tuple[PartnerColumn, ...]
    cells: Mapping[tuple[str, str], MatrixCell]
    involved: frozenset[str]

    def cell(self, measure: str, partner: str) -> MatrixCell:
        """The cell of a measure and a partner."""
        return self.cells.get((measure, partner)) or MatrixCell(measure, partner)

    def by_partner(self) -> tuple[Score, ...]:
        """The score of each partner over all measures, in the order of the columns."""
        return tuple(_score(p.id, (self._state(m.id, p.id) for m in self.measures)) for p in self.partners)

    def by_measure(self) -> tuple[Score, ...]:
        """The score of each measure over all partners, in the order of the rows."""
        return tuple(_score(m.id, (self._state(m.id, p.id) for p in self.partners)) for m in self.measures)

    def gaps(self) -> tuple[Gap, ...]:
        """For each measure that holds the partners through which its target can get round it.

        Counted are those involved in the case (all columns, without a case) but the target itself and the issuer.
        A state of ``not_applicable`` leaves no way.
        """
        found = []
        for measure in self.measures:
            if measure.status not in HOLDING:
                continue
            asked = [
                p.id for p in self.partners if p.id in self.involved - {measure.target_id, measure.issuer_id}
            ]
            cells = [self.cell(measure.id, partner) for partner in asked]
            apart = tuple(c for c in cells if c.state not in {*OUTSIDE, AlignmentState.IN_FORCE})
            unknown = tuple(c.partner for c in cells if c.state is AlignmentState.UNKNOWN)
            if apart or unknown:
                found.append(Gap(measure.id, apart, unknown))
        return tuple(found)

    def _state(self, measure: str, partner: str) -> AlignmentState:
        found = self.cells.get((measure, partner))
        return found.state if found else AlignmentState.UNKNOWN


def _score(record_id: str, states: Iterable[AlignmentState]) -> Score:
    aligned = known = total = 0
    for state in states:
        total += state is not AlignmentState.NOT_APPLICABLE
        known += state not in OUTSIDE
        aligned += state is AlignmentState.IN_FORCE
    return Score(record_id, aligned, known, total)

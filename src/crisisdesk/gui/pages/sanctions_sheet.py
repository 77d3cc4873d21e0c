"""What the alignment matrix shows: ready to be painted, so that no cell asks anything while the window draws."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from crisisdesk.briefing.terms import partial as dated
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.services.matrix_values import Matrix, MatrixCell


class StateLook(NamedTuple):
    """How a state is shown: its letter, its word, its tone."""

    letter: str
    word: str
    tone: Tone


STATES: Mapping[AlignmentState, StateLook] = {
    AlignmentState.IN_FORCE: StateLook("F", "In force", "good"),
    AlignmentState.ANNOUNCED: StateLook("A", "Announced", "info"),
    AlignmentState.AGREED: StateLook("G", "Agreed in principle", "info"),
    AlignmentState.UNDER_STUDY: StateLook("S", "Under study", "warn"),
    AlignmentState.OPPOSED: StateLook("O", "Opposed", "bad"),
    AlignmentState.EXEMPTED: StateLook("E", "Exempted", "warn"),
    AlignmentState.EXPIRED: StateLook("X", "Expired", "bad"),
    AlignmentState.NOT_APPLICABLE: StateLook("N", "Not applicable", "neutral"),
    AlignmentState.UNKNOWN: StateLook("?", "Unknown", "neutral"),
}
BY_LETTER = {look.letter: state for state, look in STATES.items()}


class SheetCell(NamedTuple):
    """One cell; ``gap`` says that a target gets round the measure here."""

    state: AlignmentState
    gap: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A measure (a row) or a partner (a column): its id, what it is called, and its totals.

    ``aligned`` of ``known`` of all ``total`` cells; ``code`` is the short name of the partner, or of the issuer of the
    measure; ``mark`` is a few letters that need attention, ``hint`` the rest.
    """

    id: str
    caption: str
    aligned: int = 0
    known: int = 0
    total: int = 0
    hint: str = ""
    mark: str = ""
    code: str = ""

    @property
    def score(self) -> str:
        """Such as ``5/7/9``: aligned, known, all."""
        return f"{self.aligned}/{self.known}/{self.total}"

    @property
    def score_in_words(self) -> str:
        """The same for a tool tip and a screen reader."""
        unknown = self.total - self.known
        return f"{self.aligned} aligned of {self.known} known; {unknown} of {self.total} unknown"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole matrix: ``cells[row][column]``; ``matrix`` has what stands behind them."""

    rows: tuple[SheetLine, ...] = ()
    columns: tuple[SheetLine, ...] = ()
    cells: tuple[tuple[SheetCell, ...], ...] = ()
    matrix: Matrix | None = None

    def behind(self, row: int, column: int) -> MatrixCell:
        """All that is recorded of a cell."""
        measure, partner = self.rows[row].id, self.columns[column].id
        return self.matrix.cell(measure, partner) if self.matrix else MatrixCell(measure, partner)

    def with_state(self, row: int, column: int, state: AlignmentState) -> "Sheet":
        """The same with one cell in another state; totals stay until they are read anew."""
        cells = [list(line) for line in self.cells]
        cells[row][column] = SheetCell(state)
        return replace(self, cells=tuple(map(tuple, cells)))

    def shape(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids down and across: what a selection depends on."""
        return tuple(line.id for line in self.rows), tuple(line.id for line in self.columns)


def facts_of(cell: MatrixCell) -> str:
    """What is recorded of a cell, in one line; nothing where nothing is."""
    facts = (
        f"since {dated(cell.since)}" if cell.since else "",
        cell.legal_base,
        f"source: {cell.source}" if cell.source else "",
        f"{cell.confidence} confidence" if cell.confidence else "",
    )
    return " · ".join(filter(None, facts))

"""The alignment matrix of the story: a letter for each cell, partners across, measures down."""

from crisisdesk.model.sanctions import Alignment, AlignmentState
from crisisdesk.services.sample.clock import StoryClock
from crisisdesk.services.sample.sheets import rows
from crisisdesk.store.transaction import Transaction

STATES = {
    "F": AlignmentState.IN_FORCE,
    "A": AlignmentState.ANNOUNCED,
    "G": AlignmentState.AGREED,
    "S": AlignmentState.UNDER_STUDY,
    "O": AlignmentState.OPPOSED,
    "E": AlignmentState.EXEMPTED,
    "X": AlignmentState.EXPIRED,
    "N": AlignmentState.NOT_APPLICABLE,
    ".": AlignmentState.UNKNOWN,
}
_SURE = {AlignmentState.IN_FORCE: "high", AlignmentState.UNDER_STUDY: "low", AlignmentState.UNKNOWN: ""}


def add_matrix(tx: Transaction, clock: StoryClock) -> None:
    """Add one alignment for each cell; a point in the sheet is a state that nobody knows."""
    for row in rows("alignments"):
        measure = row.pop("measure_id")
        for partner, letter in row.items():
            tx.add(_cell(measure, partner, STATES[letter], clock))


def _cell(measure: str, partner: str, state: AlignmentState, clock: StoryClock) -> Alignment:
    old = state in {AlignmentState.IN_FORCE, AlignmentState.EXPIRED}
    return Alignment(
        id=f"alignment-{measure}-{partner}",
        measure_id=f"measure-{measure}",
        partner_id=f"partner-{partner}",
        state=state,
        begins_on=None if state is AlignmentState.UNKNOWN else clock.day("2024-07" if old else "D7"),
        confidence=_SURE.get(state, "moderate"),
    )

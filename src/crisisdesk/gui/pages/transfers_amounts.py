"""Amounts of programmes in the cells of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from crisisdesk.gui.tables.rows import Cell
from crisisdesk.services.money import STAGES

_MINUS = "\N{MINUS SIGN}"


def grouped(amount: Decimal | None) -> Cell:
    """An amount with its thousands apart, a minus where it was taken back; no row is not nought."""
    if amount is None:
        return Cell("", order=float("-inf"))
    text = f"{abs(amount):,.0f}".replace(",", "\N{NO-BREAK SPACE}")
    return Cell(f"{_MINUS}{text}" if amount < 0 else text, order=float(amount))


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a row by stage, and what was taken back."""

    stages: Mapping[str, Decimal]
    back: Decimal

    def cells(self) -> tuple[Cell, ...]:
        """A cell for each stage, and one for what was taken back."""
        taken = grouped(self.back).text if self.back else ""
        hint = "Deobligated or returned" if self.back else ""
        back = Cell(taken, "warn" if self.back else "neutral", hint, float(self.back))
        return (*(grouped(self.stages.get(stage)) for stage in STAGES), back)

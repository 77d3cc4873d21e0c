"""Money of programmes per year, from requested to expended; a deobligation stays a negative row of its own."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crisisdesk.model.programmes import Programme, ProgrammeMoney
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

STAGES = ("requested", "appropriated", "allocated", "obligated", "expended", "returned")
"""The order of the stages; each is a thing of its own, and no two are ever added."""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One programme in one fiscal year and currency.

    Attributes:
        amounts: The sum of each stage, returned amounts taken off it; a stage without a row is not in it.
        returned: What was given back or deobligated in that year, as a sum below zero, over all stages.
        rows: The ids of the rows behind it.
    """

    programme_id: str
    programme: str
    kind: str
    recipient: str
    case_id: str
    fiscal_year: int | None
    currency: str
    amounts: Mapping[str, Decimal]
    returned: Decimal
    rows: tuple[str, ...]

    def amount(self, stage: str) -> Money | None:
        """The sum of a stage; nothing where no row speaks of it, which is not nought."""
        found = self.amounts.get(stage)
        return None if found is None else Money(found, self.currency)


def money_lines(view: Snapshot, case_id: str = "", *, programme_id: str = "") -> list[MoneyLine]:
    """The money of all programmes, of a case or of one programme, by programme, the newest year first.

    A case has the money of its own programmes and of those that pay for its transfers.
    """
    programmes = {one.id: one for one in _programmes(view, case_id, programme_id)}
    if not programmes:
        return []
    rows = view.all(ProgrammeMoney, ProgrammeMoney.programme_id.in_(sorted(programmes)))
    names = view.captions({p.recipient_id for p in programmes.values()})
    groups: dict[tuple[str, int | None, str], list[ProgrammeMoney]] = defaultdict(list)
    for row in rows:
        if row.amount is not None:
            groups[row.programme_id, row.fiscal_year, row.amount.currency].append(row)
    made = [
        _line(programmes[key[0]], key, group, names.get(programmes[key[0]].recipient_id or "", ""))
        for key, group in groups.items()
    ]
    return sorted(
        made,
        key=lambda one: (one.programme.casefold(), one.programme_id, -(one.fiscal_year or 0), one.currency),
    )


def _programmes(view: Snapshot, case_id: str, programme_id: str) -> list[Programme]:
    if programme_id:
        return [view.get(Programme, programme_id)]
    if not case_id:
        return view.all(Programme)
    paying = [
        one
        for (one,) in view.sql("SELECT DISTINCT programme_id FROM transfer WHERE case_id = ?", case_id)
        if one
    ]
    return view.all(Programme, (Programme.case_id == case_id) | Programme.id.in_(paying))


def _line(
    programme: Programme, key: tuple[str, int | None, str], rows: list[ProgrammeMoney], recipient: str
) -> MoneyLine:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.amount is not None:
            sums[row.stage] += row.amount.amount
    below = sum((row.amount.amount for row in rows if row.amount and row.amount.amount < 0), Decimal(0))
    return MoneyLine(
        programme_id=programme.id,
        programme=programme.title,
        kind=programme.kind,
        recipient=recipient,
        case_id=programme.case_id or "",
        fiscal_year=key[1],
        currency=key[2],
        amounts=dict(sums),
        returned=below,
        rows=tuple(row.id for row in rows),
    )


def money_json(line: MoneyLine) -> dict[str, Any]:
    """A line as JSON has it; amounts as text such as ``USD 25000000``, stages that nobody speaks of as null."""
    return {
        "programme": line.programme_id,
        "title": line.programme,
        "kind": line.kind,
        "recipient": line.recipient or None,
        "fiscal_year": line.fiscal_year,
        "currency": line.currency,
        **{stage: None if (found := line.amount(stage)) is None else str(found) for stage in STAGES},
        "taken_back": str(Money(line.returned, line.currency)),
    }

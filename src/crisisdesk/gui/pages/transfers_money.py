"""Money of programmes as lines: each year from requested to expended, with totals; what was taken back is below zero."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from crisisdesk.briefing.terms import partial
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.pages.transfers_amounts import Sums, grouped
from crisisdesk.gui.pages.transfers_figures import SIDE, read_figures
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.programmes import ProgrammeMoney
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.money import STAGES, MoneyLine, money_lines
from crisisdesk.store.snapshot import Snapshot

MONEY = (
    Column("programme", "Programme", 168, "strong"),
    Column("year", "Year", 64, "number", hint="Fiscal year"),
    Column("currency", "In", 48),
    *(Column(stage, stage.capitalize(), 112, "number") for stage in STAGES),
    Column("back", "Taken back", 108, "status", hint="Deobligated or returned in that year, over all stages"),
    Column("recipient", "Recipient", 120, "muted"),
    Column("kind", "Kind", 110, "muted", hidden=True),
)
SIDES = (("year", "Per year"), ("programme", "Per programme"), (SIDE, "Published"))
_TOTAL = "~"


def read_money(view: Snapshot, transfer_id: str = "") -> Lines:
    """The money of all programmes or of the one that pays for a transfer, with totals in each currency."""
    words = read_words(view, "programme_kind", "money_stage")
    transfer = view.find(Transfer, transfer_id) if transfer_id else None
    programme_id = transfer.programme_id if transfer else None
    found = [] if transfer and not programme_id else money_lines(view, programme_id=programme_id or "")
    wanted = sorted({one for line in found for one in line.rows})
    rows = {one.id: one for one in view.all(ProgrammeMoney)} if wanted else {}
    lines = [_year(one, [rows[row] for row in one.rows if row in rows], words) for one in found]
    lines += _totals(found, words)
    lines += [] if transfer_id else read_figures(view)
    years = {one.fiscal_year for one in found if one.fiscal_year}
    span = f", {min(years)} to {max(years)}" if years else ""
    programmes = len({one.programme_id for one in found})
    return Lines(lines, f"{counted(programmes, 'programme')}{span}; stages are never added to each other")


def _year(one: MoneyLine, rows: Sequence[ProgrammeMoney], words: Words) -> Line:
    year = str(one.fiscal_year or "unknown")
    kind = words.of("programme_kind", one.kind) if one.kind else ""
    sums = Sums(one.amounts, one.returned).cells()
    cells: tuple[str | Cell, ...] = (
        one.programme,
        Cell(year, order=year),
        one.currency,
        *sums,
        one.recipient,
        kind,
    )
    facts = [("Recipient", one.recipient), ("Kind", kind)]
    facts += [(_dated(row, words), _amount(row)) for row in sorted(rows, key=_order)]
    row_id = f"{one.programme_id}|{year}|{one.currency}"
    return Line(
        Row(row_id, cells), one.programme_id, f"{one.programme}, {year}", tuple(facts), frozenset({"year"})
    )


def _order(row: ProgrammeMoney) -> tuple[str, int, str]:
    stage = STAGES.index(row.stage) if row.stage in STAGES else len(STAGES)
    return (row.dated.first.isoformat() if row.dated else "~", stage, row.id)


def _dated(row: ProgrammeMoney, words: Words) -> str:
    return f"{words.of('money_stage', row.stage)}, {partial(row.dated) or 'no day'}"


def _amount(row: ProgrammeMoney) -> str:
    if row.amount is None:
        return "amount unknown"
    said = f"{row.amount.currency} {grouped(row.amount.amount).text}"
    return f"{said} ({row.note})" if row.note else said


def _totals(found: Iterable[MoneyLine], words: Words) -> list[Line]:
    """One line for each programme and currency, and one for each currency."""
    parted: dict[tuple[str, str], list[MoneyLine]] = defaultdict(list)
    for one in found:
        parted[one.programme_id, one.currency].append(one)
        parted[_TOTAL, one.currency].append(one)
    return [_total(key, group, words) for key, group in parted.items()]


def _total(key: tuple[str, str], group: Sequence[MoneyLine], words: Words) -> Line:
    programme_id, currency = key
    over_all = programme_id == _TOTAL
    first = group[0]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in group:
        for stage, amount in one.amounts.items():
            sums[stage] += amount
    back = sum((one.returned for one in group), Decimal(0))
    title = "All programmes" if over_all else first.programme
    years = counted(len({one.fiscal_year for one in group}), "year")
    kind = "" if over_all or not first.kind else words.of("programme_kind", first.kind)
    recipient = "" if over_all else first.recipient
    cells: tuple[str | Cell, ...] = (
        title,
        Cell(years, order="~"),
        currency,
        *Sums(sums, back).cells(),
        recipient,
        kind,
    )
    facts = tuple(
        (words.of("money_stage", stage), f"{currency} {grouped(sums[stage]).text}")
        for stage in STAGES
        if stage in sums
    )
    sides = {"year", "programme"} if over_all else {"programme"}
    row_id = f"{programme_id}|{currency}"
    return Line(
        Row(row_id, cells), "" if over_all else programme_id, f"{title}, {currency}", facts, frozenset(sides)
    )

"""Published figures of assistance as lines: what an issuer says was requested, appropriated, obligated and paid, by year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from crisisdesk.gui.pages.transfers_amounts import Sums, grouped
from crisisdesk.gui.pages.transfers_queue import Line
from crisisdesk.gui.tables.rows import Cell, Row
from crisisdesk.model.values import Money
from crisisdesk.services.money import STAGES
from crisisdesk.store.snapshot import Snapshot

SIDE = "published"
_AS: Mapping[str, str] = {"disbursed": "expended"}
"""What an issuer's stage is called among those of programmes, where it is called otherwise."""
_CALLED = {"expended": "Disbursed"}
_ALL = "All countries, as published"
_READ = "SELECT place, partner_id, fiscal_year, stage, amount FROM aid_figure WHERE amount IS NOT NULL"

_Key = tuple[str, int, str]
_Stages = dict[str, Decimal]


def read_figures(view: Snapshot) -> list[Line]:
    """The figures of each country and year, the newest year first; each year begins with the sum of all countries."""
    sums: dict[_Key, _Stages] = defaultdict(lambda: defaultdict(Decimal))
    back: dict[_Key, Decimal] = defaultdict(Decimal)
    partners: dict[str, str] = {}
    for place, partner_id, year, stage, text in view.sql(_READ).cursor.fetchall():
        amount = Money.parse(text)
        partners.setdefault(place, partner_id or "")
        for key in ((place, year, amount.currency), (_ALL, year, amount.currency)):
            sums[key][_AS.get(stage, stage)] += amount.amount
            if amount.amount < 0:
                back[key] += amount.amount
    return [_line(key, sums[key], back[key], partners) for key in sorted(sums, key=_order)]


def _order(key: _Key) -> tuple[int, bool, str, str]:
    place, year, currency = key
    return -year, place != _ALL, place.casefold(), currency


def _line(key: _Key, sums: _Stages, back: Decimal, partners: Mapping[str, str]) -> Line:
    place, year, currency = key
    amounts = Sums(sums, back).cells()
    cells: tuple[str | Cell, ...] = (place, Cell(str(year), order=float(year)), currency, *amounts, "", "")
    row = Row(f"figure|{place}|{year}|{currency}", cells)
    facts = tuple(_facts(sums, currency))
    return Line(row, partners.get(place, ""), f"{place}, {year}", facts, frozenset({SIDE}))


def _facts(sums: _Stages, currency: str) -> Iterable[tuple[str, str]]:
    yield "Source", "Published figures, in the money of that year; stages are never added to each other"
    for stage in STAGES:
        if stage in sums:
            yield _CALLED.get(stage, stage.capitalize()), f"{currency} {grouped(sums[stage]).text}"

"""Who carries how much: of what was promised in each currency, and by the burden shares that partners state."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crisisdesk.briefing.blocks import Block, Picture
from crisisdesk.briefing.charts.burden import Bar, burden_drawing
from crisisdesk.briefing.circle import partners_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import counted, joined, money
from crisisdesk.model.burdens import BurdenShare, BurdenTarget
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

_GIVEN_UP = frozenset({"lapsed", "withdrawn"})
_DELIVERED = frozenset({"delivered", "sustained"})
_FEWEST, _MOST = 2, 10
_HUNDRED = Decimal(100)

Shares = list[Portion[BurdenShare, str]]


def burden(view: Snapshot, found: Sequence[Commitment], scope: Scope) -> list[Block]:
    """A picture for each measure in which two partners or more have a figure; nothing for a single one.

    Only what the reader may have is counted, so that no sum tells of what is withheld. A brief on one partner shows
    none: a share of one is no share.
    """
    if scope.partner_id:
        return []
    blocks = [*_promised(found, scope), *_stated(view, scope)]
    return [scope.heading("Burden shares"), *blocks] if blocks else []


def _promised(found: Sequence[Commitment], scope: Scope) -> Iterator[Block]:
    worth = [
        one for one in found if one.value and one.status not in _GIVEN_UP and one.certainty != "disputed"
    ]
    by_currency: dict[str, list[Portion[Commitment, str]]] = defaultdict(list)
    for row in scope.portions.portions(worth, _giver):
        if row.record.value:
            by_currency[row.record.value.currency].append(row)
    for currency, own in sorted(by_currency.items()):
        bars = _bars(own, currency)
        if len(bars) < _FEWEST:
            scope.portions.leave_out(own)
            continue
        marking = scope.portions.combined(row.marking for row in own)
        caption = f"Promised in {currency}: {counted(len(own), 'commitment')} with a value"
        drawing = burden_drawing(bars[:_MOST], caption, key=("delivered", "promised"))
        yield Picture(drawing, caption, scope.portions.printed(marking))


def _giver(one: Commitment, quote: Quote) -> str:
    return quote.name(one.giver_id)


def _bars(rows: Sequence[Portion[Commitment, str]], currency: str) -> list[Bar]:
    promised: dict[str, Decimal] = defaultdict(Decimal)
    delivered: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        value, share = row.record.value, row.record.delivered
        if value is None:
            continue
        percent = share.percent if share else _HUNDRED if row.record.status in _DELIVERED else Decimal(0)
        promised[row.words] += value.amount
        delivered[row.words] += value.amount * percent / _HUNDRED
    whole = sum(promised.values(), Decimal(0)) or Decimal(1)
    bars = [
        Bar(name, total, delivered[name], f"{total * 100 / whole:.0f} % · {money(Money(total, currency))}")
        for name, total in promised.items()
    ]
    return sorted(bars, key=lambda bar: (-bar.amount, bar.name))


def _stated(view: Snapshot, scope: Scope) -> Iterator[Block]:
    """Burden shares of the partners of the case, by basis: percent beside its target, or amounts in one unit."""
    circle = partners_of(view, scope.case.id)
    found = [
        one
        for one in view.all(BurdenShare)
        if one.case_id == scope.case.id or (one.case_id is None and one.partner_id in circle)
    ]
    groups: dict[tuple[str, str], Shares] = defaultdict(list)
    for row in scope.portions.portions(found, lambda one, quote: quote.name(one.partner_id)):
        one = row.record
        unit = "%" if one.share else one.unit if one.quantity is not None else ""
        groups[one.basis, unit].append(row)
    for (basis, unit), own in sorted(groups.items()):
        if not unit or len(own) < _FEWEST:
            scope.portions.leave_out(own)
            continue
        yield _by_basis(view, basis, unit, own, scope)


def _by_basis(view: Snapshot, basis: str, unit: str, own: Shares, scope: Scope) -> Picture:
    bars = [_bar(row, unit) for row in own]
    bars.sort(key=lambda bar: (-bar.amount, bar.name))
    first = own[0].record
    target = view.find(BurdenTarget, first.target_id) if unit == "%" else None
    years = sorted({str(row.record.year) for row in own if row.record.year})
    of = first.denominator if unit == "%" else f"in {unit}s"
    words = (
        scope.terms.label("burden_basis", basis),
        of,
        " to ".join(dict.fromkeys((*years[:1], *years[-1:]))),
    )
    caption = joined(words, ", ")
    marking = scope.portions.combined(row.marking for row in own)
    aim = target.share.percent if target is not None and target.share else None
    return Picture(
        burden_drawing(bars[:_MOST], caption, target=aim), caption, scope.portions.printed(marking)
    )


def _bar(row: Portion[BurdenShare, str], unit: str) -> Bar:
    one = row.record
    amount = one.share.percent if one.share else Decimal(str(one.quantity or 0))
    said = f"{amount.normalize():f} {unit}{'' if unit == '%' or amount == 1 else 's'}"
    sure = one.certainty.replace("_", " ") if one.certainty else ""
    return Bar(row.words, amount, amount, joined((said, sure), ", "))

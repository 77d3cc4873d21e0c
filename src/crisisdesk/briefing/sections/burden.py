"""Who carries how much of what was promised, as a picture of each currency."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from crisisdesk.briefing.blocks import Block, Picture
from crisisdesk.briefing.charts.burden import Bar, burden_drawing
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import counted, money
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.values import Money

_GIVEN_UP = frozenset({"lapsed", "withdrawn"})
_DELIVERED = frozenset({"delivered", "sustained"})
_FEWEST, _MOST = 2, 10
_HUNDRED = Decimal(100)


def burden(found: Sequence[Commitment], scope: Scope) -> list[Block]:
    """A picture for each currency in which two givers or more promised something; nothing for a single giver.

    Only what the reader may have is counted, so that no sum tells of what is withheld. A brief on one partner shows
    none: a share of one is no share.
    """
    if scope.partner_id:
        return []
    worth = [
        one for one in found if one.value and one.status not in _GIVEN_UP and one.certainty != "disputed"
    ]
    rows = scope.portions.portions(worth, _words)
    by_currency: dict[str, list[Portion[Commitment, str]]] = defaultdict(list)
    for row in rows:
        if row.record.value:
            by_currency[row.record.value.currency].append(row)
    blocks: list[Block] = []
    for currency, own in sorted(by_currency.items()):
        bars = _bars(own, currency)
        if len(bars) < _FEWEST:
            scope.portions.leave_out(own)
            continue
        marking = scope.portions.combined(row.marking for row in own)
        caption = f"Shares of what is promised in {currency}: {counted(len(own), 'commitment')} with a value"
        blocks.append(
            Picture(burden_drawing(bars[:_MOST], currency), caption, scope.portions.printed(marking))
        )
    return [scope.heading("Burden shares"), *blocks] if blocks else []


def _words(one: Commitment, quote: Quote) -> str:
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
        delivered[row.words] += value.amount * (percent or Decimal(0)) / _HUNDRED
    bars = [
        Bar(name, total, delivered[name], money(Money(total, currency))) for name, total in promised.items()
    ]
    return sorted(bars, key=lambda bar: (-bar.promised, bar.name))

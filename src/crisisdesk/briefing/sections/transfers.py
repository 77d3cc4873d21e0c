"""Transfers and assistance: the pipeline, what is held, the money, and the conditions."""

from collections import defaultdict
from decimal import Decimal

from crisisdesk.briefing.blocks import Block, Cell, Paragraph, Tone
from crisisdesk.briefing.circle import transfers_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.sections.assistance import conditions, holds, programmes
from crisisdesk.briefing.terms import counted, joined, listed, money, partial
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

ENDED = frozenset({"completed", "cancelled", "refused"})
_FEW = 8
DELIVERED = frozenset({"delivered", "sustained"})


class Transfers:
    """The pipeline, then what is held, the money of programmes, and the conditions that were set."""

    name = "transfers"
    title = "Transfers and assistance"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Open transfers first, by the next day that matters."""
        transfers = [
            one for one in transfers_of(view, scope.case.id) if scope.about(one.recipient_id, one.supplier_id)
        ]
        transfers.sort(key=lambda t: (t.status in ENDED, _next(t, scope)[0], t.title))
        rows = scope.portions.portions(transfers, lambda one, quote: _transfer(one, quote, scope))
        short = self.name in scope.short
        rest = [*holds(view, scope), *([] if short else [*programmes(view, scope), *conditions(view, scope)])]
        if not rows and not rest:
            return [scope.note("No transfer and no programme is recorded in this case.")]
        return [*_pipeline(rows, scope, _FEW if short else len(rows)), *rest]


def _pipeline(rows: list[Portion[Transfer, Row]], scope: Scope, most: int) -> list[Block]:
    if not rows:
        return []
    living = [row for row in rows if row.record.status not in ENDED]
    scope.portions.leave_out(row for row in rows if row.record.status in ENDED)
    ended = len(rows) - len(living)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in living:
        if row.record.value:
            sums[row.record.value.currency] += row.record.value.amount
    worth = listed([money(Money(amount, currency)) for currency, amount in sorted(sums.items())])
    stopped = sum(row.record.status == "suspended" for row in living)
    text = f"{counted(len(living), 'transfer')} open" + (f", together {worth}" if worth else "")
    text += f"; {stopped} suspended" if stopped else ""
    text += f"; {ended} completed, cancelled or refused." if ended else "."
    if not living:
        return [scope.note(text)]
    marking = scope.portions.combined(row.marking for row in living)
    scope.portions.leave_out(living[most:])
    left, living = len(living) - most, living[:most]
    more = (
        [scope.note(f"{counted(left, 'transfer')} whose next day comes later not listed.")]
        if left > 0
        else []
    )
    return [
        Paragraph(text, scope.portions.printed(marking)),
        table(
            scope, ("Transfer", "Recipient", "State", "Value", "Next"), living,
            widths=(0.27, 0.14, 0.15, 0.17, 0.27), aligns=("left", "left", "left", "right", "left"),
        ),
        *more,
    ]  # fmt: skip


def _next(transfer: Transfer, scope: Scope) -> tuple[str, str, bool]:
    """The next day that matters: for sorting, in words, and whether it was missed; a missed delivery comes first."""
    due = transfer.delivery_on
    if transfer.status in ENDED:
        return "9", "", False
    if due is not None and due.last < scope.today and transfer.status not in DELIVERED:
        return str(due.last), f"delivery was due {partial(due)}", True
    dates = [
        (transfer.clock_ends_on, "notice period ends"),
        (transfer.offer_expires_on, "offer expires"),
        (transfer.delivery_on, "delivery due"),
        (transfer.check_on, "end-use check"),
    ]
    ahead = [(when, words) for when, words in dates if when is not None and when.last >= scope.today]
    if not ahead:
        return "8", "", False
    when, words = min(ahead, key=lambda item: item[0].last)
    return str(when.last), f"{words} {partial(when)}", False


def _transfer(transfer: Transfer, quote: Quote, scope: Scope) -> Row:
    title = joined((quote.text(transfer.title), quote.text(transfer.number)), " · ")
    state = scope.terms.label("transfer_state", transfer.status)
    tone: Tone = "bad" if transfer.status == "suspended" else "plain"
    _, coming, missed = _next(transfer, scope)
    cited = scope.cite(transfer.source_id, transfer.grade, quote)
    return (
        joined((title, cited), " "),
        quote.name(transfer.recipient_id),
        Cell(state, tone),
        money(transfer.value),
        Cell(coming, "bad", bold=True) if missed else coming,
    )

"""Transfers and the levers moved on them: the pipeline, what is held, and how each hold can end."""

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import or_

from crisisdesk.briefing.blocks import Block, Cell, Paragraph, Tone
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, listed, money, partial, until
from crisisdesk.model.moments import dtg
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

ENDED = frozenset({"completed", "cancelled", "refused"})
DELIVERED = frozenset({"delivered", "sustained"})
UNDONE = frozenset({"withdrawn", "reversed", "expired", "completed"})
_LONGEST = 160


class Transfers:
    """Transfers of the case, then adjustments made and proposed."""

    name = "transfers"
    title = "Transfers and adjustments"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Open transfers first, by the next day that matters."""
        transfers = view.all(Transfer, Transfer.case_id == scope.case.id)
        levers = view.all(
            Adjustment,
            or_(
                Adjustment.case_id == scope.case.id,
                Adjustment.transfer_id.in_([transfer.id for transfer in transfers][:400]),
            ),
        )
        transfers.sort(key=lambda t: (t.status in ENDED, _next(t, scope)[0], t.title))
        rows = scope.portions.portions(transfers, lambda one, quote: _transfer(one, quote, scope))
        moves = scope.portions.portions(levers, lambda one, quote: _lever(one, quote, scope))
        if not rows and not moves:
            return [scope.note("No transfer and no adjustment is recorded in this case.")]
        return [*_pipeline(rows, scope), *_levers(moves, scope)]


def _pipeline(rows: list[Portion[Transfer, Row]], scope: Scope) -> list[Block]:
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
    return [
        Paragraph(text, scope.portions.printed(marking)),
        table(
            scope, ("Transfer", "Recipient", "State", "Value", "Next"), living,
            widths=(0.29, 0.14, 0.13, 0.18, 0.26), aligns=("left", "left", "left", "right", "left"),
        ),
    ]  # fmt: skip


def _levers(rows: list[Portion[Adjustment, Row]], scope: Scope) -> list[Block]:
    if not rows:
        return []
    undone = [row for row in rows if row.record.status in UNDONE]
    scope.portions.leave_out(undone)
    rows = [row for row in rows if row.record.status not in UNDONE]
    past = f"{counted(len(undone), 'adjustment')} completed, reversed or withdrawn." if undone else ""
    if not rows:
        return [scope.note(past)]
    lacking = [row for row in rows if not row.record.reversal]
    blocks: list[Block] = [scope.heading("Adjustments made and proposed")]
    if lacking:
        marking = scope.portions.combined(row.marking for row in lacking)
        text = f"{counted(len(lacking), 'adjustment')} without a test for reversal."
        blocks.append(Paragraph(text, scope.portions.printed(marking)))
    columns = ("Adjustment", "State", "Reversed when", "Review")
    blocks.append(table(scope, columns, rows, widths=(0.33, 0.2, 0.31, 0.16)))
    return [*blocks, scope.note(past)] if past else blocks


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


def _lever(lever: Adjustment, quote: Quote, scope: Scope) -> Row:
    kind = scope.terms.label("adjustment_type", lever.kind)
    thing = lever.transfer_id or lever.measure_id or lever.partner_id
    what = joined((kind, quote.text(lever.change, _LONGEST) or quote.name(thing)), ": ")
    by = joined(
        (
            quote.name(lever.decided_by_id) or quote.text(lever.authority),
            dtg(lever.decided_at) if lever.decided_at else "",
        ),
        ", ",
    )
    state = joined((scope.terms.label("adjustment_status", lever.status), by), ", ")
    reversal = quote.text(lever.reversal, _LONGEST)
    owner = quote.name(lever.reversal_owner_id)
    test = joined((reversal, f"owner: {owner}" if owner else ""), " · ")
    review = (
        f"{partial(lever.review_on)}, {until(lever.review_on.last, scope.today)}"
        if lever.review_on
        else "none set"
    )
    return (what, state, test if reversal else Cell("no test recorded", "caution", bold=True), review)

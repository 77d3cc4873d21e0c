"""Commitments: who promised what to whom, and how far it is."""

from crisisdesk.briefing.blocks import Block, Cell
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, money, partial
from crisisdesk.model.commitments import Commitment
from crisisdesk.store.snapshot import Snapshot

CLOSED = frozenset({"delivered", "sustained", "lapsed", "withdrawn"})
_LONGEST = 170


class Commitments:
    """Late ones first, then by due day; a promise without a day is open-ended, never on time."""

    name = "commitments"
    title = "Commitments"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """One table."""
        found = view.all(Commitment, Commitment.case_id == scope.case.id)
        found.sort(
            key=lambda c: (c.status in CLOSED, c.due_on is None, str(c.due_on.last) if c.due_on else "", c.id)
        )
        rows = scope.portions.portions(found, lambda one, quote: _row(one, quote, scope))
        if not rows:
            return [scope.note("No commitment is recorded in this case.")]
        columns = ("Commitment", "From, to", "Value", "State", "Due")
        return [
            table(
                scope, columns, rows, widths=(0.34, 0.2, 0.15, 0.16, 0.15),
                aligns=("left", "left", "right", "left", "left"),
            )
        ]  # fmt: skip


def is_late(commitment: Commitment, scope: Scope) -> bool:
    """Whether its day has passed and it is neither delivered nor given up."""
    due = commitment.due_on
    return due is not None and due.last < scope.today and commitment.status not in CLOSED


def _row(commitment: Commitment, quote: Quote, scope: Scope) -> Row:
    text = quote.text(commitment.text, _LONGEST)
    cited = scope.cite(commitment.source_id, commitment.grade, quote)
    parties = joined((quote.name(commitment.giver_id), quote.name(commitment.receiver_id)), ", to ")
    amount = money(commitment.value)
    if not amount and commitment.quantity is not None:
        amount = joined((f"{commitment.quantity:,g}", commitment.unit), " ")
    state = scope.terms.label("commitment_status", commitment.status)
    share = f"{commitment.delivered} delivered" if commitment.delivered else ""
    due: str | Cell = partial(commitment.due_on)
    if is_late(commitment, scope):
        due = Cell(f"{due}, late", "bad", bold=True)
    elif commitment.due_on is None:
        due = "" if commitment.status in CLOSED else "open-ended"
    condition = quote.text(commitment.condition, _LONGEST)
    words = joined((text, f"Condition: {condition}" if condition else ""), " ")
    return (joined((words, cited), " "), parties, amount, joined((state, share), ", "), due)

"""Commitments: who promised what to whom, and how far it is."""

from collections import Counter

from crisisdesk.briefing.blocks import Align, Block, Cell
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.sections.burden import burden
from crisisdesk.briefing.terms import counted, joined, money, partial
from crisisdesk.model.commitments import Commitment
from crisisdesk.store.snapshot import Snapshot

CLOSED = frozenset({"delivered", "sustained", "lapsed", "withdrawn"})
_LONGEST = 120
_MOST, _FEW = 14, 6


class Commitments:
    """Late ones first, then by due day; a promise without a day is open-ended, never on time."""

    name = "commitments"
    title = "Commitments and burden-sharing"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """What is open; what is kept or lost is counted."""
        found = view.all(Commitment, Commitment.case_id == scope.case.id)
        found = [c for c in found if scope.about(c.giver_id, c.receiver_id)]
        shares = burden(view, found, scope)
        closed = [c for c in found if c.status in CLOSED]
        found = [c for c in found if c.status not in CLOSED]
        found.sort(key=lambda c: (c.due_on is None, str(c.due_on.last) if c.due_on else "", c.id))
        rows = scope.portions.portions(found, lambda one, quote: _row(one, quote, scope))
        most = _FEW if self.name in scope.short else _MOST
        left = rows[most:]
        scope.portions.leave_out(left)
        more = f"{counted(len(left), 'commitment')} due after these not listed." if left else ""
        notes = joined((more, _kept_or_lost(closed, scope)), " ")
        if not rows:
            return [scope.note(joined(("No commitment is open in this case.", notes), " ")), *shares]
        columns = ("Commitment", "From, to", "Value", "State", "Due")
        widths = (0.34, 0.2, 0.15, 0.16, 0.15)
        aligns: tuple[Align, ...] = ("left", "left", "right", "left", "left")
        blocks: list[Block] = [table(scope, columns, rows[:most], widths=widths, aligns=aligns)]
        return [*blocks, *([scope.note(notes)] if notes else []), *shares]


def _kept_or_lost(closed: list[Commitment], scope: Scope) -> str:
    """How many were kept, and how many lapsed or were withdrawn, of those that the reader may know of."""
    known = [c for c in closed if not scope.portions.audience.obstacle(c.marking, scope.portions.ladder)]
    counts = Counter(scope.terms.word("commitment_status", c.status) for c in known)
    words = [f"{count} {word}" for word, count in sorted(counts.items())]
    return f"No longer open: {joined(words, ', ')}." if words else ""


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

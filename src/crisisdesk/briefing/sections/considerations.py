"""Considerations for and against, side by side; the argument that lost stays (MISSION N17)."""

from collections import defaultdict

from crisisdesk.briefing.blocks import Block, Table
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope
from crisisdesk.briefing.sections.decisions import asked_for, focused
from crisisdesk.briefing.terms import joined, sentence
from crisisdesk.model.decisions import Decision
from crisisdesk.model.deliberation import Consideration
from crisisdesk.store.snapshot import Snapshot

_LONGEST = 240
_SIDES = ("for", "against")


class Considerations:
    """For each decision the arguments on both sides, the weightiest first; a side without one says so."""

    name = "considerations"
    title = "Considerations"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """A table of two columns for each decision."""
        if scope.released:
            return []
        by_decision: dict[str, list[Consideration]] = defaultdict(list)
        for one in view.all(Consideration):
            by_decision[one.decision_id].append(one)
        blocks: list[Block] = []
        needed, taken = asked_for(view, scope)
        needed, _ = focused(needed, scope)
        for decision in [*needed, *([] if self.name in scope.short else taken)]:
            own = by_decision[decision.id]
            own.sort(key=lambda one: (-(one.weight or 0), one.id))
            rows = scope.portions.portions(own, lambda one, quote: _argument(one, quote, scope))
            head = (
                scope.portions.portion(decision, lambda one, quote: quote.text(one.question))
                if rows
                else None
            )
            if head is not None:
                blocks.append(_beside(head, rows, scope))
        return blocks or [scope.note("No consideration for or against is recorded.")]


def _argument(one: Consideration, quote: Quote, scope: Scope) -> str:
    author = quote.name(one.partner_id) or quote.text(one.author, 60)
    cited = scope.cite(one.source_id, one.grade, quote)
    weight = f"weight {one.weight}" if one.weight else ""
    rest = joined((author, weight), ", ")
    return joined((sentence(quote.text(one.argument, _LONGEST)), f"({rest})" if rest else "", cited), " ")


def _beside(
    head: Portion[Decision, str], arguments: list[Portion[Consideration, str]], scope: Scope
) -> Table:
    """For at the left, against at the right; neutral ones stand below, over both."""
    sides = {side: [one for one in arguments if one.record.side == side] for side in _SIDES}
    length = max(map(len, sides.values()), default=0)

    def cell(side: str, row: int) -> str:
        if row >= len(sides[side]):
            return "None recorded." if row == 0 else ""
        one = sides[side][row]
        return joined((scope.portions.printed(one.marking), one.words), " ")

    rows: list[Row] = [(cell("for", row), cell("against", row)) for row in range(max(length, 1))]
    neutral = [one for one in arguments if one.record.side not in _SIDES]
    rows += [
        (joined((scope.portions.printed(one.marking), "Neither:", one.words), " "), "") for one in neutral
    ]
    marking = scope.portions.combined([head.marking, *(one.marking for one in arguments)])
    return Table(
        columns=("For", "Against"),
        rows=tuple(rows),
        widths=(0.5, 0.5),
        caption=head.words,
        marking=scope.portions.printed(marking),
    )

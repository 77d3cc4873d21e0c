"""Who is called: name and how it is spoken, local time, line and language, and the last contacts (MISSION N15)."""

from crisisdesk.briefing.blocks import Block, KeyFacts, Paragraph, Table
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import joined, listed
from crisisdesk.errors import UserError
from crisisdesk.store.snapshot import Snapshot


class CounterpartFacts:
    """The head of a call sheet; our own affair, so nothing of it goes to others."""

    name = "counterpart"
    title = "Counterpart"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Facts in two columns, the last contacts, and what nobody noted."""
        one = scope.inputs.counterpart
        if one is None or scope.released:
            return []
        quote = Quote(scope.portions, scope.case.marking)
        for record_id in one.record_ids:
            try:
                quote.record(view.lookup(record_id))
            except UserError:
                continue
        head = scope.portions.enter(
            scope.case, joined((f"{name}: {text}" for name, text in one.facts), "; "), quote
        )
        mark = scope.portions.printed(head.marking)
        facts = tuple((f"{mark} {name}".strip(), text) for name, text in one.facts)
        blocks: list[Block] = [KeyFacts(facts, 2)]
        if one.contacts:
            rows = tuple((when, what, said) for when, what, said, _ in one.contacts[: 3 - scope.tight])
            blocks.append(
                Table(
                    ("Last contacts", "How", "What was said"),
                    rows,
                    (0.2, 0.25, 0.55),
                    marking=mark,
                    caption="",
                )
            )
        if one.unknown:
            blocks.append(Paragraph(f"Not recorded: {listed(one.unknown)}.", mark, "small"))
        return blocks

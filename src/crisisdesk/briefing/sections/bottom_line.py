"""The bottom line: what a reader must know who reads nothing else."""

from typing import Literal

from crisisdesk.briefing.blocks import Block, Box, Paragraph
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.situation import standing
from crisisdesk.briefing.terms import sentence
from crisisdesk.model.base import Record
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.store.snapshot import Snapshot

_LINES = 4
_LONGEST = 230


class BottomLine:
    """The officer's own words if there are any, else the newest decision, the newest significant facts and the aim."""

    name = "bottom_line"
    title = ""

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Up to four paragraphs in a box."""
        lines = self._given(scope) or self._derived(view, scope)
        if not lines:
            return []
        marking = scope.portions.combined(marking for _, marking in lines)
        style: Literal["body", "lead"] = "body" if self.name in scope.short else "lead"
        blocks = tuple(Paragraph(words, scope.portions.printed(own), style) for words, own in lines)
        return [Box("Bottom line", blocks, marking=scope.portions.printed(marking))]

    def _given(self, scope: Scope) -> list[tuple[str, Marking]]:
        text = scope.options.bottom_line.strip() or scope.case.bottom_line
        return scope.portions.paragraphs(text, scope.case)

    def _derived(self, view: Snapshot, scope: Scope) -> list[tuple[str, Marking]]:
        case = scope.case
        decisions = [d for d in view.all(Decision, Decision.case_id == case.id) if d.status in MADE_DECISIONS]
        decisions = [d for d in decisions if d.decided_at is None or d.decided_at <= scope.as_of]
        decided = sorted(decisions, key=lambda d: (d.decided_at or scope.begins, d.id))[-1:]
        facts = [e for e in standing(view, scope) if e.significant and e.assertion is Assertion.FACT]
        newest = sorted(facts, key=lambda e: (e.event_time or scope.begins, e.id))[-2:]
        chosen: list[Record] = [*decided, *reversed(newest), *([case] if case.aim else [])]
        found = scope.portions.portions(chosen, _words)
        return [(portion.words, portion.marking) for portion in found if portion.words][:_LINES]


def _words(record: Record, quote: Quote) -> str:
    match record:
        case Decision():
            return sentence(f"Decided: {quote.text(record.outcome, _LONGEST)}")
        case LogEntry():
            return sentence(quote.text(record.text, _LONGEST))
    aim = quote.text(getattr(record, "aim", ""), _LONGEST)
    return sentence(f"Aim: {aim}") if aim else ""

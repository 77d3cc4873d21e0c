"""Talking points: what we ask, what they will ask, what was promised both ways, the lines, and what not to raise."""

from crisisdesk.briefing.blocks import Block, Bullets, Heading, Paragraph
from crisisdesk.briefing.inputs import PointLine
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import joined, sentence
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.store.snapshot import Snapshot

GROUPS = {
    "our_asks": "We ask",
    "their_asks": "They will ask",
    "we_promised": "We promised",
    "they_promised": "They promised",
    "positions": "Where they stand",
    "red_lines": "Red lines",
    "not_to_raise": "Do not raise",
}
"""Groups of points in the order of a call, with their headings."""

_MOST, _FEW = 8, 3
_ONE_BY_ONE = frozenset({"we_promised", "they_promised", "red_lines"})
_LONGEST = 200
_OURS = frozenset({"their_asks", "positions", "red_lines", "not_to_raise"})
"""For our eyes: a copy for the partner has none of it."""


class TalkingPoints:
    """Points by group; what must not be raised says why."""

    name = "talking_points"
    title = "Talking points"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """A short list for each group that has something."""
        blocks: list[Block] = []
        for group, label in GROUPS.items():
            if scope.released and group in _OURS:
                continue
            lines = [one for one in scope.inputs.points if one.group == group]
            if group != "not_to_raise":
                lines = [one for one in lines if not one.barred]
            found = [point for line in lines if (point := _portion(view, line, scope)) is not None]
            most = _MOST
            if self.name in scope.short:
                most = max(1, (_FEW - 1 if group in _ONE_BY_ONE else _FEW) - scope.tight)
            scope.portions.leave_out(found[most:])
            items = tuple(Paragraph(one.words, scope.portions.printed(one.marking)) for one in found[:most])
            if items:
                cut = f" ({most} of {len(found)})" if len(found) > most else ""
                heading = scope.heading(label + cut)
                blocks += [Heading(heading.text, 2, heading.marking), Bullets(items)]
        return blocks or [scope.note("Nothing is recorded that would be raised.")]


def _portion(view: Snapshot, line: PointLine, scope: Scope) -> Portion[Record, str] | None:
    try:
        record = view.lookup(line.record_id)
    except UserError:
        return None

    def words(_record: Record, quote: Quote) -> str:
        quote.note(line.marking)
        text = quote.text(line.text, _LONGEST).rstrip(".")
        more = joined(("" if scope.released else line.detail, line.barred), ", ")
        return sentence(f"{text} ({more})" if more else text)

    return scope.portions.portion(record, words)

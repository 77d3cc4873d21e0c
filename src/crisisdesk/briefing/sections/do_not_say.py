"""What must not be said: red lines that are not public, promises in confidence, and what the last watch handed on."""

from crisisdesk.briefing.blocks import Block, Bullets, Paragraph
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import sentence
from crisisdesk.model.base import Record
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.watch import Handover
from crisisdesk.store.snapshot import Snapshot

_QUIETLY = frozenset({"private", "internal", "partner_shared"})
_STANDING = frozenset({"in_force", "crossed"})
_LONGEST = 240


class DoNotSay:
    """A list; for our own readers only."""

    name = "do_not_say"
    title = "Do not say"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Nothing of it goes to others."""
        if scope.released:
            return []
        case = scope.case.id
        lines: list[Record] = [
            one
            for one in view.all(RedLine, RedLine.case_id == case)
            if one.audience in _QUIETLY and one.status in _STANDING
        ]
        promises = [one for one in view.all(Commitment, Commitment.case_id == case) if not one.public]
        given = view.all(Handover, Handover.do_not_say != "", order=Handover.at.desc())
        last = [one for one in given if one.case_id in {None, case}][:1]
        found = scope.portions.portions([*last, *lines, *promises], _words)
        if not found:
            return [scope.note("Nothing is recorded that must not be said.")]
        items = (Paragraph(one.words, scope.portions.printed(one.marking)) for one in found)
        return [Bullets(tuple(items))]


def _words(record: Record, quote: Quote) -> str:
    match record:
        case RedLine():
            audience = record.audience.replace("_", " ")
            return sentence(f"Red line, {audience}: {quote.text(record.text, _LONGEST)}")
        case Commitment():
            return sentence(f"Promise that is not public: {quote.text(record.text, _LONGEST)}")
        case Handover():
            text = " ".join(quote.paragraphs(record.do_not_say, _LONGEST))
            return sentence(f"From the last handover: {text}")
    return ""

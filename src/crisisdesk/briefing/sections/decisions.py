"""Decisions that are needed, and those that were taken in the period."""

from crisisdesk.briefing.blocks import Block, Box, Bullets, Paragraph
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import joined, overdue, sentence
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

PUT_ASIDE = frozenset({"withdrawn", "superseded"})
_LONGEST = 300
_MOST_OPTIONS = 4


class Decisions:
    """A box for each decision that somebody must take; a point for each one taken."""

    name = "decisions"
    title = "Decisions"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The next one needed comes first."""
        all_of_case = view.all(Decision, Decision.case_id == scope.case.id)
        needed = [d for d in all_of_case if d.status not in MADE_DECISIONS | PUT_ASIDE]
        needed.sort(key=lambda d: (d.needed_by is None, d.needed_by or scope.as_of, d.id))
        taken = [d for d in all_of_case if d.status in MADE_DECISIONS and scope.within(d.decided_at)]
        taken.sort(key=lambda d: (d.decided_at or scope.begins, d.id))
        boxes = scope.portions.portions(needed, lambda d, quote: _needed(d, quote, scope))
        points = scope.portions.portions(taken, _taken)
        if not boxes and not points:
            return [scope.note("No decision is needed, and none was taken in this period.")]
        blocks: list[Block] = []
        for box in boxes:
            mark = scope.portions.printed(box.marking)
            lines = tuple(Paragraph(text, "", "body", lead) for lead, text in box.words[1:])
            blocks.append(Box(box.words[0][1], lines, "caution", mark))
        if points:
            blocks.append(scope.heading("Taken in this period"))
            items = (
                Paragraph(p.words[1], scope.portions.printed(p.marking), lead=p.words[0]) for p in points
            )
            blocks.append(Bullets(tuple(items)))
        return blocks


def _needed(decision: Decision, quote: Quote, scope: Scope) -> tuple[tuple[str, str], ...]:
    by = "no time set"
    if decision.needed_by is not None:
        late = f", {overdue(decision.needed_by, scope.as_of)}" if decision.needed_by < scope.as_of else ""
        by = f"{dtg(decision.needed_by)}{late}"
    who = quote.name(decision.decided_by_id) or quote.text(decision.authority)
    state = scope.terms.word("decision_status", decision.status)
    lines = [
        ("", f"Needed: {quote.text(decision.question)}"),
        ("By:", joined((by, who, state), " · ")),
        *(("", option) for option in quote.paragraphs(decision.options, _LONGEST)[:_MOST_OPTIONS]),
        ("Recommended:", sentence(quote.text(decision.recommendation, _LONGEST))),
        ("Dissent:", sentence(quote.text(decision.dissent, _LONGEST))),
    ]
    return tuple((lead, text) for lead, text in lines if text)


def _taken(decision: Decision, quote: Quote) -> tuple[str, str]:
    who = quote.name(decision.decided_by_id) or quote.text(decision.authority)
    reason = quote.text(decision.reason, _LONGEST)
    text = sentence(quote.text(decision.outcome, _LONGEST))
    text = joined(
        (text, f"Reason: {sentence(reason)}" if reason else "", f"Authority: {sentence(who)}" if who else ""),
        " ",
    )
    return dtg(decision.decided_at) if decision.decided_at else "", text

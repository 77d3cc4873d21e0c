"""The time-line: what mattered, in order, as a picture and as a numbered list."""

from typing import Any

from crisisdesk.briefing.blocks import Block, Picture
from crisisdesk.briefing.charts.timeline import Lane, Mark, timeline_drawing
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.sections.situation import standing
from crisisdesk.briefing.terms import counted, joined, sentence
from crisisdesk.model.base import Record
from crisisdesk.model.cases import ChangedAspect, PhaseChange
from crisisdesk.model.channels import Call
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_MOST = 40
_LONGEST = 210


class Timeline:
    """Significant facts, decisions, steps of phase and severity, and calls at a high level."""

    name = "timeline"
    title = "Time-line"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The picture over the list."""
        found = sorted(_moments(view, scope), key=lambda one: (_at(one), one.id))
        within = [one for one in found if scope.begins <= _at(one) <= scope.as_of]
        rows = scope.portions.portions(within, lambda one, quote: _words(one, quote, scope))
        if not rows:
            return [scope.note("Nothing significant is recorded in this period.")]
        left, rows = rows[:-_MOST], rows[-_MOST:]
        scope.portions.leave_out(left)
        numbered = [
            Portion(row.record, (str(number), *row.words), row.marking, row.receipt)
            for number, row in enumerate(rows, start=1)
        ]
        marks = [
            Mark(_at(row.record), _lane(row.record), n, str(row.words[2])[:60])
            for n, row in enumerate(rows, 1)
        ]
        marking = scope.portions.combined(row.marking for row in rows)
        drawing = timeline_drawing(marks, min(mark.at for mark in marks), scope.as_of)
        caption = "Numbers are those of the list"
        blocks: list[Block] = [Picture(drawing, caption, scope.portions.printed(marking))]
        if left:
            blocks.append(scope.note(f"{counted(len(left), 'earlier moment')} can be read in the log."))
        columns = ("No", "Time", "What", "Source")
        return [*blocks, table(scope, columns, numbered, widths=(0.06, 0.19, 0.65, 0.1))]


def _moments(view: Snapshot, scope: Scope) -> list[Record]:
    facts = [
        e for e in standing(view, scope) if e.significant and e.assertion is Assertion.FACT and e.event_time
    ]
    decisions = [
        one
        for one in view.all(Decision, Decision.case_id == scope.case.id)
        if one.status in MADE_DECISIONS and one.decided_at
    ]
    steps = [
        one for one in view.all(PhaseChange, PhaseChange.case_id == scope.case.id) if one.before and one.at
    ]
    return [*facts, *decisions, *steps]


def _at(record: Any) -> Any:
    match record:
        case LogEntry():
            return record.event_time
        case Decision():
            return record.decided_at
    return record.at


def _lane(record: Record) -> Lane:
    match record:
        case Decision():
            return "decision"
        case PhaseChange():
            return "phase"
        case Call():
            return "contact"
    return "event"


def _words(record: Any, quote: Quote, scope: Scope) -> Row:
    when, cited = dtg(_at(record)), ""
    match record:
        case LogEntry():
            text = sentence(quote.text(record.text, _LONGEST))
            cited = scope.cite(record.source_id, record.grade, quote)
        case Decision():
            who = quote.name(record.decided_by_id) or quote.text(record.authority, 80)
            text = joined((sentence(f"Decided: {quote.text(record.outcome, _LONGEST)}"), who), " ")
        case _:
            word = scope.terms.word
            before, after = record.before, record.after
            if record.what is ChangedAspect.PHASE:
                before, after = word("case_phase", before), word("case_phase", after)
            why = quote.text(record.why, _LONGEST)
            text = sentence(
                f"{record.what.value.title()} changed from {before} to {after}{f': {why}' if why else ''}"
            )
    return (when, text, cited)

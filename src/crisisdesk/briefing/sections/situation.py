"""The situation: facts, then assessments, then assumptions, never mixed."""

from datetime import timedelta
from itertools import groupby

from sqlalchemy import or_

from crisisdesk.briefing.blocks import Block, Bullets, Paragraph
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, sentence
from crisisdesk.model.cases import ChangedAspect, CrisisCase, PhaseChange
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_MOST_FACTS = 12
_MOST_ASSESSMENTS = 6
_FEW, _FEWER = 4, 2
_LATE = timedelta(hours=6)
_LONGEST = 420


def standing(view: Snapshot, scope: Scope) -> list[LogEntry]:
    """What a brief may tell of the log: significant facts, assessments and assumptions, by event time.

    Of the case, known at the moment of the brief and not corrected since; of a long log only these are read.
    """
    told = or_(LogEntry.significant, LogEntry.assertion != Assertion.FACT)
    entries = view.all(LogEntry, LogEntry.case_id == scope.case.id, told)
    entries = [entry for entry in entries if (scope.told(entry) or scope.as_of) <= scope.as_of]
    corrections = view.all(LogEntry, LogEntry.case_id == scope.case.id, LogEntry.corrects_id.is_not(None))
    corrected = {one.corrects_id for one in corrections if (scope.told(one) or scope.as_of) <= scope.as_of}
    valid = [entry for entry in entries if entry.id not in corrected]
    return sorted(valid, key=lambda entry: (entry.event_time or scope.begins, entry.id))


class Situation:
    """What is the case, what happened in the period, what it may mean, and what is taken for granted."""

    name = "situation"
    title = "Situation"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Phase and severity first."""
        entries = standing(view, scope)
        if self.name in scope.short:
            facts = [e for e in entries if e.assertion is Assertion.FACT and e.significant]
            views = [e for e in entries if e.assertion is Assertion.ASSESSMENT and e.significant]
            return [*self._state(view, scope), *self._briefly(facts[-_FEW:], views[-_FEWER:], scope)]
        return [
            *self._state(view, scope),
            *self._facts([e for e in entries if e.assertion is Assertion.FACT], scope),
            *self._assessments([e for e in entries if e.assertion is Assertion.ASSESSMENT], scope),
            *self._assumptions([e for e in entries if e.assertion is Assertion.ASSUMPTION], scope),
        ]

    def _state(self, view: Snapshot, scope: Scope) -> list[Block]:
        steps = view.all(PhaseChange, PhaseChange.case_id == scope.case.id, order=PhaseChange.at)

        def words(case: CrisisCase, quote: Quote) -> str:
            phase = scope.terms.word("case_phase", case.phase)
            said = [f"Phase: {phase}{_since(steps, ChangedAspect.PHASE, scope, quote)}."]
            said.append(
                f"Severity: {case.severity.value}{_since(steps, ChangedAspect.SEVERITY, scope, quote)}."
            )
            return " ".join(said)

        state = scope.portions.portion(scope.case, words)
        if state is None:
            return []
        blocks: list[Block] = [Paragraph(state.words, scope.portions.printed(state.marking))]
        aims = scope.portions.paragraphs(scope.case.objectives, scope.case)
        for marking, same in groupby(aims, key=lambda aim: aim[1]):
            text = " ".join(sentence(words) for words, _ in same)
            blocks.append(Paragraph(text, scope.portions.printed(marking), lead="Objectives:"))
        return blocks

    def _briefly(self, facts: list[LogEntry], views: list[LogEntry], scope: Scope) -> list[Block]:
        """The newest facts, then the newest assessments, each as a point."""

        def assessed(entry: LogEntry, quote: Quote) -> str:
            word = scope.terms.word
            likely = f"Likelihood: {word('likelihood', entry.likelihood)}." if entry.likelihood else ""
            sure = f"Confidence: {word('confidence_level', entry.confidence)}." if entry.confidence else ""
            return joined((sentence(quote.text(entry.text, _LONGEST)), likely, sure), " ")

        points = [point for entry in facts for point in _told(entry, scope)]
        said = scope.portions.portions(views, assessed)
        judged = tuple(
            Paragraph(one.words, scope.portions.printed(one.marking), lead="Assessed:") for one in said
        )
        return [Bullets((*points, *judged))] if points or judged else []

    def _facts(self, facts: list[LogEntry], scope: Scope) -> list[Block]:
        new = [entry for entry in facts if entry.significant and scope.within(scope.told(entry))]
        items: list[Paragraph] = []
        for entry in new[-_MOST_FACTS:]:
            items += _told(entry, scope)
        heading = scope.heading("Facts")
        if not items:
            return [heading, scope.note("No significant fact was entered in this period.")]
        left = len(new) - len(new[-_MOST_FACTS:])
        older = [scope.note(f"{counted(left, 'earlier significant entry', 'earlier significant entries')} of "
                            "the period can be read in the log.")] if left else []  # fmt: skip
        return [heading, *older, Bullets(tuple(items))]

    def _assessments(self, entries: list[LogEntry], scope: Scope) -> list[Block]:
        wanted = [e for e in entries if e.significant or scope.within(scope.told(e))]
        wanted = wanted[-_MOST_ASSESSMENTS:]

        def words(entry: LogEntry, quote: Quote) -> Row:
            likelihood = (
                scope.terms.label("likelihood", entry.likelihood) if entry.likelihood else "not stated"
            )
            confidence = (
                scope.terms.label("confidence_level", entry.confidence) if entry.confidence else "not stated"
            )
            cited = scope.cite(entry.source_id, entry.grade, quote)
            text = joined((sentence(quote.text(entry.text, _LONGEST)), cited), " ")
            return (text, likelihood, confidence, dtg(entry.event_time) if entry.event_time else "")

        rows = scope.portions.portions(wanted, words)
        if not rows:
            return []
        columns = ("Assessment", "Likelihood", "Confidence", "Made")
        return [
            scope.heading("Assessments"),
            table(scope, columns, rows, widths=(0.5, 0.16, 0.16, 0.18)),
        ]

    def _assumptions(self, entries: list[LogEntry], scope: Scope) -> list[Block]:
        def words(entry: LogEntry, quote: Quote) -> Row:
            ends = entry.holds_until
            state = "no review set" if ends is None else dtg(ends)
            if ends is not None and ends < scope.as_of:
                state = f"ran out {dtg(ends)}: review"
            return (sentence(quote.text(entry.text, _LONGEST)), state)

        rows = scope.portions.portions(entries, words)
        if not rows:
            return []
        return [
            scope.heading("Assumptions"),
            table(scope, ("Assumption", "Holds until"), rows, widths=(0.76, 0.24)),
        ]


def _since(steps: list[PhaseChange], what: ChangedAspect, scope: Scope, quote: Quote) -> str:
    """Since when, from what, and why: the newest step of one aspect."""
    newest = next((s for s in reversed(steps) if s.what is what and s.at and s.at <= scope.as_of), None)
    if newest is None or newest.at is None:
        return ""
    quote.record(newest)
    if not newest.before:
        return f" since {dtg(newest.at)}"
    why = quote.text(newest.why).rstrip(".")
    before = scope.terms.word("case_phase", newest.before) if what is ChangedAspect.PHASE else newest.before
    return f" since {dtg(newest.at)}, before that {before}" + (f". Reason: {why}" if why else "")


def _told(entry: LogEntry, scope: Scope) -> list[Paragraph]:
    """An entry as points of a list: the first begins with its time, and carries its source and grade."""
    when = dtg(entry.event_time) if entry.event_time else ""
    late = entry.event_time and entry.entered_at and entry.entered_at - entry.event_time > _LATE
    known = f" (known {dtg(entry.entered_at)})" if late and entry.entered_at else ""
    points: list[Paragraph] = []
    for text, marking in scope.portions.paragraphs(entry.text, entry):
        quote = Quote(scope.portions, marking)
        cited = "" if points else scope.cite(entry.source_id, entry.grade, quote)
        if quote.marking != scope.portions.ladder.canonical(marking):
            scope.portions.taken.append(quote.marking)
        words = joined((sentence(text) + known, cited), " ")
        points.append(Paragraph(words, scope.portions.printed(quote.marking), lead="" if points else when))
    return points

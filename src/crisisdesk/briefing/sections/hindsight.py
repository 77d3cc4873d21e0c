"""Two clocks: what had happened and was not known yet, and what was known and was wrong (MISSION N2)."""

from datetime import timedelta

from sqlalchemy import or_

from crisisdesk.briefing.blocks import Block
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, lapse, sentence
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

LATE = timedelta(hours=2)
_MOST = 16
_LONGEST = 220


class Hindsight:
    """Facts that became known late, with by how much; then entries that were corrected afterwards."""

    name = "hindsight"
    title = "As it stood, and as it was known"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Two tables; nothing where the two clocks never differed."""
        wanted = or_(LogEntry.significant, LogEntry.corrects_id.is_not(None))
        entries = [
            one
            for one in view.all(LogEntry, LogEntry.case_id == scope.case.id, wanted)
            if one.entered_at is None or one.entered_at <= scope.as_of
        ]
        late = [
            one
            for one in entries
            if _lag(one) >= LATE and one.significant and one.assertion is Assertion.FACT
        ]
        late.sort(key=lambda one: (one.event_time or scope.begins, one.id))
        corrections = [one for one in entries if one.corrects_id]
        first = scope.portions.portions(late, _late)
        again = scope.portions.portions(corrections, lambda one, quote: _corrected(one, quote, view))
        scope.portions.leave_out(first[_MOST:])
        if not first and not again:
            return [
                scope.note("Every significant fact was entered within two hours; no entry was corrected.")
            ]
        blocks: list[Block] = []
        if first:
            said = (
                f"{counted(len(first), 'significant fact')} became known two hours or more after the event."
            )
            blocks = [
                scope.note(said),
                table(
                    scope,
                    ("Happened", "Known", "After", "What"),
                    first[:_MOST],
                    widths=(0.18, 0.18, 0.12, 0.52),
                ),
            ]
        if again:
            columns = ("Known as", "Corrected", "It stood so", "Reason")
            blocks += [scope.heading("Known, and corrected later"),
                       table(scope, columns, again, widths=(0.3, 0.17, 0.31, 0.22))]  # fmt: skip
        return blocks


def _lag(entry: LogEntry) -> timedelta:
    if entry.event_time is None or entry.entered_at is None or entry.corrects_id:
        return timedelta(0)
    return entry.entered_at - entry.event_time


def _late(entry: LogEntry, quote: Quote) -> Row:
    happened, entered = entry.event_time, entry.entered_at
    return (
        dtg(happened) if happened else "",
        dtg(entered) if entered else "",
        lapse(_lag(entry)),
        sentence(quote.text(entry.text, _LONGEST)),
    )


def _corrected(entry: LogEntry, quote: Quote, view: Snapshot) -> Row:
    before = view.find(LogEntry, entry.corrects_id)
    words = ""
    if before is not None:
        quote.record(before)
        words = quote.text(before.text, _LONGEST)
    return (
        sentence(words),
        dtg(entry.entered_at) if entry.entered_at else "",
        sentence(quote.text(entry.text, _LONGEST)),
        quote.text(entry.correction_reason, _LONGEST),
    )

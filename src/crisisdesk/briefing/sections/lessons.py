"""Lessons: what was learned, what should change, who changes it."""

from crisisdesk.briefing.blocks import Block, Cell
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, partial, sentence
from crisisdesk.model.deliberation import Lesson
from crisisdesk.store.snapshot import Snapshot

_LONGEST = 240


class Lessons:
    """One row for each lesson; one without an owner says so."""

    name = "lessons"
    title = "Lessons"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """By due day; our own affair, so nothing of it goes to others."""
        if scope.released:
            return []
        found = view.all(Lesson, Lesson.case_id == scope.case.id)
        found.sort(key=lambda one: (str(one.due_on.last) if one.due_on else "9", one.id))
        rows = scope.portions.portions(found, lambda one, quote: _row(one, quote, scope))
        if not rows:
            return [scope.note("No lesson is recorded for this case yet.")]
        columns = ("Lesson", "What should change", "Owner", "State")
        return [table(scope, columns, rows, widths=(0.34, 0.36, 0.15, 0.15))]


def _row(one: Lesson, quote: Quote, scope: Scope) -> Row:
    text = joined((sentence(quote.text(one.title)), quote.text(one.text, _LONGEST)), " ")
    change = (
        quote.text(one.result, _LONGEST) if one.status == "done" else quote.text(one.recommendation, _LONGEST)
    )
    owner = quote.name(one.owner_id)
    late = one.due_on is not None and one.due_on.last < scope.today and one.status not in {"done", "rejected"}
    state = scope.terms.label("lesson_status", one.status)
    due = f"due {partial(one.due_on)}" if one.due_on else ""
    return (text, change, owner or Cell("no owner", "caution", bold=True),
            Cell(joined((state, due, "late" if late else ""), ", "), "bad" if late else "plain", bold=late))  # fmt: skip

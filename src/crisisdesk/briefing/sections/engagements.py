"""Engagements and exercises: what comes next, what was held, what must follow."""

from crisisdesk.briefing.blocks import Block, Cell
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, partial
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Exercise
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_GONE = frozenset({"cancelled", "declined", "called_off"})
_LONGEST = 170


class Engagements:
    """Meetings by time: those ahead, then those of the period; then exercises."""

    name = "engagements"
    title = "Engagements and exercises"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """A table of meetings and one of exercises."""
        found = [
            one
            for one in view.all(Engagement, Engagement.case_id == scope.case.id, order=Engagement.begins_at)
            if one.status not in _GONE and scope.about(one.partner_id)
        ]
        ahead = [one for one in found if one.begins_at is None or one.begins_at > scope.as_of]
        held = [one for one in found if one not in ahead and (scope.within(one.begins_at) or _open(one))]
        rows = scope.portions.portions([*ahead, *held], lambda one, quote: _meeting(one, quote, scope))
        exercises = scope.portions.portions(
            [
                one
                for one in view.all(Exercise, Exercise.case_id == scope.case.id, order=Exercise.begins_on)
                if one.status not in _GONE and scope.about(one.host_id)
            ],
            lambda one, quote: _exercise(one, quote, scope),
        )
        if not rows and not exercises:
            return [scope.note("No engagement and no exercise is recorded in this case.")]
        blocks: list[Block] = []
        if rows:
            count = sum(row.record in ahead for row in rows)
            heads = [(0, f"Ahead ({count})")] if count else []
            heads += [(count, f"Held ({len(rows) - count})")] if len(rows) > count else []
            columns = ("When", "What, with whom", "State", "Aims and results")
            blocks.append(table(scope, columns, rows, widths=(0.17, 0.31, 0.12, 0.4), heads=heads))
        if exercises:
            columns = ("Exercise", "When, where", "State", "Aims and signal")
            blocks += [
                scope.heading("Exercises"),
                table(scope, columns, exercises, widths=(0.26, 0.24, 0.12, 0.38)),
            ]
        return blocks


def _open(one: Engagement) -> bool:
    return bool(one.follow_up and one.follow_up_by)


def _meeting(one: Engagement, quote: Quote, scope: Scope) -> Row:
    what = joined((quote.text(one.title, _LONGEST), quote.name(one.partner_id), quote.text(one.place)), ", ")
    said = quote.text(one.results, _LONGEST) or quote.text(one.aims, _LONGEST)
    late = one.follow_up_by is not None and one.follow_up_by.last < scope.today
    follow = (
        f"follow-up by {partial(one.follow_up_by)}: {quote.text(one.follow_up, 90)}"
        if one.follow_up_by
        else ""
    )
    text = joined((said, follow), " · ")
    state = scope.terms.label("engagement_status", one.status)
    return (dtg(one.begins_at) if one.begins_at else "no time set", what, state,
            Cell(text, "caution" if late and follow else "plain"))  # fmt: skip


def _exercise(one: Exercise, quote: Quote, scope: Scope) -> Row:
    when = joined((partial(one.begins_on), partial(one.ends_on)), " to ")
    return (
        joined((quote.text(one.name, _LONGEST), quote.name(one.host_id)), ", "),
        joined((when, quote.text(one.place)), ", "),
        scope.terms.label("exercise_status", one.status),
        quote.text(one.aims, _LONGEST),
    )

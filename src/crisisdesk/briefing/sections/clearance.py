"""Who cleared the paper and who gets it."""

from crisisdesk.briefing.blocks import Block, Cell, KeyFacts, Table
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope
from crisisdesk.briefing.terms import joined
from crisisdesk.model.decisions import Action
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_COLUMNS = ("Office", "Name", "Result", "Time")


class Clearance:
    """A line for each office: as the officer gave them, and from the actions to clear; for our own readers."""

    name = "clearance"
    title = "Clearance and distribution"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The table and the distribution list."""
        if scope.released:
            return []
        asked = view.all(Action, Action.case_id == scope.case.id, Action.kind == "clear", order=Action.due_at)
        asked = [one for one in asked if one.is_open or scope.within(one.done_at)]
        found = scope.portions.portions(asked, lambda one, quote: _row(one, quote, scope))
        given: list[Row] = [_given(line) for line in scope.options.clearances]
        if given:
            scope.portions.take(scope.case.marking)
        rows = [*given, *(one.words for one in found)]
        blocks: list[Block] = []
        if rows:
            marking = scope.portions.combined([scope.case.marking, *(one.marking for one in found)])
            mark = scope.portions.printed(marking)
            blocks.append(
                Table(
                    _COLUMNS,
                    tuple(rows),
                    (0.28, 0.26, 0.24, 0.22),
                    caption="Clearance" if mark else "",
                    marking=mark,
                )
            )
        else:
            blocks.append(scope.note("No clearance was asked for or given."))
        if scope.options.distribution:
            mark = scope.portions.take(scope.case.marking)
            blocks.append(KeyFacts(((f"{mark} Distribution".strip(), scope.options.distribution),)))
        return blocks


def _given(line: str) -> Row:
    """``office; name; result; time``: what is left out stays open for the hand."""
    parts = [part.strip() for part in line.split(";")]
    return tuple((*parts, *[""] * 4)[:4])


def _row(one: Action, quote: Quote, scope: Scope) -> Row:
    state = scope.terms.label("action_status", one.status)
    result = joined((state, quote.text(one.result, 60)), ": ")
    done = one.done_at is not None
    when = dtg(one.done_at) if one.done_at else f"due {dtg(one.due_at)}" if one.due_at else ""
    return (quote.name(one.owner_id) or "no office", quote.text(one.title, 80),
            Cell(result, "plain" if done else "caution"), when)  # fmt: skip

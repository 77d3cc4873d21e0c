"""Actions: what is late, what is due next, and what was done."""

from datetime import timedelta

from crisisdesk.briefing.blocks import Block, Cell
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, overdue
from crisisdesk.model.decisions import Action
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_SOON = timedelta(hours=48)
_LATER, _NEVER = 2, 3
_MOST_LATER = 8
_GROUPS = ("Late", "Due within 48 hours", "Due later", "No time set")


class Actions:
    """One table in four parts; what nobody owns says so."""

    name = "actions"
    title = "Actions"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Late ones first."""
        actions = view.all(Action, Action.case_id == scope.case.id)
        living = sorted(
            (action for action in actions if action.is_open),
            key=lambda a: (_group(a, scope), a.due_at or scope.as_of, a.id),
        )
        rows = scope.portions.portions(living, lambda action, quote: _row(action, quote, scope))
        finished = [action for action in actions if scope.within(action.done_at)]
        done = scope.portions.portions(finished, lambda action, _quote: action.id)
        said = f"{counted(len(done), 'action')} completed in this period." if done else ""
        if not rows:
            return [scope.note(joined(("No action is open.", said), " "))]
        columns = ("Action", "Owner", "Partner", "Due")
        left = [row for row in rows if _group(row.record, scope) == _LATER][
            0 if self.name in scope.short else _MOST_LATER :
        ]
        scope.portions.leave_out(left)
        rows = [row for row in rows if row not in left]
        heads = _heads(rows, scope)
        more = f"{counted(len(left), 'action')} due after these not listed." if left else ""
        blocks: list[Block] = [table(scope, columns, rows, widths=(0.42, 0.22, 0.14, 0.22), heads=heads)]
        notes = joined((more, said), " ")
        return [*blocks, scope.note(notes)] if notes else blocks


def _group(action: Action, scope: Scope) -> int:
    if action.due_at is None:
        return _NEVER
    if action.due_at < scope.as_of:
        return 0
    return 1 if action.due_at <= scope.as_of + _SOON else _LATER


def _heads(rows: list[Portion[Action, Row]], scope: Scope) -> list[tuple[int, str]]:
    groups = [_group(row.record, scope) for row in rows]
    return [
        (groups.index(group), f"{_GROUPS[group]} ({groups.count(group)})") for group in dict.fromkeys(groups)
    ]


def _row(action: Action, quote: Quote, scope: Scope) -> Row:
    due: str | Cell = ""
    if action.due_at is not None:
        late = action.due_at < scope.as_of
        words = f"{dtg(action.due_at)}, {overdue(action.due_at, scope.as_of)}" if late else dtg(action.due_at)
        due = Cell(words, "bad" if late else "plain", bold=late)
    owner = quote.name(action.owner_id)
    state = "" if action.status == "open" else f" ({scope.terms.word('action_status', action.status)})"
    return (
        quote.text(action.title) + state,
        owner or Cell("no owner", "caution", bold=True),
        quote.name(action.partner_id),
        due,
    )

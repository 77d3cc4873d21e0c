"""What must be done in a case: overdue first, completed with a result."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.action_steps import ask_cancel, ask_hand_up, ask_later, ask_result
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.plain import set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.decisions import Action
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_LAST = float("inf")


def read_actions(view: Snapshot, case_id: str) -> Read:
    """All actions of a case: open ones by their due time, then those that are closed, newest first."""
    times, words = read_times(view), read_words(view, "action_status")
    actions = view.all(Action, Action.case_id == case_id)
    actions.sort(key=_urgency)
    names = view.captions(
        name
        for one in actions
        for name in (one.owner_id, one.partner_id, one.depends_on_id, one.escalate_to_id)
    )
    still_open = [action for action in actions if action.is_open]
    overdue = sum(_is_overdue(action, times) for action in still_open)
    return Read(
        [_row(action, names, times, words) for action in actions],
        f"{len(still_open)} open, {overdue} overdue, {len(actions) - len(still_open)} closed",
    )


def _urgency(action: Action) -> tuple[bool, float, str]:
    if action.is_open:
        return False, action.due_at.timestamp() if action.due_at else _LAST, action.title
    return True, -action.done_at.timestamp() if action.done_at else 0.0, action.title


def _is_overdue(action: Action, times: Times) -> bool:
    return action.is_open and action.due_at is not None and action.due_at < times.now


def _row(action: Action, names: dict[str, str], times: Times, words: Words) -> Row:
    due = action.due_at
    return Row(
        action.id,
        (
            _state(action, times, words),
            action.title,
            Cell(dtg(due), hint=times.both(due), order=due.timestamp()) if due else "",
            names.get(action.owner_id or "", "nobody"),
            names.get(action.partner_id or "", ""),
            "" if action.precedence == "routine" else action.precedence.capitalize(),
            names.get(action.depends_on_id or "", ""),
            dtg(action.remind_at) if action.remind_at else "",
            str(action.resubmit_on or ""),
            names.get(action.escalate_to_id or "", ""),
            action.result,
        ),
    )


def _state(action: Action, times: Times, words: Words) -> Cell:
    if _is_overdue(action, times):
        return Cell(times.due(action.due_at).capitalize(), "bad", order=-1.0)
    if not action.is_open:
        done = action.status == "complete"
        return Cell(words.of("action_status", action.status), "good" if done else "neutral", order=_LAST)
    when = f", due {times.due(action.due_at)}" if action.due_at else ""
    order = action.due_at.timestamp() if action.due_at else _LAST
    return Cell(f"{words.of('action_status', action.status)}{when}", "info", order=order)


class ActionsTab(TableTab):
    """The actions of a case. Ctrl+Enter completes the one that the table stands on."""

    title, key, icon = "Actions", "actions", "list-checks"
    follows = ("action", "post", "partner", "term")
    empty = "What somebody must do, by when. Nobody has anything to do yet."
    offers = (Offer("New &action…", "action"),)
    columns = (
        Column("state", "State", 190, "status"),
        Column("title", "Action", 340, "strong"),
        Column("due", "Due", 130, "moment"),
        Column("owner", "Owner", 170),
        Column("partner", "Partner", 150),
        Column("precedence", "Precedence", 100),
        Column("depends", "Waits for", 170, hidden=True),
        Column("remind", "Remind at", 130, hidden=True),
        Column("back", "Comes back", 100),
        Column("escalate", "Escalates to", 150),
        Column("result", "Result", 240, "muted"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.complete)
        self.table.stood_on.connect(lambda _id: self.allow())

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The actions of the case."""
        return read_actions

    def own_buttons(self) -> Sequence[QPushButton]:
        """What can be done about the action that the table stands on."""
        self._complete = push_button("Co&mplete…", self.complete)
        self._steps = {
            self._complete: "Complete with its result (Ctrl+Enter)",
            push_button("La&y aside…", partial(self._do, ask_later)): "Set a reminder, or the day it comes back",
            push_button("Hand &up", partial(self._do, ask_hand_up)): "Give it to the post that it is escalated to",
            push_button("Ca&ncel…", partial(self._do, ask_cancel)): "Give it up, with the reason",
        }  # fmt: skip
        return tuple(self._steps)

    def complete(self) -> None:
        """Ask for the result of the action that the table stands on."""
        self._do(ask_result)

    def _do(self, step: Callable[[Context, QWidget, str], None]) -> None:
        if self._complete.isEnabled() and self.table.current_id:
            step(self.context, self.window(), self.table.current_id)

    def allow(self) -> None:
        """An open action can be completed, laid aside, handed up or cancelled, now."""
        super().allow()
        number = self.table.currentIndex().row()
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        if not reason and number < 0:
            reason = "Choose an action first."
        elif not reason:
            state = self.model.row(number).cells[0]
            closed = isinstance(state, Cell) and state.tone in {"good", "neutral"}
            reason = "It is closed already." if closed else ""
        for button, told in self._steps.items():
            button.setEnabled(not reason)
            set_tooltip(button, reason or told)
            button.setAccessibleDescription(reason)

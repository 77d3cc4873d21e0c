"""The steps of an action as dialogs: completing it, laying it aside, handing it up, giving it up."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.gui.pages.case.steps import ask
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.model.decisions import Action
from crisisdesk.model.moments import dtg, parse_moment
from crisisdesk.model.values import PartialDate
from crisisdesk.services import actions
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

Read = tuple[Action, Action | None, str, Times]


def ask_result(context: Context, window: QWidget, action_id: str) -> None:
    """Complete an action with its result; where it depends on an open one, ask why that may be."""
    _with_action(context, action_id, partial(_ask_result, context, window))


def ask_later(context: Context, window: QWidget, action_id: str) -> None:
    """Lay an action aside: when the desk is reminded, and the day on which it comes back."""
    _with_action(context, action_id, partial(_ask_later, context, window))


def ask_hand_up(context: Context, window: QWidget, action_id: str) -> None:
    """Hand an action to the post that it is escalated to; nothing is asked."""
    del window

    def done(action: Action) -> None:
        context.notify(f"Handed up: {action.title}", "good", True)

    context.desk.perform("Hand up an action", lambda tx: actions.escalate_action(tx, action_id), done)


def ask_cancel(context: Context, window: QWidget, action_id: str) -> None:
    """Give an action up, with the reason."""
    _with_action(context, action_id, partial(_ask_cancel, context, window))


def _with_action(context: Context, action_id: str, then: Callable[[Read], None]) -> None:
    context.desk.fetch(partial(_read, action_id=action_id), then)


def _read(view: Snapshot, *, action_id: str) -> Read:
    action = view.get(Action, action_id)
    before = view.find(Action, action.depends_on_id)
    waits = before if before is not None and before.is_open else None
    captions = view.captions([action.escalate_to_id])
    return action, waits, captions.get(action.escalate_to_id or "", ""), read_times(view)


def _ask_result(context: Context, window: QWidget, read: Read) -> None:
    action, before, _, _ = read
    questions = [Question("result", "&Result", example="What came of it")]
    if before is not None:
        questions.append(Question("despite", "&Why it is complete before that"))
    text = f"It depends on “{before}”, which is still open." if before is not None else ""

    def write(answers: Mapping[str, str], tx: Transaction) -> object:
        return actions.complete(tx, action.id, answers["result"], despite=answers.get("despite", ""))

    ask(context, window, f"Complete “{action}”", text, questions,
        verb="Complete", write=write, summary=f"Complete action: {action}")  # fmt: skip


def _ask_later(context: Context, window: QWidget, read: Read) -> None:
    action, _, escalate_to, times = read
    reminded = dtg(action.remind_at) if action.remind_at else ""
    questions = [
        Question("at", "&Remind at", value=reminded, example="Such as 231800ZNOV26; empty for no reminder"),
        Question("on", "&Bring back on", value=str(action.resubmit_on or ""), example="Such as 2026-12-01"),
    ]
    due = f"It is due {times.both(action.due_at)}." if action.due_at else "It has no due time."
    up = f" When it is overdue, {escalate_to} is told." if escalate_to else ""

    def write(answers: Mapping[str, str], tx: Transaction) -> object:
        if answers["at"] != reminded:
            actions.remind(tx, action.id, parse_moment(answers["at"]) if answers["at"] else None)
        if answers["on"] and answers["on"] != str(action.resubmit_on or ""):
            actions.bring_back(tx, action.id, PartialDate.parse(answers["on"]))
        return action

    ask(context, window, f"Lay “{action}” aside", f"{due}{up}", questions,
        verb="Lay aside", write=write, summary=f"Lay action aside: {action}")  # fmt: skip


def _ask_cancel(context: Context, window: QWidget, read: Read) -> None:
    action = read[0]

    def write(answers: Mapping[str, str], tx: Transaction) -> object:
        return actions.cancel(tx, action.id, answers["why"])

    ask(context, window, f"Cancel “{action}”", "", [Question("why", "&Reason", example="It is kept as its result")],
        verb="Cancel action", write=write, summary=f"Cancel action: {action}")  # fmt: skip

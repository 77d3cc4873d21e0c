"""What has to be done: completing, cancelling, putting off, handing up; what waits for something else says so."""

from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


def complete(
    tx: Transaction, action_id: str, result: str, *, at: datetime | None = None, despite: str = ""
) -> Action:
    """Complete an action with its result; without one, nobody later knows what came of it.

    What it depends on stands in the way while it is open; ``despite`` says why it is complete all the same, and is
    kept with the result.

    Raises:
        UserError: It is closed already, no result is given, or what it depends on is open and nothing is said to that.
    """
    action = _open(tx, action_id)
    if not result.strip():
        raise UserError(f"Say what came of “{action}”; an action is completed with its result.")
    before = tx.find(Action, action.depends_on_id)
    if before is not None and before.is_open:
        if not despite.strip():
            raise UserError(
                f"“{action}” depends on “{before}”, which is still open; complete that first, or say why not."
            )
        result = f"{result.rstrip()}\nCompleted before “{before}”: {despite.strip()}"
    action.status, action.result, action.done_at = "complete", result, at or tx.moment
    for waiting in tx.all(Action, Action.depends_on_id == action_id, Action.status == "blocked"):
        waiting.status = "open"
    return action


def cancel(tx: Transaction, action_id: str, why: str, *, at: datetime | None = None) -> Action:
    """Give an action up; why is kept as its result.

    Raises:
        UserError: It is closed already, or no reason is given.
    """
    action = _open(tx, action_id)
    if not why.strip():
        raise UserError(f"Say why “{action}” is cancelled; the reason is kept with it.")
    action.status, action.result, action.done_at = "cancelled", why, at or tx.moment
    return action


def bring_back(tx: Transaction, action_id: str, on: PartialDate) -> Action:
    """Lay an action aside until a day, on which it comes back to the desk; its due time stays as it is.

    Raises:
        UserError: It is closed, or the day is not wholly known or not in the future.
    """
    action = _open(tx, action_id)
    if on.first != on.last:
        raise UserError("Name the whole day on which it comes back, such as 2026-12-01.")
    if on.first <= tx.moment.date():
        raise UserError(f"It comes back on a later day than {tx.moment:%Y-%m-%d}.")
    action.resubmit_on = on
    return action


def remind(tx: Transaction, action_id: str, at: datetime | None) -> Action:
    """Set when the desk is reminded, or take the reminder away.

    Raises:
        UserError: It is closed, or the reminder would come after it is due.
    """
    action = _open(tx, action_id)
    if at is not None and action.due_at is not None and at > action.due_at:
        raise UserError(f"A reminder after “{action}” is due comes too late; set it before then.")
    action.remind_at = at
    return action


def assign(tx: Transaction, action_id: str, owner_id: str | None) -> Action:
    """Give an action to a post, or take it from everybody.

    Raises:
        UserError: It is closed.
    """
    action = _open(tx, action_id)
    action.owner_id = owner_id
    return action


def escalate_action(tx: Transaction, action_id: str) -> Action:
    """Hand an action up to the post that it is escalated to: that becomes its owner.

    Raises:
        UserError: It is closed, names nobody to escalate to, or has been handed up already.
    """
    action = _open(tx, action_id)
    if action.escalate_to_id is None:
        raise UserError(f"“{action}” names nobody to escalate to; set “Escalate to” first.")
    if action.owner_id == action.escalate_to_id:
        raise UserError(f"“{action}” is already with the post that it is escalated to.")
    action.owner_id = action.escalate_to_id
    return action


def make_depend(tx: Transaction, action_id: str, on_id: str | None) -> Action:
    """Let an action wait for another one, or for none any more; while that one is open it counts as blocked.

    Raises:
        UserError: It is closed, or they would wait for each other.
    """
    action = _open(tx, action_id)
    first = tx.get(Action, on_id) if on_id else None
    step, seen = first, {action_id}
    while step is not None:
        if step.id in seen:
            raise UserError(f"“{action}” and “{first}” would wait for each other.")
        seen.add(step.id)
        step = tx.find(Action, step.depends_on_id)
    action.depends_on_id = on_id
    if first is not None and first.is_open:
        action.status = "blocked"
    elif action.status == "blocked":
        action.status = "open"
    return action


def to_remind(view: Snapshot, since: datetime) -> list[Action]:
    """The open actions whose reminder came after ``since`` and up to the moment of the snapshot, first ones first."""
    due = (Action.remind_at > since, Action.remind_at <= view.moment)
    return view.all(Action, Action.status.not_in(CLOSED_ACTIONS), *due, order=Action.remind_at)


def come_back(view: Snapshot) -> list[Action]:
    """The open actions that were laid aside until today or earlier."""
    laid = view.all(
        Action, Action.status.not_in(CLOSED_ACTIONS), Action.resubmit_on.is_not(None), order=Action.due_at
    )
    return [
        one for one in laid if one.resubmit_on is not None and one.resubmit_on.first <= view.moment.date()
    ]


def to_escalate(view: Snapshot) -> list[Action]:
    """The open actions that are overdue, have somebody to be handed up to, and have not been handed up yet."""
    late = view.all(
        Action, Action.status.not_in(CLOSED_ACTIONS), Action.due_at < view.moment,
        Action.escalate_to_id.is_not(None), order=Action.due_at,
    )  # fmt: skip
    return [action for action in late if action.owner_id != action.escalate_to_id]


def unowned_overdue(view: Snapshot, case_ids: tuple[str, ...] = ()) -> list[Action]:
    """The open actions that are overdue and belong to nobody, the oldest first; of all cases where none is named."""
    narrow = [Action.case_id.in_(case_ids)] if case_ids else []
    return view.all(
        Action, Action.status.not_in(CLOSED_ACTIONS), Action.due_at < view.moment, Action.owner_id.is_(None), *narrow,
        order=Action.due_at,
    )  # fmt: skip


def _open(tx: Transaction, action_id: str) -> Action:
    action = tx.get(Action, action_id)
    if not action.is_open:
        raise UserError(f"“{action}” is already {action.status}.")
    return action

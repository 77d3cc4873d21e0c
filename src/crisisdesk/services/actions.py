"""Completing what had to be done."""

from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import Action
from crisisdesk.store.transaction import Transaction


def complete(tx: Transaction, action_id: str, result: str, *, at: datetime | None = None) -> Action:
    """Complete an action with its result; without one, nobody later knows what came of it.

    Raises:
        UserError: It is closed already, or no result is given.
    """
    action = tx.get(Action, action_id)
    if not action.is_open:
        raise UserError(f"“{action}” is already {action.status}.")
    if not result.strip():
        raise UserError(f"Say what came of “{action}”; an action is completed with its result.")
    action.status, action.result, action.done_at = "complete", result, at or tx.moment
    return action

"""Undo, redo and taking back one revision, as operations of a transaction; each returns what it was about."""

from crisisdesk.errors import UserError
from crisisdesk.store.transaction import Transaction

_FINAL = {
    "founding": "The founding of a desk cannot be taken back.",
    "purge": "What was purged is gone and cannot be brought back.",
    "register": "What was noted in a register stays there.",
}


def step_back(kind: str, tx: Transaction) -> str:
    """Take the newest act back (``undo``), or put the newest undone one in force again (``redo``).

    Raises:
        UserError: There is nothing to undo or redo, or its records were changed again since.
    """
    act = tx.to_undo() if kind == "undo" else tx.to_redo()
    if act is None:
        raise UserError(f"There is nothing to {kind}.")
    what = act.summary if kind == "undo" else tx.revision_named(act.reverts_id or 0).summary
    tx.summary, tx.reverts_id = f"{kind.title()}: {what}", act.id
    tx.revert(act.id)
    return what


def take_back(revision: int, tx: Transaction) -> str:
    """Take one revision back, however old.

    Raises:
        UserError: There is none, it is of a kind that stays, or its records were changed again since.
    """
    act = tx.revision_named(revision)
    if act.kind in _FINAL:
        raise UserError(_FINAL[act.kind])
    tx.summary, tx.reverts_id = f"Revert: {act.summary}", act.id
    tx.revert(act.id)
    return act.summary

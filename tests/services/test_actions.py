from collections.abc import Callable

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import Action
from crisisdesk.services.actions import complete
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]


def test_an_action_is_completed_with_its_result(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Action(id="action-1", title="Call Oslo")))
    write(lambda tx: complete(tx, "action-1", "Agreed to host talks."))
    with workspace.snapshot() as view:
        action = view.get(Action, "action-1")
        assert (action.status, action.result, action.done_at) == (
            "complete",
            "Agreed to host talks.",
            view.moment,
        )


def test_nothing_is_completed_without_a_result_or_twice(write: Write) -> None:
    write(lambda tx: tx.add(Action(id="action-1", title="Call Oslo")))
    with pytest.raises(UserError, match="Say what came of"):
        write(lambda tx: complete(tx, "action-1", ""))
    write(lambda tx: complete(tx, "action-1", "Done."))
    with pytest.raises(UserError, match="already complete"):
        write(lambda tx: complete(tx, "action-1", "Done again."))

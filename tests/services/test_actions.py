from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import Action
from crisisdesk.model.posts import Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.actions import (
    assign,
    bring_back,
    cancel,
    come_back,
    complete,
    escalate_action,
    make_depend,
    remind,
    to_escalate,
    to_remind,
    unowned_overdue,
)
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
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


def add(write: Write, *actions: Action) -> None:
    def adding(tx: Transaction) -> None:
        for action in actions:
            tx.add(action)
            tx.flush()

    write(adding)


def test_what_depends_on_something_open_is_completed_with_a_reason_only(
    workspace: Workspace, write: Write
) -> None:
    add(
        write,
        Action(id="a-1", title="Clear the text"),
        Action(id="a-2", title="Send it", depends_on_id="a-1"),
    )

    with pytest.raises(UserError, match="depends on “Clear the text”, which is still open"):
        write(lambda tx: complete(tx, "a-2", "Sent."))
    write(lambda tx: complete(tx, "a-2", "Sent.", despite="The minister cleared it by voice."))

    with workspace.snapshot() as view:
        assert (
            "Completed before “Clear the text”: The minister cleared it by voice."
            in view.get(Action, "a-2").result
        )


def test_completing_frees_what_waited_for_it(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Clear"), Action(id="a-2", title="Send"))
    write(lambda tx: make_depend(tx, "a-2", "a-1"))
    with workspace.snapshot() as view:
        assert view.get(Action, "a-2").status == "blocked"

    write(lambda tx: complete(tx, "a-1", "Cleared."))

    with workspace.snapshot() as view:
        assert view.get(Action, "a-2").status == "open"


def test_actions_never_wait_for_each_other(write: Write) -> None:
    add(write, Action(id="a-1", title="One"), Action(id="a-2", title="Two", depends_on_id="a-1"))

    with pytest.raises(UserError, match="would wait for each other"):
        write(lambda tx: make_depend(tx, "a-1", "a-2"))


def test_an_action_is_cancelled_with_its_reason(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Call Oslo"))

    with pytest.raises(UserError, match="Say why"):
        write(lambda tx: cancel(tx, "a-1", " "))
    write(lambda tx: cancel(tx, "a-1", "Oslo called us."))

    with workspace.snapshot() as view:
        assert (view.get(Action, "a-1").status, view.get(Action, "a-1").result) == (
            "cancelled",
            "Oslo called us.",
        )


def test_an_action_comes_back_on_its_day(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Ask again", resubmit_on=PartialDate.parse("2026-11-23")))
    add(write, Action(id="a-2", title="Ask later"))
    write(lambda tx: bring_back(tx, "a-2", PartialDate.parse("2026-12-01")))

    with pytest.raises(UserError, match="later day"):
        write(lambda tx: bring_back(tx, "a-2", PartialDate.parse("2026-11-23")))
    with pytest.raises(UserError, match="whole day"):
        write(lambda tx: bring_back(tx, "a-2", PartialDate.parse("2026-12")))
    with workspace.snapshot() as view:
        assert [one.id for one in come_back(view)] == ["a-1"]


def test_a_reminder_comes_before_the_due_time(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Call", due_at=NOON + timedelta(hours=2)))

    with pytest.raises(UserError, match="too late"):
        write(lambda tx: remind(tx, "a-1", NOON + timedelta(hours=3)))
    write(lambda tx: remind(tx, "a-1", NOON - timedelta(minutes=5)))

    with workspace.snapshot() as view:
        assert [one.id for one in to_remind(view, NOON - timedelta(hours=1))] == ["a-1"]
        assert to_remind(view, NOON) == []


def test_what_is_overdue_is_handed_up_once(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Call", due_at=NOON - timedelta(hours=1)))
    write(lambda tx: tx.add(Post(id="post-1", title="Director")))
    with pytest.raises(UserError, match="names nobody to escalate to"):
        write(lambda tx: escalate_action(tx, "a-1"))
    write(lambda tx: setattr(tx.get(Action, "a-1"), "escalate_to_id", "post-1"))
    with workspace.snapshot() as view:
        assert [one.id for one in to_escalate(view)] == ["a-1"]
        assert [one.id for one in unowned_overdue(view)] == ["a-1"]

    write(lambda tx: escalate_action(tx, "a-1"))

    with workspace.snapshot() as view:
        assert to_escalate(view) == unowned_overdue(view) == []


def test_an_owner_is_given_and_taken(workspace: Workspace, write: Write) -> None:
    add(write, Action(id="a-1", title="Call"))
    write(lambda tx: tx.add(Post(id="post-1", title="Director")))

    write(lambda tx: assign(tx, "a-1", "post-1"))

    with workspace.snapshot() as view:
        assert view.get(Action, "a-1").owner_id == "post-1"

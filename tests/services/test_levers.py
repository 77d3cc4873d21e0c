from collections.abc import Callable
from typing import Any

from crisisdesk.model.posts import Post
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.levers import Lever, lever_json, levers
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
WHOLE = {
    "trigger": "Boarding.",
    "authority": "SAMM C6",
    "consultation": "London told.",
    "effect": "No shells arrive.",
    "side_effects": "Storage.",
    "reversal": "Thirty days without boarding.",
    "reversal_owner_id": "post-1",
    "review_on": PartialDate.parse("2026-12-01"),
}


def board(workspace: Workspace, *args: Any, **asked: Any) -> list[Lever]:
    with workspace.snapshot() as view:
        return levers(view, *args, **asked)


def add(write: Write, **more: Any) -> None:
    def adding(tx) -> None:
        if tx.find(Post, "post-1") is None:
            tx.add(Post(id="post-1", title="Director"))
            tx.add(Transfer(id="t-1", title="Shells", case_id="case-1"))
            tx.flush()
        tx.add(Adjustment(**{"kind": "hold", "status": "in_force", **more}))

    write(adding)


def test_a_lever_without_a_reversal_condition_is_said_to_lack_it(workspace: Workspace, write: Write) -> None:
    add(write, id="a-1", case_id="case-1", **{**WHOLE, "reversal": ""})

    [lever] = board(workspace)

    assert lever.missing == ("reversal condition",)
    assert not lever.off_ramp


def test_a_whole_lever_lacks_nothing_and_has_its_off_ramp(workspace: Workspace, write: Write) -> None:
    add(write, id="a-1", transfer_id="t-1", **WHOLE)

    [lever] = board(workspace, "case-1")

    assert (lever.missing, lever.off_ramp, lever.reversible) == ((), True, True)
    assert (lever.moves, lever.kind, lever.reversal_owner) == ("Shells", "Hold / pause", "Director")
    assert lever_json(lever)["missing"] == []


def test_what_is_in_force_comes_before_what_is_available_and_what_is_over_is_asked_for(
    workspace: Workspace, write: Write
) -> None:
    for name, status in (("a-1", "proposed"), ("a-2", "reversed"), ("a-3", "in_force")):
        add(write, id=name, status=status)

    assert [one.id for one in board(workspace)] == ["a-3", "a-1"]
    assert [(one.id, one.state) for one in board(workspace, closed=True)][-1] == ("a-2", "over")
    assert board(workspace, "case-1") == []


def test_a_review_that_was_missed_shows(workspace: Workspace, write: Write) -> None:
    add(write, id="a-1", review_on=PartialDate.parse("2026-11-22"))

    [lever] = board(workspace)

    assert lever.review_overdue
    assert "review date" not in lever.missing

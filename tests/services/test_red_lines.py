from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import Crossing, RedLine, RedLineShare
from crisisdesk.services.red_lines import LineDrawn, red_line_json, red_lines, wordings
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Write = Callable[..., Any]


def lines(workspace: Workspace, *args: Any, **asked: Any) -> list[LineDrawn]:
    with workspace.snapshot() as view:
        return red_lines(view, *args, **asked)


def draw(write: Write, **more: Any) -> None:
    write(
        lambda tx: tx.add(
            RedLine(**{"id": "r-1", "text": "No fire on merchant ships.", "case_id": "case-1", **more})
        )
    )


def test_a_line_that_was_never_communicated_says_so_until_it_was(workspace: Workspace, write: Write) -> None:
    draw(write)
    assert "It was never communicated to the other side." in lines(workspace)[0].missing

    def tell(tx) -> None:
        line = tx.get(RedLine, "r-1")
        line.communicated_at, line.communicated_via = NOON, "Note handed over"

    write(tell)

    assert "It was never communicated to the other side." not in lines(workspace)[0].missing


def test_what_is_whole_lacks_nothing(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Post(id="post-1", title="Director")))
    draw(write, response="Suspend talks.", response_owner_id="post-1", indicator="Shots.", communicated_at=NOON,
         communicated_via="Note")  # fmt: skip
    assert lines(workspace)[0].missing == ("No partner shares it.",)

    write(lambda tx: tx.add(RedLineShare(red_line_id="r-1", partner_id="partner-FRA")))

    [line] = lines(workspace, "case-1")
    assert (line.missing, line.shared_by, line.response_owner) == ((), ("France",), "Director")
    assert red_line_json(line)["shared_by"] == ["France"]


def test_no_response_and_nobody_who_owns_it_are_two_things(workspace: Workspace, write: Write) -> None:
    draw(write)
    assert "No response is agreed." in lines(workspace)[0].missing

    write(lambda tx: setattr(tx.get(RedLine, "r-1"), "response", "Suspend talks."))

    assert "Nobody owns the response." in lines(workspace)[0].missing


def test_a_crossing_without_a_response_shows(workspace: Workspace, write: Write) -> None:
    draw(write)
    write(lambda tx: tx.add(Crossing(red_line_id="r-1", text="Warning shots", at=NOON)))

    [line] = lines(workspace)

    assert line.crossings == ("2026-11-23T12:00:00Z crossing: Warning shots",)
    assert "It was crossed, and no response is recorded." in line.missing


def test_an_exit_condition_of_our_own_needs_no_communication(workspace: Workspace, write: Write) -> None:
    draw(write, kind="exit_condition", text="Both sides ask for it.")

    [line] = lines(workspace)

    assert line.missing == ("No response is agreed.", "Nothing says what would show that it is fulfilled.")


def test_lines_given_up_are_shown_on_demand(workspace: Workspace, write: Write) -> None:
    draw(write, status="withdrawn")

    assert lines(workspace) == []
    assert [line.missing for line in lines(workspace, standing_only=False)] == [()]


def test_earlier_wordings_stay_readable(workspace: Workspace, write: Write) -> None:
    draw(write)
    write(lambda tx: setattr(tx.get(RedLine, "r-1"), "text", "No fire on any ship."))

    with workspace.snapshot() as view:
        assert [one.text for one in wordings(view, "r-1")] == [
            "No fire on merchant ships.",
            "No fire on any ship.",
        ]

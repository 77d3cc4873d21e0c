from collections.abc import Callable
from operator import methodcaller

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.posts import Post
from crisisdesk.services.ways import ways_json
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]


@pytest.fixture
def add(write: Write) -> Callable[..., None]:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", "partner-USA"))
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))

    def adding(*records: Record) -> None:
        for record in records:
            write(methodcaller("add", record))

    adding(
        Post(id="post-1", title="Tokyo duty", partner_id="partner-JPN", hours="Mon-Fri 0830-1700", time_zone="Asia/Tokyo"),
        Channel(id="channel-1", kind="phone", address="+81", post_id="post-1", limit=Marking("UNCLASSIFIED")),
        Hotline(id="h-1", name="Line", from_id="partner-USA", to_id="partner-JPN", status="active"),
    )  # fmt: skip
    return adding


def best(workspace: Workspace, case: str = "") -> list[str]:
    with workspace.snapshot() as view:
        return [step["id"] for step in ways_json(view, "desk", "JPN", case)["path"]]


@pytest.mark.usefixtures("add")
def test_a_line_comes_first_and_an_office_at_night_after_it(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        found = ways_json(view, "desk", "Japan")

    assert [step["id"] for step in found["path"]] == ["desk", "h-1", "partner-JPN"]
    (other,) = found["alternatives"]
    assert other["reasons"] == ["+81 to Tokyo duty: outside its hours"]


def test_a_line_that_missed_its_tests_gives_way(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    write(lambda tx: setattr(tx.get(Post, "post-1"), "hours", "24/7"))
    add(Call(hotline_id="h-1", result="no_answer"), Call(hotline_id="h-1", result="no_answer"))

    assert best(workspace) == ["desk", "channel-1", "post-1", "partner-JPN"]


def test_what_is_marked_too_highly_for_a_channel_does_not_go_over_it(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    write(lambda tx: setattr(tx.get(Hotline, "h-1"), "status", "severed"))
    assert best(workspace, "case-1") == ["desk", "channel-1", "post-1", "partner-JPN"]

    write(lambda tx: setattr(tx.get(CrisisCase, "case-1"), "marking", Marking("SECRET")))

    assert best(workspace, "case-1") == []
    assert best(workspace)


def test_sanctions_and_supplies_carry_no_word(workspace: Workspace, add: Callable[..., None]) -> None:
    add(Link(from_id="partner-JPN", to_id="partner-KOR", kind="supplies_arms"))

    with workspace.snapshot() as view, pytest.raises(UserError, match="no way leads there"):
        ways_json(view, "desk", "KOR")

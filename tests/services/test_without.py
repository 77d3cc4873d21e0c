from collections.abc import Callable, Iterator
from operator import methodcaller

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.without import lose, loss_json
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]
JAPAN, KOREA, NORWAY = "partner-JPN", "partner-KOR", "partner-NOR"


def records() -> tuple[Record, ...]:
    """Japan by one attaché and one line; Korea by the same attaché's deputy alone; Norway between Poland and Sweden."""
    return (
        Action(id="action-1", title="Call Tokyo", case_id="case-1", partner_id=JAPAN),
        Action(id="action-2", title="Call Seoul", case_id="case-1", partner_id=KOREA),
        Post(id="post-1", title="Attaché", partner_id=JAPAN),
        Post(id="post-2", title="Attaché", partner_id=KOREA),
        Person(id="person-1", name="A. Sato"),
        Person(id="person-2", name="B. Kim"),
        Incumbency(post_id="post-1", person_id="person-1"),
        Incumbency(post_id="post-2", person_id="person-2"),
        Channel(id="channel-1", kind="phone", address="+81", post_id="post-1"),
        Channel(id="channel-2", kind="phone", address="+82", post_id="post-2"),
        Hotline(id="h-1", name="Line", from_id="partner-USA", to_id=JAPAN, status="active"),
        Link(id="l-1", from_id="partner-POL", to_id=NORWAY, kind="consults"),
        Link(id="l-2", from_id=NORWAY, to_id="partner-SWE", kind="consults"),
    )


@pytest.fixture
def view(workspace: Workspace, write: Write) -> Iterator[Snapshot]:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", "partner-USA"))
    for record in records():
        write(methodcaller("add", record))
    with workspace.snapshot() as view:
        yield view


def test_a_person_on_whom_all_hangs_takes_the_task_with_them(view: Snapshot) -> None:
    loss = lose(view, ["person-2"])

    assert (loss.tasks_lost, loss.unreachable) == (("action-2",), (KOREA,))


def test_a_person_beside_a_line_takes_nothing(view: Snapshot) -> None:
    assert lose(view, ["person-1"]).tasks_lost == ()


def test_a_person_and_the_line_together_do(view: Snapshot) -> None:
    loss = lose(view, ["person-1", "h-1"])

    assert loss.removed == ("h-1", "person-1")
    assert loss.tasks_lost == ("action-1",)


def test_a_channel_takes_the_post_and_the_person_behind_it_out_of_reach(view: Snapshot) -> None:
    assert set(lose(view, ["channel-2"]).unreachable) == {"post-2", "person-2", KOREA}


def test_a_partner_parts_those_whom_it_joined(view: Snapshot) -> None:
    (pair,) = lose(view, [NORWAY]).parted

    assert set(pair) == {"partner-POL", "partner-SWE"}


def test_a_link_taken_out_parts_its_ends_from_each_other(view: Snapshot) -> None:
    assert {frozenset(pair) for pair in lose(view, ["l-1"]).parted} == {
        frozenset({"partner-POL", NORWAY}),
        frozenset({"partner-POL", "partner-SWE"}),
    }


def test_a_partner_taken_out_is_lost_with_its_tasks(view: Snapshot) -> None:
    loss = loss_json(view, ["South Korea"], "Strait")

    assert [one["caption"] for one in loss["tasks_lost"]] == ["Call Seoul"]
    assert loss["removed"] == [{"id": KOREA, "caption": "South Korea"}]


def test_what_is_no_part_of_the_network_is_refused(view: Snapshot) -> None:
    with pytest.raises(UserError):
        lose(view, ["action-1"])

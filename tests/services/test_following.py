from collections.abc import Callable

import pytest

from crisisdesk.model.commitments import Commitment
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Partner
from crisisdesk.network.graph import Network
from crisisdesk.services import following
from crisisdesk.services.coordination import coordination
from crisisdesk.services.following import followed
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

USA, GBR, DEU = "partner-USA", "partner-GBR", "partner-DEU"


def prepare(tx: Transaction) -> None:
    tx.add(Link(id="link-1", from_id=USA, to_id=GBR, kind="consults", case_id="case-1"))
    tx.add(Link(id="link-2", from_id=GBR, to_id=DEU, kind="consults", case_id="case-1"))


def content(network: Network) -> tuple[set[object], set[object]]:
    return set(network.nodes), set(network.edges)


def change_status(tx: Transaction) -> None:
    tx.get(Link, "link-1").status = "strained"


def add_link(tx: Transaction) -> None:
    tx.add(Link(from_id=USA, to_id=DEU, kind="funds", case_id="case-1"))


def add_promise(tx: Transaction) -> None:
    tx.add(Commitment(giver_id=USA, receiver_id=DEU, case_id="case-1", text="Rations"))


def add_far_link(tx: Transaction) -> None:
    tx.add(Link(from_id=USA, to_id="partner-NOR", kind="funds", case_id="case-1"))


def take_link(tx: Transaction) -> None:
    tx.delete(tx.get(Link, "link-2"))


def rename(tx: Transaction) -> None:
    tx.get(Partner, GBR).name = "Britain"


@pytest.mark.parametrize("case_id", ["", "case-1"])
@pytest.mark.parametrize("act", [change_status, add_link, add_promise, add_far_link, take_link, rename])
def test_what_was_followed_is_what_would_be_read(
    workspace: Workspace, act: Callable[[Transaction], None], case_id: str
):
    workspace.perform("Prepare", prepare)
    with workspace.snapshot() as view:
        before = coordination(view, case_id, ever=True)

    changes = workspace.perform("Act", act).changes

    with workspace.snapshot() as view:
        assert content(followed(view, case_id, before, changes.changes)) == content(
            coordination(view, case_id, ever=True)
        )


def test_a_changed_link_is_read_alone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    workspace.perform("Prepare", prepare)
    with workspace.snapshot() as view:
        before = coordination(view, "case-1", ever=True)
    changes = workspace.perform("Act", change_status).changes
    monkeypatch.delattr(following, "coordination")

    with workspace.snapshot() as view:
        after = followed(view, "case-1", before, changes.changes)

    assert {edge.id: edge.status for edge in after.edges}["link-1"] == "strained"
    assert all(node is known for node, known in zip(after.nodes, before.nodes, strict=True))

from collections.abc import Callable, Iterator

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.channels import Hotline
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.services.markings import audience, ladder
from crisisdesk.services.networks import (
    banner,
    coordination,
    export_network,
    for_brief,
    formats,
    readable,
    releasable,
)
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]
NOFORN = Marking.parse("SECRET//NOFORN")


@pytest.fixture
def view(workspace: Workspace, write: Write) -> Iterator[Snapshot]:
    write(set_up)
    with workspace.snapshot() as view:
        yield view


def set_up(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
    ended = PartialDate.parse("2026-11-01")
    tx.add(Partner(id="p-x", name="Vardal", marking=NOFORN))
    tx.add(Post(id="post-1", title="Attaché", partner_id="partner-POL"))
    tx.add(Person(id="person-1", name="A. Nowak"))
    tx.flush()
    tx.add(Incumbency(post_id="post-1", person_id="person-1"))
    tx.add(Involvement(id="i-1", case_id="case-1", partner_id="partner-POL", role="ally", post_id="post-1"))
    tx.add(Link(id="l-1", from_id="partner-POL", to_id="partner-GBR", kind="consults", case_id="case-1"))
    tx.add(
        Link(
            id="l-2", from_id="partner-POL", to_id="p-x", kind="mediates", status="strained", case_id="case-1"
        )
    )
    tx.add(
        Link(
            id="l-3",
            from_id="partner-POL",
            to_id="partner-NOR",
            kind="consults",
            case_id="case-1",
            ends_on=ended,
        )
    )
    tx.add(Hotline(id="h-1", name="Naval line", from_id="partner-POL", to_id="p-x", status="severed"))
    tx.add(
        Measure(
            id="m-1",
            title="Freeze",
            issuer_id="partner-GBR",
            target_id="p-x",
            case_id="case-1",
            status="in_force",
        )
    )
    tx.add(
        Transfer(
            id="t-1", title="Radar", supplier_id="partner-GBR", recipient_id="partner-POL", case_id="case-1"
        )
    )


def edge(view: Snapshot, edge_id: str) -> Edge:
    return next(edge for edge in coordination(view, "case-1").edges if edge.id == edge_id)


def test_links_hotlines_measures_and_transfers_are_edges(view: Snapshot) -> None:
    ids = {edge.id for edge in coordination(view, "case-1").edges}

    assert {"l-1", "l-2", "h-1/from", "h-1/to", "m-1", "t-1", "i-1", "post-1/represents"} <= ids


def test_what_has_ended_is_left_out(view: Snapshot) -> None:
    assert "l-3" not in {edge.id for edge in coordination(view, "case-1").edges}


def test_a_post_says_who_holds_it(view: Snapshot) -> None:
    assert coordination(view, "case-1").node("post-1").detail == "A. Nowak"


def test_states_of_links_and_lines_are_told(view: Snapshot) -> None:
    assert (edge(view, "l-2").status, edge(view, "h-1/to").status) == ("strained", "broken")


def test_mutual_links_have_no_direction(view: Snapshot) -> None:
    assert not edge(view, "l-1").directed
    assert edge(view, "m-1").directed


def test_a_case_shows_only_its_own_circle(view: Snapshot) -> None:
    shown = {node.id for node in coordination(view, "case-1").nodes if node.record_type == "partner"}

    assert shown == {"partner-POL", "partner-GBR", "p-x", "partner-NOR"}


def test_all_links_are_shown_without_a_case(view: Snapshot) -> None:
    assert {"l-1", "l-2"} <= {edge.id for edge in coordination(view).edges}


def test_the_picture_is_marked_over_all_that_it_shows(view: Snapshot) -> None:
    assert str(banner(coordination(view, "case-1"), ladder(view))) == "SECRET//NOFORN"


def test_a_reader_gets_neither_a_withheld_node_nor_its_links(view: Snapshot) -> None:
    network = releasable(coordination(view, "case-1"), ladder(view), audience(view, "GBR"))

    assert not {"p-x", "h-1"} & network.index.keys()
    assert not {"l-2", "h-1/to", "m-1"} & {edge.id for edge in network.edges}


def test_the_picture_of_a_brief_leaves_posts_and_the_case_out(view: Snapshot) -> None:
    picture = for_brief(view, "case-1", ladder(view), audience(view, ""))

    assert picture.nodes == 5
    assert "A. Nowak" not in picture.drawing.description


@pytest.mark.parametrize(
    ("fmt", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("gexf", b"<?xml"), ("graphml", b"<?xml"),
     ("csv", b"\xef\xbb\xbfsource")]
)  # fmt: skip
def test_each_format_is_written_the_same_twice(view: Snapshot, fmt: str, begins: bytes) -> None:
    first = export_network(view, case_id="case-1", fmt=fmt)

    assert first.startswith(begins)
    assert export_network(view, case_id="case-1", fmt=fmt) == first


def test_an_unknown_format_is_refused_with_those_there_are(view: Snapshot) -> None:
    with pytest.raises(UserError, match="choose one of csv, gexf, graphml, pdf, png, svg"):
        export_network(view, fmt="dot")
    assert sorted(formats()) == ["csv", "gexf", "graphml", "pdf", "png", "svg"]


def test_no_picture_leaves_above_the_ceiling(workspace: Workspace, view: Snapshot, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("UNCLASSIFIED")))

    with workspace.snapshot() as now, pytest.raises(UserError, match="may export no higher"):
        export_network(now, case_id="case-1")


def test_a_page_shows_what_can_be_read_and_files_hold_all() -> None:
    states = [Node(f"s{n}", f"State {n}", "state", record_type="partner") for n in range(60)]
    offices = [Node(f"o{n}", f"Office {n}", "ministry", record_type="partner") for n in range(60)]
    edges = [Edge(f"o{n}/parent", f"o{n}", f"s{n}", "part_of") for n in range(60)]
    edges += [Edge(f"m{n}", f"s{n}", "s0", "member_of") for n in range(1, 60)]
    network = Network((*states, *offices), tuple(edges))

    assert len(readable(network).nodes) == 60
    assert not readable(network).edges
    assert readable(network, "all") == network
    small = Network(tuple(states[:3]), (Edge("m1", "s1", "s0", "member_of"),))
    assert readable(small) == small


def test_a_picture_of_a_detail_that_there_is_not_is_refused(workspace: Workspace) -> None:
    with (
        workspace.snapshot() as view,
        pytest.raises(UserError, match="choose one of partners, offices, posts, all"),
    ):
        export_network(view, detail="everything")


@pytest.mark.parametrize("layout", ["matrix", "geographic", "clusters", "distances"])
def test_every_layout_is_exported(workspace: Workspace, layout: str) -> None:
    workspace.perform(
        "Link", lambda tx: tx.add(Link(from_id="partner-USA", to_id="partner-NOR", kind="consults"))
    )

    with workspace.snapshot() as view:
        assert b"Norway" in export_network(view, layout=layout)

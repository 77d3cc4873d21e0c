from crisisdesk.network.folding import (
    DETAILS,
    bundled,
    by_group,
    crowded_hubs,
    detail_named,
    folded,
    in_detail,
    linked_only,
)
from crisisdesk.network.graph import Edge, Network, Node

STATE = Node("s", "State", "state", "Allies", record_type="partner")
OFFICE = Node("o", "Office", "ministry", "Allies", record_type="partner")
POST = Node("p", "Post", "post", record_type="post")
PHONE = Node("c", "Telephone", "channel", record_type="channel")
OTHER = Node("t", "Other state", "state", "Allies", record_type="partner")
LINE = Node("h", "Line", "hotline", record_type="hotline")
OFFICIAL = Network(
    (STATE, OFFICE, POST, PHONE, OTHER, LINE),
    (
        Edge("o/parent", "o", "s", "part_of"),
        Edge("p/represents", "p", "o", "represents"),
        Edge("c/post", "p", "c", "channel"),
        Edge("h/from", "p", "h", "hotline", status="strained"),
        Edge("h/to", "t", "h", "hotline", status="strained"),
        Edge("1", "s", "t", "funds", "funds", directed=True),
        Edge("2", "o", "t", "trains", "trains", directed=True),
    ),
)


def ids(network: Network) -> set[str]:
    return {node.id for node in network.nodes}


def test_each_detail_folds_more_than_the_next():
    shown = [ids(in_detail(OFFICIAL, detail)) for detail in DETAILS]

    assert shown == [{"s", "t"}, {"s", "o", "t"}, {"s", "o", "p", "t", "h"}, ids(OFFICIAL)]
    assert detail_named("nothing known") is DETAILS[0]


def test_a_line_between_two_ends_becomes_one_link():
    line = next(edge for edge in in_detail(OFFICIAL, detail_named("offices")).edges if edge.id == "h")

    assert {line.source, line.target} == {"o", "t"}
    assert (line.label, line.status) == ("Line", "strained")


def test_who_is_folded_is_told_and_links_alike_are_counted():
    found = in_detail(OFFICIAL, detail_named("partners"))
    supply = next(edge for edge in found.edges if edge.kind == "funds")

    assert set(found.node("s").folded) == {"o", "p", "c"}
    assert (supply.parts, supply.label, supply.directed) == (("1", "2"), "Supply, support (2)", True)
    assert len(found.edges) == 2


def test_a_circle_of_owners_folds_nobody():
    assert ids(folded(OFFICIAL, {"s": "o", "o": "s"})) == ids(OFFICIAL)


def test_links_of_opposite_directions_make_one_without():
    network = Network(
        (STATE, OTHER),
        (Edge("1", "s", "t", "funds", directed=True), Edge("2", "t", "s", "funds", directed=True)),
    )

    (one,) = bundled(network).edges

    assert not one.directed
    assert one.parts == ("1", "2")


def test_what_is_broken_stays_apart_from_what_works():
    network = Network(
        (STATE, OTHER), (Edge("1", "s", "t", "funds"), Edge("2", "s", "t", "funds", status="broken"))
    )

    assert len(bundled(network, closely=True).edges) == 2


def test_a_group_can_be_drawn_as_one():
    found = by_group(OFFICIAL, {"Allies"})

    assert ids(found) == {"group:Allies", "p", "c", "h"}
    assert set(found.node("group:Allies").folded) == {"s", "o", "t"}


def test_hubs_and_the_lonely_can_be_left_out():
    assert crowded_hubs(OFFICIAL, 2) == ("o", "p", "t")
    assert ids(linked_only(Network((STATE, OTHER), ()))) == set()

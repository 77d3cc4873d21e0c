import math

import networkx as nx
import pytest

from crisisdesk.errors import UserError
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.labels import overlap
from crisisdesk.network.layouts import LAYOUTS, Circular, Hierarchy, Layout, Organic, Rings, layout_named
from crisisdesk.network.layouts.hierarchy import levels

EACH = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def grown(count: int) -> Network:
    graph = nx.barabasi_albert_graph(count, 2, seed=1)
    edges = tuple(Edge(str(at), str(a), str(b)) for at, (a, b) in enumerate(graph.edges))
    return Network(tuple(Node(str(node), "") for node in graph), edges)


@EACH
def test_every_node_has_a_place_in_the_square_whatever_the_graph(layout: Layout, degenerate: Network) -> None:
    places = layout.place(degenerate, 3)

    assert set(places) == set(degenerate.index)
    assert all(0 <= value <= 1 for place in places.values() for value in place)


@EACH
def test_the_same_seed_gives_the_same_picture(layout: Layout, desk: Network) -> None:
    assert layout.place(desk, 7) == layout.place(desk, 7)


@EACH
def test_pinned_nodes_stay_exactly_where_they_are(layout: Layout, desk: Network) -> None:
    pins = {"s0": (0.123456789, 0.9), "s1": (1.25, -0.5), "n20": (0.5, 0.5)}

    places = layout.place(desk, 1, pins)

    assert {name: places[name] for name in pins} == pins


@EACH
def test_pinning_everything_moves_nothing_even_in_odd_graphs(layout: Layout, degenerate: Network) -> None:
    places = layout.place(degenerate, 1)

    assert layout.place(degenerate, 2, places) == places


@EACH
def test_no_two_nodes_share_a_place(layout: Layout, desk: Network) -> None:
    places = list(layout.place(desk, 1).values())

    assert min(math.dist(a, b) for at, a in enumerate(places) for b in places[:at]) > 0.002


def test_a_new_node_finds_its_place_near_its_neighbour(desk: Network) -> None:
    before = Organic().place(desk, 1)
    new = Network((*desk.nodes, Node("new", "New")), (*desk.edges, Edge("new", "new", "n30")))

    after = Organic().place(new, 1, before)

    assert {name: after[name] for name in before} == before
    assert 0.001 < math.dist(after["new"], after["n30"]) < 0.35


def test_islands_do_not_lie_on_each_other() -> None:
    pairs = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]
    network = Network(
        tuple(Node(str(at), "") for at in range(6)),
        tuple(Edge(str(at), str(a), str(b)) for at, (a, b) in enumerate(pairs)),
    )

    places = Organic().place(network)

    boxes = []
    for island in ("012", "345"):
        x, y = zip(*(places[node] for node in island), strict=True)
        boxes.append((min(x), min(y), max(x), max(y)))
    assert not overlap(*boxes)


def test_linked_nodes_are_drawn_nearer_than_others() -> None:
    network = grown(1000)

    places = Organic().place(network, 1)

    linked = [math.dist(places[edge.source], places[edge.target]) for edge in network.edges]
    others = [math.dist(places[str(at)], places[str(at + 500)]) for at in range(500)]
    assert sum(linked) / len(linked) < 0.45 * sum(others) / len(others)


def test_those_who_report_stand_below() -> None:
    nodes = tuple(Node(name, name) for name in "abcd")
    links = (
        Edge("1", "b", "a", "reports_to", directed=True),
        Edge("2", "b", "c", "commands", directed=True),
        Edge("3", "c", "d", "hotline"),
        Edge("4", "a", "c", "reports_to", directed=True),  # a circle
    )

    assert levels(Network(nodes, links[:3])) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert len(Hierarchy().place(Network(nodes, links))) == 4


def test_rings_grow_with_the_distance_from_the_middle(desk: Network) -> None:
    places = Rings(center="s3").place(desk)

    assert places["s3"] == (0.5, 0.5)
    radius = {round(math.dist((0.5, 0.5), places[node]), 6) for node in desk.neighbours["s3"]}
    assert len(radius) == 1


def test_groups_stand_together_on_the_circle(desk: Network) -> None:
    places = Circular().place(desk)

    around = sorted(desk.nodes, key=lambda n: math.atan2(places[n.id][1] - 0.5, places[n.id][0] - 0.5))
    groups = [node.group or node.kind for node in around]
    assert sum(one != two for one, two in zip(groups, groups[1:] + groups[:1], strict=True)) == len(
        set(groups)
    )


def test_an_unknown_layout_is_refused_with_the_names_of_those_there_are() -> None:
    assert layout_named("rings").name == "rings"
    with pytest.raises(
        UserError, match="organic, clusters, hierarchy, circular, rings, geographic, distances"
    ):
        layout_named("spiral")

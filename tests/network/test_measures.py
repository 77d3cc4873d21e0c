import networkx as nx
import pytest

from crisisdesk.network.graph import Edge, Network, Node, simple_graph
from crisisdesk.network.measures import MEASURES, betweenness, bridges, communities, cut_nodes, islands


def test_betweenness_is_exact(desk: Network) -> None:
    assert betweenness(desk) == pytest.approx(nx.betweenness_centrality(simple_graph(desk)), abs=1e-12)


def test_every_measure_counts_every_graph(degenerate: Network) -> None:
    for measure in MEASURES:
        subjects = degenerate.nodes if measure.of == "node" else degenerate.edges
        assert set(measure.values(degenerate)) == {subject.id for subject in subjects}


def test_two_triangles_on_a_line_hang_on_it() -> None:
    pairs = ("ab", "bc", "ca", "cd", "de", "ef", "fd")
    network = Network(
        tuple(Node(name, name) for name in "abcdefg"), tuple(Edge(pair, *pair) for pair in pairs)
    )

    assert [name for name, value in cut_nodes(network).items() if value] == ["c", "d"]
    assert [name for name, value in bridges(network).items() if value] == ["cd"]
    assert islands(network)["g"] == 2
    assert [communities(network)[name] for name in "abcdef"] == [1, 1, 1, 2, 2, 2]


def test_a_second_link_is_no_bridge() -> None:
    network = Network((Node("a", ""), Node("b", "")), (Edge("1", "a", "b"), Edge("2", "b", "a")))

    assert set(bridges(network).values()) == {0}


def test_each_measure_says_in_a_sentence_what_it_means() -> None:
    assert all(measure.meaning.endswith(".") and len(measure.meaning) > 30 for measure in MEASURES)

import networkx as nx
import pytest

from crisisdesk.network.graph import Edge, Network, Node, simple_graph
from crisisdesk.network.measures import MEASURES, betweenness, bridges, communities, cut_nodes, islands


def test_betweenness_agrees_with_networkx_to_six_figures(desk: Network) -> None:
    assert betweenness(desk) == pytest.approx(nx.betweenness_centrality(simple_graph(desk)), abs=1e-6)


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


def test_more_ways_than_single_precision_counts_are_counted_again() -> None:
    """A chain of diamonds doubles the shortest ways with each link: after 140 there are more than 10 to the 38th."""
    ends = [(f"a{n}", f"{side}{n}") for n in range(140) for side in "bc"]
    ends += [(f"{side}{n}", f"a{n + 1}") for n in range(140) for side in "bc"]
    names = sorted({name for pair in ends for name in pair})
    chain = Network(
        tuple(Node(name, name) for name in names),
        tuple(Edge(f"{one}-{other}", one, other, "consults") for one, other in ends),
    )

    found = betweenness(chain)

    assert found["a70"] == pytest.approx(nx.betweenness_centrality(nx.Graph(ends))["a70"], rel=1e-6)

import subprocess
import sys

import pytest

from crisisdesk.errors import UserError
from crisisdesk.network.graph import (
    Edge,
    Network,
    Node,
    components,
    ego,
    multigraph,
    of_kinds,
    of_links,
    simple_graph,
    without,
)


@pytest.fixture
def chain() -> Network:
    nodes = tuple(
        Node(name, name.upper(), kind)
        for name, kind in zip("abcd", ("state", "post", "post", "state"), strict=True)
    )
    links = (
        Edge("1", "a", "b", "reports_to", directed=True),
        Edge("2", "b", "a", "hotline"),
        Edge("3", "b", "c", "hotline"),
        Edge("4", "c", "c", "hotline"),
    )
    return Network(nodes, links, "Chain")


def ids(network: Network) -> str:
    return "".join(node.id for node in network.nodes)


def test_ego_reaches_as_deep_as_asked_against_the_direction_too(chain: Network) -> None:
    assert [ids(ego(chain, "c", depth)) for depth in range(4)] == ["c", "bc", "abc", "abc"]


def test_removing_a_node_removes_its_links_and_keeps_those_left_alone(chain: Network) -> None:
    rest = without(chain, ["b"])

    assert ids(rest) == "acd"
    assert [edge.id for edge in rest.edges] == ["4"]


def test_filters_keep_nodes_without_links(chain: Network) -> None:
    assert ids(of_kinds(chain, ["state"])) == "ad"
    assert ids(of_links(chain, ["nothing"])) == "abcd"


def test_islands_come_largest_first(chain: Network) -> None:
    assert components(chain) == (("a", "b", "c"), ("d",))


def test_networkx_gets_every_parallel_link_and_loop(chain: Network) -> None:
    assert (multigraph(chain).number_of_nodes(), multigraph(chain).number_of_edges()) == (4, 4)
    assert simple_graph(chain).number_of_edges() == 2


@pytest.mark.parametrize(
    ("nodes", "edges", "reason"),
    [
        ("aa", (), "same id, 'a'"),
        ("ab", (Edge("1", "a", "x"),), "leads to 'x'"),
        ("ab", (Edge("1", "a", "b"), Edge("1", "b", "a")), "same id, '1'"),
    ],
)
def test_a_network_that_does_not_hold_together_is_refused(
    nodes: str, edges: tuple[Edge, ...], reason: str
) -> None:
    with pytest.raises(UserError, match=reason):
        Network(tuple(Node(name, name) for name in nodes), edges)


def test_a_start_without_a_network_page_does_not_load_networkx() -> None:
    code = (
        "import sys, crisisdesk.network.graph, crisisdesk.network.picture, crisisdesk.network.layouts,"
        "crisisdesk.network.measures, crisisdesk.network.formats; sys.exit('networkx' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

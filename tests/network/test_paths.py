from dataclasses import replace

import pytest
from tests.network.conftest import numbered

from crisisdesk.errors import UserError
from crisisdesk.network.graph import Network
from crisisdesk.network.paths import Carriage, Reaching, best_way, reachable, ways

SQUARE = numbered(5, (0, 1), (1, 3), (0, 2), (2, 4), (4, 3))


def with_edge(network: Network, at: int, **facts: object) -> Network:
    edges = list(network.edges)
    edges[at] = replace(edges[at], **facts)  # type: ignore[arg-type] # any field by name
    return replace(network, edges=tuple(edges))


def test_the_shortest_way_wins_where_all_links_are_good() -> None:
    way = best_way(Reaching(SQUARE), "0", "3")

    assert way is not None
    assert (way.nodes, way.cost, way.reasons) == (("0", "1", "3"), 2.0, ())


@pytest.mark.parametrize("status", ["dormant", "broken"])
def test_a_dead_link_is_gone_round(status: str) -> None:
    way = best_way(Reaching(with_edge(SQUARE, 0, status=status)), "0", "3")

    assert way is not None
    assert way.nodes == ("0", "2", "4", "3")


def test_a_link_that_may_not_carry_the_marking_is_gone_round() -> None:
    low = Reaching(SQUARE, {"e1": Carriage(limit=1)}, rank=3)

    assert ways(low, "0", "3")[0].nodes == ("0", "2", "4", "3")
    assert len(ways(replace(low, rank=1), "0", "3")) == 2


def test_missed_tests_and_hours_are_weighed_and_told() -> None:
    poor = Reaching(SQUARE, {"e0": Carriage(misses=1, open_now=False, stale=True)})

    first, second = ways(poor, "0", "3")

    assert (first.nodes, first.cost) == (("0", "2", "4", "3"), 3.0)
    assert second.cost == 5.0
    assert second.reasons == (
        "Node 0 to Node 1: outside its hours",
        "Node 0 to Node 1: details not verified in time",
        "Node 0 to Node 1: tests missed in a row: 1",
    )


def test_alternatives_share_no_point() -> None:
    found = ways(Reaching(numbered(6, (0, 5), *((0, at) for at in range(1, 5)), *((at, 5) for at in range(1, 5)))), "0", "5")  # fmt: skip

    inside = [node for way in found for node in way.nodes[1:-1]]
    assert len(found) == 4
    assert len(inside) == len(set(inside))


def test_flow_finds_alternatives_that_the_cheapest_would_block() -> None:
    """After the direct link, the cheapest way 0-1-4-5 would block both 0-1-2-5 and 0-3-4-5."""
    network = numbered(6, (0, 5), (0, 1), (1, 4), (4, 5), (1, 2), (2, 5), (0, 3), (3, 4))
    network = with_edge(with_edge(network, 4, strength=1), 6, strength=1)

    assert len(ways(Reaching(network), "0", "5")) == 3


def test_nobody_is_reached_over_no_link() -> None:
    apart = Reaching(numbered(2))

    assert ways(apart, "0", "1") == ()
    assert reachable(apart.network, frozenset(), "0") == {"0"}
    assert reachable(apart.network, frozenset({"0"}), "0") == frozenset()


def test_an_unknown_end_is_refused() -> None:
    with pytest.raises(UserError, match="no node with the id"):
        ways(Reaching(SQUARE), "0", "nobody")

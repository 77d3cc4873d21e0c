"""The best way to reach somebody, and other ways that share no point with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from crisisdesk.network.graph import Edge, Network, without

if TYPE_CHECKING:
    import networkx as nx

DEAD = frozenset({"dormant", "broken"})
_STATE_COSTS = {"planned": (1.0, "not proven yet"), "strained": (1.0, "strained")}
_CLOSED_COST, _STALE_COST, _MISS_COST, _STRONGEST = 1.5, 1.0, 0.5, 5


@dataclass(frozen=True, slots=True)
class Carriage:
    """What is known of one link beyond the network: how high it may be used, and how well it answers.

    ``limit`` is a rank on the common scale of markings, None if unknown; ``misses`` are tests missed in a row up
    to now; ``open_now`` is None where no hours are known; ``stale`` details are past their day of verification.
    """

    limit: int | None = None
    misses: int = 0
    open_now: bool | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Reaching:
    """A network with what its links can carry; ``rank`` is that of what is to be said."""

    network: Network
    carriage: Mapping[str, Carriage] = field(default_factory=dict)
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """Nodes from one end to the other, the link that leads to each after the first, and what speaks against it."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    cost: float
    reasons: tuple[str, ...]


def weighed(edge: Edge, carriage: Carriage, rank: int = 0) -> tuple[float, tuple[str, ...]] | None:
    """What it costs to use a link and why; None where it cannot be used.

    A good link costs 1. Dead links, and those that may not carry what is marked so highly, cannot be used; where
    the limit is unknown they can.
    """
    if edge.status in DEAD or (carriage.limit is not None and carriage.limit < rank):
        return None
    cost, reasons = 1.0, []
    for against, more, reason in (
        (edge.status in _STATE_COSTS, *_STATE_COSTS.get(edge.status, (0.0, ""))),
        (carriage.open_now is False, _CLOSED_COST, "outside its hours"),
        (carriage.stale, _STALE_COST, "details not verified in time"),
        (carriage.misses > 0, carriage.misses * _MISS_COST, f"tests missed in a row: {carriage.misses}"),
    ):
        if against:
            cost += more
            reasons.append(reason)
    if edge.strength is not None:
        cost += (_STRONGEST - edge.strength) / 10
    return cost, tuple(reasons)


def ways(reaching: Reaching, source: str, target: str, most: int = 4) -> tuple[Way, ...]:
    """The best way first, then others that share no point with it or with each other but the ends.

    As many alternatives as there are, up to ``most`` ways; none at all where the target cannot be reached.

    Raises:
        UserError: One of the ends is not in the network.
    """
    for end in (source, target):
        reaching.network.node(end)
    graph = living(reaching)
    best = _cheapest(reaching, graph, source, target)
    if best is None or source == target:
        return (best,) if best else ()
    _take_out(graph, best)
    singly = list(_one_by_one(reaching, graph.copy(), source, target, most - 1))
    disjoint = _disjoint(reaching, graph, source, target, most - 1)
    others = disjoint if len(disjoint) > len(singly) else singly
    return (best, *sorted(others, key=lambda way: way.cost))


def living(reaching: Reaching) -> "nx.Graph":
    """Who can be reached from whom now: each pair with its cheapest link as ``edge``, and its ``cost``."""
    import networkx as nx  # noqa: PLC0415 - 70 ms that a start without a network page need not pay

    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in reaching.network.nodes)
    for edge in reaching.network.edges:
        found = weighed(edge, reaching.carriage.get(edge.id, Carriage()), reaching.rank)
        if found is None or edge.source == edge.target:
            continue
        if found[0] < graph.get_edge_data(edge.source, edge.target, {"cost": float("inf")})["cost"]:
            graph.add_edge(edge.source, edge.target, edge=edge, cost=found[0])
    return graph


def best_way(reaching: Reaching, source: str, target: str) -> Way | None:
    """The best way alone; None where there is none."""
    return _cheapest(reaching, living(reaching), source, target)


def reachable(network: Network, removed: frozenset[str], source: str) -> frozenset[str]:
    """All that can be reached from a node over living links once others are gone; nothing if it is gone itself."""
    import networkx as nx  # noqa: PLC0415 - as above

    graph = living(Reaching(without(network, removed)))
    return frozenset(nx.node_connected_component(graph, source)) if source in graph else frozenset()


def _cheapest(reaching: Reaching, graph: "nx.Graph", source: str, target: str) -> Way | None:
    import networkx as nx  # noqa: PLC0415 - as above

    try:
        return _way(reaching, graph, nx.dijkstra_path(graph, source, target, weight="cost"))
    except nx.NetworkXNoPath:
        return None


def _way(reaching: Reaching, graph: "nx.Graph", nodes: list[str]) -> Way:
    steps = list(pairwise(nodes))
    edges = tuple(graph.edges[step]["edge"] for step in steps)
    cost = sum(graph.edges[step]["cost"] for step in steps)
    return Way(tuple(nodes), edges, round(cost, 2), tuple(_reasons(reaching, steps, edges)))


def _reasons(reaching: Reaching, steps: list[tuple[str, str]], edges: tuple[Edge, ...]) -> Iterator[str]:
    """One for each thing that speaks against it, with the ends of the link."""
    for (begin, end), edge in zip(steps, edges, strict=True):
        found = weighed(edge, reaching.carriage.get(edge.id, Carriage()), reaching.rank)
        for reason in found[1] if found else ():
            one, two = (reaching.network.node(node).caption for node in (begin, end))
            yield f"{one} to {two}: {reason}"


def _take_out(graph: "nx.Graph", way: Way) -> None:
    """What the way uses; of a direct one, which has no point between its ends, the link itself."""
    graph.remove_nodes_from(way.nodes[1:-1])
    if len(way.edges) == 1:
        graph.remove_edge(way.nodes[0], way.nodes[-1])


def _one_by_one(reaching: Reaching, graph: "nx.Graph", source: str, target: str, most: int) -> Iterator[Way]:
    for _ in range(most):
        found = _cheapest(reaching, graph, source, target)
        if found is None:
            return
        yield found
        _take_out(graph, found)


def _disjoint(reaching: Reaching, graph: "nx.Graph", source: str, target: str, most: int) -> list[Way]:
    """By flow: where taking the cheapest first would block others, this finds more of them."""
    import networkx as nx  # noqa: PLC0415 - as above

    try:
        found = list(nx.node_disjoint_paths(graph, source, target, cutoff=most))
    except nx.NetworkXNoPath:
        return []
    return [_way(reaching, graph, nodes) for nodes in found[:most]]

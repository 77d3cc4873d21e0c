"""A network as plain values, made from records by whoever has them, and cut to size here.

Filters return new networks; a node without links is a node like any other and stays.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from crisisdesk.errors import UserError

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something that has links.

    ``kind`` chooses the symbol (see :mod:`crisisdesk.network.symbols`), ``group`` what is drawn
    together, ``record_type`` with ``id`` finds the record again; ``folded`` are the ids of the nodes that were put
    into this one, ``mark`` what is said of it in this picture (see :mod:`crisisdesk.network.marks`),
    ``at`` its longitude and latitude in degrees where it has a place on the earth.
    """

    id: str
    caption: str
    kind: str = "unknown"
    group: str = ""
    marking: str = ""
    record_type: str = ""
    detail: str = ""
    folded: tuple[str, ...] = ()
    mark: str = ""
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One link; several may join the same two nodes, and one may come back to its own.

    ``status`` is one of active, planned, dormant, strained, broken; ``strength`` 1 to 5, None if unknown. ``parts``
    are the ids of the links that this one stands for, where it stands for several; ``rhythm`` is the number of days
    within which it is to be used.
    """

    id: str
    source: str
    target: str
    kind: str = ""
    label: str = ""
    directed: bool = False
    status: str = "active"
    strength: int | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    marking: str = ""
    last_used: datetime | None = None
    detail: str = ""
    parts: tuple[str, ...] = ()
    mark: str = ""
    rhythm: int | None = None


@dataclass(frozen=True)
class Network:
    """Nodes and edges between them, each with an id that no other of its sort has.

    ``as_of`` is the moment that the network shows, None for one that has no such moment.

    Raises:
        UserError: Two nodes or two edges have one id, or an edge leads to a node that is not there.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    title: str = ""
    as_of: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.index) < len(self.nodes):
            twice = next(node for at, node in enumerate(self.nodes) if self.index[node.id] != at)
            raise UserError(f"Two nodes of this network have the same id, {twice.id!r}; give one another id.")
        known: set[str] = set()
        for edge in self.edges:
            if edge.id in known:
                raise UserError(
                    f"Two links of this network have the same id, {edge.id!r}; give one another id."
                )
            known.add(edge.id)
            for end in (edge.source, edge.target):
                if end not in self.index:
                    raise UserError(
                        f"The link {edge.id!r} leads to {end!r}, which is no node of this network."
                    )

    @cached_property
    def index(self) -> dict[str, int]:
        """Place of each node in ``nodes`` by its id."""
        return {node.id: at for at, node in enumerate(self.nodes)}

    def node(self, node_id: str) -> Node:
        """The node with this id.

        Raises:
            UserError: There is none.
        """
        at = self.index.get(node_id)
        if at is None:
            raise UserError(f"This network holds no node with the id {node_id!r}.")
        return self.nodes[at]

    @cached_property
    def neighbours(self) -> dict[str, frozenset[str]]:
        """Ids linked with each node in either direction, itself left out."""
        found: dict[str, set[str]] = {node.id: set() for node in self.nodes}
        for edge in self.edges:
            if edge.source != edge.target:
                found[edge.source].add(edge.target)
                found[edge.target].add(edge.source)
        return {node: frozenset(others) for node, others in found.items()}


def kept(network: Network, ids: Collection[str]) -> Network:
    """Only the nodes with these ids, and the edges among them."""
    wanted = set(ids)
    return replace(
        network,
        nodes=tuple(node for node in network.nodes if node.id in wanted),
        edges=tuple(edge for edge in network.edges if edge.source in wanted and edge.target in wanted),
    )


def without(network: Network, ids: Collection[str]) -> Network:
    """The network as it were if these nodes were gone, with all their links."""
    return kept(network, network.index.keys() - set(ids))


def of_kinds(network: Network, kinds: Collection[str]) -> Network:
    """Only the nodes of these kinds, and the edges among them."""
    return kept(network, [node.id for node in network.nodes if node.kind in kinds])


def of_links(network: Network, kinds: Collection[str]) -> Network:
    """All nodes, but only the edges of these kinds."""
    return replace(network, edges=tuple(edge for edge in network.edges if edge.kind in kinds))


def distances(network: Network, node_id: str) -> dict[str, int]:
    """Links on the shortest way from this node to each that can be reached, whatever their direction.

    Raises:
        UserError: The node is not in the network.
    """
    steps, reached = 0, {network.node(node_id).id: 0}
    edge_of_known = [node_id]
    while edge_of_known:
        steps += 1
        new = {other for at in edge_of_known for other in network.neighbours[at]} - reached.keys()
        reached.update(dict.fromkeys(new, steps))
        edge_of_known = sorted(new)
    return reached


def ego(network: Network, node_id: str, depth: int = 1) -> Network:
    """The node, all that can be reached from it over at most ``depth`` links, and the edges among them.

    Raises:
        UserError: The node is not in the network.
    """
    return kept(network, [at for at, steps in distances(network, node_id).items() if steps <= depth])


def components(network: Network) -> tuple[tuple[str, ...], ...]:
    """Islands: ids that hang together whatever the direction of the links; largest first, then in node order."""
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for node in network.nodes:
        if node.id not in seen:
            island = distances(network, node.id).keys()
            seen |= island
            found.append(tuple(sorted(island, key=network.index.__getitem__)))
    return tuple(sorted(found, key=len, reverse=True))


def grouped(network: Network) -> dict[str, tuple[Node, ...]]:
    """Nodes by their group, or by their kind where they have none; groups in order of first appearance."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in network.nodes:
        found[node.group or node.kind].append(node)
    return {group: tuple(nodes) for group, nodes in found.items()}


def multigraph(network: Network) -> "nx.MultiDiGraph":
    """All nodes and edges for networkx; the value itself is the attribute ``node`` or ``edge``, the key the id."""
    import networkx as nx  # noqa: PLC0415 - 70 ms that a start without a network page need not pay

    graph = nx.MultiDiGraph(title=network.title)
    graph.add_nodes_from((node.id, {"node": node}) for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target, edge.id, {"edge": edge}) for edge in network.edges)
    return graph


def simple_graph(network: Network) -> "nx.Graph":
    """Who is linked to whom, for networkx: no direction, no parallel edges, no loops."""
    import networkx as nx  # noqa: PLC0415 - as above

    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in network.edges if edge.source != edge.target)
    return graph

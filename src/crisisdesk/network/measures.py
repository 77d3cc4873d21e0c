"""What can be counted in a network, each with one sentence of what it means.

All measures look at who is linked to whom, whatever the direction, number, status or strength of the links.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from crisisdesk.network.graph import Network, components, simple_graph
from crisisdesk.network.layouts.base import Arrays, Floats, Integers, arrays

_BLOCK = 128
_FEW = 8
_SEED = 1
Counts = NDArray[np.floating[Any]]
"""Numbers of ways, in single or double precision."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for each node or for each edge, by id."""

    name: str
    label: str
    meaning: str
    of: Literal["node", "edge"]
    values: Callable[[Network], Mapping[str, float]]


def degree(network: Network) -> dict[str, float]:
    """How many others each node is linked to."""
    return {node.id: float(len(network.neighbours[node.id])) for node in network.nodes}


def betweenness(network: Network) -> dict[str, float]:
    """Share of the shortest ways between others that lead through each node; 0 to 1, to six figures.

    By Brandes' method (2001), some hundred sources at a time: all pairs, no sample. Single precision takes half the
    time; where there are more ways than it can count, that block is counted again in double.
    """
    found = np.zeros(len(network.nodes))
    links = arrays(network)
    linked = np.flatnonzero(links.degrees)
    linked = linked[np.argsort(-links.degrees[linked], kind="stable")]
    summing = Summing(links.part(linked))
    for begin in range(0, len(linked), _BLOCK):
        sources = np.arange(begin, min(begin + _BLOCK, len(linked)))
        found[linked] += _dependencies(summing, sources)
    pairs = (len(found) - 1) * (len(found) - 2)
    if pairs > 0:
        found /= pairs
    return {node.id: float(value) for node, value in zip(network.nodes, found, strict=True)}


class Summing:
    """Sums over the neighbours of all nodes at once; the nodes are numbered by falling degree.

    The first neighbours of all nodes are added as one array, then the second of those that have one, and so on:
    eight times faster than summing up the stretches of a sorted list. What few hubs have beyond is summed for each.
    """

    def __init__(self, links: Arrays) -> None:
        self.count = links.count
        degrees, starts = links.degrees, links.starts
        self._columns: list[Integers] = []
        while (having := int((degrees > len(self._columns)).sum())) >= _FEW:
            self._columns.append(links.targets[starts[:having] + len(self._columns)])
        depth = len(self._columns)
        self._rest = [
            (hub, links.targets[starts[hub] + depth : starts[hub + 1]])
            for hub in np.flatnonzero(degrees > depth).tolist()
        ]

    def over_neighbours(self, values: Counts, into: Counts, spare: Counts) -> Counts:
        """For each node (row) the sum of the rows of its neighbours, written to ``into``.

        ``spare`` is overwritten: arrays that are made anew for each sum would cost more than the summing.
        """
        into.fill(0.0)
        for column in self._columns:
            rows = len(column)
            np.take(values, column, axis=0, out=spare[:rows], mode="clip")
            np.add(into[:rows], spare[:rows], out=into[:rows])
        for hub, others in self._rest:
            into[hub] += values.take(others, axis=0).sum(axis=0)
        return into


def _dependencies(summing: Summing, sources: Integers) -> Floats:
    """Sum over these sources of how much each node lies between them and all others."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = _counted(summing, sources, np.float32)
    return found if np.isfinite(found).all() else _counted(summing, sources, np.float64)


def _counted(summing: Summing, sources: Integers, kind: type[np.floating[Any]]) -> Floats:
    columns, shape = np.arange(len(sources)), (summing.count, len(sources))
    ways = np.zeros(shape, kind)
    ways[sources, columns] = 1.0
    spare, unseen, fronts = np.empty(shape, kind), 1.0 - ways, [ways.copy()]
    while True:
        arriving = summing.over_neighbours(fronts[-1], np.empty(shape, kind), spare)
        arriving *= unseen
        most = arriving.max()
        if not np.isfinite(most):
            return np.full(summing.count, np.nan)
        if not most:
            break
        ways += arriving
        np.equal(ways, 0.0, out=unseen)
        fronts.append(arriving)
    shares = np.divide(1.0, ways, out=np.zeros(shape, kind), where=ways > 0)
    resting, share, back = np.zeros(shape, kind), np.empty(shape, kind), np.empty(shape, kind)
    for front, before in zip(fronts[:0:-1], fronts[-2::-1], strict=True):
        np.add(resting, 1.0, out=share)
        share *= shares
        np.multiply(share, front > 0, out=share)
        summing.over_neighbours(share, back, spare)
        back *= before
        resting += back
    resting[sources, columns] = 0.0
    total: Floats = resting.sum(axis=1, dtype=np.float64)
    return total


def cut_nodes(network: Network) -> dict[str, float]:
    """1 for each node without which its island falls apart, else 0."""
    import networkx as nx  # noqa: PLC0415 - 70 ms that a start without a network page need not pay

    cuts = set(nx.articulation_points(simple_graph(network)))
    return {node.id: float(node.id in cuts) for node in network.nodes}


def bridges(network: Network) -> dict[str, float]:
    """1 for each link without which its island falls apart, else 0; parallel links are no bridges."""
    import networkx as nx  # noqa: PLC0415 - as above

    found = {frozenset(pair) for pair in nx.bridges(simple_graph(network))}
    ends = [frozenset((edge.source, edge.target)) for edge in network.edges]
    often = Counter(ends)
    return {
        edge.id: float(pair in found and often[pair] == 1)
        for edge, pair in zip(network.edges, ends, strict=True)
    }


def islands(network: Network) -> dict[str, float]:
    """Number of the island of each node, the largest is 1."""
    return {node: float(number) for number, island in enumerate(components(network), 1) for node in island}


def communities(network: Network) -> dict[str, float]:
    """Number of the circle of each node, the largest is 1; by Louvain's method, from a fixed seed."""
    import networkx as nx  # noqa: PLC0415 - as above

    if not network.nodes:
        return {}
    found = nx.community.louvain_communities(simple_graph(network), seed=_SEED)
    ranked = sorted(found, key=lambda circle: (-len(circle), min(map(network.index.__getitem__, circle))))
    number = {node: float(at) for at, circle in enumerate(ranked, 1) for node in circle}
    return {node.id: number[node.id] for node in network.nodes}


MEASURES: tuple[Measure, ...] = (
    Measure(
        "degree", "Direct links", "How many others somebody deals with directly.", "node", degree
    ),
    Measure(
        "betweenness", "Go-between",
        "How often the shortest way between two others leads through somebody.", "node", betweenness,
    ),
    Measure(
        "cut_nodes", "Holds together",
        "Without this one, some of the others could no longer reach each other.", "node", cut_nodes,
    ),
    Measure(
        "bridges", "Only link", "If this link is lost, two parts lose touch with each other.", "edge", bridges
    ),
    Measure(
        "islands", "Island", "Those with the same number can reach each other, over however many links.", "node",
        islands,
    ),
    Measure(
        "communities", "Circle",
        "Those with the same number have more links among themselves than with the rest.", "node", communities,
    ),
)  # fmt: skip


def measure_named(name: str) -> Measure:
    """The measure with this name; that of direct links for a name that there is not."""
    return next((measure for measure in MEASURES if measure.name == name), MEASURES[0])

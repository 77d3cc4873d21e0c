"""Circles of those who have more to do with each other than with the rest, side by side, with their outline."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crisisdesk.network.backdrop import Area, Backdrop
from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.base import (
    Arrays,
    Integers,
    Place,
    Plane,
    arrays,
    arrays_of,
    by_id,
    in_unit_square,
)
from crisisdesk.network.layouts.organic import side_by_side, with_strip
from crisisdesk.network.layouts.pinned import around_fixed

_ROOM = 1.15
_ROUND = 40
_MOST_BY_LOUVAIN = 6_000


@dataclass(frozen=True, slots=True)
class Clusters:
    """Communities apart from each other, linked ones near; each is drawn with its outline."""

    name: str = "clusters"
    label: str = "Circles"

    def place(
        self, network: Network, seed: int = 0, fixed: Mapping[str, Place] | None = None
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        links = arrays(network)
        places = with_strip(links, lambda part: _drawn(part, seed))
        held = {network.index[name]: place for name, place in (fixed or {}).items() if name in network.index}
        if held:
            places = around_fixed(links, places, held, seed)
        return by_id(network, places, fixed)

    def backdrop(self, network: Network, places: Mapping[str, Place]) -> Backdrop:
        """The outline of each circle of three and more."""
        circles: dict[int, list[Place]] = defaultdict(list)
        for node, circle in zip(network.nodes, communities(arrays(network)), strict=True):
            circles[int(circle)].append(places[node.id])
        large = (members for members in circles.values() if len(members) > 2)  # noqa: PLR2004 - fewer make no circle
        return Backdrop(tuple(Area(_outline(members), "region") for members in large))


def communities(links: Arrays) -> Integers:
    """The number of the circle of each node; by Louvain's method from a fixed seed, of very many by their islands."""
    import networkx as nx  # noqa: PLC0415 - 70 ms that a start without a network page need not pay

    found = np.zeros(links.count, dtype=np.intp)
    graph = nx.Graph()
    graph.add_nodes_from(range(links.count))
    once = links.sources < links.targets
    graph.add_edges_from(zip(links.sources[once].tolist(), links.targets[once].tolist(), strict=True))
    if links.count <= _MOST_BY_LOUVAIN:
        circles = nx.community.louvain_communities(graph, seed=1)
    else:
        circles = list(nx.community.fast_label_propagation_communities(graph, seed=1))
    for number, circle in enumerate(sorted(circles, key=lambda one: (-len(one), min(one)))):
        found[list(circle)] = number
    return found


def _drawn(links: Arrays, seed: int) -> Plane:
    """Each circle laid out for itself in a disc, and the discs by what joins them, none over another."""
    circle = communities(links)
    count = int(circle.max()) + 1
    members = [np.flatnonzero(circle == number) for number in range(count)]
    radii = np.array([math.sqrt(len(those)) * _ROOM for those in members])
    meta = arrays_of(count, circle[links.sources], circle[links.targets])
    middles = in_unit_square(side_by_side(meta, seed)) if count > 1 else np.zeros(1, dtype=np.complex128)
    middles = _parted(middles * (2.2 * math.sqrt(float((radii**2).sum()))), radii)
    places = np.zeros(links.count, dtype=np.complex128)
    for those, middle, radius in zip(members, middles, radii, strict=True):
        inner = side_by_side(links.part(those), seed)
        inner = inner - (inner.real.max() + inner.real.min() + 1j * (inner.imag.max() + inner.imag.min())) / 2
        size = float(np.abs(inner).max())
        places[those] = middle + (inner / size * radius * 0.8 if size > 0 else 0.0)
    return places


def _parted(middles: Plane, radii: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Plane:
    """Discs moved apart until none lies over another, then drawn together a little."""
    order = np.sign(np.subtract.outer(np.arange(len(radii)), np.arange(len(radii))))
    wanted = (radii[:, None] + radii[None, :]) * 1.12
    now = middles
    for _ in range(300):
        away = now[:, None] - now[None, :]
        far = np.abs(away)
        np.fill_diagonal(far, np.inf)
        lacking = np.clip(wanted - far, 0, None)
        heading = np.where(far > 1e-9, away / np.maximum(far, 1e-9), order * (1 + 0.3j))  # noqa: PLR2004 - nothing
        if not lacking.any():
            break
        now = now + (heading * lacking).sum(axis=1) * 0.3
    return now


def _outline(points: list[Place]) -> tuple[Place, ...]:
    """A rounded hull: points around each node, of which the outermost are kept."""
    spread = max(
        max(x for x, _ in points) - min(x for x, _ in points),
        max(y for _, y in points) - min(y for _, y in points),
    )
    radius = max(spread * 0.08, 0.018)
    turns = [2 * math.pi * at / _ROUND for at in range(_ROUND)]
    cloud = sorted({(x + radius * math.cos(t), y + radius * math.sin(t)) for x, y in points for t in turns})
    lower, upper = _half(cloud), _half(cloud[::-1])
    return (*lower[:-1], *upper[:-1])


def _half(points: list[Place]) -> list[Place]:
    """One side of the convex hull (Andrew 1979)."""
    found: list[Place] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

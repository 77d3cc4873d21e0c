"""What a layout is, and the arrays that layouts compute on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from crisisdesk.network.backdrop import NOTHING, Backdrop
from crisisdesk.network.graph import Network

Place = tuple[float, float]
Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Plane = NDArray[np.complex128]


class Layout(Protocol):
    """A way to give every node its place."""

    @property
    def name(self) -> str:
        """Stable word for files and the command line."""

    @property
    def label(self) -> str:
        """What a person chooses by."""

    def place(
        self, network: Network, seed: int = 0, fixed: Mapping[str, Place] | None = None
    ) -> dict[str, Place]:
        """A finite place in the unit square for every node, the same for the same arguments.

        Nodes in ``fixed`` stay exactly where that says, be it outside the square.
        """

    def backdrop(self, network: Network, places: Mapping[str, Place]) -> Backdrop:
        """What lies behind nodes in these places."""


class Plain:
    """A layout with nothing behind its nodes."""

    __slots__ = ()

    def backdrop(
        self,
        network: Network,  # noqa: ARG002 - nothing is drawn for any network
        places: Mapping[str, Place],  # noqa: ARG002 - the same
    ) -> Backdrop:
        """See :class:`Layout`."""
        return NOTHING


@dataclass(frozen=True, slots=True)
class Arrays:
    """Links as two columns in both directions, sorted by the first; no loops, no repetitions.

    ``starts[i]`` to ``starts[i + 1]`` are the rows of node ``i``.
    """

    count: int
    sources: Integers
    targets: Integers
    starts: Integers

    @property
    def degrees(self) -> Integers:
        """Neighbours of each node."""
        return np.diff(self.starts)

    def part(self, nodes: Integers) -> "Arrays":
        """The links among these nodes, numbered by their place in ``nodes``."""
        number = np.full(self.count, -1, dtype=np.intp)
        number[nodes] = np.arange(len(nodes))
        sources, targets = number[self.sources], number[self.targets]
        inside = (sources >= 0) & (targets >= 0)
        return arrays_of(len(nodes), sources[inside], targets[inside])


def arrays_of(count: int, sources: Integers, targets: Integers) -> Arrays:
    """Make both directions, sort, drop loops and repetitions."""
    both = np.concatenate([sources * count + targets, targets * count + sources])
    keys = np.unique(both) if len(both) else np.empty(0, dtype=np.intp)
    first, second = keys // max(count, 1), keys % max(count, 1)
    plain = first != second
    first, second = first[plain], second[plain]
    return Arrays(count, first, second, np.searchsorted(first, np.arange(count + 1)).astype(np.intp))


def arrays(network: Network) -> Arrays:
    """The links of a network, whatever their direction."""
    at = network.index
    size = len(network.edges)
    sources = np.fromiter((at[edge.source] for edge in network.edges), dtype=np.intp, count=size)
    targets = np.fromiter((at[edge.target] for edge in network.edges), dtype=np.intp, count=size)
    return arrays_of(len(network.nodes), sources, targets)


def islands(links: Arrays) -> list[Integers]:
    """Nodes that hang together, largest island first, each in node order."""
    label = np.arange(links.count)
    while links.count:
        lowest = label.copy()
        np.minimum.at(lowest, links.sources, label[links.targets])
        lowest = lowest[lowest]
        if np.array_equal(lowest, label):
            break
        label = lowest
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return sorted((part for part in np.split(order, cuts) if len(part)), key=len, reverse=True)


def in_unit_square(places: Plane, margin: float = 0.04) -> Plane:
    """Move and scale, alike in both directions, so that all lies within the square; centred."""
    if not len(places):
        return places
    low = complex(places.real.min(), places.imag.min())
    high = complex(places.real.max(), places.imag.max())
    size = max((high - low).real, (high - low).imag)
    middle = (low + high) / 2
    scale = (1 - 2 * margin) / size if size > 0 else 0.0
    return (places - middle) * scale + (0.5 + 0.5j)


def by_id(network: Network, places: Plane, fixed: Mapping[str, Place] | None) -> dict[str, Place]:
    """Places as the layouts hand them out, with the fixed ones put in exactly."""
    found = {
        node.id: (float(place.real), float(place.imag))
        for node, place in zip(network.nodes, places, strict=True)
    }
    held = fixed or {}
    return found | {name: (float(x), float(y)) for name, (x, y) in held.items() if name in found}

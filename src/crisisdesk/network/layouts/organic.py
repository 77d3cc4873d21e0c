"""Linked nodes near each other, the rest apart: the layout for every network.

Distances to a few nodes give the first picture, springs the final one. Where a
thousand nodes take networkx two seconds, this takes a twentieth of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.base import (
    Arrays,
    Floats,
    Place,
    Plain,
    Plane,
    arrays,
    by_id,
    in_unit_square,
    islands,
)
from crisisdesk.network.layouts.packing import packed
from crisisdesk.network.layouts.pinned import around_fixed
from crisisdesk.network.layouts.pivots import pivot_layout
from crisisdesk.network.layouts.springs import at_rest_size, relaxed

_SMALL = 220
_STEPS, _STEPS_OF_SMALL = 60, 160
_EVENED = 0.55


@dataclass(frozen=True, slots=True)
class Organic(Plain):
    """Springs between linked nodes; islands side by side."""

    name: str = "organic"
    label: str = "Organic"

    def place(
        self, network: Network, seed: int = 0, fixed: Mapping[str, Place] | None = None
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`.

        Nodes that are not fixed arrange themselves around those that are.
        """
        links = arrays(network)
        held = {network.index[name]: place for name, place in (fixed or {}).items() if name in network.index}
        places = side_by_side(links, seed)
        places = in_unit_square(evened(places) if links.count <= _SMALL else places)
        if held:
            places = around_fixed(links, places, held, seed)
        return by_id(network, places, fixed)


def side_by_side(links: Arrays, seed: int) -> Plane:
    """Every island laid out for itself, then packed; one link alone is about one long."""
    parts = islands(links)
    drawn = [island_layout(links.part(part), seed) for part in parts]
    places = np.zeros(links.count, dtype=np.complex128)
    for part, island in zip(parts, packed(drawn), strict=True):
        places[part] = island
    return places


def island_layout(links: Arrays, seed: int) -> Plane:
    """Places of nodes that all hang together, turned so that the picture is wider than high."""
    match links.count:
        case 1:
            return np.zeros(1, dtype=np.complex128)
        case 2:
            return np.array([-0.5, 0.5], dtype=np.complex128)
        case count:
            random = np.random.default_rng(seed)
            start = pivot_layout(links, random)
            jitter = random.normal(0, 0.05, (count, 2))
            start = at_rest_size(links, start + jitter[:, 0] + 1j * jitter[:, 1])
            steps = _STEPS_OF_SMALL if count <= _SMALL else _STEPS
            return lying(relaxed(links, start, steps=steps))


def evened(places: Plane) -> Plane:
    """Crowds drawn apart and empty stretches closed, so that there is room for captions.

    Each coordinate moves part of the way to its rank: who is left of whom, and above whom, stays so.
    """

    def part_of_the_way(along: Floats) -> Floats:
        extent = float(np.ptp(along))
        rounded = np.round(along, 9)
        rank = np.searchsorted(np.sort(rounded), rounded) / max(len(along) - 1, 1)
        moved: Floats = (1 - _EVENED) * (along - along.min()) + _EVENED * extent * rank
        return moved

    if len(places) == 0:
        return places
    return part_of_the_way(places.real) + 1j * part_of_the_way(places.imag)


def lying(places: Plane) -> Plane:
    """Turned around its middle so that the longest extent lies flat."""
    centred = places - places.mean()
    turn = complex((centred**2).sum()) ** 0.5
    lying_flat: Plane = centred * (abs(turn) / turn if abs(turn) > 0 else 1.0)
    return lying_flat

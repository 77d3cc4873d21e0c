"""Linked nodes near each other, the rest apart: the layout for every network.

Distances to a few nodes give the first picture, springs the final one. Where a
thousand nodes take networkx two seconds, this takes a twentieth of one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

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
_EVENED = 0.65
_IN_A_STRIP, _BETWEEN_STRIPS = 16, 0.1


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
        places = with_strip(links, partial(_spread, seed=seed))
        if held:
            places = around_fixed(links, places, held, seed)
        return by_id(network, places, fixed)


def _spread(links: Arrays, seed: int) -> Plane:
    places = side_by_side(links, seed)
    return evened(places) if links.count <= _SMALL else places


def with_strip(links: Arrays, draw: Callable[[Arrays], Plane]) -> Plane:
    """The unit square: what is linked as ``draw`` lays it out, and under it a strip of those that nothing leads to."""
    linked, alone = np.flatnonzero(links.degrees), np.flatnonzero(links.degrees == 0)
    places = np.zeros(links.count, dtype=np.complex128)
    if len(linked):
        places[linked] = in_unit_square(draw(links.part(linked)))
    rows = np.array_split(alone, -(-len(alone) // _IN_A_STRIP)) if len(alone) else []
    below = float(places[linked].imag.max()) if len(linked) else 0.0
    for at, row in enumerate(rows):
        along = np.linspace(0.04, 0.96, len(row)) if len(row) > 1 else np.array([0.5])
        places[row] = along + 1j * (below + _BETWEEN_STRIPS * (at + 1))
    return in_unit_square(places)


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

"""Far apart in the picture what is many links apart: the layout for reading distances.

Stress majorization (Gansner, Koren and North 2004) in steps that are halved, so that all nodes may move at once.
Up to some hundred nodes every pair counts; of more, the pairs with some pivots and the links themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.base import (
    Arrays,
    Floats,
    Integers,
    Place,
    Plain,
    Plane,
    arrays,
    by_id,
    islands,
)
from crisisdesk.network.layouts.organic import lying, with_strip
from crisisdesk.network.layouts.packing import packed
from crisisdesk.network.layouts.pinned import around_fixed
from crisisdesk.network.layouts.pivots import hops, pivot_layout

_EVERY_PAIR_UP_TO = 700
_AT_ONCE = 64
_PIVOTS, _MANY_PIVOTS_UP_TO = 200, 5_000
_STEPS, _STEPS_OF_LARGE = 120, 80
_STILL = 1e-4
_STEP = 0.8
"""Half a step never makes it worse; more is faster, and no graph was found that it shakes."""


@dataclass(frozen=True, slots=True)
class Distances(Plain):
    """The length of a way through the picture tells how many links it takes."""

    name: str = "distances"
    label: str = "True distances"

    def place(
        self, network: Network, seed: int = 0, fixed: Mapping[str, Place] | None = None
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        links = arrays(network)
        places = with_strip(links, partial(_side_by_side, seed=seed))
        held = {network.index[name]: place for name, place in (fixed or {}).items() if name in network.index}
        if held:
            places = around_fixed(links, places, held, seed)
        return by_id(network, places, fixed)


def _side_by_side(links: Arrays, seed: int) -> Plane:
    parts = islands(links)
    drawn = [_island(links.part(part), seed) for part in parts]
    places = np.zeros(links.count, dtype=np.complex128)
    for part, island in zip(parts, packed(drawn), strict=True):
        places[part] = island
    return places


def _island(links: Arrays, seed: int) -> Plane:
    if links.count <= 2:  # noqa: PLR2004 - one link has one length
        return np.arange(links.count, dtype=np.complex128)
    random = np.random.default_rng(seed)
    start = pivot_layout(links, random)
    start = start + random.normal(0, 0.05, links.count) + 1j * random.normal(0, 0.05, links.count)
    if links.count <= _EVERY_PAIR_UP_TO:
        everyone = np.arange(links.count, dtype=np.intp)
        return lying(_majorized(links, start, everyone, _STEPS))
    many = _PIVOTS if links.count <= _MANY_PIVOTS_UP_TO else _AT_ONCE
    pivots = np.sort(random.permutation(links.count)[:many]).astype(np.intp)
    return lying(_majorized(links, start, pivots, _STEPS_OF_LARGE))


def _majorized(links: Arrays, places: Plane, others: Integers, steps: int) -> Plane:
    """Move all nodes towards where their distances from ``others`` and from their neighbours are right."""
    blocks = [hops(links, others[begin : begin + _AT_ONCE]) for begin in range(0, len(others), _AT_ONCE)]
    wanted: Floats = np.hstack(blocks)
    weight = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    linked = len(others) < links.count
    total = weight.sum(axis=1) + (links.degrees if linked else 0)
    now = places
    for _ in range(steps):
        away = now[:, None] - now[others][None, :]
        length = np.maximum(np.abs(away), 1e-9)
        pull = (weight * (away - away / length * wanted)).sum(axis=1)
        if linked:
            along = now[links.sources] - now[links.targets]
            off = along - along / np.maximum(np.abs(along), 1e-9)
            pull = pull + np.add.reduceat(off, links.starts[:-1])
        move = pull / total
        now = now - move * _STEP
        if np.abs(move).max() < _STILL:
            break
    return now

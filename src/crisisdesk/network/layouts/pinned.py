"""Nodes that arrive in a picture whose others must not move."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from crisisdesk.network.layouts.base import Arrays, Integers, Place, Plane, islands
from crisisdesk.network.layouts.springs import relaxed

_STEPS = 80
_CANDIDATES = 24  # spots tried along each side of the square


def around_fixed(links: Arrays, free_layout: Plane, fixed: Mapping[int, Place], seed: int) -> Plane:
    """The fixed nodes where they are, the others in the room between and around them.

    ``free_layout`` is the picture that would be drawn if nothing were fixed, in the unit square.
    """
    held = np.zeros(links.count, dtype=np.bool_)
    held[list(fixed)] = True
    places = free_layout.copy()
    places[list(fixed)] = [complex(*place) for place in fixed.values()]
    near = 0.8 / np.sqrt(links.count)
    random = np.random.default_rng(seed)
    for island in islands(links):
        if held[island].any():
            _start_near_neighbours(links, places, held, island, near=near, random=random)
            if not held[island].all() and len(island) > 1:
                part = relaxed(
                    links.part(island), places[island] / near, steps=_STEPS, heat=0.05, free=~held[island]
                )
                places[island] = np.where(held[island], places[island], _inside(part * near))
    known = held.copy()
    for island in islands(links):
        if held[island].any():
            known[island] = True
    for island in islands(links):
        if not known[island].any():
            _move_to_free_room(places, known, island, near)
            known[island] = True
    return places


def _start_near_neighbours(
    links: Arrays,
    places: Plane,
    held: NDArray[np.bool_],
    island: Integers,
    *,
    near: float,
    random: np.random.Generator,
) -> None:
    """Each node of the island beside the middle of its neighbours with a place, outwards from the fixed ones."""
    placed = held.copy()
    waiting = [int(node) for node in island if not held[node]]
    while waiting:
        ready = [
            node
            for node in waiting
            if placed[links.targets[links.starts[node] : links.starts[node + 1]]].any()
        ]
        for node in ready:
            around = links.targets[links.starts[node] : links.starts[node + 1]]
            angle = random.uniform(0, 2 * np.pi)
            places[node] = places[around[placed[around]]].mean() + near * np.exp(1j * angle) * 0.7
        placed[ready] = True
        waiting = [node for node in waiting if not placed[node]]


def _move_to_free_room(places: Plane, known: NDArray[np.bool_], island: Integers, near: float) -> None:
    """Move an island, shrunk to its share of the square, to the spot farthest from all that is known."""
    part = places[island] - places[island].mean()
    size = np.abs(part).max()
    part = part * (near * np.sqrt(len(island)) / size if size > 0 else 0.0)
    radius = min(float(np.abs(part).max()), 0.45)
    line = np.linspace(0.03 + radius, 0.97 - radius, _CANDIDATES)
    spots = (line[None, :] + 1j * line[:, None]).ravel()
    crowd = (
        np.abs(spots[:, None] - places[known][None, :]).min(axis=1) if known.any() else np.ones(len(spots))
    )
    places[island] = _inside(spots[int(np.argmax(np.round(crowd, 9)))] + part)


def _inside(places: Plane) -> Plane:
    inside: Plane = np.clip(places.real, 0.0, 1.0) + 1j * np.clip(places.imag, 0.0, 1.0)
    return inside

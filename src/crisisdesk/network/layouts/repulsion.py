"""All nodes push each other away: exactly for few, over a grid for many.

Every function returns the sum over the others of ``1 / distance`` away from them, as complex numbers.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crisisdesk.network.layouts.base import Integers, Plane

_EXACT_UP_TO = 100
_REACH = 3  # grid cells within which single pairs count, when asked for
_CROWD = 48  # neighbours looked at per node and cell, so that a heap of nodes costs no square
_HALF_OF_AROUND = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


class Repulsion:
    """The push on each of ``count`` nodes, in steps.

    Near neighbours are listed anew at each call of :meth:`look_around`, and used until the next.
    """

    def __init__(self, count: int, finest: int = 8) -> None:
        """``finest`` is the power of two that a side of the grid has cells at most."""
        self._exact = count <= _EXACT_UP_TO
        self._cells = int(2 ** np.clip(np.round(np.log2(2 * np.sqrt(max(count, 1)))), 5, finest))
        self._pairs: tuple[Integers, Integers] | None = None

    def look_around(self, places: Plane) -> None:
        """From now on let pairs that are near each other now push each other exactly."""
        if not self._exact:
            self._pairs = near_pairs(places, _REACH * self._cell(places))

    def push(self, places: Plane) -> Plane:
        """The push on each node at these places."""
        if self._exact:
            return exact_push(places)
        cell = self._cell(places)
        force = mesh_push(places, cell, self._cells)
        if self._pairs is not None:
            _add_near(force, places, self._pairs, cell)
        return force

    def _cell(self, places: Plane) -> float:
        extent = max(np.ptp(places.real), np.ptp(places.imag))
        return float(max(extent, 1e-9)) / (self._cells - 2)


def exact_push(places: Plane) -> Plane:
    """Every pair, which is fast for a few hundred nodes."""
    away = places[:, None] - places[None, :]
    square = away.real**2 + away.imag**2
    np.fill_diagonal(square, 1.0)
    total: Plane = (away / np.maximum(square, 1e-9)).sum(axis=1)
    return total


def mesh_push(places: Plane, cell: float, cells: int) -> Plane:
    """Spread the nodes on a grid, convolve it with the law of force, read the result where the nodes are.

    Softened within about one cell: there the push falls to nothing instead of growing.
    """
    x = (places.real - places.real.min()) / cell + 0.5
    y = (places.imag - places.imag.min()) / cell + 0.5
    column, row = x.astype(np.intp), y.astype(np.intp)
    right, down = x - column, y - row
    corner = row * cells + column
    corners = (corner, corner + 1, corner + cells, corner + cells + 1)
    shares = ((1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down)
    mass = np.zeros(cells * cells)
    for where, share in zip(corners, shares, strict=True):
        mass += np.bincount(where, share, cells * cells)
    size = (2 * cells, 2 * cells)
    spectrum = np.fft.rfft2(mass.reshape(cells, cells).astype(np.float32), size)
    across, along = _law(cells)
    field = np.empty((cells, cells), dtype=np.complex128)
    field.real = np.fft.irfft2(spectrum * across, size)[:cells, :cells]
    field.imag = np.fft.irfft2(spectrum * along, size)[:cells, :cells]
    flat = field.ravel()
    force = np.zeros(len(places), dtype=np.complex128)
    for where, share in zip(corners, shares, strict=True):
        force += flat[where] * share
    return force / cell


@lru_cache(maxsize=8)
def _law(cells: int) -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """Spectra of the force at each distance in cells, wrapped round as a convolution wants it."""
    steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells)).astype(np.float32)
    square = steps[None, :] ** 2 + steps[:, None] ** 2 + 1
    return (
        np.fft.rfft2(steps[None, :] / square).astype(np.complex64),
        np.fft.rfft2(steps[:, None] / square).astype(np.complex64),
    )


def near_pairs(places: Plane, reach: float) -> tuple[Integers, Integers]:
    """Pairs of nodes in the same or in touching squares of this width; each pair once."""
    count = len(places)
    column = ((places.real - places.real.min()) / reach).astype(np.intp) + 1
    row = ((places.imag - places.imag.min()) / reach).astype(np.intp) + 1
    width = int(column.max()) + 2
    square = row * width + column
    order = np.argsort(square, kind="stable")
    starts = np.searchsorted(square[order], np.arange(int(square.max()) + width + 3))
    firsts, seconds = [], []
    rank = np.empty(count, dtype=np.intp)
    rank[order] = np.arange(count)
    for right, down in _HALF_OF_AROUND:
        other = square + down * width + right
        begin = rank + 1 if (right, down) == (0, 0) else starts[other]
        many = np.minimum(starts[other + 1] - begin, _CROWD)
        offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        firsts.append(np.repeat(np.arange(count), many))
        seconds.append(order[np.repeat(begin, many) + offset])
    return np.concatenate(firsts), np.concatenate(seconds)


def _add_near(force: Plane, places: Plane, pairs: tuple[Integers, Integers], cell: float) -> None:
    """What the softened grid left out between single pairs within reach."""
    first, second = pairs
    away = places[first] - places[second]
    square = np.maximum(away.real**2 + away.imag**2, (cell * 0.02) ** 2)
    missing = away * (1 / square - 1 / (square + cell**2))
    missing[square > (_REACH * cell) ** 2] = 0
    for axis in ("real", "imag"):
        weights, size = getattr(missing, axis), len(places)
        one, two = np.bincount(first, weights, size), np.bincount(second, weights, size)
        setattr(force, axis, getattr(force, axis) + one - two)

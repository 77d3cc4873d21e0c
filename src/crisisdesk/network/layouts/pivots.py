"""A first layout from the distances to a few nodes (PivotMDS: Brandes and Pich 2007)."""

import numpy as np

from crisisdesk.network.layouts.base import Arrays, Floats, Integers, Plane

_PIVOTS = 64  # as many as one machine word has bits: all searches advance in one step


def pivot_layout(links: Arrays, random: np.random.Generator) -> Plane:
    """Places of the nodes of one island, so that far in the graph is far in the picture.

    Lengths are in links. Costs a breadth-first search from 64 nodes at once
    and the eigenvectors of a 64 by 64 matrix.
    """
    pivots = np.sort(random.permutation(links.count)[:_PIVOTS]).astype(np.intp)
    squares = hops(links, pivots) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ vectors[:, -1:-3:-1]
    if axes.shape[1] == 1:
        axes = np.column_stack([axes, np.zeros(len(axes))])
    axes *= np.where(
        axes[np.abs(axes).argmax(axis=0), (0, 1)] < 0, -1.0, 1.0
    )  # a sign, whatever LAPACK chose
    places: Plane = axes[:, 0] + 1j * axes[:, 1]
    spread = np.abs(places).max()
    return places / spread * squares.max() ** 0.5 / 2 if spread > 0 else places


def hops(links: Arrays, origins: Integers) -> Floats:
    """Links on the shortest way from each node (row) to each of at most 64 origins (column).

    The nodes must hang together. Each node's word has one bit for each origin that has reached it.
    """
    bits = np.left_shift(np.uint64(1), np.arange(len(origins), dtype=np.uint64))
    seen = np.zeros(links.count, dtype="<u8")
    np.bitwise_or.at(seen, origins, bits)
    steps = np.zeros((links.count, len(origins)))
    frontier, level = seen.copy(), 0
    while frontier.any():
        missing = np.unpackbits(~seen.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        steps += missing[:, : len(origins)]
        arriving = np.bitwise_or.reduceat(frontier[links.targets], links.starts[:-1])
        frontier = arriving & ~seen
        seen |= frontier
        level += 1
    return steps

"""A layout at work: one step at a time, each short enough to be drawn sixty times a second."""

from collections.abc import Mapping

import numpy as np

from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.base import Floats, Place, Plane, arrays
from crisisdesk.network.layouts.repulsion import Repulsion
from crisisdesk.network.layouts.springs import at_rest_size

_COOLER = 0.985
_STILL = 0.002


class Live:
    """Springs that move a network from given places to better ones.

    The unit is that of the places it was given. It cools with each step and comes to rest by itself.
    """

    def __init__(
        self, network: Network, places: Mapping[str, Place], fixed: frozenset[str] = frozenset()
    ) -> None:
        links = arrays(network)
        self._sources, self._targets = links.sources, links.targets
        given = np.array([complex(*places[node.id]) for node in network.nodes], dtype=np.complex128)
        size = at_rest_size(links, given)
        largest = float(np.abs(size - size.mean()).max()) if links.count else 0.0
        before = float(np.abs(given - given.mean()).max()) if links.count else 0.0
        self._scale = largest / before if largest > 0 and before > 0 else 1.0
        self._now: Plane = given * self._scale
        self._repulsion = Repulsion(links.count, finest=7)
        self._count = links.count
        self._held = np.array([node.id in fixed for node in network.nodes], dtype=np.bool_)
        self._heat = 0.04 * max(np.ptp(self._now.real), np.ptp(self._now.imag), 1.0) if links.count else 0.0
        self._first = self._heat

    @property
    def at_rest(self) -> bool:
        """Whether further steps would not be seen."""
        return self._count < 2 or self._heat <= self._first * _STILL  # noqa: PLR2004 - one node alone is at rest

    def step(self) -> None:
        """Move every node once."""
        if self.at_rest:
            return
        along = self._now[self._targets] - self._now[self._sources]
        pull = along * np.abs(along)
        force = self._repulsion.push(self._now)
        force.real += np.bincount(self._sources, pull.real, self._count)
        force.imag += np.bincount(self._sources, pull.imag, self._count)
        length = np.abs(force)
        move = force * (np.minimum(length, self._heat) / (length + 1e-12))
        if self._held.any():
            move[self._held] = 0.0
        self._now += move
        self._heat *= _COOLER

    @property
    def points(self) -> Floats:
        """X and y of every node, in the order of the network."""
        return np.column_stack((self._now.real, self._now.imag)) / self._scale

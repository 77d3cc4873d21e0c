"""All nodes on one circle, group beside group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crisisdesk.network.graph import Network, grouped
from crisisdesk.network.layouts.base import Place, Plain, by_id

_RADIUS = 0.46
_GAP_BETWEEN_GROUPS = 1.0  # in places of a node
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Circular(Plain):
    """Groups with the most links to each other stand near each other; the seed has no part in it."""

    name: str = "circular"
    label: str = "Circle by group"

    def place(
        self,
        network: Network,
        seed: int = 0,  # noqa: ARG002 - nothing here is left to chance
        fixed: Mapping[str, Place] | None = None,
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        groups = [[node.id for node in nodes] for nodes in grouped(network).values()]
        for _ in range(_SWEEPS):
            angles = _angles(groups)
            for group in groups:
                group.sort(key=lambda node: _pull(node, network, angles))
        angles = _angles(groups)
        places = np.array([np.exp(1j * angles[node.id]) for node in network.nodes], dtype=np.complex128)
        alone = len(network.nodes) == 1
        return by_id(network, (0.0 if alone else _RADIUS) * places + (0.5 + 0.5j), fixed)


def _angles(groups: list[list[str]]) -> dict[str, float]:
    """Clockwise from the top; one place for each node and one between groups."""
    gap = _GAP_BETWEEN_GROUPS if len(groups) > 1 else 0.0
    places = sum(len(group) + gap for group in groups)
    angles, at = {}, 0.0
    for group in groups:
        for node in group:
            angles[node] = at / places * 2 * np.pi - np.pi / 2
            at += 1
        at += gap
    return angles


def _pull(node: str, network: Network, angles: Mapping[str, float]) -> float:
    """Where along the circle, seen from itself, the neighbours of a node are on average."""
    own = angles[node]
    away = [(angles[other] - own + np.pi) % (2 * np.pi) - np.pi for other in sorted(network.neighbours[node])]
    return round(own + (sum(away) / len(away) if away else 0.0), 9)

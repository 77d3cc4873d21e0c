"""One node in the middle, and the others on rings by their distance from it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from crisisdesk.network.graph import Network, distances
from crisisdesk.network.layouts.base import Place, Plain

_OUTER = 0.46


@dataclass(frozen=True, slots=True)
class Rings(Plain):
    """``center`` is an id; the best linked node if there is no such node. The seed has no part in it.

    What cannot be reached from the centre stands on a ring of its own, outside.
    """

    name: str = "rings"
    label: str = "Rings around one"
    center: str = ""

    def place(
        self,
        network: Network,
        seed: int = 0,  # noqa: ARG002 - nothing here is left to chance
        fixed: Mapping[str, Place] | None = None,
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        if not network.nodes:
            return {}
        center = self.center if self.center in network.index else _best_linked(network)
        steps = distances(network, center)
        outside = max(steps.values()) + 1
        away = [node.id for node in network.nodes if node.id not in steps]
        rings = outside if away else outside - 1
        angles = _angles(network, center, steps) | {
            node: 2 * math.pi * at / len(away) for at, node in enumerate(away)
        }
        held = fixed or {}
        found: dict[str, Place] = {}
        for node in network.nodes:
            radius = _OUTER * steps.get(node.id, outside) / max(rings, 1)
            place = (0.5 + radius * math.cos(angles[node.id]), 0.5 + radius * math.sin(angles[node.id]))
            found[node.id] = held.get(node.id, place)
        return found


def _best_linked(network: Network) -> str:
    return max(network.nodes, key=lambda node: len(network.neighbours[node.id])).id


def _angles(network: Network, center: str, steps: Mapping[str, int]) -> dict[str, float]:
    """Each node has the sector of the first neighbour nearer to the centre, shared by the size of what follows."""
    followers: dict[str, list[str]] = {node: [] for node in steps}
    weight = dict.fromkeys(steps, 1.0)
    outwards = sorted(steps, key=lambda node: (steps[node], network.index[node]))
    leader = {
        node: min(
            (other for other in network.neighbours[node] if steps[other] == steps[node] - 1),
            key=network.index.__getitem__,
        )
        for node in outwards[1:]
    }
    for node in outwards[1:]:
        followers[leader[node]].append(node)
    for node in reversed(outwards):
        if followers[node]:
            weight[node] = sum(weight[other] for other in followers[node])
    begin, angles = {center: -math.pi / 2}, {center: 0.0}
    for node in outwards:
        at, full = begin[node], 2 * math.pi / weight[center]
        for other in followers[node]:
            begin[other] = at
            angles[other] = at + weight[other] * full / 2
            at += weight[other] * full
    return angles

"""Who answers to whom, from the top down."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from crisisdesk.network.graph import Network, components
from crisisdesk.network.layouts.base import Place, Plain

_TARGET_ABOVE = frozenset({"reports_to", "member_of", "part_of", "represents", "clears", "concurs"})
_SOURCE_ABOVE = frozenset({"commands", "lead_agency", "owns", "controls"})
_SWEEPS = 8
_MOST_IN_A_ROW = 12


@dataclass(frozen=True, slots=True)
class Hierarchy(Plain):
    """Layers by links of command, reporting, membership and ownership.

    An island without such links is layered by its distance from its best linked node.
    A layer of many nodes takes several rows. The seed has no part in it.
    """

    name: str = "hierarchy"
    label: str = "Hierarchy"

    def place(
        self,
        network: Network,
        seed: int = 0,  # noqa: ARG002 - nothing here is left to chance
        fixed: Mapping[str, Place] | None = None,
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        layers: dict[int, list[str]] = defaultdict(list)
        depth = levels(network)
        for node in network.nodes:
            layers[depth[node.id]].append(node.id)
        ordered = [layers[level] for level in sorted(layers)]
        _untangle(ordered, network)
        rows = [row for layer in ordered for row in _rows(layer)]
        places = {
            node: (_share(at, len(row)), _share(level, len(rows)))
            for level, row in enumerate(rows)
            for at, node in enumerate(row)
        }
        held = fixed or {}
        return {node.id: held.get(node.id, places[node.id]) for node in network.nodes}


def levels(network: Network) -> dict[str, int]:
    """Layer of each node, 0 at the top; every island begins there."""
    below = _subordinates(network)
    found: dict[str, int] = {}
    for island in components(network):
        ranked = [node for node in island if node in below]
        depth = _longest_ways(ranked, below) if ranked else {_best_linked(network, island): 0}
        _reach_the_rest(network, depth)
        top = min(depth.values())
        found.update({node: level - top for node, level in depth.items()})
    return found


def _subordinates(network: Network) -> dict[str, set[str]]:
    """Who is directly below each node that has anybody above or below it."""
    below: dict[str, set[str]] = {}
    for edge in network.edges:
        if edge.source == edge.target:
            continue
        if edge.kind in _SOURCE_ABOVE:
            upper, lower = edge.source, edge.target
        elif edge.kind in _TARGET_ABOVE:
            upper, lower = edge.target, edge.source
        else:
            continue
        below.setdefault(upper, set()).add(lower)
        below.setdefault(lower, set())
    return below


def _longest_ways(ranked: list[str], below: Mapping[str, set[str]]) -> dict[str, int]:
    """Layer by the longest way from the top; a circle of command is cut where it is first entered."""
    order, cut = _from_the_bottom(ranked, below)
    depth = dict.fromkeys(ranked, 0)
    for node in reversed(order):
        for lower in below[node]:
            if (node, lower) not in cut:
                depth[lower] = max(depth[lower], depth[node] + 1)
    return depth


def _from_the_bottom(
    ranked: list[str], below: Mapping[str, set[str]]
) -> tuple[list[str], set[tuple[str, str]]]:
    """Every node after all that is below it; and the links back up that had to be left out for that."""
    order: list[str] = []
    state: dict[str, bool] = {}  # False while its subordinates are being visited
    cut: set[tuple[str, str]] = set()
    somebodys = {lower for others in below.values() for lower in others}
    for root in sorted(ranked, key=lambda node: (node in somebodys, node)):
        stack = [root]
        while stack:
            node = stack[-1]
            if node not in state:
                state[node] = False
                lowers = sorted(below[node])
                stack.extend(lower for lower in lowers if lower not in state)
                cut.update((node, lower) for lower in lowers if state.get(lower) is False)
            else:
                stack.pop()
                if not state[node]:
                    state[node] = True
                    order.append(node)
    return order, cut


def _best_linked(network: Network, island: tuple[str, ...]) -> str:
    return max(island, key=lambda node: (len(network.neighbours[node]), -network.index[node]))


def _reach_the_rest(network: Network, depth: dict[str, int]) -> None:
    """Put nodes outside the chain of command one layer below those they are linked to."""
    frontier = sorted(depth)
    while frontier:
        new: dict[str, int] = {}
        for node in frontier:
            for other in network.neighbours[node] - depth.keys():
                new[other] = min(new.get(other, depth[node] + 1), depth[node] + 1)
        depth.update(new)
        frontier = sorted(new)


def _untangle(layers: list[list[str]], network: Network) -> None:
    """Order each layer by the middle of its neighbours in the layers around it, down and up in turn."""
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        sequence = range(1, len(layers)) if downwards else range(len(layers) - 2, -1, -1)
        for level in sequence:
            fixed = layers[level - 1 if downwards else level + 1]
            share = {node: _share(at, len(fixed)) for at, node in enumerate(fixed)}
            own = {node: _share(at, len(layers[level])) for at, node in enumerate(layers[level])}
            layers[level].sort(key=lambda node: _middle(network.neighbours[node], share, own[node]))


def _middle(neighbours: frozenset[str], share: Mapping[str, float], otherwise: float) -> float:
    known = sorted(share[node] for node in neighbours if node in share)
    return sum(known) / len(known) if known else otherwise


def _rows(layer: list[str]) -> list[list[str]]:
    """A layer as rows of at most twelve, neighbours in order staggered over them."""
    count = -(-len(layer) // _MOST_IN_A_ROW)
    return [layer[row::count] for row in range(count)]


def _share(at: int, count: int) -> float:
    """The middle of one of ``count`` equal parts of the side of the square."""
    return (at + 0.5) / count

"""States where they are on the earth, their offices around them, and the land behind.

The projection is Equal Earth (Savric, Patterson and Jenny 2019). The land is Natural Earth's at 1:110 million.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from crisisdesk import paths
from crisisdesk.network.backdrop import NOTHING, Area, Backdrop
from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.base import Place

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_THIRD = math.sqrt(3) / 2
_WIDTH = 5.41  # from one 180th meridian to the other, in radii
_AROUND = 0.009
_TURN = math.pi * (3 - math.sqrt(5))
_STRIP = 16
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Geographic:
    """Nodes at their longitude and latitude; offices and posts around whom they belong to, all else below the map."""

    name: str = "geographic"
    label: str = "Map"

    def place(
        self,
        network: Network,
        seed: int = 0,  # noqa: ARG002 - nothing here is left to chance
        fixed: Mapping[str, Place] | None = None,
    ) -> dict[str, Place]:
        """See :class:`~crisisdesk.network.layouts.base.Layout`."""
        places = {node.id: projected(*node.at) for node in network.nodes if node.at is not None}
        waiting = [node.id for node in network.nodes if node.id not in places]
        crowd: dict[Place, int] = defaultdict(int)
        alone = []
        for node_id in waiting:
            if (home := _home(network, node_id)) in places:
                middle = places[home]
                crowd[middle] += 1
                places[node_id] = _beside(middle, crowd[middle])
            else:
                alone.append(node_id)
        places |= _strip(alone, places)
        held = fixed or {}
        return {node.id: held.get(node.id, places[node.id]) for node in network.nodes}

    def backdrop(self, network: Network, places: Mapping[str, Place]) -> Backdrop:
        """The land around those who have a place on it; none where nobody has."""
        located = [places[node.id] for node in network.nodes if node.at is not None and node.id in places]
        if not located:
            return NOTHING
        every = list(places.values())
        box = (
            min(x for x, _ in every) - _LEAST, min(y for _, y in located) - _LEAST,
            max(x for x, _ in every) + _LEAST, max(y for _, y in located) + _LEAST,
        )  # fmt: skip
        areas = (Area(cut, "land") for ring in land() if len(cut := clipped(ring, box)) > 2)  # noqa: PLR2004 - an area
        return Backdrop(tuple(areas))


def projected(longitude: float, latitude: float) -> Place:
    """Where a place comes to lie: x from 0 to 1 over the whole earth, y downwards in the same unit."""
    theta = math.asin(_THIRD * math.sin(math.radians(min(max(latitude, -90.0), 90.0))))
    square = theta * theta
    sixth = square**3
    scale = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude) * math.cos(theta) / (_THIRD * scale)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return 0.5 + x / _WIDTH, 0.5 - y / _WIDTH


@lru_cache(maxsize=1)
def capitals() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude of the capital of each state, by its three letters of ISO 3166."""
    kept = json.loads((paths.resources() / "maps" / "capitals.json").read_text("utf-8"))
    return {code: (float(x), float(y)) for code, (_, x, y) in kept["places"].items()}


@lru_cache(maxsize=1)
def land() -> tuple[tuple[Place, ...], ...]:
    """The outer rings of all land, projected."""
    kept = json.loads((paths.resources() / "maps" / "land-110m.json").read_text("utf-8"))
    return tuple(tuple(projected(x, y) for x, y in polygon[0]) for polygon in kept["polygons"])


def clipped(ring: tuple[Place, ...], box: tuple[float, float, float, float]) -> tuple[Place, ...]:
    """The part of an area within a box (Sutherland and Hodgman 1974); empty if there is none."""
    found = list(ring)
    for axis, edge, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        found = list(_one_side(found, axis, edge, sign))
    return tuple(found)


def _one_side(ring: list[Place], axis: int, edge: float, sign: int) -> Iterator[Place]:
    for one, two in pairwise([*ring[-1:], *ring]):
        before, after = sign * (one[axis] - edge) >= 0, sign * (two[axis] - edge) >= 0
        if before != after:
            share = (edge - one[axis]) / (two[axis] - one[axis])
            yield (one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1]))
        if after:
            yield two


def _home(network: Network, node_id: str) -> str:
    """Whom a node is part of, or speaks for, where that has a place: all else would be put into the wrong country."""
    owners = (e.target for e in network.edges if e.source == node_id and e.kind in {"part_of", "represents"})
    return next((owner for owner in owners if network.node(owner).at is not None), "")


def _beside(middle: Place, number: int) -> Place:
    """The next place on a spiral, so that no two stand on one."""
    radius, angle = _AROUND * math.sqrt(number) + _AROUND, number * _TURN
    return middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)


def _strip(alone: list[str], places: Mapping[str, Place]) -> dict[str, Place]:
    left = min((x for x, _ in places.values()), default=0.0)
    wide = max(max((x for x, _ in places.values()), default=1.0) - left, 0.3)
    left = min(left, 1.0 - wide)
    below = min(max((y for _, y in places.values()), default=0.4) + _LEAST, 0.9)
    high = min(0.045, (1.0 - below) / (-(-len(alone) // _STRIP) + 1))
    return {
        node: (left + wide * (at % _STRIP + 0.5) / _STRIP, below + high * (at // _STRIP + 1))
        for at, node in enumerate(alone)
    }

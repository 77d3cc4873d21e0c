"""A network in numpy memory, and what is next to what in it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from crisisdesk.gui.graphics.camera import Camera, Points
from crisisdesk.gui.graphics.picture import Network

Numbers = NDArray[np.int64]


class Scene:
    """The arrays of one network; positions that are no numbers stand at the origin."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.count = len(network.ids)
        self.points: Points = placed(network.positions, self.count)
        self.kinds: Numbers = np.asarray(network.kinds, dtype=np.int64).reshape(self.count)
        self.edges: Numbers = np.asarray(network.edges, dtype=np.int64).reshape(-1, 2)
        self.edge_kinds: Numbers = np.asarray(network.edge_kinds, dtype=np.int64).reshape(len(self.edges))
        self.degree: Numbers = np.bincount(self.edges.ravel(), minlength=self.count).astype(np.int64)
        self.by_weight: Numbers = np.argsort(-self.degree, kind="stable")
        self._numbers = {node_id: number for number, node_id in enumerate(network.ids)}

    def number_of(self, node_id: str) -> int | None:
        """The number of a node, if it is in this network."""
        return self._numbers.get(node_id)

    def numbers_of(self, ids: Iterable[str]) -> Numbers:
        """The numbers of these nodes, those that are here."""
        found = (self._numbers.get(node_id) for node_id in ids)
        return np.array([number for number in found if number is not None], dtype=np.int64)

    def lines(self, seen: Points) -> Points:
        """The links as lines between these places of their nodes."""
        return seen.take(self.edges.ravel(), axis=0).reshape(-1, 4)

    def touching(self, number: int) -> NDArray[np.bool_]:
        """Which links end at this node."""
        touched: NDArray[np.bool_] = (self.edges == number).any(axis=1)
        return touched

    def neighbours(self, number: int) -> Numbers:
        """The nodes that are linked to this one."""
        ends = np.unique(self.edges[self.touching(number)])
        others: Numbers = ends[ends != number]
        return others

    def at(self, camera: Camera, x: float, y: float, reach: float) -> int | None:
        """The node nearest to a pixel, within ``reach`` of it."""
        if not self.count:
            return None
        away = camera.seen(self.points) - np.array((x, y))
        distance = np.hypot(away[:, 0], away[:, 1])
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= reach else None

    def towards(self, number: int, dx: int, dy: int) -> int | None:
        """The nearest node in a direction: what lies straight ahead counts as nearer than what lies aside."""
        step = self.points - self.points[number]
        ahead = step[:, 0] * dx + step[:, 1] * dy
        aside = np.abs(step[:, 0] * dy) + np.abs(step[:, 1] * dx)
        cost = np.where((ahead > 0) & (ahead >= aside), ahead + 2 * aside, np.inf)
        best = int(cost.argmin())
        return best if np.isfinite(cost[best]) else None


def placed(positions: object, count: int) -> Points:
    """Positions as an array of ``count`` pairs, all of them finite."""
    points = np.array(positions, dtype=np.float64).reshape(count, 2)
    return np.nan_to_num(points, nan=0.0, posinf=0.0, neginf=0.0)

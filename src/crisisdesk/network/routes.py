"""The way of each link through the picture: from rim to rim, parallel links apart, round nodes that stand in it."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from crisisdesk.drawing.shapes import Point
from crisisdesk.network.graph import Edge
from crisisdesk.network.layouts.base import Plane
from crisisdesk.network.lines import part

_PARALLEL_APART = 7.0
_BENDS = (0.0, 10.0, -10.0, 20.0, -20.0, 32.0, -32.0)
_POINTS = 13
_DETOURS_UP_TO = 600  # links; more make a thicket in which no detour helps


def routes(edges: Sequence[Edge], places: Mapping[str, Point], radius: float) -> dict[str, tuple[Point, ...]]:
    """Points of each link by its id, from the source's rim to the target's."""
    nodes = np.array([complex(*place) for place in places.values()])
    lanes: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        lanes[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    found = {}
    for (low, high), lane in lanes.items():
        for at, edge in enumerate(lane):
            if low == high:
                found[edge.id] = _loop(places[low], radius, at)
                continue
            bend = (at - (len(lane) - 1) / 2) * _PARALLEL_APART * 2
            if len(lane) == 1 and len(edges) <= _DETOURS_UP_TO:
                bend = _free_bend(places[low], places[high], nodes, radius)
            course = _bow(places[low], places[high], bend)
            found[edge.id] = _rim_to_rim(course if edge.source == low else course[::-1], radius)
    return found


def _bow(begin: Point, end: Point, bend: float) -> list[Point]:
    """A flat curve whose middle lies half of ``bend`` beside the straight line."""
    if bend == 0:
        return [begin, end]
    one, two = complex(*begin), complex(*end)
    across = (two - one) / (abs(two - one) or 1.0) * 1j
    control = (one + two) / 2 + across * bend
    share = np.linspace(0, 1, _POINTS)
    curve = (1 - share) ** 2 * one + 2 * share * (1 - share) * control + share**2 * two
    return [(float(point.real), float(point.imag)) for point in curve]


def _free_bend(begin: Point, end: Point, nodes: Plane, radius: float) -> float:
    """The smallest bend that touches no other node, or the one that touches fewest."""
    one, two = complex(*begin), complex(*end)
    far = (np.abs(nodes - one) > radius) & (np.abs(nodes - two) > radius)
    middle, reach = (one + two) / 2, abs(two - one) / 2 + radius
    others = nodes[far & (np.abs(nodes - middle) < reach)]
    if not len(others):
        return 0.0
    share = np.linspace(0, 1, max(_POINTS, int(abs(two - one) / radius)))
    across = (two - one) / abs(two - one) * 1j
    touched = []
    for bend in _BENDS:
        curve = one + (two - one) * share + across * bend * 2 * share * (1 - share)
        touched.append(int((np.abs(curve[:, None] - others[None, :]).min(axis=0) < radius * 1.35).sum()))
    return _BENDS[touched.index(min(touched))]


def _rim_to_rim(course: list[Point], radius: float) -> tuple[Point, ...]:
    total = sum(map(math.dist, course, course[1:]))
    rim = min(radius * 1.22, total * 0.42)
    return tuple(part(course, rim, total - rim))


def _loop(place: Point, radius: float, at: int) -> tuple[Point, ...]:
    """A ring at the upper right of its node, wider for each further one."""
    size = radius * (0.75 + 0.3 * at)
    x, y = place[0] + radius * 0.75 + size * 0.6, place[1] - radius * 0.75 - size * 0.6
    turns = np.linspace(math.radians(160), math.radians(470 - 20), 18)
    return tuple((x + size * math.cos(turn), y + size * math.sin(turn)) for turn in turns)

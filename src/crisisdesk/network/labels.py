"""Where captions go, so that none lies on another or on a node.

Greedy, best linked first: the eight places around the node, the one with the fewest lines under it; if none is
free a shorter caption, then a place further off with a leader line. A caption without any room is left out.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from crisisdesk.drawing.metrics import Measure, elided, wrapped
from crisisdesk.drawing.shapes import Point

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom

_CELL = 24.0
_FINE = 2.0
_LINE_HEIGHT = 1.16
_SIDES: tuple[tuple[float, float, float], ...] = (  # right, down, what it costs to stand there
    (0, 1, 0.0), (1, 0, 0.3), (-1, 0, 0.5), (0, -1, 0.4), (0.8, 0.8, 0.6), (0.8, -0.8, 0.6), (-0.8, 0.8, 0.8),
    (-0.8, -0.8, 0.8),
)  # fmt: skip
_FAR = (8.0, 15.0, 24.0, 36.0, 50.0)
_TURNS = 16
_COST_OF_LINES = 0.18
_OUTWARD = 0.5


@dataclass(frozen=True, slots=True)
class Caption:
    """What is to be written beside a node at ``center``; better in the direction ``outward``, away from its links."""

    id: str
    text: str
    center: Point
    radius: float
    size: float
    outward: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Label:
    """A caption that found its place: lines of text in a rectangle, and the leader line if it stands off."""

    id: str
    lines: tuple[str, ...]
    size: float
    box: Rectangle
    leader: tuple[Point, Point] | None = None


class Room:
    """What of the frame is taken, looked up by squares."""

    def __init__(self, frame: Rectangle, taken: Iterable[Rectangle], inked: Sequence[Point]) -> None:
        self._frame = frame
        self._squares: dict[tuple[int, int], list[Rectangle]] = defaultdict(list)
        for box in taken:
            self.take(box)
        self._sums = self._summed(inked)

    def _summed(self, inked: Sequence[Point]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        """How many inked points lie left of and above each fine square."""
        left, top, right, bottom = self._frame
        size = int((bottom - top) / _FINE) + 2, int((right - left) / _FINE) + 2
        counts = np.zeros(size)
        if inked:
            points = np.array(inked)
            column = np.clip(((points[:, 0] - left) / _FINE).astype(int), 0, size[1] - 1)
            row = np.clip(((points[:, 1] - top) / _FINE).astype(int), 0, size[0] - 1)
            np.add.at(counts, (row, column), 1)
        return np.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def take(self, box: Rectangle) -> None:
        """From now on keep this rectangle free of others."""
        for square in _squares(box):
            self._squares[square].append(box)

    def is_free(self, box: Rectangle) -> bool:
        """Whether it lies within the frame and touches nothing taken."""
        left, top, right, bottom = self._frame
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return not any(
            overlap(box, other) for square in _squares(box) for other in self._squares.get(square, ())
        )

    def ink(self, box: Rectangle) -> float:
        """How much line lies under it, in points of about two units each."""
        left, top, _, _ = self._frame
        rows, columns = self._sums.shape
        x0, x1 = (min(max(int((x - left) / _FINE), 0), columns - 1) for x in (box[0], box[2]))
        y0, y1 = (min(max(int((y - top) / _FINE), 0), rows - 1) for y in (box[1], box[3]))
        sums = self._sums
        return float(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])


def overlap(one: Rectangle, two: Rectangle) -> bool:
    """Whether two rectangles have an area in common."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def placed(captions: Sequence[Caption], room: Room, measure: Measure) -> list[Label]:
    """Labels for as many captions as there is room for, in this order of precedence; ``room`` is used up."""
    found = []
    for caption in captions:
        label = _best(caption, room, measure)
        if label is not None:
            room.take(label.box)
            found.append(label)
    return found


def _best(caption: Caption, room: Room, measure: Measure) -> Label | None:
    size = caption.size
    full = wrapped(caption.text, size, size * 13, 2, measure)
    narrow = wrapped(caption.text, size, size * 7.5, 3, measure)
    short = (elided(caption.text, size, size * 7.5, measure),)
    stages: tuple[tuple[tuple[tuple[str, ...], _Places, float], ...], ...] = (
        ((full, _near, 0.0), (narrow, _near, 0.8)),
        ((full, _beside, 0.0),),
        ((short, _near, 0.0),),
        ((narrow, _further, 0.0), (short, _further, 2.0)),
    )
    for stage in stages:
        rated = [
            (cost + penalty + _COST_OF_LINES * room.ink(label.box), at, label)
            for lines, places, penalty in stage
            for at, (label, cost) in enumerate(_free(caption, lines, places, room, measure))
        ]
        if rated:
            return min(rated, key=lambda one: one[:2])[2]
    return None


_Candidate = tuple[Rectangle, tuple[Point, Point] | None, float]
_Places = Callable[[Caption, float, float], Iterator[_Candidate]]


def _free(
    caption: Caption, lines: tuple[str, ...], places: _Places, room: Room, measure: Measure
) -> Iterator[tuple[Label, float]]:
    """The labels that these lines could make where nothing else is, each with what its place costs."""
    width = max((measure(line, caption.size) for line in lines), default=0.0) + 2.0
    height = len(lines) * caption.size * _LINE_HEIGHT + 1.0
    for box, leader, cost in places(caption, width, height):
        if room.is_free(box) and (leader is None or _clear(leader, caption, room)):
            yield Label(caption.id, lines, caption.size, box, leader), cost


def _near(caption: Caption, width: float, height: float) -> Iterator[_Candidate]:
    (x, y), reach = caption.center, caption.radius * 1.22 + 1.0
    for right, down, cost in _SIDES:
        middle_x = x + right * (reach + width / 2) if right else x
        middle_y = y + down * (reach + height / 2) if abs(right) < 1 else y
        if 0 < abs(right) < 1:
            middle_x = x + math.copysign(reach * 0.7 + width / 2, right)
            middle_y = y + math.copysign(reach * 0.7 + height / 2, down)
        towards = right * caption.outward[0] + down * caption.outward[1]
        yield _around(middle_x, middle_y, width, height), None, cost - _OUTWARD * towards


def _beside(caption: Caption, width: float, height: float) -> Iterator[_Candidate]:
    return _led(caption, width, height, _FAR[:2])


def _further(caption: Caption, width: float, height: float) -> Iterator[_Candidate]:
    return _led(caption, width, height, _FAR)


def _led(caption: Caption, width: float, height: float, distances: Sequence[float]) -> Iterator[_Candidate]:
    x, y = caption.center
    for distance in distances:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            right, down = math.cos(angle), math.sin(angle)
            reach = caption.radius * 1.22 + distance
            box = _around(x + right * (reach + width / 2), y + down * (reach + height / 2), width, height)
            rim = (x + right * caption.radius * 1.15, y + down * caption.radius * 1.15)
            end = (min(max(rim[0], box[0]), box[2]), min(max(rim[1], box[1]), box[3]))
            yield box, (rim, end), distance / 10


def _clear(leader: tuple[Point, Point], caption: Caption, room: Room) -> bool:
    """Whether the leader line crosses neither a label nor another node."""
    (x0, y0), (x1, y1) = leader
    for at in range(1, 8):
        x, y = x0 + (x1 - x0) * at / 8, y0 + (y1 - y0) * at / 8
        outside = math.dist((x, y), caption.center) > caption.radius * 1.3
        if outside and not room.is_free((x - 0.6, y - 0.6, x + 0.6, y + 0.6)):
            return False
    return True


def _around(x: float, y: float, width: float, height: float) -> Rectangle:
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _squares(box: Rectangle) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row

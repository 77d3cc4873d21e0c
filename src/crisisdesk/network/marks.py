"""What is said of single nodes and links on top of their kind: a gap, a way, what was gained or lost.

Each mark has a sign of its own, so that it reads in black and white; a mark is a word in ``Node.mark`` or ``Edge.mark``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crisisdesk.drawing.shapes import Disc, Point, Polyline, Shape, Stroke
from crisisdesk.network.themes import Theme

Tone = Literal["gap", "way", "gained", "lost", "changed"]
_SIGN = 5.0
_HALO = 6.5


@dataclass(frozen=True, slots=True)
class Mark:
    """``tone`` names its colour; ``sign`` holds strokes in units of the sign's half size, around its middle.

    ``halo`` puts a broad band under a link and around a node, ``dash`` replaces the line of a link.
    """

    name: str
    label: str
    tone: Tone
    sign: tuple[tuple[Point, ...], ...]
    halo: bool = False
    dash: tuple[float, ...] = ()


_CROSS = (((-0.5, -0.5), (0.5, 0.5)), ((-0.5, 0.5), (0.5, -0.5)))
_PLUS = (((-0.6, 0.0), (0.6, 0.0)), ((0.0, -0.6), (0.0, 0.6)))
_BANG = (((0.0, -0.6), (0.0, 0.15)), ((0.0, 0.5), (0.0, 0.55)))
_DELTA = (((0.0, -0.6), (0.55, 0.45), (-0.55, 0.45), (0.0, -0.6)),)
_ONE = (((-0.25, -0.3), (0.05, -0.55), (0.05, 0.55)),)
_TWO = (((-0.35, -0.3), (0.0, -0.55), (0.35, -0.25), (-0.35, 0.55), (0.4, 0.55)),)
_MINUS = (((-0.6, 0.0), (0.6, 0.0)),)

MARKS: tuple[Mark, ...] = (
    Mark("gap", "Gap", "gap", _BANG, dash=(2.2, 3.0)),
    Mark("way", "Best way", "way", _ONE, halo=True),
    Mark("other way", "Other way", "changed", _TWO, halo=True),
    Mark("removed", "Taken out", "lost", _CROSS, dash=(1.2, 3.0)),
    Mark("cut off", "Loses its path", "gap", _MINUS, halo=True),
    Mark("gained", "Gained", "gained", _PLUS, halo=True),
    Mark("lost", "Lost", "lost", _CROSS, dash=(1.2, 3.0)),
    Mark("changed", "Changed", "changed", _DELTA, halo=True),
)
_BY_NAME: Mapping[str, Mark] = {mark.name: mark for mark in MARKS}


def mark_named(name: str) -> Mark | None:
    """The mark with this name; None for none."""
    return _BY_NAME.get(name)


def is_broken_up(name: str) -> bool:
    """Whether a link with this mark is drawn as the mark says, and not by its kind."""
    mark = _BY_NAME.get(name)
    return mark is not None and bool(mark.dash)


def under_line(route: Sequence[Point], mark: Mark, theme: Theme) -> tuple[Shape, ...]:
    """What lies beneath a marked link."""
    return (Polyline(tuple(route), Stroke(theme.halos[mark.tone], _HALO)),) if mark.halo else ()


def under_node(center: Point, radius: float, mark: Mark, theme: Theme) -> tuple[Shape, ...]:
    """What lies beneath a marked node."""
    if mark.halo:
        return (Disc(center, radius * 1.3 + 2.5, None, theme.halos[mark.tone]),)
    return (Disc(center, radius * 1.3 + 2.0, Stroke(theme.marks[mark.tone], 1.2, (2.2, 2.0)), None),)


def sign(center: Point, mark: Mark, theme: Theme, size: float = _SIGN) -> tuple[Shape, ...]:
    """The sign on its disc."""
    stroke = Stroke(theme.background, max(1.0, size * 0.26))
    x, y = center
    strokes = [tuple((x + right * size, y + down * size) for right, down in line) for line in mark.sign]
    disc = Disc(center, size, Stroke(theme.background, 0.8), theme.marks[mark.tone])
    return (disc, *(Polyline(line, stroke) for line in strokes))


def beside_node(center: Point, radius: float) -> Point:
    """Where the sign of a marked node stands: at its upper right."""
    away = radius * 1.15 / math.sqrt(2)
    return center[0] + away, center[1] - away

"""What lies behind the nodes: land, or the regions of groups. In the unit of the nodes' places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from crisisdesk.drawing.shapes import Point, Polyline, Shape, Stroke
from crisisdesk.network.themes import Theme


@dataclass(frozen=True, slots=True)
class Fit:
    """How places come into a frame: their middle onto the frame's, stretched in both directions."""

    middle: Point
    center: Point
    stretch: tuple[float, float]

    def to_frame(self, place: Point) -> Point:
        """Where a place comes to lie."""
        x, y = (place[at] - self.middle[at] for at in (0, 1))
        return self.center[0] + x * self.stretch[0], self.center[1] + y * self.stretch[1]

    def from_frame(self, point: Point) -> Point:
        """The place that lies at a point; the middle where everything lies at one point."""
        x, y = (
            self.middle[at] + ((point[at] - self.center[at]) / self.stretch[at] if self.stretch[at] else 0.0)
            for at in (0, 1)
        )
        return x, y


SAME = Fit((0.0, 0.0), (0.0, 0.0), (1.0, 1.0))
"""Every place lies where it is."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled outline."""

    outline: tuple[Point, ...]
    kind: Literal["land", "region"] = "region"


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Areas from the back to the front."""

    areas: tuple[Area, ...] = ()


NOTHING = Backdrop()


def behind(backdrop: Backdrop, moved: Callable[[Point], Point], theme: Theme) -> Iterator[Shape]:
    """The areas as shapes where ``moved`` puts them."""
    for area in backdrop.areas:
        outline = tuple(map(moved, area.outline))
        fill = theme.land if area.kind == "land" else theme.region
        yield Polyline(
            outline, Stroke(theme.background if area.kind == "land" else theme.hairline, 0.6), fill
        )

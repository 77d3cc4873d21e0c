"""The few shapes that every picture here is made of.

Lengths are points (1/72 inch), the origin is the top left corner, y grows downwards. Colours are ``#rrggbb``.
"""

from dataclasses import dataclass
from typing import Literal

from crisisdesk.drawing.characters import honest

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn; ``dash`` holds lengths on and off, empty for a solid line."""

    color: str = "#000000"
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight lines through these points; closed and filled if ``fill`` is given."""

    points: tuple[Point, ...]
    stroke: Stroke | None = Stroke()
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    center: Point
    radius: float
    stroke: Stroke | None = Stroke()
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner, with rounded corners if ``radius`` is more than 0."""

    corner: Point
    width: float
    height: float
    stroke: Stroke | None = Stroke()
    fill: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of plain text; ``position`` is on its baseline. Any script; never markup."""

    position: Point
    text: str
    size: float = 8.0
    color: str = "#000000"
    anchor: Anchor = "start"
    bold: bool = False

    def __post_init__(self) -> None:
        """Show what would turn the direction of the text."""
        if not self.text.isascii():
            object.__setattr__(self, "text", honest(self.text))


Shape = Polyline | Disc | Box | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture; ``description`` is what somebody reads who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""
    description: str = ""

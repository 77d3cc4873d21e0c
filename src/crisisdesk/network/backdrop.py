"""What lies behind the nodes: land, or the regions of groups. In the unit of the nodes' places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from crisisdesk.drawing.shapes import Point, Polyline, Shape, Stroke, Text
from crisisdesk.network.themes import Theme

Moved = Callable[[Point], Point]


@dataclass(frozen=True, slots=True)
class Area:
    """A filled outline, with its name above it where it has one."""

    outline: tuple[Point, ...]
    kind: Literal["land", "region"] = "region"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Areas from the back to the front, and lines over them."""

    areas: tuple[Area, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()


NOTHING = Backdrop()


def behind(backdrop: Backdrop, moved: Moved, theme: Theme) -> Iterator[Shape]:
    """The areas as shapes where ``moved`` puts them."""
    for area in backdrop.areas:
        outline = tuple(map(moved, area.outline))
        fill = theme.land if area.kind == "land" else theme.region
        yield Polyline(
            outline, Stroke(theme.background if area.kind == "land" else theme.hairline, 0.6), fill
        )
        if area.name:
            x, y = min(outline, key=lambda point: point[1])
            yield Text((x, y + 11.0), area.name, 6.5, theme.soft, "middle")
    for line in backdrop.lines:
        yield Polyline(tuple(map(moved, line)), Stroke(theme.hairline, 0.6))

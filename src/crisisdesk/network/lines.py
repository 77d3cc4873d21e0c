"""How a link is drawn: its family by weight and ornament, its status by dash and mark, its direction by an arrow.

The families gather the kinds of links that domain practice names; colour only repeats what the line says.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crisisdesk.drawing.shapes import Disc, Point, Polyline, Shape, Stroke
from crisisdesk.network.graph import Edge
from crisisdesk.network.marks import mark_named, sign, under_line
from crisisdesk.network.themes import Theme

_TICKS_APART = 11.0
_DOUBLE_APART = 1.5
_MARK = 4.2
_MORE_FOR_EACH_DOUBLING = 0.18


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of links that are drawn alike."""

    name: str
    label: str
    width: float
    kinds: frozenset[str]
    double: bool = False
    bead: bool = False
    ticks: bool = False


def _family(name: str, label: str, width: float, kinds: str, **ornament: bool) -> Family:
    return Family(name, label, width, frozenset(kinds.split()), **ornament)


FAMILIES: tuple[Family, ...] = (
    _family(
        "cooperation", "Alliance", 1.1,
        "allied_with consults coordinates_sanctions shares_intel liaison mediates protects",
    ),
    _family(
        "command", "Authority", 2.0,
        "reports_to commands supports clears concurs lead_agency notifies",
    ),
    _family("contact", "Hotline, contact", 0.8, "hotline contact channel talks_to", double=True),
    _family(
        "supply", "Supply, support", 1.1, "licenses supplies_arms funds trains hosts_forces commitment", bead=True,
    ),
    _family("structure", "Part of, speaks for", 0.6, "part_of represents"),
    _family("belonging", "Membership", 0.7, "member_of owns controls involved"),
    _family("adverse", "Sanction, hostility", 1.1, "embargoes sanctions competes hostile", ticks=True),
    _family("other", "Other link", 0.7, ""),
)  # fmt: skip
_BY_KIND: Mapping[str, Family] = {kind: family for family in FAMILIES for kind in family.kinds}

STATUSES: Mapping[str, str] = {
    "active": "Active",
    "planned": "Planned",
    "dormant": "Dormant",
    "strained": "Strained",
    "broken": "Broken",
}
_DASHES: Mapping[str, tuple[float, ...]] = {"planned": (1.2, 2.4), "dormant": (5.0, 3.0)}


def family_of(kind: str) -> Family:
    """The family of a kind of link; "Other link" for a kind that belongs to none."""
    return _BY_KIND.get(kind, FAMILIES[-1])


@dataclass(frozen=True, slots=True)
class Look:
    """What of a link can be seen; ``count`` is how many it stands for."""

    family: Family
    status: str = "active"
    directed: bool = False
    count: int = 1
    mark: str = ""


def look_of(edge: Edge) -> Look:
    """How this link is to be drawn; a status that is not known counts as active."""
    status = edge.status if edge.status in STATUSES else "active"
    return Look(family_of(edge.kind), status, edge.directed, max(len(edge.parts), 1), edge.mark)


def drawn(route: Sequence[Point], look: Look, theme: Theme) -> tuple[Shape, ...]:
    """The link along this route, first to last point, as shapes."""
    family = look.family
    color = theme.lines[family.name]
    width = family.width * (1 + _MORE_FOR_EACH_DOUBLING * math.log2(look.count))
    stroke = Stroke(color, width, _DASHES.get(look.status, ()))
    length = _length(route)
    mark = mark_named(look.mark)
    if mark is not None and mark.dash:
        line = Polyline(tuple(route), Stroke(theme.marks[mark.tone], 2.0, mark.dash))
        return (line, *sign(along(route, 0.5)[0], mark, theme, 4.6))
    arrow = 4.5 + width if look.directed and length > 6 else 0.0  # noqa: PLR2004 - room for an arrow
    shaft = part(route, 0.0, length - arrow * 0.8)
    found: list[Shape] = [*under_line(route, mark, theme)] if mark is not None else []
    if family.double:
        found += [Polyline(tuple(beside(shaft, shift)), stroke) for shift in (_DOUBLE_APART, -_DOUBLE_APART)]
    else:
        found.append(Polyline(tuple(shaft), stroke))
    if family.ticks:
        found += _ticks(shaft, Stroke(color, family.width * 0.9))
    if family.bead:
        found.append(Disc(route[0], 2.2, None, color))
    if look.status in {"strained", "broken"}:
        found += _mark(route, look, theme)
    if arrow:
        found.append(_arrow(route, arrow, color))
    if mark is not None:
        found += sign(along(route, 0.5)[0], mark, theme, 4.6)
    return tuple(found)


def _arrow(route: Sequence[Point], size: float, color: str) -> Polyline:
    (x, y), angle = along(route, 1.0)
    wings = [angle + math.pi - 0.38, angle + math.pi + 0.38]
    corners = ((x + size * math.cos(wing), y + size * math.sin(wing)) for wing in wings)
    return Polyline(((x, y), *corners), None, color)


def _ticks(route: Sequence[Point], stroke: Stroke) -> list[Shape]:
    count = max(1, round(_length(route) / _TICKS_APART))
    found: list[Shape] = []
    for tick in range(count):
        place, angle = along(route, (tick + 0.5) / count)
        found.append(Polyline(_across(place, angle, 2.6), stroke))
    return found


def _mark(route: Sequence[Point], look: Look, theme: Theme) -> list[Shape]:
    """A gap in the middle, with a zigzag for strained and two strokes for broken."""
    (x, y), angle = along(route, 0.5)
    right, down = math.cos(angle), math.sin(angle)

    def at(forward: float, aside: float) -> Point:
        return (x + forward * right - aside * down, y + forward * down + aside * right)

    stroke = Stroke(theme.lines[look.family.name] if look.status == "strained" else theme.ink, 1.1)
    gap = Disc((x, y), _MARK * (1.15 if look.status == "strained" else 0.8), None, theme.background)
    if look.status == "strained":
        zigzag = ((-4.8, 0), (-3.2, -3.2), (-1.1, 3.2), (1.1, -3.2), (3.2, 3.2), (4.8, 0))
        return [gap, Polyline(tuple(at(*point) for point in zigzag), stroke)]
    slashes = (((-2.9, 3.8), (-0.5, -3.8)), ((0.5, 3.8), (2.9, -3.8)))
    return [gap, *(Polyline((at(*begin), at(*end)), stroke) for begin, end in slashes)]


def _across(place: Point, angle: float, half: float) -> tuple[Point, Point]:
    right, down = -math.sin(angle) * half, math.cos(angle) * half
    return (place[0] - right, place[1] - down), (place[0] + right, place[1] + down)


def _length(route: Sequence[Point]) -> float:
    return sum(map(math.dist, route, route[1:]))


def along(route: Sequence[Point], share: float) -> tuple[Point, float]:
    """The point at this share of the route's length, and the direction there in radians."""
    left = _length(route) * share
    for begin, end in pairwise(route):
        step = math.dist(begin, end)
        if step >= left - 1e-9 and step > 0:
            way = left / step
            place = (begin[0] + (end[0] - begin[0]) * way, begin[1] + (end[1] - begin[1]) * way)
            return place, math.atan2(end[1] - begin[1], end[0] - begin[0])
        left -= step
    return route[-1], 0.0


def part(route: Sequence[Point], begin: float, end: float) -> list[Point]:
    """The route between these two lengths from its start."""
    total = _length(route)
    if total <= 0 or end <= begin:
        return [route[0], route[0]]
    found, so_far = [along(route, begin / total)[0]], 0.0
    for one, two in pairwise(route):
        so_far += math.dist(one, two)
        if begin < so_far < end - 1e-6:
            found.append(two)
    found.append(along(route, min(end / total, 1.0))[0])
    return found


def beside(route: Sequence[Point], shift: float) -> list[Point]:
    """The route moved sideways, left of its direction for a negative shift."""
    found = []
    for at, (x, y) in enumerate(route):
        before, after = route[max(at - 1, 0)], route[min(at + 1, len(route) - 1)]
        angle = math.atan2(after[1] - before[1], after[0] - before[0])
        found.append((x - math.sin(angle) * shift, y + math.cos(angle) * shift))
    return found

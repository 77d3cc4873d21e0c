"""One symbol for each kind of node: told apart by outline and sign, so that a black-and-white copy still reads.

Coordinates are in radii around the middle, y downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from crisisdesk.drawing.shapes import Disc, Point, Polyline, Shape, Stroke, Text
from crisisdesk.network.themes import Theme

Points = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """``outline`` is a polygon, a circle if empty; ``lines``, ``solids`` and ``dots`` are the sign in it."""

    kind: str
    label: str
    tone: str
    outline: Points = ()
    lines: tuple[Points, ...] = ()
    solids: tuple[Points, ...] = ()
    dots: tuple[Point, ...] = ()
    letter: str = ""
    dashed: bool = False
    headed: bool = False


def _square(half_width: float, half_height: float) -> Points:
    return (
        (-half_width, -half_height),
        (half_width, -half_height),
        (half_width, half_height),
        (-half_width, half_height),
    )


_SHOULDERS: Points = (
    (-0.85, 0.95),
    (-0.8, 0.5),
    (-0.55, 0.2),
    (-0.2, 0.08),
    (0.2, 0.08),
    (0.55, 0.2),
    (0.8, 0.5),
    (0.85, 0.95),
)

SYMBOLS: tuple[Symbol, ...] = (
    Symbol(
        "state", "State", "state", lines=(((-0.3, 0.6), (-0.3, -0.6)),),
        solids=(((-0.3, -0.58), (0.52, -0.3), (-0.3, 0.02)),),
    ),
    Symbol(
        "ministry", "Ministry, office", "body",
        outline=((-1.0, 0.85), (-1.0, -0.3), (0.0, -1.0), (1.0, -0.3), (1.0, 0.85)),
        lines=(((-1.0, -0.3), (1.0, -0.3)), ((-0.5, -0.1), (-0.5, 0.6)), ((0.0, -0.1), (0.0, 0.6)),
               ((0.5, -0.1), (0.5, 0.6))),
    ),
    Symbol(
        "organisation", "Organisation", "body", outline=_square(0.88, 0.88),
        lines=(((-0.88, 0.0), (0.88, 0.0)), ((0.0, -0.88), (0.0, 0.88))),
    ),
    Symbol(
        "group", "Group, alliance", "body",
        outline=((-1.05, 0.0), (-0.52, -0.91), (0.52, -0.91), (1.05, 0.0), (0.52, 0.91), (-0.52, 0.91)),
        dots=((0.0, -0.4), (-0.4, 0.3), (0.4, 0.3)),
    ),
    Symbol(
        "command", "Command", "office", outline=_square(1.1, 0.72),
        lines=(((-1.1, -0.72), (1.1, 0.72)), ((-1.1, 0.72), (1.1, -0.72))),
    ),
    Symbol(
        "post", "Post", "office",
        outline=((-0.85, -0.85), (0.85, -0.85), (0.85, 0.2), (0.45, 0.72), (0.0, 1.02), (-0.45, 0.72), (-0.85, 0.2)),
        lines=(((-0.85, -0.3), (0.85, -0.3)),),
    ),
    Symbol("person", "Person", "person", outline=_SHOULDERS, headed=True),
    Symbol(
        "channel", "Channel, hotline", "line", outline=((0.0, -1.12), (1.12, 0.0), (0.0, 1.12), (-1.12, 0.0)),
        solids=(((0.16, -0.66), (-0.4, 0.12), (-0.04, 0.12), (-0.16, 0.66), (0.4, -0.12), (0.04, -0.12)),),
    ),
    Symbol(
        "case", "Case", "matter", outline=((0.0, -1.1), (1.1, 0.82), (-1.1, 0.82)),
        solids=(((-0.12, -0.45), (0.12, -0.45), (0.07, 0.3), (-0.07, 0.3)),), dots=((0.0, 0.55),),
    ),
    Symbol(
        "measure", "Measure", "matter",
        outline=((-0.41, -1.0), (0.41, -1.0), (1.0, -0.41), (1.0, 0.41), (0.41, 1.0), (-0.41, 1.0), (-1.0, 0.41),
                 (-1.0, -0.41)),
        solids=(((-0.6, -0.17), (0.6, -0.17), (0.6, 0.17), (-0.6, 0.17)),),
    ),
    Symbol(
        "transfer", "Transfer", "trade",
        outline=((-1.1, -0.7), (0.45, -0.7), (1.15, 0.0), (0.45, 0.7), (-1.1, 0.7)),
        lines=(((-0.7, 0.0), (0.5, 0.0)), ((0.15, -0.32), (0.5, 0.0), (0.15, 0.32))),
    ),
    Symbol(
        "company", "Company", "trade",
        outline=((-1.0, 0.85), (-1.0, -0.75), (-0.33, -0.2), (-0.33, -0.75), (0.33, -0.2), (0.33, -0.75), (1.0, -0.2),
                 (1.0, 0.85)),
        lines=(((-0.65, 0.35), (0.65, 0.35)),),
    ),
    Symbol("unknown", "Other or unknown", "matter", letter="?", dashed=True),
)  # fmt: skip
_BY_KIND: Mapping[str, Symbol] = {symbol.kind: symbol for symbol in SYMBOLS}
_ALSO: Mapping[str, str] = {
    "partner": "state",
    "country": "state",
    "bureau": "ministry",
    "office": "ministry",
    "mission": "ministry",
    "institution": "ministry",
    "international organisation": "organisation",
    "agency": "organisation",
    "alliance": "group",
    "unit": "command",
    "contact": "person",
    "hotline": "channel",
    "crisis_case": "case",
    "sanction": "measure",
    "entity": "company",
    "party": "company",
}


def symbol_of(kind: str) -> Symbol:
    """The symbol of a kind of node; one with a question mark for a kind that has none."""
    return _BY_KIND.get(_ALSO.get(kind, kind), _BY_KIND["unknown"])


def drawn(symbol: Symbol, center: Point, radius: float, theme: Theme) -> tuple[Shape, ...]:
    """The symbol as shapes; all of them lie within 1.2 radii of the middle."""
    thin = max(0.5, radius * 0.09)
    line = Stroke(theme.ink, thin)
    edge = Stroke(theme.ink, thin * 1.35, (2.0, 1.6) if symbol.dashed else ())
    fill = theme.tints[symbol.tone]
    at = partial(_moved, center=center, radius=radius)
    found: list[Shape] = [
        Polyline(at(symbol.outline), edge, fill) if symbol.outline else Disc(center, radius, edge, fill)
    ]
    if symbol.headed:
        found.append(Disc(at(((0.0, -0.48),))[0], radius * 0.46, edge, fill))
    found += [Polyline(at(points), line) for points in symbol.lines]
    found += [Polyline(at(points), None, theme.ink) for points in symbol.solids]
    found += [Disc(at((dot,))[0], radius * 0.15, None, theme.ink) for dot in symbol.dots]
    if symbol.letter:
        size = radius * 1.35
        baseline = (center[0], center[1] + size * 0.36)
        found.append(Text(baseline, symbol.letter, size, theme.ink, "middle", bold=True))
    return tuple(found)


def _moved(points: Points, center: Point, radius: float) -> Points:
    """Unit coordinates around the centre, in the units of the picture."""
    x, y = center
    return tuple((x + right * radius, y + down * radius) for right, down in points)

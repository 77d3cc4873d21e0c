"""Who deals with whom as a matrix: one row and one column for each, a letter for each family of links.

It answers what a picture of lines cannot: which pairs have nothing between them.
"""

from collections import defaultdict
from datetime import datetime

from crisisdesk.drawing.characters import one_line
from crisisdesk.drawing.metrics import Measure, elided, text_width
from crisisdesk.drawing.shapes import Box, Drawing, Point, Polyline, Shape, Stroke, Text
from crisisdesk.network import symbols
from crisisdesk.network.graph import Network, Node
from crisisdesk.network.heading import MARGIN, banners, described, header
from crisisdesk.network.lines import FAMILIES, family_of
from crisisdesk.network.marks import mark_named
from crisisdesk.network.picture import Picture
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.themes import THEMES, Theme, ThemeName

LETTERS = {"cooperation": "A", "command": "R", "contact": "H", "supply": "S", "belonging": "M", "adverse": "X",
           "other": "O"}  # fmt: skip
_ABOVE, _BELOW, _NAMES = 58.0, 40.0, 132.0
_LARGEST, _SMALLEST_READ = 22.0, 7.0


def ordered(network: Network) -> list[Node]:
    """Nodes by group, in each the best linked first; what has no links comes last."""
    groups: dict[str, int] = defaultdict(int)
    for node in network.nodes:
        groups[node.group or node.kind] += len(network.neighbours[node.id])
    return sorted(
        network.nodes,
        key=lambda n: (
            not network.neighbours[n.id], -groups[n.group or n.kind], n.group or n.kind,
            -len(network.neighbours[n.id]), n.caption, n.id,
        ),
    )  # fmt: skip


def matrix(
    network: Network,
    *,
    width: float,
    height: float,
    banner: str = "",
    as_of: datetime | None = None,
    theme: ThemeName = "print",
    measure: Measure = text_width,
) -> Picture:
    """Draw the matrix; the places of the nodes are the heads of their rows."""
    colors, nodes = THEMES[theme], ordered(network)
    moment, heading = as_of or network.as_of, one_line(network.title)
    frame = (MARGIN, MARGIN * 0.6 + (18.0 if banner else 0.0) + 24.0, width - MARGIN, height - MARGIN)
    side = min(
        (width - 2 * MARGIN - _NAMES) / max(len(nodes), 1),
        (height - frame[1] - _BELOW - 20.0) / max(len(nodes), 1),
        _LARGEST,
    )
    owned: list[tuple[str, Shape]] = [("", Box((0.0, 0.0), width, height, None, colors.background))]
    left, top = MARGIN + _NAMES, frame[1] + 16.0
    owned += _grid(nodes, (left, top), side, colors, measure)
    owned += _cells(network, nodes, (left, top), side, colors)
    rest = header(heading, moment, frame, colors, measure) + banners(
        one_line(banner), width, height, colors, measure
    )
    rest += _legend(network, top + side * len(nodes) + 18.0, colors, measure)
    owned += (("", shape) for shape in rest)
    places = {node.id: (left - 8.0, top + side * (at + 0.5)) for at, node in enumerate(nodes)}
    drawing = Drawing(width, height, tuple(shape for _, shape in owned), heading, described(network, moment))
    return Picture(drawing, tuple(owner for owner, _ in owned), places, min(side * 0.36, 6.0))


def _grid(
    nodes: list[Node], corner: Point, side: float, theme: Theme, measure: Measure
) -> list[tuple[str, Shape]]:
    found: list[tuple[str, Shape]] = []
    left, top = corner
    size = min(max(side * 0.62, 3.2), 8.0)
    whole, group = side * len(nodes), ""
    for at, node in enumerate(nodes):
        y, new = top + side * at, node.group or node.kind
        stroke = Stroke(
            theme.soft if new != group and at else theme.hairline, 0.7 if new != group and at else 0.35
        )
        found.append(("", Polyline(((left - _NAMES, y), (left + whole, y)), stroke)))
        found.append(
            ("", Polyline(((left + side * at, top - 12.0), (left + side * at, top + whole)), stroke))
        )
        group = new
        baseline = y + side / 2 + size * 0.35
        words = elided(one_line(node.caption), size, _NAMES - 34.0, measure)
        found.append((node.id, Text((left - _NAMES, baseline), str(at + 1), size * 0.85, theme.soft)))
        found.append((node.id, Text((left - 18.0, baseline), words, size, theme.ink, "end")))
        middle, radius = (left - 8.0, y + side / 2), min(side * 0.36, 6.0)
        found += ((node.id, shape) for shape in symbols.drawn(symbol_of(node.kind), middle, radius, theme))
        small = min(size * 0.85, side * 0.6)
        head = (left + side * (at + 0.5), top - 4.0)
        found.append((node.id, Text(head, str(at + 1), small, theme.soft, "middle")))
        found.append((node.id, Box((left + side * at, y), side, side, None, theme.region)))
    return found


def _cells(
    network: Network, nodes: list[Node], corner: Point, side: float, theme: Theme
) -> list[tuple[str, Shape]]:
    """Row gives to column; a link without direction stands on both sides of the diagonal."""
    left, top = corner
    at = {node.id: place for place, node in enumerate(nodes)}
    cells: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for edge in network.edges:
        mark = mark_named(edge.mark)
        family = f"!{mark.tone}" if mark is not None else family_of(edge.kind).name
        cells[at[edge.source], at[edge.target]].setdefault(family, edge.id)
        if not edge.directed:
            cells[at[edge.target], at[edge.source]].setdefault(family, edge.id)
    found: list[tuple[str, Shape]] = []
    for (row, column), families in cells.items():
        across = 1 if len(families) == 1 else 2
        part = side / across
        for place, (family, edge_id) in enumerate(list(families.items())[:4]):
            at_corner = (left + side * column + part * (place % 2), top + side * row + part * (place // 2))
            found += ((edge_id, shape) for shape in _square(at_corner, part, family, theme))
    return found


def _square(corner: Point, part: float, family: str, theme: Theme) -> list[Shape]:
    marked = family.startswith("!")
    color = theme.marks[family[1:]] if marked else theme.lines[family]
    inset = min(part * 0.1, 1.0)
    found: list[Shape] = [
        Box(
            (corner[0] + inset, corner[1] + inset),
            part - 2 * inset,
            part - 2 * inset,
            None,
            color,
            part * 0.15,
        )
    ]
    if part >= _SMALLEST_READ:
        letter = "!" if marked else LETTERS[family]
        at = (corner[0] + part / 2, corner[1] + part * 0.5 + part * 0.24)
        found.append(Text(at, letter, part * 0.66, theme.background, "middle", bold=True))
    return found


def _legend(network: Network, top: float, theme: Theme, measure: Measure) -> list[Shape]:
    used = {family_of(edge.kind).name for edge in network.edges if not edge.mark}
    x, found = MARGIN, [Text((MARGIN, top), "Row to column:", 6.8, theme.soft)]
    shapes: list[Shape] = [*found]
    x += measure("Row to column:", 6.8) + 10.0
    for family in FAMILIES:
        if family.name in used:
            shapes += _square((x, top - 7.5), 9.5, family.name, theme)
            shapes.append(Text((x + 13.0, top), family.label, 6.8, theme.ink))
            x += 22.0 + measure(family.label, 6.8)
    return shapes

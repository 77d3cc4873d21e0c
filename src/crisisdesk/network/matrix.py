"""Who deals with whom as a matrix: one row and one column for each, a letter for each family of links.

It answers what a picture of lines cannot: which pairs have nothing between them.
"""

from collections import defaultdict
from datetime import datetime

from crisisdesk.drawing.characters import one_line
from crisisdesk.drawing.metrics import Measure, elided, text_width
from crisisdesk.drawing.shapes import Box, Drawing, Point, Polyline, Shape, Stroke, Text
from crisisdesk.network import symbols
from crisisdesk.network.folding import linked_only
from crisisdesk.network.graph import Network, Node
from crisisdesk.network.heading import MARGIN, banners, described, header
from crisisdesk.network.lines import FAMILIES, family_of
from crisisdesk.network.marks import mark_named
from crisisdesk.network.picture import Picture
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.themes import THEMES, Theme, ThemeName

LETTERS = {"cooperation": "A", "command": "R", "contact": "H", "supply": "S", "structure": "P", "belonging": "M", "adverse": "X",
           "other": "O"}  # fmt: skip
_BELOW, _NAMES = 46.0, 132.0
_LARGEST, _SMALLEST_READ = 24.0, 4.2


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
    colors = THEMES[theme]
    nodes = ordered(linked_only(network))
    alone = len(network.nodes) - len(nodes)
    moment, heading = as_of or network.as_of, one_line(network.title)
    frame = (MARGIN, MARGIN * 0.6 + (18.0 if banner else 0.0) + 24.0, width - MARGIN, height - MARGIN)
    cell = (
        min((width - 2 * MARGIN - _NAMES) / max(len(nodes), 1), _LARGEST),
        min((height - frame[1] - _BELOW - 20.0) / max(len(nodes), 1), _LARGEST),
    )
    owned: list[tuple[str, Shape]] = [("", Box((0.0, 0.0), width, height, None, colors.background))]
    left, top = MARGIN + _NAMES, frame[1] + 16.0
    owned += _grid(nodes, (left, top), cell, colors, measure)
    owned += _cells(network, nodes, (left, top), cell, colors)
    rest = header(heading, moment, frame, colors, measure) + banners(
        one_line(banner), width, height, colors, measure
    )
    rest += _legend(network, top + cell[1] * len(nodes) + 18.0, colors, measure)
    owned += (("", shape) for shape in rest)
    if alone:
        note = f"{alone} without a link here left out"
        owned.append(
            ("", Text((width - MARGIN, top + cell[1] * len(nodes) + 18.0), note, 6.5, colors.soft, "end"))
        )
    places = {node.id: (left - 8.0, top + cell[1] * (at + 0.5)) for at, node in enumerate(nodes)}
    drawing = Drawing(width, height, tuple(shape for _, shape in owned), heading, described(network, moment))
    return Picture(drawing, tuple(owner for owner, _ in owned), places, min(cell[1] * 0.4, 6.0))


def _grid(
    nodes: list[Node], corner: Point, cell: Point, theme: Theme, measure: Measure
) -> list[tuple[str, Shape]]:
    found: list[tuple[str, Shape]] = []
    (left, top), (across, down) = corner, cell
    size = min(max(down * 0.62, 3.2), 8.0)
    wide, high, group = across * len(nodes), down * len(nodes), ""
    for at, node in enumerate(nodes):
        x, y, new = left + across * at, top + down * at, node.group or node.kind
        begins = bool(at) and new != group
        stroke = Stroke(theme.soft if begins else theme.hairline, 0.7 if begins else 0.35)
        found.append((node.id, Box((x, y), across, down, None, theme.land)))
        found.append(("", Polyline(((left - _NAMES, y), (left + wide, y)), stroke)))
        found.append(("", Polyline(((x, top - 12.0), (x, top + high)), stroke)))
        group = new
        baseline, middle = y + down / 2 + size * 0.35, (left - 8.0, y + down / 2)
        words = elided(one_line(node.caption), size, _NAMES - 34.0, measure)
        number = Text(
            (x + across / 2, top - 4.0), str(at + 1), min(size * 0.85, across * 0.6), theme.soft, "middle"
        )
        found += [
            (node.id, Text((left - _NAMES, baseline), str(at + 1), size * 0.85, theme.soft)),
            (node.id, Text((left - 18.0, baseline), words, size, theme.ink, "end")),
            (node.id, number),
        ]
        symbol = symbols.drawn(symbol_of(node.kind), middle, min(down * 0.4, 6.0), theme)
        found += ((node.id, shape) for shape in symbol)
    return found


def _cells(
    network: Network, nodes: list[Node], corner: Point, cell: Point, theme: Theme
) -> list[tuple[str, Shape]]:
    """Row gives to column; a link without direction stands on both sides of the diagonal."""
    at = {node.id: place for place, node in enumerate(nodes)}
    filled: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for edge in network.edges:
        mark = mark_named(edge.mark)
        family = f"!{mark.tone}" if mark is not None else family_of(edge.kind).name
        if edge.source != edge.target:
            filled[at[edge.source], at[edge.target]].setdefault(family, edge.id)
            if not edge.directed:
                filled[at[edge.target], at[edge.source]].setdefault(family, edge.id)
    found: list[tuple[str, Shape]] = []
    for (row, column), families in filled.items():
        wide = cell[0] / len(families)
        for place, (family, edge_id) in enumerate(families.items()):
            begin = (corner[0] + cell[0] * column + wide * place, corner[1] + cell[1] * row)
            found += ((edge_id, shape) for shape in _square(begin, (wide, cell[1]), family, theme))
    return found


def _square(corner: Point, size: Point, family: str, theme: Theme) -> list[Shape]:
    marked = family.startswith("!")
    color = theme.marks[family[1:]] if marked else theme.lines[family]
    inset = min(min(size) * 0.1, 1.0)
    inner = (size[0] - 2 * inset, size[1] - 2 * inset)
    found: list[Shape] = [Box((corner[0] + inset, corner[1] + inset), *inner, None, color, 1.2)]
    letters = min(size[0] * 0.95, size[1] * 0.78, 8.0)
    if letters >= _SMALLEST_READ:
        letter = "!" if marked else LETTERS[family]
        at = (corner[0] + size[0] / 2, corner[1] + size[1] / 2 + letters * 0.36)
        found.append(Text(at, letter, letters, theme.background, "middle", bold=True))
    return found


def _legend(network: Network, top: float, theme: Theme, measure: Measure) -> list[Shape]:
    used = {family_of(edge.kind).name for edge in network.edges if not edge.mark}
    x, found = MARGIN, [Text((MARGIN, top), "Row to column:", 6.8, theme.soft)]
    shapes: list[Shape] = [*found]
    x += measure("Row to column:", 6.8) + 10.0
    for family in FAMILIES:
        if family.name in used:
            shapes += _square((x, top - 7.5), (9.5, 9.5), family.name, theme)
            shapes.append(Text((x + 13.0, top), family.label, 6.8, theme.ink))
            x += 22.0 + measure(family.label, 6.8)
    return shapes

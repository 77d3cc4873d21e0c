"""A network made ready for the two views: as printed, or from memory where it is large."""

from collections.abc import Mapping

from crisisdesk.drawing.shapes import Box
from crisisdesk.gui.graphics import picture as fast
from crisisdesk.gui.graphics.picture_view import Shown
from crisisdesk.gui.pages.network_reading import Places, Reading
from crisisdesk.network.backdrop import NOTHING, Backdrop
from crisisdesk.network.graph import Network
from crisisdesk.network.lines import STATUSES, family_of
from crisisdesk.network.matrix import matrix
from crisisdesk.network.picture import canvas, framed, names_left_out
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.themes import THEMES, ThemeName

LARGE = 600
"""From so many nodes on, the picture as printed is too slow to move over and too dense to read."""

SMALLEST = (420.0, 300.0)
"""Points of the smallest picture that still tells something; in less room it is shown smaller, to be zoomed."""

LEGEND_FROM = 340.0
"""Points of height from which on a legend leaves enough room to the network."""

LETTERS = 7.2
"""The least size of a name, in points: smaller ones are no longer read in the window."""

_SHAPES: Mapping[str, fast.Shape] = {
    "state": "disc", "body": "square", "office": "hexagon", "person": "triangle", "line": "diamond",
    "matter": "triangle", "trade": "square",
}  # fmt: skip
_ROLES: Mapping[str, fast.Role] = {
    "state": "accent", "body": "good", "office": "warn", "person": "info", "line": "bad", "matter": "text",
    "trade": "muted",
}  # fmt: skip
_DASHES: Mapping[str, fast.Dash] = {
    "planned": "dot",
    "dormant": "dash",
    "strained": "dash-dot",
    "broken": "dot",
}


def as_printed(
    network: Network,
    places: Places,
    reading: Reading,
    room: tuple[float, float],
    theme: ThemeName,
    *,
    legend: bool = True,
    zoom: float = 1.0,
    backdrop: Backdrop = NOTHING,
) -> Shown:
    """The picture that brief and export show, too, in a frame of this many points; closer by ``zoom``."""
    width, height = max(room[0], SMALLEST[0]), max(room[1], SMALLEST[1])
    around = framed(
        network, width=width, height=height, banner=reading.banner, as_of=reading.as_of,
        legend=legend and height >= LEGEND_FROM, theme=theme,
    )  # fmt: skip
    left, top, right, bottom = around.inner
    made = canvas(
        network, places, (0.0, 0.0, (right - left) * zoom, (bottom - top) * zoom), theme=theme, zoom=zoom,
        smallest=LETTERS, backdrop=backdrop,
    )  # fmt: skip
    ground = THEMES[theme].background
    strips = (
        Box((0.0, 0.0), width, top, None, ground),
        Box((0.0, bottom), width, height - bottom, None, ground),
    )
    frame = [*strips, *around.shapes]
    if made.left_out:
        frame.append(names_left_out(made.left_out, len(network.nodes), around.inner, theme))
    return Shown(
        width, height, ground, [shape for _, shape in made.shapes], [owner for owner, _ in made.shapes],
        made.places, made.radius, words(network), [(edge.source, edge.target) for edge in network.edges],
        frame, (left, top), zoom, made.fit,
    )  # fmt: skip


def as_matrix(network: Network, reading: Reading, room: tuple[float, float], theme: ThemeName) -> Shown:
    """The matrix as it is printed."""
    width, height = max(room[0], SMALLEST[0]), max(room[1], SMALLEST[1])
    made = matrix(
        network, width=width, height=height, banner=reading.banner, as_of=reading.as_of, theme=theme
    )
    links = [(edge.source, edge.target) for edge in network.edges]
    return Shown(
        width, height, THEMES[theme].background, made.drawing.shapes, made.owners, made.places, made.radius,
        words(network), links,
    )  # fmt: skip


def words(network: Network) -> dict[str, str]:
    """What is said of each node in a tool tip and to a screen reader."""
    found = {}
    for node in network.nodes:
        kind, links = symbol_of(node.kind).label, len(network.neighbours[node.id])
        found[node.id] = "\n".join(
            part for part in (node.caption, f"{kind}, linked with {links}", node.detail, node.marking) if part
        )
    return found


def from_memory(network: Network, places: Places) -> fast.Network:
    """The network for the view that draws any number of nodes."""
    kinds = list(dict.fromkeys(node.kind for node in network.nodes))
    styles = list(dict.fromkeys((edge.kind, edge.status, edge.directed) for edge in network.edges))
    index = network.index
    return fast.Network(
        ids=[node.id for node in network.nodes],
        captions=[node.caption for node in network.nodes],
        kinds=[kinds.index(node.kind) for node in network.nodes],
        positions=[places[node.id] for node in network.nodes],
        edges=[(index[edge.source], index[edge.target]) for edge in network.edges],
        edge_kinds=[styles.index((edge.kind, edge.status, edge.directed)) for edge in network.edges],
        node_styles=[_node_style(kind) for kind in kinds],
        edge_styles=[_edge_style(*style) for style in styles],
    )


def _node_style(kind: str) -> fast.NodeStyle:
    symbol = symbol_of(kind)
    return fast.NodeStyle(symbol.label, _SHAPES.get(symbol.tone, "disc"), _ROLES.get(symbol.tone, "accent"))


def _edge_style(kind: str, status: str, directed: bool) -> fast.EdgeStyle:  # noqa: FBT001 - one of a key's parts
    family = family_of(kind)
    role: fast.Role = "bad" if family.name == "adverse" else "muted"
    caption = f"{family.label}, {STATUSES.get(status, status).lower()}"
    return fast.EdgeStyle(caption, _DASHES.get(status, "solid"), role, directed=directed)

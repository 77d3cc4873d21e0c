"""A network made ready for the two views: as printed, or from memory where it is large."""

from collections.abc import Mapping

from crisisdesk.gui.graphics import picture as fast
from crisisdesk.gui.graphics.picture_view import Shown
from crisisdesk.gui.pages.network_reading import Places, Reading
from crisisdesk.network.graph import Network
from crisisdesk.network.lines import STATUSES, family_of
from crisisdesk.network.picture import owned_picture
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.themes import ThemeName

LARGE = 600
"""From so many nodes on, the picture as printed is too slow to move over and too dense to read."""

SMALLEST = (560.0, 400.0)
"""Points of the smallest picture that still tells something; in less room it is shown smaller, to be zoomed."""

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
) -> Shown:
    """The picture that brief and export show, too, in a frame of this many points."""
    made = owned_picture(
        network,
        places,
        width=max(room[0], SMALLEST[0]),
        height=max(room[1], SMALLEST[1]),
        banner=reading.banner,
        as_of=reading.as_of,
        legend=legend,
        theme=theme,
    )
    drawing = made.drawing
    links = [(edge.source, edge.target) for edge in network.edges]
    return Shown(
        drawing.width,
        drawing.height,
        drawing.shapes,
        made.owners,
        made.places,
        made.radius,
        words(network),
        links,
    )


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

"""What is drawn on top of the network: gaps, what is lost without somebody, what changed; and a way as a picture of its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crisisdesk.checks.finding import Finding
from crisisdesk.gui.pages.network_choice import standing_in
from crisisdesk.gui.pages.network_reading import Places
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.services.gaps import TITLES
from crisisdesk.services.ways import Reached
from crisisdesk.services.without import Loss

_PAIR = 2


def with_gaps(network: Network, found: Sequence[Finding], home: str, only: str = "") -> Network:
    """Each gap as a link between its two ends, where both are shown; what it hangs on is marked.

    Args:
        network: What is shown.
        found: The gaps.
        home: The partner that stands for the desk; the end of gaps that name one end only.
        only: The key of the one gap to draw; empty for all.
    """
    shown = standing_in(network)
    pairs: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    marked: set[str] = set()
    for one in found:
        if only and one.key != only:
            continue
        ends = [shown[end] for end in one.partners if end in shown]
        if len(ends) < _PAIR and home in shown and shown[home] not in ends:
            ends.append(shown[home])
        marked |= {shown[end] for end in one.records if end in shown and end not in one.partners}
        if len(ends) >= _PAIR and ends[0] != ends[1]:
            pairs[ends[0], ends[1]].append(one)
        else:
            marked |= set(ends[:1])
    edges = [_gap(pair, those) for pair, those in pairs.items()]
    nodes = tuple(replace(n, mark="gap") if n.id in marked else n for n in network.nodes)
    return replace(network, nodes=nodes, edges=(*network.edges, *edges))


def _gap(pair: tuple[str, str], those: list[Finding]) -> Edge:
    label = TITLES[those[0].check.partition(":")[2]] if len(those) == 1 else f"Gaps ({len(those)})"
    reasons = " ".join(one.reason for one in those)
    return Edge(f"gap:{those[0].key}", *pair, "gap", label, mark="gap", detail=reasons, status="planned")


def with_loss(network: Network, loss: Loss) -> Network:
    """What is taken out crossed out with its links, and who loses the path marked."""
    shown = standing_in(network)
    out = {key for key in loss.removed if key in network.index}
    gone = {shown[key] for key in out}
    lost = {shown[key] for key in loss.unreachable if key in shown} - gone
    lost |= {shown[key] for pair in loss.parted for key in pair if key in shown} - gone
    removed = set(loss.removed)

    def edge_mark(edge: Edge) -> str:
        own = {edge.id.partition("/")[0], *(part.partition("/")[0] for part in edge.parts)}
        return "removed" if edge.source in gone or edge.target in gone or own & removed else ""

    def node_mark(node: Node) -> str:
        return "removed" if node.id in gone else "cut off" if node.id in lost else ""

    return replace(
        network,
        nodes=tuple(replace(node, mark=node_mark(node)) for node in network.nodes),
        edges=tuple(replace(edge, mark=edge_mark(edge)) for edge in network.edges),
    )


def way_picture(reached: Reached) -> tuple[Network, Places]:
    """The ways alone, from left to right, the best in the first row."""
    marks: dict[str, str] = {}
    edges: dict[str, Edge] = {}
    places: dict[str, tuple[float, float]] = {}
    for lane, way in enumerate(reached.ways):
        mark = "way" if lane == 0 else "other way"
        for at, node_id in enumerate(way.nodes):
            marks.setdefault(node_id, mark)
            places.setdefault(node_id, (at / max(len(way.nodes) - 1, 1), (lane + 0.5) / len(reached.ways)))
        for edge in way.edges:
            edges.setdefault(edge.id, replace(edge, mark=mark))
    for end in (reached.source, reached.target):
        places.setdefault(end, (0.0 if end == reached.source else 1.0, 0.5))
        places[end] = (places[end][0], 0.5)
    nodes = tuple(_own(node, marks) for node in reached.network.nodes if node.id in places)
    title = (
        f"{reached.network.node(reached.source).caption} to {reached.network.node(reached.target).caption}"
    )
    return Network(nodes, tuple(edges.values()), title, reached.network.as_of), places


def _own(node: Node, marks: Mapping[str, str]) -> Node:
    return replace(node, mark=marks.get(node.id, ""))

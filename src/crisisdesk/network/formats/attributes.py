"""Our fields as attributes of a graph file, and back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from crisisdesk.drawing.characters import for_xml, one_line
from crisisdesk.network.graph import Edge, Network, Node

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | bool
_OF_NODE = ("kind", "group", "marking", "record_type", "detail")
_OF_EDGE = (
    "kind",
    "status",
    "strength",
    "begins_on",
    "ends_on",
    "marking",
    "last_used",
    "directed",
    "detail",
)


def attributed(network: Network) -> "nx.MultiDiGraph":
    """For networkx's writers: plain values only, nothing that XML cannot hold.

    Every link is written as directed, for few programs read both sorts in one
    file; the attribute ``directed`` says which are.
    """
    import networkx as nx  # noqa: PLC0415 - 70 ms that a start without an export need not pay

    graph = nx.MultiDiGraph()
    for node in network.nodes:
        caption = one_line(node.caption)
        graph.add_node(
            for_xml(node.id),
            label=caption,
            caption=caption,
            **_plain({k: getattr(node, k) for k in _OF_NODE}),
        )
    for edge in network.edges:
        fields = _plain({k: getattr(edge, k) for k in _OF_EDGE})
        name = for_xml(edge.id)
        graph.add_edge(
            for_xml(edge.source),
            for_xml(edge.target),
            key=name,
            id=name,
            label=one_line(edge.label),
            **fields,
        )
    return graph


def _plain(fields: Mapping[str, object]) -> dict[str, Value]:
    """Empty fields left out, moments and dates as ISO 8601."""
    found: dict[str, Value] = {}
    for name, value in fields.items():
        match value:
            case bool() | int():
                found[name] = value
            case datetime():
                found[name] = value.astimezone(UTC).isoformat()
            case date():
                found[name] = value.isoformat()
            case str() if value:
                found[name] = for_xml(value)
    return found


def node_from(node_id: str, label: str, fields: Mapping[str, str]) -> Node:
    """A node of a foreign file; attributes that we have no field for go into ``detail``."""
    caption = label or fields.get("caption") or fields.get("label") or fields.get("name") or node_id
    return Node(
        node_id,
        one_line(caption),
        kind=fields.get("kind") or "unknown",
        group=fields.get("group", ""),
        marking=fields.get("marking", ""),
        record_type=fields.get("record_type", ""),
        detail=_rest(fields, {*_OF_NODE, "caption", "label", "name"}),
    )


def edge_from(
    edge_id: str, source: str, target: str, *, label: str, directed: bool, fields: Mapping[str, str]
) -> Edge:
    """A link of a foreign file, in the same way."""
    strength = fields.get("strength", "")
    return Edge(
        edge_id,
        source,
        target,
        kind=fields.get("kind", ""),
        label=one_line(label or fields.get("label", "")),
        directed=fields["directed"].lower() == "true" if "directed" in fields else directed,
        status=fields.get("status") or "active",
        strength=int(strength) if strength.isdecimal() and strength.isascii() else None,
        begins_on=_day(fields.get("begins_on", "")),
        ends_on=_day(fields.get("ends_on", "")),
        marking=fields.get("marking", ""),
        last_used=_moment(fields.get("last_used", "")),
        detail=_rest(fields, {*_OF_EDGE, "label", "key", "id", "networkx_key"}),
    )


def _rest(fields: Mapping[str, str], known: set[str]) -> str:
    own = [fields["detail"]] if fields.get("detail") else []
    return "; ".join(
        own + [f"{name}: {value}" for name, value in fields.items() if name not in known and value]
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

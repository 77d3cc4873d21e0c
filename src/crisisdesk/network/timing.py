"""A network through time: on a day, between its first and last dates, and at two moments side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from crisisdesk.network.graph import Edge, Network, Node

Kind = Literal["gained", "lost", "changed"]
_OF_EDGE = (
    "kind",
    "label",
    "directed",
    "status",
    "strength",
    "begins_on",
    "ends_on",
    "last_used",
    "marking",
    "detail",
)
_OF_NODE = ("caption", "kind", "group", "marking", "detail")


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one node or link; ``said`` is what changed in it, in words."""

    id: str
    kind: Kind
    before: Node | Edge | None
    after: Node | Edge | None
    said: str = ""


def stands(edge: Edge, day: date) -> bool:
    """Whether a link holds on a day; what has no beginning, or no end, holds from ever, or for ever."""
    return (edge.begins_on is None or edge.begins_on <= day) and (edge.ends_on is None or day <= edge.ends_on)


def undated(edge: Edge) -> bool:
    """Whether nobody said since when or until when a link holds."""
    return edge.begins_on is None and edge.ends_on is None


def quiet(edge: Edge, moment: datetime) -> bool:
    """Whether a link was not used within its rhythm; one without a rhythm, or never used as far as is known, is not."""
    if edge.rhythm is None or edge.last_used is None:
        return False
    return moment - edge.last_used > timedelta(days=edge.rhythm)


def stood(network: Network, day: date, *, with_undated: bool = True) -> Network:
    """All nodes, and the links that hold on a day; those without dates only if wanted."""
    edges = (edge for edge in network.edges if stands(edge, day) and (with_undated or not undated(edge)))
    return replace(network, edges=tuple(edges))


def days_of(network: Network) -> tuple[date, ...]:
    """Every day on which a link begins, or is gone for the first time, in order."""
    found = {edge.begins_on for edge in network.edges} | {edge.ends_on for edge in network.edges}
    return tuple(sorted(day for day in found if day is not None))


def differences(before: Network, after: Network) -> tuple[Difference, ...]:
    """What was gained, lost and changed from one network to another: nodes first, then links, in their order."""
    return (
        *_differences({n.id: n for n in before.nodes}, {n.id: n for n in after.nodes}, _OF_NODE),
        *_differences({e.id: e for e in before.edges}, {e.id: e for e in after.edges}, _OF_EDGE),
    )


def side_by_side(before: Network, after: Network) -> Network:
    """Both networks in one, each node and link with a mark where it was gained, lost or changed."""
    said = {one.id: one.kind for one in differences(before, after)}
    nodes = {node.id: node for node in (*before.nodes, *after.nodes)}
    edges = {edge.id: edge for edge in (*before.edges, *after.edges)}
    return replace(
        after,
        nodes=tuple(replace(node, mark=said.get(key, "")) for key, node in nodes.items()),
        edges=tuple(replace(edge, mark=said.get(key, "")) for key, edge in edges.items()),
    )


def _differences(
    before: Mapping[str, Node] | Mapping[str, Edge], after: Mapping[str, Node] | Mapping[str, Edge], fields: tuple[str, ...]
) -> list[Difference]:  # fmt: skip
    found: list[Difference] = []
    for key, new in after.items():
        old = before.get(key)
        if old is None:
            found.append(Difference(key, "gained", None, new))
        elif said := _said(old, new, fields):
            found.append(Difference(key, "changed", old, new, said))
    found += [Difference(key, "lost", old, None) for key, old in before.items() if key not in after]
    return found


def _said(old: Node | Edge, new: Node | Edge, fields: tuple[str, ...]) -> str:
    """Each field that is another now, with both values."""
    parts = []
    for name in fields:
        one, two = getattr(old, name), getattr(new, name)
        if one != two:
            words = [str(value) if value not in {None, ""} else "unknown" for value in (one, two)]
            parts.append(f"{name.replace('_', ' ')}: {words[0]} → {words[1]}")
    if (
        isinstance(old, Edge)
        and isinstance(new, Edge)
        and (old.source, old.target) != (new.source, new.target)
    ):
        parts.append("other ends")
    return "; ".join(parts)

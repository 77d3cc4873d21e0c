"""Less in one picture: what belongs to something is folded into it, and links alike become one line.

A folded network is a network like any other; its nodes say what is in them, its links of how many they are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from crisisdesk.network.graph import Edge, Network, Node, kept
from crisisdesk.network.lines import family_of

_CALM = ("active", "planned", "dormant")


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is drawn: record types that are folded into their owner, and whether offices are, too."""

    name: str
    label: str
    folded: frozenset[str]
    into_states: bool = False


DETAILS: tuple[Detail, ...] = (
    Detail("partners", "States and bodies", frozenset({"channel", "post", "hotline"}), into_states=True),
    Detail("offices", "Offices", frozenset({"channel", "post", "hotline"})),
    Detail("posts", "Posts and lines", frozenset({"channel"})),
    Detail("all", "Everything", frozenset()),
)


def detail_named(name: str) -> Detail:
    """The level of detail with this name; the first for a name that there is not."""
    return next((detail for detail in DETAILS if detail.name == name), DETAILS[0])


def in_detail(network: Network, detail: Detail) -> Network:
    """The network at this level of detail."""
    if not detail.folded and not detail.into_states:
        return network
    straight = _lines_straight(network) if "hotline" in detail.folded else network
    return bundled(folded(straight, _owners(straight, detail)), closely=detail.into_states)


def folded(network: Network, owner: Mapping[str, str]) -> Network:
    """Every node with an owner goes into it, and from there into the owner's; links within one are gone.

    An owner that is no node of the network owns nothing; of a circle of owners, none is folded.
    """
    into = {node.id: _last_owner(node.id, owner, network) for node in network.nodes}
    members: dict[str, list[str]] = defaultdict(list)
    for node_id, last in into.items():
        if node_id != last:
            members[last].append(node_id)
    nodes = tuple(
        replace(node, folded=(*node.folded, *members[node.id])) if node.id in members else node
        for node in network.nodes
        if into[node.id] == node.id
    )
    edges = tuple(
        replace(edge, source=into[edge.source], target=into[edge.target])
        for edge in network.edges
        if into[edge.source] != into[edge.target] or edge.source == edge.target
    )
    shown = {node.id for node in nodes}
    return replace(network, nodes=nodes, edges=tuple(e for e in edges if {e.source, e.target} <= shown))


def by_group(network: Network, groups: Collection[str]) -> Network:
    """Every group of these names as one node, with the links of all who are in it."""
    owner: dict[str, str] = {}
    made: dict[str, Node] = {}
    for node in network.nodes:
        name = node.group or node.kind
        if name in groups:
            key = f"group:{name}"
            made.setdefault(key, Node(key, name, "group", name))
            owner[node.id] = key
    whole = replace(network, nodes=(*network.nodes, *made.values()))
    return bundled(folded(whole, owner))


def bundled(network: Network, *, closely: bool = False) -> Network:
    """Links of one family and state between the same two nodes as one, which says how many it stands for.

    It keeps its direction only where all of them have the same. With ``closely``, those that are planned or dormant
    go into those that are active; what is strained or broken always stands for itself.
    """
    bundles: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        ends = sorted((edge.source, edge.target))
        state = "calm" if closely and edge.status in _CALM else edge.status
        bundles[*ends, family_of(edge.kind).name, state].append(edge)
    return replace(network, edges=tuple(_one(same) for same in bundles.values()))


def crowded_hubs(network: Network, most: int) -> tuple[str, ...]:
    """Nodes linked with more than ``most`` others, the best linked first."""
    found = [node.id for node in network.nodes if len(network.neighbours[node.id]) > most]
    return tuple(sorted(found, key=lambda node: (-len(network.neighbours[node]), network.index[node])))


def linked_only(network: Network) -> Network:
    """The network without the nodes that nothing leads to."""
    return kept(network, [node.id for node in network.nodes if network.neighbours[node.id]])


def _one(same: list[Edge]) -> Edge:
    first = same[0]
    if len(same) == 1:
        return first
    parts = tuple(part for edge in same for part in (edge.parts or (edge.id,)))
    words = list(dict.fromkeys(edge.label or edge.kind.replace("_", " ") for edge in same))
    name = words[0] if len(words) == 1 else family_of(first.kind).label
    states = {edge.status for edge in same}
    one_way = all(edge.directed and edge.source == first.source for edge in same)
    return replace(
        first, label=f"{name} ({len(parts)})", parts=parts, directed=one_way,
        status=next((state for state in _CALM if state in states), first.status),
        last_used=max((edge.last_used for edge in same if edge.last_used), default=None),
        detail="; ".join(words),
        begins_on=min((edge.begins_on for edge in same if edge.begins_on), default=None),
        ends_on=None if any(e.ends_on is None for e in same) else max(e.ends_on for e in same if e.ends_on),
        strength=max((edge.strength for edge in same if edge.strength is not None), default=None),
    )  # fmt: skip


def _lines_straight(network: Network) -> Network:
    """Each hotline with two ends as one link between these, instead of a node between two."""
    ends: dict[str, list[Edge]] = defaultdict(list)
    names = {node.id: node for node in network.nodes if node.record_type == "hotline"}
    for edge in network.edges:
        if edge.target in names:
            ends[edge.target].append(edge)
    straight = [
        replace(pair[0], id=line, source=pair[0].source, target=pair[1].source, label=names[line].caption,
                marking=names[line].marking)
        for line, pair in ends.items()
        if len(pair) == 2 and pair[0].source != pair[1].source  # noqa: PLR2004 - a line has two ends
    ]  # fmt: skip
    done = {edge.id for edge in straight}
    rest = [edge for edge in network.edges if not {edge.source, edge.target} & done]
    nodes = tuple(node for node in network.nodes if node.id not in done)
    return replace(network, nodes=nodes, edges=(*rest, *straight))


def _owners(network: Network, detail: Detail) -> dict[str, str]:
    """Who owns whom: a post its channels, an office its posts, a state its offices, the one end a line that has no other."""
    type_of = {node.id: node.record_type for node in network.nodes}
    found: dict[str, str] = {}
    for edge in network.edges:
        if edge.kind == "channel" and type_of[edge.target] in detail.folded:
            found[edge.target] = edge.source
        elif edge.kind == "represents" and type_of[edge.source] in detail.folded:
            found[edge.source] = edge.target
        elif edge.kind == "hotline" and type_of[edge.target] in detail.folded:
            found.setdefault(edge.target, edge.source)
        elif detail.into_states and edge.kind == "part_of":
            found[edge.source] = edge.target
    return found


def _last_owner(node_id: str, owner: Mapping[str, str], network: Network) -> str:
    seen = {node_id}
    at = node_id
    while (above := owner.get(at)) is not None and above in network.index:
        if above in seen:
            return node_id
        seen.add(above)
        at = above
    return at

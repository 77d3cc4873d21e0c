"""Links that ought to be there against those that live (MISSION N3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from crisisdesk.network.graph import Network, of_links
from crisisdesk.network.paths import Reaching, living

if TYPE_CHECKING:
    import networkx as nx

GapKind = Literal["missing", "vacant_post", "third_party", "low_marking", "quiet", "one_person"]
_BEGIN, _END = "\0begin", "\0end"
_TELLING = ("person", "post", "hotline", "channel")


@dataclass(frozen=True, slots=True)
class Expected:
    """That somebody at one end must be able to talk to somebody at the other.

    Attributes:
        id: What tells it from other expectations.
        sources: Nodes of the first end; any of them will do.
        targets: Nodes of the second end.
        carriers: Kinds of links over which it may run directly; empty for all.
        rank: How high what is to be said is marked, on the common scale.
        rhythm: After how long without contact it counts as quiet; None for never.
        last: The last contact that is known; unknown is not quiet.
        vacant: Posts that are meant to carry it, and that nobody holds.
        only_vacant: Whether all that stands in the way is that nobody holds its posts.
        single: Whether it matters that it hangs on one point.
    """

    id: str
    sources: frozenset[str]
    targets: frozenset[str]
    carriers: frozenset[str] = frozenset()
    rank: int = 0
    rhythm: timedelta | None = None
    last: datetime | None = None
    vacant: tuple[str, ...] = ()
    only_vacant: bool = False
    single: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """What is wrong with an expected link; ``through`` are the nodes on which it hangs, or that are vacant."""

    kind: GapKind
    expected: Expected
    through: tuple[str, ...] = ()


def gaps(
    reaching: Reaching, expected: Sequence[Expected], parties: frozenset[str], now: datetime
) -> tuple[Gap, ...]:
    """Every gap between what is expected and what lives, in the order of the expectations.

    An expectation without any way gives one gap; one that lives may still be quiet, hang on one point or run to a
    post that nobody holds.

    Args:
        reaching: The network; the rank is taken from each expectation.
        expected: What ought to be there.
        parties: Nodes that speak for themselves: a way through one that belongs to neither end leads through a
            third party. Who belongs together has the same ``group``.
        now: The moment at which rhythms are measured.
    """
    known = _Living(reaching, parties)
    return tuple(gap for one in expected for gap in _of_one(known, one, now))


def _of_one(known: "_Living", one: Expected, now: datetime) -> Iterator[Gap]:
    if one.sources & one.targets:
        return
    direct = known.direct(one, one.rank)
    if direct is None:
        yield known.lacking(one)
        return
    if one.vacant:
        yield Gap("vacant_post", one, one.vacant)
    if one.rhythm is not None and one.last is not None and one.last + one.rhythm < now:
        yield Gap("quiet", one)
    if one.single and (through := known.hanging_on(direct, one)):
        yield Gap("one_person", one, through)


class _Living:
    """Graphs of what can be used, by kinds of carriers and rank, each made once."""

    def __init__(self, reaching: Reaching, parties: frozenset[str]) -> None:
        self._reaching, self._parties = reaching, parties
        self._graphs: dict[tuple[frozenset[str], int], nx.Graph] = {}

    def graph(self, carriers: frozenset[str], rank: int) -> "nx.Graph":
        key = carriers, rank
        if key not in self._graphs:
            network = self._reaching.network
            shown: Network = of_links(network, carriers) if carriers else network
            self._graphs[key] = living(Reaching(shown, self._reaching.carriage, rank))
        return self._graphs[key]

    def direct(self, one: Expected, rank: int) -> "nx.Graph | None":
        """The graph without third parties between both ends, where there is a way; ends are joined to one each."""
        graph = _with_ends(self.graph(one.carriers, rank), one, self._third(one))
        return graph if _linked(graph) else None

    def _third(self, one: Expected) -> set[str]:
        """Parties that belong to neither end."""
        ends = one.sources | one.targets
        groups = {self._group(node) for node in ends}
        return {node for node in self._parties - ends if self._group(node) not in groups}

    def _group(self, node_id: str) -> str:
        return self._reaching.network.node(node_id).group

    def lacking(self, one: Expected) -> Gap:
        """Why there is no direct way."""
        import networkx as nx  # noqa: PLC0415 - 70 ms that a start without a network page need not pay

        if one.rank and self.direct(one, 0) is not None:
            return Gap("low_marking", one)
        wide, third = _with_ends(self.graph(frozenset(), one.rank), one, set()), self._third(one)
        if not one.only_vacant and _linked(wide):
            way = nx.dijkstra_path(wide, _BEGIN, _END, weight="cost")
            if through := tuple(node for node in way if node in third):
                return Gap("third_party", one, through)
        return Gap("vacant_post" if one.only_vacant else "missing", one, one.vacant)

    def hanging_on(self, graph: "nx.Graph", one: Expected) -> tuple[str, ...]:
        """The most telling of the points without which there is no way, or both ends of the one link there is.

        A point that parts the ends is an articulation point on the way between them, a link that does is a bridge.
        """
        import networkx as nx  # noqa: PLC0415 - as above

        way = nx.shortest_path(graph, _BEGIN, _END)
        island = graph.subgraph(nx.node_connected_component(graph, _BEGIN))
        ends = one.sources | one.targets | {_BEGIN, _END}
        cuts = set(nx.articulation_points(island)) - ends
        parting = [node for node in way if node in cuts and _parts(island, node)]
        kinds = {node: self._reaching.network.node(node).kind for node in parting}
        if parting:
            return (min(parting, key=lambda node: _place(kinds[node])),)
        inside = [(a, b) for a, b in pairwise(way) if not {a, b} & {_BEGIN, _END}]
        if len(inside) == 1 and set(inside[0]) <= ends and not _linked_without(island, inside[0]):
            return inside[0]
        return ()


def _place(kind: str) -> int:
    return _TELLING.index(kind) if kind in _TELLING else len(_TELLING)


def _with_ends(graph: "nx.Graph", one: Expected, third: set[str]) -> "nx.Graph":
    """What leads from the targets to the first sources met, without third parties; the ends joined to one node each.

    A way that goes on through a source could as well begin there, so nothing behind one is looked at: at a desk
    with thousands of channels only those to the one partner are.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    region = {node for node in one.targets if node in graph}
    waiting = sorted(region)
    while waiting:
        node = waiting.pop()
        if node not in one.sources:
            new = graph.adj[node].keys() - region - third
            region |= new
            waiting += new
    joined = nx.Graph()
    joined.add_nodes_from((_BEGIN, _END, *sorted(region)))
    for node in sorted(region):
        joined.add_edges_from(
            (node, other, facts) for other, facts in graph.adj[node].items() if other in region
        )
    for end, nodes in ((_BEGIN, one.sources), (_END, one.targets)):
        joined.add_edges_from(((end, node) for node in sorted(nodes & region)), cost=0.0)
    return joined


def _linked(graph: "nx.Graph") -> bool:
    import networkx as nx  # noqa: PLC0415 - as above

    return bool(nx.has_path(graph, _BEGIN, _END))


def _parts(graph: "nx.Graph", node: str) -> bool:
    import networkx as nx  # noqa: PLC0415 - as above

    return not _linked(nx.restricted_view(graph, [node], []))


def _linked_without(graph: "nx.Graph", link: tuple[str, str]) -> bool:
    import networkx as nx  # noqa: PLC0415 - as above

    return _linked(nx.restricted_view(graph, [], [link]))

"""What the network page reads and computes, away from the window's thread."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.network.graph import Network
from crisisdesk.network.layouts import Place, Rings, layout_named
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.timing import stood
from crisisdesk.services.coordination import coordination
from crisisdesk.services.following import followed
from crisisdesk.services.markings import ladder
from crisisdesk.services.networks import banner
from crisisdesk.store.changes import Change
from crisisdesk.store.snapshot import Snapshot

Places = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Reading:
    """The network of a case, or of the whole desk where ``case_id`` is empty, and what stands around it.

    ``cases`` are ids and titles, open ones first; ``ever`` is the network of all times, ``home`` the partner that
    the desk serves.
    """

    case_id: str
    network: Network
    banner: str
    as_of: datetime
    cases: tuple[tuple[str, str], ...]
    ever: Network
    home: str = ""


def read_network(
    view: Snapshot, case_id: str, before: Reading | None = None, changes: Sequence[Change] = ()
) -> Reading:
    """Read the network; a case that is not there at this moment gives that of the whole desk.

    With the reading ``before`` of the same case, only what ``changes`` touched since is read anew.
    """
    if case_id and view.find(CrisisCase, case_id) is None:
        case_id = ""
    known = before if before is not None and before.case_id == case_id else None
    ever = (
        coordination(view, case_id, ever=True)
        if known is None
        else followed(view, case_id, known.ever, changes)
    )
    network = stood(ever, view.moment.date())
    cases = sorted(view.all(CrisisCase), key=lambda case: (not case.is_open, case.title.casefold()))
    desk = view.find(Desk, DESK_ID)
    marking = str(banner(network, ladder(view)))
    return Reading(
        case_id,
        network,
        f"EXERCISE · {marking}" if desk is not None and desk.exercise else marking,
        view.moment,
        tuple((case.id, case.title) for case in cases),
        ever,
        (desk.home_id or "") if desk is not None else "",
    )


def kinds_of(network: Network) -> list[tuple[str, str, int]]:
    """Kinds of nodes with what they are called and how many there are, the most frequent first."""
    counted = Counter(node.kind for node in network.nodes)
    labels = {kind: symbol_of(kind).label for kind in counted}
    shared = {label for label, times in Counter(labels.values()).items() if times > 1}
    named = {k: k.replace("_", " ").capitalize() if label in shared else label for k, label in labels.items()}
    return [(kind, named[kind], count) for kind, count in counted.most_common()]


def laid_out(network: Network, layout: str, held: Places, centre: str = "") -> dict[str, Place]:
    """A place for every node; those that are held stay where they are. Rings are drawn around ``centre``."""
    fixed = {node.id: held[node.id] for node in network.nodes if node.id in held}
    chosen = layout_named(layout)
    if isinstance(chosen, Rings) and centre:
        chosen = replace(chosen, center=centre)
    return chosen.place(network, fixed=fixed or None)


def groups_of(network: Network) -> list[tuple[str, int]]:
    """Groups of more than one node with their numbers, the largest first."""
    counted = Counter(node.group for node in network.nodes if node.group)
    return [(group, count) for group, count in counted.most_common() if count > 1]


def matching(network: Network, words: str) -> set[str] | None:
    """Nodes in which all of these words occur; ``None`` where no word is given."""
    wanted = words.casefold().split()
    if not wanted:
        return None
    return {
        node.id
        for node in network.nodes
        if all(
            word in f"{node.caption} {symbol_of(node.kind).label} {node.group} {node.detail}".casefold()
            for word in wanted
        )
    }


def around(network: Network, node_id: str) -> set[str]:
    """A node, its neighbours, and the links between it and them."""
    links = {edge.id for edge in network.edges if node_id in (edge.source, edge.target)}
    return {node_id, *network.neighbours.get(node_id, ()), *links}


def between(network: Network, nodes: Collection[str]) -> set[str]:
    """These nodes and the links among them."""
    links = {edge.id for edge in network.edges if edge.source in nodes and edge.target in nodes}
    return {*nodes, *links}


def marked(network: Network) -> set[str] | None:
    """What has a mark, with the ends of links that have one; ``None`` where nothing or everything has."""
    edges = [edge for edge in network.edges if edge.mark]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    found = {edge.id for edge in edges} | ends | {node.id for node in network.nodes if node.mark}
    return found if found and len(found) < len(network.nodes) + len(network.edges) else None


def record_of(owner: str) -> str:
    """The record that a node or link stands for: some records are drawn as two links, ``id/from`` and ``id/to``."""
    return owner.partition("/")[0]

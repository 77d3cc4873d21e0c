"""Remove and see: what the desk could no longer do without a person, a post, a line or a partner (MISSION N20)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID
from crisisdesk.network.graph import Network, components, without
from crisisdesk.network.paths import DEAD, reachable
from crisisdesk.services.reaching import MEANS, Contacts, contacts, open_tasks, place
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost; all by id.

    Attributes:
        removed: What was taken out: nodes, and links by the ids of their records.
        tasks_lost: Open actions whose partner the desk could reach before, and cannot reach now.
        unreachable: Partners, posts and people whom the desk could reach before, and cannot reach now.
        parted: Pairs of partners that had a way to each other without us before, and have none now.
    """

    removed: tuple[str, ...]
    tasks_lost: tuple[str, ...]
    unreachable: tuple[str, ...]
    parted: tuple[tuple[str, str], ...]


def lose(view: Snapshot, ids: Sequence[str], case_id: str = "") -> Loss:
    """What is lost if these are gone, with all their links.

    An id may be that of a person, post, channel, hotline or partner, or of a link. Of a partner, all that is part
    of it goes too. What could not be reached before is not lost; a partner that is taken out is lost with its tasks.

    Raises:
        UserError: One of them is neither a node nor a link of the network of contact.
    """
    return _lose(contacts(view, case_id), ids, case_id)


def _lose(known: Contacts, ids: Sequence[str], case_id: str) -> Loss:
    view, network = known.view, known.proven.network
    links = {link.id for link in known.links} & set(ids)
    nodes = {place(view, network, one) for one in ids if one not in links}
    gone = frozenset(
        part for one in nodes for part in (known.scope.family(one) | {one}) & network.index.keys()
    )
    cut = replace(network, edges=tuple(edge for edge in network.edges if edge.id not in links))
    before = reachable(_outward(network), frozenset(), DESK_ID)
    after = reachable(_outward(cut), gone, DESK_ID)
    tasks = [
        action.id
        for action in open_tasks(view, known.scope, case_id)
        if action.partner_id
        and known.scope.family(action.partner_id) & before
        and not known.scope.family(action.partner_id) & after
    ]
    lost = [
        n.id for n in network.nodes if n.id in before - after - gone and n.kind not in {"channel", "hotline"}
    ]
    parted = tuple(_parted(network, cut, gone))
    return Loss((*sorted(nodes), *sorted(links)), tuple(tasks), tuple(lost), parted)


def _outward(network: Network) -> Network:
    """What leads from the desk to others by means of its own: who is part of whom, or a link of theirs, is no way for us."""
    return replace(network, edges=tuple(e for e in network.edges if e.kind in MEANS))


def _parted(network: Network, cut: Network, gone: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Among partners with living links; channels all hang on the desk and are left out with it."""
    for island in components(_alive(network, {DESK_ID})):
        island_nodes = set(island) - gone
        parts: dict[int, list[str]] = defaultdict(list)
        for number, part in enumerate(components(_alive(cut, {DESK_ID, *gone}))):
            parts[number] += [
                n for n in part if n in island_nodes and network.node(n).record_type == "partner"
            ]
        for one, two in combinations([part for part in parts.values() if part], 2):
            yield from ((a, b) for a in one for b in two)


def _alive(network: Network, gone: Collection[str]) -> Network:
    rest = without(network, gone)
    return replace(rest, edges=tuple(edge for edge in rest.edges if edge.status not in DEAD))


def loss_json(view: Snapshot, ids: Sequence[str], case: str = "") -> dict[str, Any]:
    """The loss as the command line gives it; ``parted`` holds pairs of ids, every list has captions beside it.

    Raises:
        UserError: See :func:`lose`; or there is no such case.
    """
    case_id = resolve(view, CrisisCase, case) if case else ""
    loss = lose(view, ids, case_id)
    ends = [end for pair in loss.parted for end in pair]
    names = view.captions([*loss.removed, *loss.tasks_lost, *loss.unreachable, *ends])
    return {
        "removed": [_named(one, names) for one in loss.removed],
        "tasks_lost": [_named(one, names) for one in loss.tasks_lost],
        "unreachable": [_named(one, names) for one in loss.unreachable],
        "parted": [[_named(one, names), _named(two, names)] for one, two in loss.parted],
    }


def _named(record_id: str, names: dict[str, str]) -> dict[str, str]:
    return {"id": record_id, "caption": names.get(record_id, record_id)}

"""The best way from somebody to somebody, with alternatives, for the window and the command line."""

from dataclasses import dataclass, replace
from typing import Any

from crisisdesk.model.cases import CrisisCase
from crisisdesk.network.graph import Network
from crisisdesk.network.paths import Way, ways
from crisisdesk.services.reaching import contacts, place
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reached:
    """The ways from one end to the other, the best first, in the network of contact that they lead through."""

    network: Network
    ways: tuple[Way, ...]
    source: str
    target: str

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        one, two = (self.network.node(node).caption for node in (self.source, self.target))
        if not self.ways:
            return f"No living link leads from {one} to {two}."
        others = len(self.ways) - 1
        more = (
            "no other way"
            if not others
            else f"{others} other way{'s' if others > 1 else ''} that share no point with it"
        )
        return f"{one} reaches {two} in {len(self.ways[0].edges)} steps; {more}."


def reach(view: Snapshot, source: str, target: str, case_id: str = "") -> Reached:
    """The best way and alternatives that share no point with it.

    With a case, channels and lines must be allowed to carry what is marked as the case is, and links of other
    cases are left out.

    Args:
        view: The desk at a moment.
        source: Id or name of where the way begins; ``desk`` for the desk itself.
        target: Id or name of where it leads.
        case_id: The case.

    Raises:
        UserError: An end is unknown, or has no contact on record.
    """
    known = contacts(view, case_id)
    begin, end = place(view, known.network, source), place(view, known.network, target)
    rank = known.scope.rank(view.get(CrisisCase, case_id).marking) if case_id else None
    found = ways(replace(known.timed, rank=rank or 0), begin, end)
    return Reached(known.network, found, begin, end)


def ways_json(view: Snapshot, source: str, target: str, case: str = "") -> dict[str, Any]:
    """The best way with its cost and what speaks against it, and alternatives that share no point with it.

    With a case, channels and lines must be allowed to carry what is marked as the case is, and links of other
    cases are left out. ``path`` is empty, ``cost`` nothing and the reason told where there is no way.

    Args:
        view: The desk at a moment.
        source: Id or name of where the way begins; ``desk`` for the desk itself.
        target: Id or name of where it leads.
        case: Id, title or codename of a case.

    Raises:
        UserError: An end or the case is unknown, or has no contact on record.
    """
    case_id = resolve(view, CrisisCase, case) if case else ""
    reached = reach(view, source, target, case_id)
    found = [_way(reached.network, one) for one in reached.ways]
    if found:
        return {**found[0], "alternatives": found[1:]}
    return {"path": [], "cost": None, "reasons": [reached.sentence], "alternatives": []}


def _way(network: Network, way: Way) -> dict[str, Any]:
    labels = ("", *(edge.label or edge.kind for edge in way.edges))
    path = [
        {"id": node, "caption": network.node(node).caption, "via": label}
        for node, label in zip(way.nodes, labels, strict=True)
    ]
    return {"path": path, "cost": way.cost, "reasons": list(way.reasons)}

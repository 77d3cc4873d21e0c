"""What of a network is shown and how, as one value: kept per case, saved by name, undone step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crisisdesk.gui.pages.network_reading import Places
from crisisdesk.network.folding import DETAILS, by_group, crowded_hubs, detail_named, in_detail, linked_only
from crisisdesk.network.graph import Network, ego, of_kinds, without
from crisisdesk.network.layouts import LAYOUTS
from crisisdesk.network.lines import FAMILIES, family_of

MATRIX = "matrix"
"""What stands among the layouts, and draws no lines."""

CROWDED = 46
"""From so many nodes on a picture in the window is drawn with less detail at first."""

HUB = 12
"""With more neighbours than this somebody is a hub, which can be hidden."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to look at a network.

    ``hidden`` are kinds of nodes, ``families`` families of links that are not drawn, ``groups`` those drawn as one
    node each. ``pins`` are places that somebody gave; ``locked`` keeps everything where it is.
    """

    layout: str = "organic"
    detail: str = "all"
    hidden: frozenset[str] = frozenset({"channel"})
    families: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    hubs: bool = True
    alone: bool = True
    centre: str = ""
    depth: int = 0
    locked: bool = False
    pins: Places = field(default_factory=dict)

    @property
    def frame(self) -> tuple[str, str, str, int]:
        """What decides where things lie: another of these is another arrangement."""
        return self.layout, self.detail, self.centre, self.depth

    def pinned(self, node_id: str, place: tuple[float, float]) -> "Choice":
        """With a node at this place."""
        return replace(self, pins={**self.pins, node_id: place})

    def freed(self, node_id: str) -> "Choice":
        """With a node free to move again."""
        return replace(self, pins={key: place for key, place in self.pins.items() if key != node_id})


def fitting(network: Network) -> Choice:
    """The choice to begin with: as much detail as can be read; of what is crowded, states and bodies without memberships."""
    crowded = len(network.nodes) > CROWDED
    hidden = frozenset({"channel", "case"} if crowded else {"channel"})
    families = frozenset({"belonging"} if crowded else set())
    for detail in reversed(DETAILS):
        if len(in_detail(of_kinds(network, _kinds(network) - hidden), detail).nodes) <= CROWDED:
            return Choice(detail=detail.name, hidden=hidden, families=families)
    return Choice(detail=DETAILS[0].name, hidden=hidden, families=families)


def cut(network: Network, choice: Choice) -> Network:
    """What a choice leaves of a network."""
    found = in_detail(network, detail_named(choice.detail))
    if choice.hidden & _kinds(found):
        found = of_kinds(found, _kinds(found) - choice.hidden)
    if choice.families:
        edges = tuple(e for e in found.edges if family_of(e.kind).name not in choice.families)
        found = replace(found, edges=edges)
    if choice.groups:
        found = by_group(found, choice.groups)
    if not choice.hubs:
        found = without(found, crowded_hubs(found, HUB))
    if choice.centre in found.index and choice.depth:
        found = ego(found, choice.centre, choice.depth)
    return found if choice.alone else linked_only(found)


def standing_in(network: Network) -> dict[str, str]:
    """Which node shown stands for each id: itself, or the one that it is folded into."""
    return {node.id: node.id for node in network.nodes} | {
        inner: node.id for node in network.nodes for inner in node.folded
    }


def as_json(choice: Choice) -> dict[str, Any]:
    """The choice as JSON holds it."""
    return {
        "layout": choice.layout, "detail": choice.detail, "hidden": sorted(choice.hidden),
        "families": sorted(choice.families), "groups": sorted(choice.groups), "hubs": choice.hubs,
        "alone": choice.alone, "centre": choice.centre, "depth": choice.depth, "locked": choice.locked,
        "pins": {key: list(place) for key, place in choice.pins.items()},
    }  # fmt: skip


def from_json(kept: object, otherwise: Choice) -> Choice:
    """Read a choice back; what is not one, or only in part, is filled up from another."""
    if not isinstance(kept, Mapping):
        return otherwise
    known_families = {family.name for family in FAMILIES}
    return Choice(
        layout=_layout(kept.get("layout"), otherwise.layout),
        detail=detail_named(str(kept.get("detail", otherwise.detail))).name,
        hidden=_words(kept.get("hidden"), otherwise.hidden),
        families=_words(kept.get("families"), otherwise.families) & known_families,
        groups=_words(kept.get("groups"), otherwise.groups),
        hubs=bool(kept.get("hubs", True)), alone=bool(kept.get("alone", True)),
        centre=str(kept.get("centre", "")), depth=_count(kept.get("depth")), locked=bool(kept.get("locked", False)),
        pins=_places(kept.get("pins")),
    )  # fmt: skip


def _layout(kept: object, otherwise: str) -> str:
    return str(kept) if kept in {MATRIX, *(layout.name for layout in LAYOUTS)} else otherwise


def _words(kept: object, otherwise: frozenset[str]) -> frozenset[str]:
    return frozenset(map(str, kept)) if isinstance(kept, list) else otherwise


def _count(kept: object) -> int:
    return kept if isinstance(kept, int) and 0 <= kept <= 3 else 0  # noqa: PLR2004 - three links around at most


def _places(kept: object) -> dict[str, tuple[float, float]]:
    if not isinstance(kept, Mapping):
        return {}
    return {
        str(key): (float(place[0]), float(place[1]))
        for key, place in kept.items()
        if isinstance(place, list | tuple) and len(place) == 2 and all(isinstance(n, int | float) for n in place)  # noqa: PLR2004 - x and y
    }  # fmt: skip


def _kinds(network: Network) -> set[str]:
    return {node.kind for node in network.nodes}

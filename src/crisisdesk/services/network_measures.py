"""What can be counted in the network of coordination, node by node, as the command line gives it."""

from typing import Any

from crisisdesk.model.cases import CrisisCase
from crisisdesk.network.measures import MEASURES, Measure
from crisisdesk.services.coordination import coordination
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot

_KEYS = {"cut_nodes": "cut_node", "islands": "island", "communities": "community"}
_ROUNDED = 6


def measures_json(view: Snapshot, case: str = "") -> list[dict[str, Any]]:
    """Each node with its measures, those on whom most ways depend first.

    ``cut_node`` is true or false, ``island`` and ``community`` are numbers of groups, the largest is 1.

    Raises:
        UserError: There is no such case.
    """
    network = coordination(view, resolve(view, CrisisCase, case) if case else "")
    found = {one.name: one.values(network) for one in node_measures()}
    rows = [
        {
            "id": node.id,
            "caption": node.caption,
            "kind": node.kind,
            "type": node.record_type,
            **{_KEYS.get(name, name): _value(name, values[node.id]) for name, values in found.items()},
        }
        for node in network.nodes
    ]
    return sorted(rows, key=lambda row: (-row["betweenness"], -row["degree"], row["caption"]))


def node_measures() -> tuple[Measure, ...]:
    """The measures of nodes, each with one sentence of what it means."""
    return tuple(one for one in MEASURES if one.of == "node")


def _value(name: str, value: float) -> float | int | bool:
    match name:
        case "cut_nodes":
            return value > 0
        case "betweenness":
            return round(value, _ROUNDED)
    return int(value)

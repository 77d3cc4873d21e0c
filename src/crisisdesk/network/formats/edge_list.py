"""A list of links as CSV, for a spreadsheet; a node without links has a row with no target."""

import csv
from datetime import UTC
from io import StringIO

from crisisdesk.network.graph import Edge, Network

COLUMNS = (
    "source", "source caption", "target", "target caption", "kind", "label", "directed", "status", "strength",
    "begins on", "ends on", "last used", "marking", "link",
)  # fmt: skip
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(network: Network) -> bytes:
    """The file in UTF-8 with a mark that spreadsheets know it by.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for edge in network.edges:
        rows.writerow(map(safe, _row(network, edge)))
    linked = {end for edge in network.edges for end in (edge.source, edge.target)}
    for node in network.nodes:
        if node.id not in linked:
            rows.writerow(
                [safe(node.id), safe(node.caption), *[""] * (len(COLUMNS) - 4), safe(node.marking), ""]
            )
    return file.getvalue().encode("utf-8-sig", "replace")


def _row(network: Network, edge: Edge) -> list[str]:
    return [
        edge.source,
        network.node(edge.source).caption,
        edge.target,
        network.node(edge.target).caption,
        edge.kind,
        edge.label,
        "yes" if edge.directed else "no",
        edge.status,
        "" if edge.strength is None else str(edge.strength),
        edge.begins_on.isoformat() if edge.begins_on else "",
        edge.ends_on.isoformat() if edge.ends_on else "",
        edge.last_used.astimezone(UTC).isoformat() if edge.last_used else "",
        edge.marking,
        edge.id,
    ]


def safe(text: str) -> str:
    """The text so that no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text

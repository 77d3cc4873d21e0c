"""Files that other graph programs read and write. A new format is a module and a line in ``FORMATS``."""

from collections.abc import Callable
from dataclasses import dataclass

from crisisdesk.network.formats import edge_list, gexf, graphml
from crisisdesk.network.graph import Network

__all__ = ["FORMATS", "GraphFormat"]


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """``write`` gives the bytes of a file; ``read`` takes them, and is None for a format that is only written.

    Readers raise :class:`~crisisdesk.errors.UserError` for anything that is not a graph in this format.
    """

    name: str
    label: str
    suffix: str
    write: Callable[[Network], bytes]
    read: Callable[[bytes], Network] | None = None


FORMATS: tuple[GraphFormat, ...] = (
    GraphFormat("gexf", "GEXF 1.3 (Gephi)", ".gexf", gexf.write, gexf.read),
    GraphFormat("graphml", "GraphML", ".graphml", graphml.write, graphml.read),
    GraphFormat("csv", "List of links (CSV)", ".csv", edge_list.write),
)

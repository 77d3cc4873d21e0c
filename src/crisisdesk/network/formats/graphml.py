"""GraphML: what most graph programs read and write."""

from io import BytesIO
from xml.etree.ElementTree import Element

from crisisdesk.errors import UserError
from crisisdesk.network.formats.attributes import attributed, edge_from, node_from
from crisisdesk.network.formats.reading import elements, free_id
from crisisdesk.network.graph import Edge, Network, Node


def write(network: Network) -> bytes:
    """The file; the same bytes for the same network."""
    from networkx.readwrite.graphml import write_graphml_xml  # noqa: PLC0415 - networkx costs 70 ms

    file = BytesIO()
    write_graphml_xml(attributed(network), file, named_key_ids=True)
    return file.getvalue()


def read(content: bytes) -> Network:
    """The graph of a file; hyper-edges and ports are left out.

    Raises:
        UserError: It is no GraphML, or not one that can be trusted.
    """
    names: dict[str, str] = {}
    defaults: dict[tuple[str, str], str] = {}
    directed = False
    nodes: list[Node] = []
    edges: list[Edge] = []
    taken: set[str] = set()
    for event, name, element in elements(content, "graphml", "GraphML"):
        match event, name:
            case "start", "graph":
                directed = element.get("edgedefault") == "directed"
            case "end", "key":
                _declare(element, names, defaults)
            case "end", "node":
                node_id = element.get("id", "")
                if not node_id:
                    raise UserError("A node of this GraphML file has no id, so nothing can be linked to it.")
                nodes.append(node_from(node_id, "", _fields(element, "node", names, defaults)))
                element.clear()
            case "end", "edge":
                edges.append(
                    edge_from(
                        free_id(element.get("id", ""), taken),
                        element.get("source", ""),
                        element.get("target", ""),
                        label="",
                        directed=element.get("directed", str(directed)).lower() == "true",
                        fields=_fields(element, "edge", names, defaults),
                    )
                )
                element.clear()
    if not nodes:
        raise UserError("This GraphML file holds no nodes.")
    return Network(tuple(nodes), tuple(edges))


def _declare(element: Element, names: dict[str, str], defaults: dict[tuple[str, str], str]) -> None:
    key = element.get("id", "")
    names[key] = element.get("attr.name", key)
    for child in element:
        if child.tag.endswith("default"):
            for owner in ("node", "edge"):
                if element.get("for", "all") in {owner, "all"}:
                    defaults[owner, names[key]] = (child.text or "").strip()


def _fields(
    element: Element, owner: str, names: dict[str, str], defaults: dict[tuple[str, str], str]
) -> dict[str, str]:
    found = {name: value for (of, name), value in defaults.items() if of == owner}
    for child in element:
        if child.tag.endswith("data"):
            key = child.get("key", "")
            found[names.get(key, key)] = "".join(child.itertext()).strip()
    return found

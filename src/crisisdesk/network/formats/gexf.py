"""GEXF: Gephi's format. Written as version 1.3; any version is read, one level or nested."""

from xml.etree.ElementTree import Element, tostring

from crisisdesk.drawing.characters import one_line
from crisisdesk.errors import UserError
from crisisdesk.network.formats.attributes import attributed, edge_from, node_from
from crisisdesk.network.formats.reading import elements, free_id
from crisisdesk.network.graph import Edge, Network, Node


def write(network: Network) -> bytes:
    """The file; the same bytes for the same network."""
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415 - networkx costs 70 ms

    writer = GEXFWriter(version="1.3", prettyprint=True)
    writer.add_graph(attributed(network))
    root: Element = writer.xml
    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        if network.as_of:
            meta.set("lastmodifieddate", network.as_of.date().isoformat())
        for entry, text in (("creator", "CrisisDesk"), ("description", one_line(network.title))):
            found = meta.find(entry)
            if found is None:
                found = Element(entry)
                meta.append(found)
            found.text = text
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read(content: bytes) -> Network:
    """The graph of a file, without its positions, colours and time slices.

    Raises:
        UserError: It is no GEXF, or not one that can be trusted.
    """
    titles: dict[tuple[str, str], str] = {}
    owner = "node"
    default = "undirected"
    nodes: list[Node] = []
    edges: list[Edge] = []
    taken: set[str] = set()
    for event, name, element in elements(content, "gexf", "GEXF"):
        match event, name:
            case "start", "graph":
                default = element.get("defaultedgetype", default)
            case "start", "attributes":
                owner = element.get("class", "node")
            case "end", "attribute":
                titles[owner, element.get("id", "")] = element.get("title", "")
            case "end", "node":
                nodes.append(_node(element, titles))
                element.clear()
            case "end", "edge":
                edges.append(_edge(element, titles, default, taken))
                element.clear()
    if not nodes:
        raise UserError("This GEXF file holds no nodes.")
    return Network(tuple(nodes), tuple(edges))


def _node(element: Element, titles: dict[tuple[str, str], str]) -> Node:
    node_id = element.get("id")
    if not node_id:
        raise UserError("A node of this GEXF file has no id, so nothing can be linked to it.")
    return node_from(node_id, element.get("label", ""), _fields(element, "node", titles))


def _edge(element: Element, titles: dict[tuple[str, str], str], default: str, taken: set[str]) -> Edge:
    fields = _fields(element, "edge", titles)
    weight = element.get("weight")
    if weight:
        fields.setdefault("weight", weight)
    fields.setdefault("begins_on", element.get("start", ""))
    fields.setdefault("ends_on", element.get("end", ""))
    return edge_from(
        free_id(element.get("id", ""), taken),
        element.get("source", ""),
        element.get("target", ""),
        label=element.get("label", ""),
        directed=element.get("type", default) == "directed",
        fields=fields,
    )


def _fields(element: Element, owner: str, titles: dict[tuple[str, str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in element:
        if child.tag.endswith("attvalues"):
            for value in child:
                key = value.get("for") or value.get("id") or ""
                found[titles.get((owner, key)) or key] = value.get("value", "")
    return found

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from crisisdesk.errors import UserError
from crisisdesk.network.formats import FORMATS, GraphFormat, gexf, graphml
from crisisdesk.network.formats.edge_list import write as write_edge_list
from crisisdesk.network.graph import Edge, Network, Node

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "graphs"
XML = FORMATS[:2]
HOSTILE = '<b>"O\'Hara" & \x00\x08\ufffe\ud800 قيادة \u202e]]>'
CLEAN = '<b>"O\'Hara" & قيادة \u202e]]>'


def read_by_networkx(found: GraphFormat, content: bytes) -> nx.MultiDiGraph:
    return (nx.read_gexf if found.name == "gexf" else nx.read_graphml)(BytesIO(content))


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_other_programs_read_what_we_write(form: GraphFormat, desk: Network) -> None:
    graph = read_by_networkx(form, form.write(desk))

    assert graph.number_of_edges() == len(desk.edges)
    assert {name: data["caption"] for name, data in graph.nodes(data=True)} == {
        n.id: n.caption for n in desk.nodes
    }
    assert {data["status"] for *_, data in graph.edges(data=True)} == {edge.status for edge in desk.edges}


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_what_we_write_comes_back_whole(form: GraphFormat, desk: Network) -> None:
    assert form.read
    back = form.read(form.write(desk))

    assert back.nodes == desk.nodes
    assert sorted(back.edges, key=lambda edge: edge.id) == sorted(desk.edges, key=lambda edge: edge.id)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_network_gives_the_same_bytes(form: GraphFormat, desk: Network) -> None:
    assert form.write(desk) == form.write(desk)


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_hostile_captions_survive_without_what_xml_cannot_hold(form: GraphFormat) -> None:
    network = Network((Node("a", HOSTILE, detail=HOSTILE),), (Edge("1", "a", "a", label=HOSTILE),))

    assert form.read
    back = form.read(form.write(network))

    assert back.nodes[0].caption == CLEAN
    assert back.edges[0].label == CLEAN


@pytest.mark.parametrize("form", XML, ids=lambda form: form.name)
def test_an_empty_network_can_be_written(form: GraphFormat) -> None:
    assert read_by_networkx(form, form.write(Network())).number_of_nodes() == 0


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_no_cell_of_the_list_is_a_formula(start: str) -> None:
    network = Network((Node("a", f"{start}cmd()"), Node("b", f"{start}alone")), (Edge("1", "a", "a"),))

    rows = list(csv.reader(StringIO(write_edge_list(network).decode("utf-8-sig"), newline="")))

    assert rows[1][1] == f"'{start}cmd()"
    assert rows[2][:3] == ["b", f"'{start}alone", ""]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no readable GEXF"),
        (b"not a graph", "no readable GEXF"),
        (b"<svg/>", "begins with <svg>"),
        (b"<gexf><graph/></gexf>", "holds no nodes"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><gexf/>', "document type"),
        (b"<gexf>" + b"<a>" * 200, "nested too deep"),
        (b'<gexf><graph><nodes><node label="x"/></nodes></graph></gexf>', "has no id"),
        (b'<gexf><graph><nodes><node id="x"/><node id="x"/></nodes></graph></gexf>', "same id"),
    ],
)
def test_what_is_no_graph_is_refused_in_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        gexf.read(content)


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph>&b;</graph></graphml>'

    with pytest.raises(UserError, match="document type"):
        graphml.read(bomb)


def test_links_with_the_same_id_in_a_file_are_told_apart() -> None:
    edges = b'<edge id="e" source="a" target="a"/>' * 2
    network = graphml.read(b'<graphml><graph><node id="a"/>' + edges + b"</graph></graphml>")

    assert [edge.id for edge in network.edges] == ["e", "e-1"]


def test_fields_that_we_do_not_know_are_kept_as_detail(desk: Network) -> None:
    content = graphml.write(replace(desk, nodes=desk.nodes)).replace(
        b'attr.name="marking"', b'attr.name="grade"'
    )

    assert "grade: RESTRICTED" in graphml.read(content).edges[0].detail


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of real files is not beside the repository")
def test_every_real_graph_is_read_or_refused_in_a_sentence() -> None:
    readers = {form.suffix: form.read for form in FORMATS}
    refused = {}
    for path in sorted(SAMPLES.glob("*/*")):
        try:
            assert readers[path.suffix](path.read_bytes()).nodes  # type: ignore[misc] - both have a reader
        except UserError as error:
            refused[path.name] = str(error)
    assert refused == {"meta.gexf": "This GEXF file holds no nodes."}  # a head and no graph


# -- the shape that the schemas ask for -----------------------------------------------------------------------

GEXF_TYPES = {"integer", "long", "double", "float", "boolean", "string"}
GRAPHML_TYPES = {"boolean", "int", "long", "float", "double", "string"}


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def test_gexf_has_the_shape_of_its_schema(desk: Network) -> None:
    root = ET.fromstring(gexf.write(desk))

    meta, graph = root
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    assert {local(one) for one in meta} <= {"creator", "keywords", "description"}
    assert {local(one) for one in graph} == {"attributes", "nodes", "edges"}
    declared = {"node": set[str](), "edge": set[str]()}
    for attribute in root.iter("{*}attribute"):
        assert attribute.get("title")
        assert attribute.get("type") in GEXF_TYPES
    for attributes in root.iter("{*}attributes"):
        declared[attributes.get("class", "")] |= {one.get("id", "") for one in attributes}
    for owner, ids in declared.items():
        for one in root.iter(f"{{*}}{owner}"):
            assert one.get("id")
            assert {value.get("for") for value in one.iter("{*}attvalue")} <= ids


def test_graphml_declares_each_key_that_it_uses(desk: Network) -> None:
    root = ET.fromstring(graphml.write(desk))

    assert root.tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
    keys = {key.get("id"): key for key in root.iter("{*}key")}
    assert {key.get("attr.type") for key in keys.values()} <= GRAPHML_TYPES
    assert {local(one) for one in root} == {"key", "graph"}
    for owner in ("node", "edge"):
        for one in root.iter(f"{{*}}{owner}"):
            assert all(keys[data.get("key")].get("for") == owner for data in one.iter("{*}data"))

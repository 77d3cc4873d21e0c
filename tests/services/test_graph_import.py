from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Partner
from crisisdesk.model.values import PartialDate
from crisisdesk.network.formats import graphml
from crisisdesk.services.graph_import import read_graph
from crisisdesk.services.importing import FORMATS, import_file
from crisisdesk.services.networks import export_network
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

GRAPHS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "graphs"
GEXF = """<gexf version="1.3"><graph defaultedgetype="directed"><nodes>
<node id="1" label="Norway"/><node id="2" label="Harbour Office"/><node id="3" label="Harbour Office"/></nodes>
<edges><edge id="a" source="1" target="2" label="Consults"/><edge id="b" source="2" target="1" label="rings up"/>
<edge id="c" source="2" target="3"/></edges></graph></gexf>"""


def test_a_graph_becomes_links_between_partners_old_and_new(workspace: Workspace, tmp_path: Path):
    (tmp_path / "a.gexf").write_text(GEXF)

    report = import_file(workspace, tmp_path / "a.gexf")

    with workspace.snapshot() as view:
        links = {link.kind: link for link in view.all(Link)}
        office = view.get(Partner, links["consults"].to_id)
    assert (report.taken, [refusal.row for refusal in report.refused]) == (3, [3])
    assert links["consults"].from_id == "partner-NOR"
    assert (office.name, office.kind) == ("Harbour Office", "other")
    assert links["coordinates"].note == "rings up"


def test_the_same_graph_twice_changes_nothing(workspace: Workspace, tmp_path: Path):
    (tmp_path / "a.gexf").write_text(GEXF)
    import_file(workspace, tmp_path / "a.gexf")

    again = import_file(workspace, tmp_path / "a.gexf")

    assert (again.taken, again.changed, again.unchanged) == (0, 0, 2)


def test_a_rehearsal_keeps_nothing(workspace: Workspace, tmp_path: Path):
    (tmp_path / "a.gexf").write_text(GEXF)

    report = import_file(workspace, tmp_path / "a.gexf", dry_run=True)

    with workspace.snapshot() as view:
        assert (report.taken, report.revision, view.count(Link)) == (3, 0, 0)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_our_own_export_comes_back_as_it_is(workspace: Workspace, tmp_path: Path, form: str):
    workspace.perform(
        "Link", lambda tx: tx.add(Link(from_id="partner-USA", to_id="partner-NOR", kind="consults"))
    )
    with workspace.snapshot() as view:
        (tmp_path / f"a.{form}").write_bytes(export_network(view, fmt=form))

    report = import_file(workspace, tmp_path / f"a.{form}")

    assert (report.taken, report.changed, report.unchanged, report.refused) == (0, 0, 1, [])


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_what_our_own_export_draws_from_other_records_is_not_taken(
    workspace: Workspace, tmp_path: Path, form: str
):
    def linking(tx: Transaction) -> None:
        tx.get(Partner, "partner-NOR").parent_id = "partner-USA"
        since = PartialDate.parse("2017")
        tx.add(Link(from_id="partner-USA", to_id="partner-NOR", kind="consults", begins_on=since))

    workspace.perform("Link", linking)
    with workspace.snapshot() as view:
        (tmp_path / f"a.{form}").write_bytes(export_network(view, fmt=form))

    report = import_file(workspace, tmp_path / f"a.{form}")

    assert (report.taken, report.changed, report.unchanged) == (0, 0, 1)


def test_one_graph_in_two_formats_is_taken_once(workspace: Workspace, tmp_path: Path):
    (tmp_path / "a.gexf").write_text(GEXF)
    import_file(workspace, tmp_path / "a.gexf")
    (tmp_path / "b.graphml").write_bytes(graphml.write(read_graph(tmp_path / "a.gexf", "gexf")))

    report = import_file(workspace, tmp_path / "b.graphml")

    assert (report.taken, report.changed) == (0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no readable GEXF"),
        (b"<graphml/>", "begins with <graphml>"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><gexf/>', "document type"),
        (b"<gexf><graph><nodes/></graph></gexf>", "holds no nodes"),
    ],
)
def test_what_is_no_graph_is_refused_in_one_sentence(
    workspace: Workspace, tmp_path: Path, content: bytes, said: str
):
    (tmp_path / "a.gexf").write_bytes(content)

    with pytest.raises(UserError, match=said):
        import_file(workspace, tmp_path / "a.gexf")


def test_a_file_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path):
    with pytest.raises(UserError, match="cannot be read"):
        import_file(workspace, tmp_path / "none.gexf", form="gexf")
    assert {"gexf", "graphml", "csv"} <= set(FORMATS)


@pytest.mark.shared
@pytest.mark.skipif(not GRAPHS.is_dir(), reason="no shared data beside the checkout")
def test_every_graph_of_other_programs_is_taken_or_refused(workspace: Workspace):
    refused = {}
    for path in (*sorted(GRAPHS.rglob("*.graphml")), *sorted(GRAPHS.rglob("*.gexf"))):
        try:
            assert import_file(workspace, path, dry_run=True).rows, path.name
        except UserError as refusal:
            refused[path.name] = str(refusal)

    assert refused == {"meta.gexf": "This GEXF file holds no nodes."}

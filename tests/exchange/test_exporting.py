import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.exporting import export
from crisisdesk.exchange.formulas import as_written, defused
from crisisdesk.exchange.importing import import_file
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person
from crisisdesk.services.cases import open_case
from crisisdesk.services.log import log
from crisisdesk.services.markings import ladder
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "'=quoted", "''=twice", "'plain", "=cmd|' /C calc'!A0", "\uff1d1"]


def fill(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
    open_case(tx, "Strait closed", record_id="case-1")
    log(tx, "case-1", "Open words.", record_id="log_entry-1", partner_id="partner-FRA")
    log(tx, "case-1", "Closed words.", record_id="log_entry-2", marking=Marking.parse("SECRET//NOFORN"))
    log(tx, "case-1", "(U) First.\n(S//NF) Second.", record_id="log_entry-3")
    for number, text in enumerate(NASTY):
        tx.add(Person(id=f"person-{number}", name=text, notes=text))


@pytest.fixture(autouse=True)
def filled(workspace: Workspace) -> None:
    workspace.perform("Fill", fill)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_whole_desk_goes_out_and_comes_back_equal(
    workspace: Workspace, founded: Path, tmp_path: Path, form: str
) -> None:
    with workspace.snapshot() as view:
        first = export(view, form).content
    (tmp_path / f"all.{form}").write_bytes(first)
    (tmp_path / "b.cdesk").write_bytes(founded.read_bytes())
    other = Workspace.open(tmp_path / "b.cdesk")
    other.perform("Raise", lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))

    report = import_file(other, tmp_path / f"all.{form}")

    with other.snapshot() as view:
        assert export(view, form).content == first
    assert report.refused == []
    other.close()


def test_no_cell_of_a_csv_begins_like_a_formula(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        text = export(view, "csv", record_type=Person).content.decode("utf-8")

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", [*NASTY, "", "plain", "'", "'''", "-5 degrees", "a=b"])
def test_what_is_defused_is_read_back_as_it_was(text: str) -> None:
    assert as_written(defused(text)) == text


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        content = export(view, "xlsx", record_type=Person).content

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = book.read("xl/sharedStrings.xml").decode("utf-8")
    assert not list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))
    assert "=cmd|" in strings


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_same_desk_gives_the_same_bytes(workspace: Workspace, form: str) -> None:
    with workspace.snapshot() as view:
        assert export(view, form).content == export(view, form).content


def test_a_case_takes_along_what_it_refers_to_and_no_more(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        made = export(view, "json", case_id="case-1").content.decode("utf-8")

    assert all(record_id in made for record_id in ("case-1", "log_entry-1", "partner-FRA"))
    assert "person-1" not in made
    assert "partner-DEU" not in made


def audience(workspace: Workspace, text: str) -> Audience:
    with workspace.snapshot() as view:
        return Audience.named(text, ladder(view))


def test_an_audience_gets_no_record_and_no_paragraph_above_it(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        made = export(view, "json", record_type=LogEntry, audience=audience(workspace, "CONFIDENTIAL"))

    text = made.content.decode("utf-8")
    assert (made.records, made.withheld, made.portions_withheld) == (2, 1, 1)
    assert "Closed words" not in text
    assert "Second." not in text
    assert "First." in text


def test_a_reference_to_a_withheld_record_is_emptied(workspace: Workspace) -> None:
    def raise_marking(tx: Transaction) -> None:
        tx.get(CrisisCase, "case-1").marking = Marking.parse("SECRET")
        tx.get(Partner, "partner-FRA").marking = Marking.parse("SECRET")

    workspace.perform("Raise", raise_marking)
    with workspace.snapshot() as view:
        made = export(view, "json", audience=audience(workspace, "UNCLASSIFIED"))

    assert b"partner-FRA" not in made.content.replace(b"membership", b"").split(b'"type": "partner"')[0]


@pytest.mark.parametrize(
    ("marking", "wanted"),
    [
        ("UNCLASSIFIED", True),
        ("SECRET", False),
        ("SECRET//NOFORN", False),
        ("SECRET//REL TO USA, GBR", True),
        ("SECRET//REL TO USA, FRA", False),
        ("TOP SECRET//REL TO USA, GBR", False),
        ("NO SUCH LEVEL", False),
    ],
)
def test_an_audience_with_countries_gets_what_is_released_to_all_of_them(
    workspace: Workspace, marking: str, wanted: bool
) -> None:
    assert audience(workspace, "SECRET//REL TO USA, GBR").may_have(Marking.parse(marking)) is wanted

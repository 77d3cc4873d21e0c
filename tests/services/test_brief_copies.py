"""A brief in other forms."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from crisisdesk.briefing.blocks import Box, Cell, Document, Heading, Section, Table
from crisisdesk.errors import UserError
from crisisdesk.services.brief_copies import brief_copy
from crisisdesk.services.brief_order import BriefMade

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made(*blocks: object) -> BriefMade:
    document = Document("Strait", "SECRET", (Section("Actions", blocks),), NOW, exercise=True)  # type: ignore[arg-type]
    return BriefMade(
        b"%PDF", "b.pdf", 1, "SECRET", "", "sitrep", (), MappingProxyType({}), None, NOW, document
    )


def rows_of(brief: BriefMade) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(brief_copy(brief, "csv")[1].decode()))


def test_every_table_is_in_the_file_with_the_banner_in_each_row():
    inner = Table(("C",), (("z",),), caption="Inside")
    brief = made(Heading("Late"), Table(("A", "B"), (("x", "y"),)), Box("Box", (inner,)))

    name, *others = zip(*rows_of(brief), strict=True)

    assert name == ("Table", "1 Late", "1 Late", "2 Inside", "2 Inside")
    assert [row[-1] for row in rows_of(brief)][2] == "EXERCISE SECRET"
    assert len(others) == 3


def test_a_cell_over_rows_stands_in_each_of_them():
    brief = made(Table(("A", "B"), ((Cell("x", rows=2), "1"), ("", "2"), ("y", "3"))))

    assert [row[1] for row in rows_of(brief)][2:] == ["x", "x", "y"]


def test_text_is_no_formula():
    brief = made(Table(("A",), (("=1+1",), ("@cmd",))))

    assert [row[1] for row in rows_of(brief)][2:] == ["'=1+1", "'@cmd"]
    with zipfile.ZipFile(io.BytesIO(brief_copy(brief, "xlsx")[1])) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_name_follows_the_form():
    assert brief_copy(made(), "html")[0] == "b.html"
    assert brief_copy(made(), "pdf") == ("b.pdf", b"%PDF")


def test_a_brief_without_tables_is_no_workbook():
    with pytest.raises(UserError, match="has no table"):
        brief_copy(made(), "xlsx")


def test_an_unknown_form_is_a_sentence():
    with pytest.raises(UserError, match="choose one of pdf, html"):
        brief_copy(made(), "docx")

"""Documents to lay out, and ways to read the PDF again."""

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdf
import pypdfium2
import pytest

from crisisdesk.briefing.blocks import Block, Document, Header, Section
from crisisdesk.briefing.render import render

MakeDocument = Callable[..., Document]
ReadPages = Callable[[bytes], list[str]]


@pytest.fixture
def make_document() -> MakeDocument:
    def make(*blocks: Block, **changes: Any) -> Document:
        document = Document(
            title="Strait of Halden",
            banner="UNCLASSIFIED",
            sections=(Section("Situation", blocks),),
            created=datetime(2026, 11, 23, 13, 12, tzinfo=UTC),
            header=Header(
                originator="Crisis Desk North", document_type="Situation report", number="SITREP 07"
            ),
            footer=("Digest 4f1c9f1f",),
        )
        return replace(document, **changes)

    return make


@pytest.fixture
def read_pages() -> ReadPages:
    def read(pdf: bytes) -> list[str]:
        with pypdfium2.PdfDocument(pdf) as opened:
            return [page.get_textpage().get_text_range() for page in opened]

    return read


@pytest.fixture
def letters() -> Callable[[str], str]:
    """What is left of a text when line breaks and compatible forms no longer matter."""

    def keep(text: str) -> str:
        return re.sub(r"\s|\u00ad|\ufffe", "", unicodedata.normalize("NFKC", text))

    return keep


@pytest.fixture
def opened() -> Callable[[Document], pypdf.PdfReader]:
    return lambda document: pypdf.PdfReader(io.BytesIO(render(document)))

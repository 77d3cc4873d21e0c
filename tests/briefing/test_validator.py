"""The reference validator of PDF/UA-1 and PDF/A-2a over every kind of brief and every kind of block."""

import json
import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.briefing.blocks import (
    Box,
    Bullets,
    Cell,
    Document,
    Header,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Section,
    Table,
)
from crisisdesk.briefing.house import House, Logo
from crisisdesk.briefing.profiles import PROFILES
from crisisdesk.briefing.render import render
from crisisdesk.drawing.shapes import Box as Rectangle
from crisisdesk.drawing.shapes import Disc, Drawing, Stroke, Text
from crisisdesk.model.channels import Call
from crisisdesk.services.briefs import make_brief
from crisisdesk.services.demo import sample_desk

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
PYTHON = Path(
    os.environ.get("DESK_PDFCHECK")
    or ROOT / ".venv-pdfcheck" / ("Scripts" if os.name == "nt" else "bin") / "python"
)
"""The interpreter of the environment that the validator is in: see CONTRIBUTING.md."""

pytestmark = [
    pytest.mark.pdfa,
    pytest.mark.slow,
    pytest.mark.skipif(
        not PYTHON.exists(),
        reason="the validator's environment .venv-pdfcheck is not there (CONTRIBUTING.md)",
    ),
]

EMBLEM = Logo(2, 1, b"\xff\x00\x00" * 2, 20.0, "Emblem")
ARABIC = "مرحبا (GBR) 112 بالعالم"


def every_block() -> Document:
    """All that the engine can set, over several pages."""
    picture = Drawing(
        200.0,
        80.0,
        (
            Rectangle((0.0, 0.0), 200.0, 80.0, Stroke("#17202b", 1.0), "#f1f4f7", 4.0),
            Disc((40.0, 40.0), 12.0, None, "#1d3652"),
            Text((100.0, 30.0), "Maren", 9.0),
        ),
        title="Two posts",
        description="A disc beside a name.",
    )
    blocks = (
        Heading("Below", 1),
        Heading("Two steps below", 3),
        Paragraph("Running text (with brackets) and “quotes”. " * 12, "(U)", lead="Lead. "),
        Paragraph(ARABIC, "(U)"),
        Bullets(("one", Paragraph("two", "(U)"), ARABIC)),
        Bullets(("first", "second"), numbered=True),
        KeyFacts((("Number", "3"), ("متى", ARABIC), ("Odd", "")), columns=2),
        Table(
            ("Partner", "Position", "State"),
            (
                (Cell("GBR", rows=3), "holds", Cell("late", "bad")),
                ("", "agrees", ARABIC),
                ("", "asks for time", "open"),
                *((f"P{n}", "does as was agreed on " * 3, "done") for n in range(60)),
            ),
            caption="Who stands where",
            marking="(U)",
            emphasis=frozenset({4}),
            changed=frozenset({5, 6}),
        ),
        Table(("A", "B"), (), caption="Empty"),
        Picture(picture, "Two posts", "(U)"),
        Box("Decision", (Paragraph("Do it."), Bullets(("now", "later"))), "caution", "(U)"),
        Rule(),
        PageBreak(),
        Paragraph("الخلاصة: 你好, Ελλάδα, საქართველო, Հայաստան, עברית", style="lead"),
    )
    sections = tuple(Section(f"Part {n}", blocks, "(U)", new_page=n == 2) for n in range(3))
    header = Header("Desk", "Report", "c-1", "1", "231830ZNOV26", classification=("Classified By: x",))
    return Document(
        "All of it", "UNCLASSIFIED", sections, NOW, header=header, footer=("foot",), exercise=True,
        caveats=("DRAFT",), contents=True, house=House(accent="#5a1230", logo=EMBLEM),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, list[dict[str, object]]]]:
    """One start of the validator for all files."""
    folder = tmp_path_factory.mktemp("validator")
    desk, case_id = sample_desk(folder / "sample.cdesk", clock=lambda: NOW, actor="officer")
    with desk.snapshot() as view:
        post = next(call.post_id for call in view.all(Call, Call.case_id == case_id) if call.post_id)
    for profile in PROFILES:
        about = {"partner": {"partner_id": "partner-GBR"}, "post": {"post_id": post}}.get(profile.about, {})
        made = make_brief(desk, case_id, profile=profile.name, **about)
        (folder / f"{profile.name}.pdf").write_bytes(made.pdf)
    desk.close()
    (folder / "blocks.pdf").write_bytes(render(every_block()))
    command = [PYTHON, ROOT / "tests" / "briefing" / "verapdf.py", *sorted(folder.glob("*.pdf"))]
    told = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert told.stdout, told.stderr
    return {Path(name).stem: value for name, value in json.loads(told.stdout).items()}


@pytest.mark.parametrize("name", ["blocks", *(profile.name for profile in PROFILES)])
def test_a_brief_is_pdf_ua_1_and_pdf_a_2a(found: Mapping[str, Mapping[str, object]], name: str) -> None:
    assert found[name] == {"PDF/UA-1": [], "PDF/A-2a": []}

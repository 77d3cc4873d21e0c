"""P12 on real briefs: those of the sample desk, also with 5,000 log entries more, beside plain reportlab and typst.

For each: how long the records take to become blocks, how long the blocks take to become a PDF, and how long one plain
pass of reportlab takes over the same texts and tables without pictures, contents, tags, banner and page count. Prints
one JSON value. ``--typst PYTHON`` names an interpreter that has the ``typst`` wheel, which is none of our pins.

    python benchmarks/bench_brief.py [--entries 5000] [--repeat 3] [--typst PYTHON]
"""

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from html import escape
from pathlib import Path
from typing import TypeVar

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as FloorParagraph
from reportlab.platypus import Table as FloorTable

from crisisdesk import paths
from crisisdesk.briefing.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
)
from crisisdesk.briefing.render import page_count, render
from crisisdesk.model.log import LogEntry
from crisisdesk.services.briefs import make_brief
from crisisdesk.services.demo import sample_desk
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
PROFILES = ("sitrep", "after-action", "handover")
FONTS = paths.resources() / "fonts"
LINE = (
    "The mission in Port {place} reports that talks on passage {number} went on until the evening and that both sides "
    "agreed to meet again; the liaison officer asks for guidance on two open points."
)
T = TypeVar("T")
TYPST = """
import sys, time, typst
source, fonts = sys.argv[1:3]
typst.compile(source, font_paths=[fonts], ignore_system_fonts=True)
compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)
begin = time.perf_counter()
compiler.compile(format="pdf")
print(time.perf_counter() - begin)
"""


def fill(tx: Transaction, case_id: str, count: int) -> None:
    for number in range(count):
        moment = NOW - timedelta(hours=60) + timedelta(seconds=number * 36)
        tx.add(
            LogEntry(
                case_id=case_id,
                event_time=moment,
                entered_at=moment,
                text=LINE.format(place=number % 97, number=number),
            )
        )


def timed(work: Callable[[], T], repeat: int) -> tuple[float, T]:
    taken = []
    for _ in range(repeat):
        begin = time.perf_counter()
        made = work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken), made


def plain(document: Document) -> Iterator[tuple[str, object]]:
    """Its titles, texts and tables, without all else."""
    for section in document.sections:
        yield "head", f"{section.marking} {section.title}"
        yield from flat(section.blocks)


def flat(blocks: tuple[Block, ...]) -> Iterator[tuple[str, object]]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield "head", text
            case Paragraph():
                yield "text", f"{block.marking} {block.lead} {block.text}"
            case Bullets(items=items):
                for item in items:
                    yield from flat((item if isinstance(item, Paragraph) else Paragraph(item),))
            case Table():
                rows = [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in block.rows]
                yield (
                    "table",
                    [list(block.columns), *([*row, *[""] * (len(block.columns) - len(row))] for row in rows)],
                )
            case KeyFacts(pairs=pairs):
                yield "table", [list(pair) for pair in pairs]
            case Box(blocks=inner):
                yield from flat(inner)


def floor(document: Document) -> bytes:
    head = ParagraphStyle("head", fontName="Bench-Bold", fontSize=13, leading=17.5, spaceAfter=7)
    body = ParagraphStyle("body", fontName="Bench-Regular", fontSize=9.5, leading=14, spaceAfter=7)
    small = ParagraphStyle("cell", fontName="Bench-Regular", fontSize=8.25, leading=10.5)
    look = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    story: list[Flowable] = []
    for kind, given in plain(document):
        if kind == "table":
            rows = [[FloorParagraph(escape(cell), small) for cell in row] for row in given if row]
            if rows:
                story.append(FloorTable(rows, repeatRows=1, style=look))
        else:
            story.append(FloorParagraph(escape(str(given)), head if kind == "head" else body))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1, initialFontName="Bench-Regular").build(story)
    return buffer.getvalue()


def typst_source(document: Document) -> str:
    """The same texts and tables with contents and page numbers."""
    lines = [
        '#set page(paper: "a4", numbering: "1 of 1")',
        '#set text(font: "Noto Sans", size: 9.5pt)',
        "#outline()",
    ]
    for kind, given in plain(document):
        if kind == "table":
            count = max(len(row) for row in given)
            cells = ", ".join(f"[#{json.dumps(cell, ensure_ascii=False)}]" for row in given for cell in row)
            lines.append(f"#table(columns: {count}, {cells})")
        else:
            said = json.dumps(str(given), ensure_ascii=False)
            lines.append(f"#heading({said})" if kind == "head" else f"#par[#{said}]")
    return "\n".join(lines)


def typst(python: str, document: Document, folder: Path) -> float:
    source = folder / "brief.typ"
    source.write_text(typst_source(document), encoding="utf-8")
    done = subprocess.run(
        [python, "-c", TYPST, str(source), str(FONTS)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-400:])
    return float(done.stdout)


def measured(
    desk: Workspace, case_id: str, profile: str, *, repeat: int, python: str, folder: Path
) -> object:
    whole, made = timed(partial(make_brief, desk, case_id, profile=profile), repeat)
    ours, pdf = timed(partial(render, made.document), repeat)
    least, _ = timed(partial(floor, made.document), repeat)
    found = {"pages": page_count(pdf), "whole_s": round(whole, 3), "render_s": round(ours, 3)}
    found |= {"floor_s": round(least, 3), "ratio": round(ours / least, 3)}
    return found | ({"typst_s": round(typst(python, made.document, folder), 3)} if python else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--typst", default="", metavar="PYTHON")
    args = parser.parse_args()
    for name in ("Regular", "Bold"):
        registerFont(TTFont(f"Bench-{name}", str(FONTS / f"NotoSans-{name}.ttf")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk, case_id = sample_desk(folder / "sample.cdesk", clock=lambda: NOW, actor="officer")
        make_brief(desk, case_id)
        result = {}
        for label in ("sample", f"sample with {args.entries} entries"):
            if label != "sample":
                desk.perform("Fill the log", partial(fill, case_id=case_id, count=args.entries))
            result[label] = {
                profile: measured(
                    desk, case_id, profile, repeat=args.repeat, python=args.typst, folder=folder
                )
                for profile in PROFILES
            }
        desk.close()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

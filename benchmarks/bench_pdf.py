"""P12: a brief of a hundred pages against the same content by plain reportlab, one pass, same fonts.

The floor has no contents, no page count, no tags and no banner; ours has all of them. Prints one JSON value.

    python benchmarks/bench_pdf.py [--pages 100] [--repeat 5] [--fonts FOLDER]
"""

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak as FloorBreak
from reportlab.platypus import Paragraph as FloorParagraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as FloorTable

from crisisdesk import paths
from crisisdesk.briefing.blocks import Document, Paragraph, Section, Table
from crisisdesk.briefing.render import page_count, render

SENTENCE = (
    "The mission in {place} reports that talks about passage number {number} went on until the evening and that both "
    "sides agreed to meet again; the liaison officer asks for guidance on the two open points before {hour}00Z. "
)


def texts(page: int) -> list[str]:
    return [
        "".join(SENTENCE.format(place=f"Port {page}-{n}", number=page * 7 + k, hour=k + 10) for k in range(2))
        for n in range(3)
    ]


def rows(page: int) -> list[tuple[str, ...]]:
    return [
        (
            f"{page}-{row}",
            f"Partner {row * page % 37}",
            "Holds the position agreed on at the last meeting",
            "in force",
            f"{row * 1250:,}",
        )
        for row in range(15)
    ]


COLUMNS = ("No.", "Partner", "Position", "State", "Amount")


def ours(pages: int, fonts: Path) -> bytes:
    sections = tuple(
        Section(
            f"Area {page}",
            (*map(Paragraph, texts(page)), Table(COLUMNS, tuple(rows(page)))),
            new_page=page > 1,
        )
        for page in range(1, pages + 1)
    )
    document = Document("Bench", "UNCLASSIFIED", sections, datetime(2026, 11, 23, tzinfo=UTC), contents=True)
    return render(document, fonts=fonts)


def floor(pages: int, fonts: Path) -> bytes:
    for name in ("Regular", "Bold"):
        registerFont(TTFont(f"Bench-{name}", str(fonts / f"NotoSans-{name}.ttf")))
    head = ParagraphStyle("head", fontName="Bench-Bold", fontSize=13, leading=17.5, spaceAfter=7)
    body = ParagraphStyle("body", fontName="Bench-Regular", fontSize=9.5, leading=14, spaceAfter=7)
    look = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),
        ("FONT", (0, 0), (-1, -1), "Bench-Regular", 8.25, 10.5),
    ]
    story = []
    for page in range(1, pages + 1):
        story += [
            FloorParagraph(f"Area {page}", head),
            *(FloorParagraph(escape(text), body) for text in texts(page)),
        ]
        story += [
            FloorTable([COLUMNS, *rows(page)], colWidths=[35, 70, 200, 60, 80], repeatRows=1, style=look),
            FloorBreak(),
        ]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1, initialFontName="Bench-Regular").build(story)
    return buffer.getvalue()


def seconds(work: Callable[[int, Path], bytes], pages: int, fonts: Path) -> tuple[float, bytes]:
    begin = time.perf_counter()
    made = work(pages, fonts)
    return time.perf_counter() - begin, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--fonts", type=Path, default=paths.resources() / "fonts")
    args = parser.parse_args()
    seconds(floor, 2, args.fonts)
    seconds(ours, 2, args.fonts)
    runs = [
        (seconds(floor, args.pages, args.fonts), seconds(ours, args.pages, args.fonts))
        for _ in range(args.repeat)
    ]
    (_, theirs), (_, made) = runs[-1]
    result = {
        "floor_s": round(statistics.median(run[0][0] for run in runs), 3),
        "ours_s": round(statistics.median(run[1][0] for run in runs), 3),
        "ratio": round(statistics.median(run[1][0] / run[0][0] for run in runs), 3),
        "floor_pages": page_count(theirs),
        "ours_pages": page_count(made),
        "floor_kb": len(theirs) // 1024,
        "ours_kb": len(made) // 1024,
        "repeat": args.repeat,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

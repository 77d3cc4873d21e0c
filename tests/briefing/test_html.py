"""The brief as a page to paste from."""

import re
from html.parser import HTMLParser

import pytest

from crisisdesk.briefing.blocks import Box, Bullets, Cell, KeyFacts, Paragraph, Picture, Table
from crisisdesk.briefing.html import html_page
from crisisdesk.drawing.shapes import Drawing, Text

HOSTILE = '<script>alert(1)</script> & "quoted" \'><img src=x onerror=y> \x00\u202e'


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def read(make_document):
    def of(*blocks, **changes):
        tags = _Tags()
        tags.feed(html_page(make_document(*blocks, **changes)).decode())
        return tags

    return of


def every_kind(text):
    drawing = Drawing(50, 20, (Text((0, 9), text),), title=text, description=text)
    return (
        Paragraph(text, "(U)", lead=text),
        Bullets((text, Paragraph(text, "(U)"))),
        KeyFacts(((text, text),)),
        Table((text,), ((Cell(text, "bad", bold=True),), (text,)), caption=text, marking="(U)"),
        Picture(drawing, text, "(U)"),
        Box(text, (Paragraph(text),), "caution", "(U)"),
    )


def test_no_text_of_a_record_becomes_markup(read):
    tags = read(*every_kind(HOSTILE), title=HOSTILE, footer=(HOSTILE,), caveats=(HOSTILE,))

    assert not {"script", "img", "iframe", "link", "object", "a"} & set(tags.seen)
    assert not {name for name in tags.attributes if name.startswith("on") or name in {"src", "href"}}
    assert tags.open == []


def test_the_page_loads_nothing_and_forbids_it(make_document):
    page = html_page(make_document(*every_kind("plain"))).decode()

    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", page)


def test_each_portion_has_its_mark_and_the_whole_its_banner(read):
    tags = read(Paragraph("One.", "(C)"), Paragraph("Two.", "(S)"), banner="SECRET", caveats=("DRAFT",))

    assert "(C) One." in tags.text
    assert "(S) Two." in tags.text
    assert tags.text.count("SECRET") == 3  # title, head, foot


def test_a_cell_over_rows_covers_them(read):
    tags = read(Table(("A", "B"), ((Cell("x", rows=2), "1"), ("", "2"))))

    assert "rowspan" in tags.attributes
    assert tags.seen.count("td") == 3 + 1  # that of the report's number


def test_the_same_document_gives_the_same_page(make_document):
    blocks = every_kind("مرحبا")

    assert html_page(make_document(*blocks)) == html_page(make_document(*blocks))

"""A document as PDF, in one pass over its text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crisisdesk.briefing.blocks import Document
from crisisdesk.briefing.contents import Contents
from crisisdesk.briefing.flow import Flow, Strip
from crisisdesk.briefing.fonts import FontBook
from crisisdesk.briefing.front import LOGO, front_strips
from crisisdesk.briefing.layout import section_strips
from crisisdesk.briefing.page import MARGIN, SIZES, Paper
from crisisdesk.briefing.pdf import PdfFile, Properties
from crisisdesk.briefing.place import Place
from crisisdesk.briefing.preview import count_pages
from crisisdesk.briefing.sheet import Ink
from crisisdesk.briefing.structure import Element, settle_headings
from crisisdesk.briefing.text import Setter
from crisisdesk.progress import Progress, silent


def render(
    document: Document, progress: Progress = silent, *, packs: Sequence[Path] = (), fonts: Path | None = None
) -> bytes:
    """Lay the document out and write it as a tagged PDF.

    The same document gives the same bytes, at any time and in any place where the fonts are the same.

    Args:
        document: What to print.
        progress: Told of each section; may cancel.
        packs: Folders of further ``.ttf`` fonts, for scripts that the shipped ones do not have.
        fonts: The folder of the main fonts, if not the shipped one.

    Raises:
        UserError: A font file is missing or broken.
        ValueError: ``document.created`` does not know its zone.
    """
    if document.created.tzinfo is None:
        raise ValueError("a document is made at a moment with a time zone")
    book = FontBook(fonts, packs)
    file = PdfFile(_properties(document, book), SIZES[document.page_size])
    setter, root, contents = Setter(book), Element("Document"), Contents()
    paper = Paper(document, setter, Ink(file.pdf, book, document.house.colors))
    logo = document.house.logo
    if logo is not None:
        file.add_image(LOGO, logo.width, logo.height, logo.pixels)
    marking = root.add("P")
    top, bottom = paper.frame(1)
    place = Place(setter, MARGIN, paper.width, top - bottom, root.add("Sect"), contents.add)
    flow = Flow(paper)
    flow.pour(_front(document, place, paper, contents))
    flow.pour(_body(document, place.inside(root), progress))
    if not paper.sheets:
        paper.new()
    contents.fill(place)
    paper.finish(marking, place.parent.add("P"))
    settle_headings(root)
    return file.written(paper.sheets, root, contents.bookmarks, contents.links)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return count_pages(pdf)


def _front(document: Document, place: Place, paper: Paper, contents: Contents) -> Iterator[Strip]:
    yield from front_strips(document, place, paper)
    if document.contents:
        yield from contents.strips(document, place, paper.labels["contents"])


def _body(document: Document, place: Place, progress: Progress) -> Iterator[Strip]:
    count = len(document.sections)
    for done, section in enumerate(document.sections):
        progress(done, count, section.title)
        yield from section_strips(section, place)
    progress(count, count, document.title)


def _properties(document: Document, fonts: FontBook) -> Properties:
    def clean(text: str) -> str:
        return " ".join(fonts.printable(text).split())

    keywords = ", ".join(filter(None, (document.banner, document.header.case_id, *document.keywords)))
    return Properties(
        title=clean(document.title),
        author=clean(document.header.originator),
        subject=clean(document.subject),
        keywords=clean(keywords),
        marking=clean(document.banner),
        language=document.language,
        created=document.created,
    )

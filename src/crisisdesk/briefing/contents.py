"""Bookmarks, and the list of contents: its room is kept when it is met, its page numbers filled in at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crisisdesk.briefing.blocks import Document, Heading
from crisisdesk.briefing.flow import Strip
from crisisdesk.briefing.place import Place, text_strips
from crisisdesk.briefing.sheet import Sheet
from crisisdesk.briefing.structure import Annotation, Element
from crisisdesk.briefing.styles import HAIRLINE, HEADINGS, PARAGRAPHS

_DEPTH = 1
"""The lowest bookmark that is listed; 0 are the sections."""
_INDENT = 14.0
_NUMBER = 28.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the document: a heading's text, its depth, its page from 0, and its upper edge."""

    text: str
    depth: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """An active area on a page that leads to a bookmark."""

    page: int
    area: tuple[float, float, float, float]
    target: Bookmark
    element: Element


@dataclass(slots=True)
class Contents:
    """Collects bookmarks while the pages are drawn.

    Attributes:
        bookmarks: In the order of the pages.
        links: The lines of the list of contents, after :meth:`fill`.
    """

    bookmarks: list[Bookmark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _kept: list[tuple[Sheet, int, float]] = field(default_factory=list)

    def add(self, text: str, depth: int, sheet: Sheet, top: float) -> None:
        """Note a heading where it is drawn."""
        self.bookmarks.append(Bookmark(text, depth, sheet.index, top))

    def strips(self, document: Document, place: Place, title: str) -> Iterator[Strip]:
        """A line for each heading that will be listed, still empty."""
        count = sum(_listed(document))
        if not count:
            return
        for strip in text_strips(place, title, HEADINGS[1], place.parent.add("P")):
            yield replace(strip, glue=True)
        for _ in range(count):
            yield Strip(PARAGRAPHS["body"].leading, self._keep)

    def _keep(self, sheet: Sheet, top: float) -> None:
        self._kept.append((sheet, sheet.slot(), top))

    def fill(self, place: Place) -> None:
        """Write the lines, now that every page is known."""
        if not self._kept:
            return
        listed = [bookmark for bookmark in self.bookmarks if bookmark.depth <= _DEPTH]
        toc = place.parent.add("TOC")
        for bookmark, kept in zip(listed, self._kept, strict=True):
            element = toc.add("TOCI").add("Link")
            self._write(bookmark, kept, place.inside(element))

    def _write(self, bookmark: Bookmark, kept: tuple[Sheet, int, float], place: Place) -> None:
        sheet, slot, top = kept
        style = PARAGRAPHS["body"]
        indent = _INDENT * bookmark.depth
        line = place.setter.one_line(bookmark.text, style, place.width - indent - _NUMBER)
        number = place.setter.one_line(str(bookmark.page + 1), style, _NUMBER)
        right = place.left + place.width
        with sheet.filling(slot):
            with sheet.tagged(place.parent):
                sheet.line(replace(line, ends=False), style, place.left + indent, top)
                sheet.line(number, style, right - number.width, top)
            with sheet.decoration():
                begin = place.left + indent + line.width + 4
                y = top - style.drop
                sheet.rule(begin, y, right - number.width - 4 - begin, HAIRLINE, 0.4)
        place.parent.kids.append(Annotation(len(self.links)))
        area = (place.left, top - style.leading, right, top)
        self.links.append(Link(sheet.index, area, bookmark, place.parent))


def _listed(document: Document) -> Iterator[bool]:
    """For each bookmark that the document will have, whether it is listed."""
    for section in document.sections:
        if section.title:
            yield section.level <= _DEPTH
        for block in section.blocks:
            if isinstance(block, Heading):
                yield section.level + block.level <= _DEPTH

"""The head of the first page."""

from collections.abc import Iterator
from dataclasses import replace

from crisisdesk.briefing.blocks import Document, KeyFacts
from crisisdesk.briefing.flow import Draw, Strip
from crisisdesk.briefing.house import Logo
from crisisdesk.briefing.page import Paper
from crisisdesk.briefing.place import Place, portion, text_strips
from crisisdesk.briefing.sheet import Sheet, pdf_text
from crisisdesk.briefing.styles import ACCENT, GREY, GRID, KICKER, PARAGRAPHS, TITLE, on_grid
from crisisdesk.briefing.tables import fact_strips

LOGO = "Logo"
"""What the picture of the house is called inside the file."""
_FACTS = ("number", "case_id", "dtg", "as_of", "period", "next_report", "precedence", "addressees")


def front_strips(document: Document, place: Place, paper: Paper) -> Iterator[Strip]:
    """Who reports what to whom, as of when."""
    header = document.header
    if document.house.logo is not None:
        yield _emblem(document.house.logo, place)
    yield from _kicker(document, place)
    mark = portion(document.marking)
    strips = list(text_strips(place, document.title, TITLE, place.parent.add("H1"), mark))
    yield from (
        replace(strip, before=0.0 if index else GRID, glue=True) for index, strip in enumerate(strips)
    )
    if document.subject:
        style = replace(PARAGRAPHS["lead"], color=GREY, before=GRID)
        yield from text_strips(place, document.subject, style, place.parent.add("P"))
    facts = [(paper.labels[name], str(getattr(header, name))) for name in _FACTS if getattr(header, name)]
    pairs = (*facts, *header.more)
    if pairs:
        yield from fact_strips(KeyFacts(pairs, columns=2), place)


def _emblem(logo: Logo, place: Place) -> Strip:
    """The logo at the left, as tall as the house wants it where it is not too wide then."""
    tall = min(logo.tall, place.width * logo.height / logo.width)
    wide = tall * logo.width / logo.height
    element = place.parent.add("Figure")

    def draw(sheet: Sheet, top: float) -> None:
        left, bottom = place.left, top - tall
        area = f"/BBox [{left:.6g} {bottom:.6g} {left + wide:.6g} {top:.6g}] /Placement /Block"
        element.attributes = (
            f"/Alt {pdf_text(place.setter.fonts.printable(logo.name))} /A <</O /Layout {area}>>"
        )
        with sheet.tagged(element):
            sheet.put(f"q {wide:.6g} 0 0 {tall:.6g} {left:.6g} {bottom:.6g} cm /{LOGO} Do Q")

    return Strip(on_grid(tall + 2 * GRID), draw, glue=True)


def _kicker(document: Document, place: Place) -> Iterator[Strip]:
    """The originator, and on the same line at the right what kind of document this is."""
    header = document.header
    if not header.originator and not header.document_type:
        return
    left = place.shifted(place.parent.add("P"), place.left, place.width * 0.62)
    right = place.setter.one_line(header.document_type, KICKER, place.width * 0.36)
    kind = place.parent.add("P")
    first, *others = text_strips(left, header.originator, KICKER, left.parent)

    def draw(sheet: Sheet, top: float) -> None:
        first.draw(sheet, top)
        with sheet.tagged(kind):
            sheet.line(right, KICKER, place.left + place.width - right.width, top)

    yield replace(first, draw=draw, before=0.0, glue=True)
    yield from (replace(strip, glue=True) for strip in others)
    yield Strip(GRID, _ruler(place), glue=True)


def _ruler(place: Place) -> Draw:
    def draw(sheet: Sheet, top: float) -> None:
        with sheet.decoration():
            sheet.rule(place.left, top, place.width, ACCENT, 1.0)

    return draw

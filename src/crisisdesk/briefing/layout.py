"""Blocks as strips."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import assert_never

from crisisdesk.briefing.blocks import (
    Block,
    Box,
    Bullets,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Section,
    Table,
)
from crisisdesk.briefing.flow import Strip
from crisisdesk.briefing.pictures import picture_strips
from crisisdesk.briefing.place import Place, line_drawer, marked, portion, text_strips
from crisisdesk.briefing.sheet import Sheet
from crisisdesk.briefing.structure import Element, Kind
from crisisdesk.briefing.styles import (
    ACCENT,
    BOX_TITLE,
    GRID,
    HAIRLINE,
    HEADINGS,
    ITEM,
    PARAGRAPHS,
    SECTION,
    TINT,
    TONE_BAR,
    TONE_TINT,
    Style,
)
from crisisdesk.briefing.tables import fact_strips, table_strips
from crisisdesk.briefing.text import Span

_INDENT = 14.0
_INSET = 14.0
_KEPT = 0.4
"""A box that takes at most this share of a page is not parted."""


_INTRODUCTION = 300
"""A paragraph of so many characters before a table introduces it and stays with its head."""

_SET_APART = (Box, KeyFacts, Picture, Table)
_AIR = 4 * GRID
"""The least space below blocks that are set apart from running text."""


def section_strips(section: Section, place: Place) -> Iterator[Strip]:
    """A section: a rule, its title, its blocks."""
    inner = place.inside(place.parent.add("Sect"))
    if section.new_page:
        yield Strip(0.0, _nothing, breaks=True, glue=True)
    air = SECTION.before
    if section.title:
        heading = Heading(section.title, 1, section.marking)
        yield from _heading(heading, SECTION, inner.parent.add("H2"), section.level, inner, ruled=True)
        air = 0.0
    for block, after in zip_longest(section.blocks, section.blocks[1:]):
        kept = isinstance(block, Paragraph) and isinstance(after, Table) and len(block.text) <= _INTRODUCTION
        for index, strip in enumerate(block_strips(block, inner, section.level)):
            first = strip if index else replace(strip, before=max(strip.before, air))
            yield replace(first, glue=True) if kept else first
        air = _AIR if isinstance(block, _SET_APART) else 0.0


def block_strips(block: Block, place: Place, level: int = 0) -> Iterator[Strip]:
    """The strips of one block; ``level`` is the depth of the bookmark of the section around it."""
    match block:
        case Heading():
            kinds: tuple[Kind, ...] = ("H3", "H4", "H5")
            kind, style = kinds[block.level - 1], HEADINGS[block.level]
            yield from _heading(block, style, place.parent.add(kind), level + block.level, place)
        case Paragraph():
            element = place.parent.add("P")
            prefix = _prefix(block)
            yield from text_strips(place, block.text, PARAGRAPHS[block.style], element, prefix)
        case Bullets():
            yield from _bullets(block, place)
        case Table():
            yield from table_strips(block, place)
        case KeyFacts():
            yield from fact_strips(block, place)
        case Picture():
            yield from picture_strips(block, place)
        case Box():
            yield from _box(block, place, level)
        case Rule():
            yield Strip(GRID, _ruler(place, HAIRLINE, 0.5), before=3 * GRID)
        case PageBreak():
            yield Strip(0.0, _nothing, breaks=True, glue=True)
        case _:
            assert_never(block)


def _prefix(paragraph: Paragraph) -> list[Span]:
    return [Span(paragraph.marking, PARAGRAPHS[paragraph.style].weight), Span(paragraph.lead, "bold")]


def _heading(
    heading: Heading, style: Style, element: Element, depth: int, place: Place, *, ruled: bool = False
) -> Iterator[Strip]:
    """Lines of a heading that stay with what follows; the first sets the bookmark."""
    lines = list(text_strips(place, heading.text, style, element, portion(heading.marking)))
    title = " ".join(place.setter.fonts.printable(marked(heading.marking, heading.text)).split())
    ruler = _ruler(place, ACCENT, 0.75)

    def draw(sheet: Sheet, top: float) -> None:
        place.bookmark(title, depth, sheet, top)
        if ruled and not sheet.is_blank:
            ruler(sheet, top)
        lines[0].draw(sheet, top - (GRID if ruled else 0.0))

    extra = GRID if ruled else 0.0
    yield Strip(style.leading + extra, draw, before=style.before, glue=True)
    for line in lines[1:]:
        yield replace(line, glue=True)


def _bullets(bullets: Bullets, place: Place) -> Iterator[Strip]:
    items = place.parent.add(
        "L", "/A <</O /List /ListNumbering /" + ("Decimal" if bullets.numbered else "Disc") + ">>"
    )
    for number, item in enumerate(bullets.items, start=1):
        paragraph = item if isinstance(item, Paragraph) else Paragraph(item)
        first, *others = _item(paragraph, f"{number}." if bullets.numbered else "•", items.add("LI"), place)
        yield replace(first, before=PARAGRAPHS["body"].before) if number == 1 else first
        yield from others


def _item(paragraph: Paragraph, label: str, element: Element, place: Place) -> Iterator[Strip]:
    style = replace(PARAGRAPHS[paragraph.style], before=ITEM.before)
    sign = place.setter.lines(label, style, place.width)[0]
    indent = max(_INDENT, sign.width + GRID)
    signed = place.inside(element.add("Lbl"))
    body = place.shifted(element.add("LBody"), place.left + indent, place.width - indent)
    lines = place.setter.lines(paragraph.text, style, body.width, _prefix(paragraph))
    if lines[0].right_to_left:
        body = replace(body, left=place.left)
        sign = replace(sign, right_to_left=True)
    draw_sign = line_drawer(sign, style, signed, signed.parent)
    first, *others = text_strips(body, paragraph.text, style, body.parent, _prefix(paragraph))

    def draw(sheet: Sheet, top: float) -> None:
        draw_sign(sheet, top)
        first.draw(sheet, top)

    yield replace(first, draw=draw)
    yield from others


def _box(box: Box, place: Place, level: int) -> Iterator[Strip]:
    """The strips of the blocks inside, each on its piece of the tint and with its piece of the bar."""
    inner = place.inside(place.parent.add("Sect"), _INSET)
    strips: list[Strip] = []
    if box.title:
        element = inner.parent.add("P")
        title = text_strips(inner, box.title, BOX_TITLE, element, portion(box.marking))
        strips = [replace(strip, glue=True) for strip in title]
    strips += chain.from_iterable(block_strips(block, inner, level + 1) for block in box.blocks)
    if not strips:
        return
    strips = [replace(strips[0], before=2 * GRID), *strips[1:], Strip(2 * GRID, _nothing)]
    strips[-2] = replace(strips[-2], glue=True)
    kept = sum(strip.before + strip.height for strip in strips) <= place.height * _KEPT
    for index, strip in enumerate(strips):
        glue = strip.glue or (kept and index < len(strips) - 1)
        yield _boxed(strip, box, place, before=0.0 if index else 3 * GRID, glue=glue)


def _boxed(strip: Strip, box: Box, place: Place, *, before: float, glue: bool) -> Strip:
    height = strip.before + strip.height

    def draw(sheet: Sheet, top: float) -> None:
        with sheet.decoration():
            sheet.rectangle(place.left, top - height, place.width, height, TONE_TINT[box.tone] or TINT)
            sheet.rectangle(place.left, top - height, GRID, height, TONE_BAR[box.tone])
        strip.draw(sheet, top - strip.before)

    head = tuple(_boxed(each, box, place, before=0.0, glue=False) for each in strip.head)
    return Strip(height, draw, before, glue, head, strip.breaks)


def _ruler(place: Place, color: str, thickness: float) -> "_Ruler":
    return _Ruler(place.left, place.width, color, thickness)


class _Ruler:
    """Draws a line over the width of a column."""

    def __init__(self, left: float, width: float, color: str, thickness: float) -> None:
        self._line = (left, width, color, thickness)

    def __call__(self, sheet: Sheet, top: float) -> None:
        left, width, color, thickness = self._line
        with sheet.decoration():
            sheet.rule(left, top, width, color, thickness)


def _nothing(_sheet: Sheet, _top: float) -> None:
    """An empty strip."""


def total_height(strips: Iterable[Strip]) -> float:
    """How much room the strips take when they are on one page."""
    return sum(strip.before + strip.height for strip in strips)

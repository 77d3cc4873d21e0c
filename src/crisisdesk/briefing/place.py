"""Where blocks are set, and running text as strips."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crisisdesk.briefing.bidirectional import runs_right_to_left
from crisisdesk.briefing.flow import Strip
from crisisdesk.briefing.sheet import Sheet, pdf_text
from crisisdesk.briefing.structure import Element
from crisisdesk.briefing.styles import Style
from crisisdesk.briefing.text import Line, Setter, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the page that blocks are set in.

    Attributes:
        left: Distance of the column from the left edge of the paper.
        width: Its width.
        height: The most that an unbroken thing may take, of a page.
        parent: The node of the structure that new elements are added to.
        bookmark: Called when a heading is drawn: its text, depth, sheet and upper edge.
    """

    setter: Setter
    left: float
    width: float
    height: float
    parent: Element
    bookmark: Callable[[str, int, Sheet, float], None]

    def inside(self, parent: Element, inset: float = 0.0) -> "Place":
        """The same column for the children of ``parent``, narrower by ``inset`` at both sides."""
        return replace(self, parent=parent, left=self.left + inset, width=self.width - 2 * inset)

    def shifted(self, parent: Element, left: float, width: float) -> "Place":
        """A part of this column."""
        return replace(self, parent=parent, left=left, width=width)


def marked(marking: str, text: str) -> str:
    """The text with its portion mark in front."""
    return f"{marking} {text}" if marking else text


def portion(marking: str) -> tuple[Span, ...]:
    """A portion mark as it stands in front of a heading: lighter than the heading itself."""
    return (Span(marking, "regular"),) if marking else ()


def text_strips(
    place: Place, text: str, style: Style, element: Element, prefix: Sequence[Span] = ()
) -> Iterator[Strip]:
    """Running text, a strip for each line; its first two and last two lines stay together."""
    lines = place.setter.lines(text, style, place.width, prefix)
    say_in_order(element, lines)
    last = len(lines) - 1
    for index, line in enumerate(lines):
        yield Strip(
            style.leading,
            line_drawer(line, style, place, element),
            before=0.0 if index else style.before,
            glue=index != last and (index == 0 or index == last - 1),
        )


def say_in_order(element: Element, lines: Sequence[Line]) -> None:
    """Give an element its text in the order of reading, where the page holds it in the order of seeing."""
    if any(runs_right_to_left(line.text) for line in lines):
        text = " ".join(line.text for line in lines)
        element.attributes += f" /ActualText {pdf_text(text)}"


def line_drawer(line: Line, style: Style, place: Place, element: Element) -> Callable[[Sheet, float], None]:
    """Draws a line at the side of the column where its text begins."""
    left = place.left + (place.width - line.width if line.right_to_left else 0.0)

    def draw(sheet: Sheet, top: float) -> None:
        with sheet.tagged(element):
            sheet.line(line, style, left, top)

    return draw

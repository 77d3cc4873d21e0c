"""From strips to pages: what belongs together stays together, heads are repeated, nothing is lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from crisisdesk.briefing.sheet import Sheet
from crisisdesk.briefing.styles import GRID

Draw = Callable[[Sheet, float], None]
"""Draws a strip on a sheet, given the height of the strip's upper edge."""


@dataclass(slots=True)
class Strip:
    """A piece of the page that is never parted.

    ``before`` is space above it, left out at the top of a page. ``glue`` keeps it on one page with the next strip
    where a page has room for both. ``head`` is drawn again above it when it is first on a page. One that
    ``breaks`` begins a new page.
    """

    height: float
    draw: Draw
    before: float = 0.0
    glue: bool = False
    head: "tuple[Strip, ...]" = ()
    breaks: bool = False

    @property
    def head_height(self) -> float:
        """How much the repeated head takes."""
        return sum(strip.height for strip in self.head)


class Pages(Protocol):
    """Where sheets come from: the upper and lower edge of the text on a page, and a new sheet."""

    def frame(self, index: int) -> tuple[float, float]:
        """The heights between which page ``index``, counted from 0, holds text."""

    def new(self) -> Sheet:
        """The next page."""


class Flow:
    """Puts strips onto pages one after another."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._sheet: Sheet | None = None
        self._top = self._y = self._bottom = 0.0

    def pour(self, strips: Iterable[Strip]) -> None:
        """Place the strips; those that are glued go together."""
        group: list[Strip] = []
        for strip in strips:
            if strip.breaks:
                self._place(group)
                group = []
            group.append(strip)
            if not strip.glue:
                self._place(group)
                group = []
        self._place(group)

    def _place(self, group: list[Strip]) -> None:
        if not any(strip.height for strip in group):
            return
        if self._sheet is None or group[0].breaks:
            self._turn()
        needed = sum(strip.before + strip.height for strip in group)
        fits_here = needed <= self._y - self._bottom + 0.01
        fits_a_page = needed + group[0].head_height - group[0].before <= self._top - self._bottom + 0.01
        if not fits_here and fits_a_page:
            self._turn()
        for strip in group:
            self._draw(strip)

    def _draw(self, strip: Strip) -> None:
        if not self._is_blank() and strip.before + strip.height > self._y - self._bottom + 0.01:
            self._turn()
        assert self._sheet is not None, "a strip is drawn on a page"
        if self._is_blank():
            for head in strip.head:
                head.draw(self._sheet, self._y)
                self._y -= head.height
        else:
            self._y = self._top - _up(self._top - self._y + strip.before)
        strip.draw(self._sheet, self._y)
        self._y -= strip.height

    def _is_blank(self) -> bool:
        return self._y == self._top

    def _turn(self) -> None:
        if self._sheet is not None and self._is_blank():
            return
        self._sheet = self._pages.new()
        self._top, self._bottom = self._pages.frame(self._sheet.index)
        self._y = self._top


def _up(length: float) -> float:
    """Down the page to the next line of the grid."""
    return -(-(length - 0.01) // GRID) * GRID

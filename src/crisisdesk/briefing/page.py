"""The page around the text: banner, caveats, exercise stamp, running head, foot."""

from dataclasses import dataclass, replace

from crisisdesk.briefing.blocks import Document
from crisisdesk.briefing.sheet import Ink, Sheet
from crisisdesk.briefing.structure import Element
from crisisdesk.briefing.styles import BANNER, CAVEAT, FOOT, GREY, GRID, HAIRLINE, INK, STAMP, Style
from crisisdesk.briefing.text import Line, Setter

LABELS = {
    "exercise": "EXERCISE\u2003EXERCISE\u2003EXERCISE",
    "page": "Page {number} of {count}",
    "contents": "Contents",
    "case_id": "Case",
    "number": "Number",
    "dtg": "Date-time group",
    "period": "Period",
    "as_of": "As of",
    "next_report": "Next report",
    "precedence": "Precedence",
    "addressees": "To",
}
"""The engine's own words; a document may give others."""

SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
MARGIN = 71.0
_EDGE = 28.0
_BAR = 3.0
_AIR = 14.0
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Band:
    """Centred lines with their style."""

    lines: tuple[tuple[Line, Style], ...]

    @property
    def height(self) -> float:
        """How much the lines take."""
        return sum(style.leading for _line, style in self.lines)


class Paper:
    """The sheets of one document and what stands on each beside its text.

    Attributes:
        sheets: All pages so far, in order.
        width: That of the text.
    """

    def __init__(self, document: Document, setter: Setter, ink: Ink) -> None:
        self.document = document
        self.labels = LABELS | dict(document.labels)
        self.sheets: list[Sheet] = []
        self.paper_width, self.paper_height = SIZES[document.page_size]
        self.width = self.paper_width - 2 * MARGIN
        self._setter, self._ink = setter, ink
        self._upper, self._lower = self._make_bands()
        self._foot = self._make_foot()
        self._block = [
            line for text in document.header.classification for line in self._small(text, self.width / 2)
        ]

    def new(self) -> Sheet:
        """The next page."""
        self.sheets.append(Sheet(len(self.sheets), self._ink))
        return self.sheets[-1]

    def frame(self, index: int) -> tuple[float, float]:
        """The upper and the lower edge of the text on a page."""
        top = self._band_top - self._upper.height - _AIR
        if index:
            top -= FOOT.leading + _AIR
        bottom = self._foot_top + 2 * GRID
        if index == 0 and self._block:
            bottom += len(self._block) * FOOT.leading + _AIR
        return top, bottom

    def finish(self, marking: Element, block: Element) -> None:
        """Draw what surrounds the text; the first page's banner and classification block are content."""
        count = len(self.sheets)
        for sheet in self.sheets:
            first = sheet.index == 0
            if first:
                with sheet.tagged(marking):
                    self._draw_band(sheet, self._upper, self._band_top)
                self._draw_block(sheet, block)
            with sheet.decoration():
                if not first:
                    self._draw_band(sheet, self._upper, self._band_top)
                    self._draw_running_head(sheet)
                self._draw_bars(sheet)
                self._draw_band(sheet, self._lower, _EDGE + _BAR + _GAP + self._lower.height)
                self._draw_foot(sheet, count)

    def _small(self, text: str, width: float) -> list[Line]:
        return self._setter.lines(text, FOOT, width)

    def _make_bands(self) -> tuple[Band, Band]:
        """What stands at the head and, in the opposite order and without the caveats, at the foot."""
        document = self.document
        banner = self._centred(document.banner.upper(), BANNER)
        stamp = self._centred(self.labels["exercise"], STAMP) if document.exercise else []
        caveats = [pair for caveat in document.caveats for pair in self._centred(caveat, CAVEAT)]
        return Band((*banner, *caveats, *stamp)), Band((*stamp, *banner))

    def _centred(self, text: str, style: Style) -> list[tuple[Line, Style]]:
        return [(line, style) for line in self._setter.lines(text, style, self.width)]

    def _make_foot(self) -> list[Line]:
        return [
            line for text in self.document.footer for line in self._small(text, self.width - 80)
        ] or self._small("", self.width)

    @property
    def _band_top(self) -> float:
        return self.paper_height - _EDGE - _BAR - _GAP

    @property
    def _foot_top(self) -> float:
        foot = len(self._foot) * FOOT.leading + 3 * GRID
        return _EDGE + _BAR + _GAP + self._lower.height + foot

    def _draw_bars(self, sheet: Sheet) -> None:
        color = self.document.banner_color
        sheet.rectangle(MARGIN, self.paper_height - _EDGE - _BAR, self.width, _BAR, color)
        sheet.rectangle(MARGIN, _EDGE, self.width, _BAR, color)

    def _draw_band(self, sheet: Sheet, band: Band, top: float) -> None:
        for line, style in band.lines:
            left = (self.paper_width - line.width) / 2
            if style is STAMP:
                sheet.rectangle(
                    left - _AIR, top - style.leading + 1, line.width + 2 * _AIR, style.leading - 2, INK
                )
            sheet.line(line, style, left, top)
            top -= style.leading

    def _draw_running_head(self, sheet: Sheet) -> None:
        header = self.document.header
        left = " · ".join(filter(None, (header.originator, header.document_type, header.number)))
        top = self.frame(sheet.index)[0] + _AIR + FOOT.leading - GRID
        sheet.line(self._setter.one_line(left, FOOT, self.width * 0.58), FOOT, MARGIN, top)
        right = self._setter.one_line(header.dtg or self.document.title, FOOT, self.width * 0.4)
        sheet.line(right, FOOT, MARGIN + self.width - right.width, top)
        sheet.rule(MARGIN, top - FOOT.leading - GRID / 2, self.width, HAIRLINE)

    def _draw_foot(self, sheet: Sheet, count: int) -> None:
        top = self._foot_top
        sheet.rule(MARGIN, top, self.width, HAIRLINE)
        style = replace(FOOT, size=7.5, weight="bold")
        text = self.labels["page"].format(number=sheet.index + 1, count=count)
        page = self._setter.one_line(text, style, self.width)
        sheet.line(page, style, MARGIN + self.width - page.width, top - GRID)
        for index, line in enumerate(self._foot):
            sheet.line(line, FOOT, MARGIN, top - GRID - index * FOOT.leading)

    def _draw_block(self, sheet: Sheet, element: Element) -> None:
        if not self._block:
            return
        top = self.frame(0)[1] - _AIR / 2
        with sheet.decoration():
            sheet.rule(MARGIN, top + GRID / 2, self.width / 2, GREY)
        with sheet.tagged(element):
            for index, line in enumerate(self._block):
                sheet.line(line, FOOT, MARGIN, top - index * FOOT.leading)

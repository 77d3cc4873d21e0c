"""Tables and labelled facts as strips: thin rules, repeated heads, rows that break only when they must."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from crisisdesk.briefing.blocks import Align, Cell, KeyFacts, Table
from crisisdesk.briefing.flow import Strip
from crisisdesk.briefing.place import Place, portion, say_in_order, text_strips
from crisisdesk.briefing.sheet import Sheet
from crisisdesk.briefing.spans import Spans, spans_of
from crisisdesk.briefing.structure import Element
from crisisdesk.briefing.styles import (
    CAPTION,
    CELL,
    COLUMN,
    GREY,
    GRID,
    HAIRLINE,
    INK,
    LABEL,
    TINT,
    TONE_INK,
    TONE_TINT,
    Style,
    on_grid,
)
from crisisdesk.briefing.text import Line, Setter

_PADDING = GRID
_GUTTER = 10.0
_BAR_GAP, _BAR_WIDTH = 7.0, 2.0
_KEPT_LINES = 14
"""A row of more lines than this may go on on the next page."""

_WHOLE = 4
"""A table of so few rows stays on one page; of a longer one a sub-head stays with its first row, the last with its fellow."""

_SAMPLE = 300
"""How many rows are looked at to find the widths of columns."""

_LONG = 200
"""A text of so many characters fills any column."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell's lines, ready to be drawn."""

    lines: list[Line]
    style: Style
    left: float
    width: float
    align: Align
    element: Element | None
    tint: str = ""
    rows: int = 1

    def draw(self, index: int, sheet: Sheet, top: float) -> None:
        if index >= len(self.lines):
            return
        line = self.lines[index]
        align = "right" if line.right_to_left and self.align == "left" else self.align
        free = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (self.width - line.width)
        if self.element is None:
            sheet.line(line, self.style, self.left + free, top)
        else:
            with sheet.tagged(self.element):
                sheet.line(line, self.style, self.left + free, top)


def table_strips(table: Table, place: Place) -> Iterator[Strip]:
    """The caption, the head, and the rows; a table without rows says so."""
    element = place.parent.add("Table")
    if table.caption:
        mark = portion(table.marking)
        for strip in text_strips(place, table.caption, CAPTION, element.add("Caption"), mark):
            yield replace(strip, glue=True)
    widths = column_widths(table, place.width, place.setter)
    lefts = [place.left + sum(widths[:index]) for index in range(len(widths))]
    grid = _Grid(table, place, widths, lefts, spans_of(table))
    if any(table.columns):
        yield replace(grid.head(element.add("TR")), before=GRID if table.caption else 3 * GRID)
    repeated = (grid.head(None),) if any(table.columns) else ()
    if not table.rows:
        yield grid.nothing(element.add("TR"))
    count = len(table.rows)
    for index, given in enumerate(table.rows):
        through = grid.spans.through[index]
        kept = index in table.emphasis or count <= _WHOLE or index == count - 2 or bool(through)
        glue = kept and index < count - 1
        row = (*given, *[""] * (len(table.columns) - len(given)))
        for strip in grid.row(index, row, element.add("TR")):
            yield replace(strip, head=repeated, glue=glue or strip.glue)


@dataclass(frozen=True, slots=True)
class _Grid:
    table: Table
    place: Place
    widths: Sequence[float]
    lefts: Sequence[float]
    spans: Spans

    def head(self, row: Element | None) -> Strip:
        """The head; without ``row`` it is a repetition that a reading program passes over."""
        cells = [
            self._set(
                Cell(title), COLUMN, index, row.add("TH", "/A <</O /Table /Scope /Column>>") if row else None
            )
            for index, title in enumerate(self.table.columns)
        ]
        height = max(len(cell.lines) for cell in cells) * COLUMN.leading

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.decoration():
                sheet.rule(self.place.left, top - height - GRID, self.place.width, GREY, 0.75)
                if row is None:
                    _draw_lines(cells, sheet, top, COLUMN.leading)
            if row is not None:
                _draw_lines(cells, sheet, top, COLUMN.leading)

        return Strip(height + GRID, draw, glue=True)

    def nothing(self, row: Element) -> Strip:
        """A row over the whole width that says that there are none."""
        cell = row.add("TD", f"/A <</O /Table /ColSpan {len(self.table.columns)}>>")
        style = replace(CELL, color=GREY)
        width = self.place.width - _GUTTER
        lines = self.place.setter.lines(self.table.empty, style, width)
        left = self.place.left + _GUTTER / 2
        set_cell = _Set(lines, style, left, width, "left", cell)
        under = [(self.place.left, self.place.width)]
        return self._piece([set_cell], range(len(lines)), first=True, last=under)

    def row(self, number: int, texts: Sequence[str | Cell], row: Element) -> Iterator[Strip]:
        """A row as one strip, or as one for each line if it is very high."""
        emphasis = number in self.table.emphasis
        covered = self.spans.covered[number]
        cells = [
            self._set(
                Cell(text) if isinstance(text, str) else text,
                CELL,
                index,
                None if index in covered else row.add("TD", _rows(text)),
                emphasis=emphasis,
            )
            for index, text in enumerate(texts)
        ]
        own = max((len(cell.lines) for cell in cells if cell.rows == 1), default=1)
        count = max([own, *(self._room(cell) for cell in cells)])
        tint, barred = TINT if emphasis else "", number in self.table.changed
        under = self._under(number)
        if count <= _KEPT_LINES:
            yield self._piece(cells, range(count), first=True, last=under, tint=tint, barred=barred)
            return
        cells = [replace(cell, rows=1) for cell in cells]
        count = max(len(cell.lines) for cell in cells)
        for index in range(count):
            lines = range(index, index + 1)
            piece = self._piece(
                cells,
                lines,
                first=index == 0,
                last=under if index == count - 1 else (),
                tint=tint,
                barred=barred,
            )
            yield replace(piece, glue=index in {0, count - 2})

    def _room(self, cell: _Set) -> int:
        """How many lines the first row of a cell over several rows must have, if each other row has a single one."""
        if cell.rows == 1:
            return 1
        below = (cell.rows - 1) * on_grid(CELL.leading + 2 * _PADDING)
        return max(1, ceil((len(cell.lines) * CELL.leading - below) / CELL.leading))

    def _under(self, number: int) -> list[tuple[float, float]]:
        """Where the rule below a row runs: not through cells that go on."""
        through = self.spans.through[number]
        if not through:
            return [(self.place.left, self.place.width)]
        return [
            (left, width)
            for index, (left, width) in enumerate(zip(self.lefts, self.widths, strict=True))
            if index not in through
        ]

    def _piece(
        self,
        cells: Sequence[_Set],
        lines: range,
        *,
        first: bool,
        last: Sequence[tuple[float, float]],
        tint: str = "",
        barred: bool = False,
    ) -> Strip:
        above, below = _PADDING if first else 0.0, _PADDING if last else 0.0
        height = on_grid(len(lines) * CELL.leading + above + below)

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.decoration():
                if tint:
                    sheet.rectangle(self.place.left, top - height, self.place.width, height, tint)
                _draw_tints(cells, sheet, top, height)
                if barred:
                    sheet.rectangle(self.place.left - _BAR_GAP, top - height, _BAR_WIDTH, height, INK)
                for left, width in last:
                    sheet.rule(left, top - height, width, HAIRLINE)
            _draw_lines([cell for cell in cells if cell.rows > 1], sheet, top - above, CELL.leading)
            single = [cell for cell in cells if cell.rows == 1]
            _draw_lines(single, sheet, top - above, CELL.leading, lines)

        return Strip(height, draw)

    def _set(
        self, cell: Cell, style: Style, index: int, element: Element | None, *, emphasis: bool = False
    ) -> _Set:
        width = self.widths[index] - _GUTTER
        if cell.bold or emphasis or cell.tone == "bad":
            style = replace(style, weight="bold")
        if cell.tone != "plain":
            style = replace(style, color=TONE_INK[cell.tone])
        align = self.table.aligns[index] if index < len(self.table.aligns) else "left"
        lines = self.place.setter.lines(cell.text, style, width)
        if element:
            say_in_order(element, lines)
        tint = TONE_TINT[cell.tone]
        left = self.lefts[index] + _GUTTER / 2
        return _Set(lines, style, left, width, align, element, tint, cell.rows)


def _rows(text: str | Cell) -> str:
    rows = text.rows if isinstance(text, Cell) else 1
    return f"/A <</O /Table /RowSpan {rows}>>" if rows > 1 else ""


def _draw_tints(cells: Sequence[_Set], sheet: Sheet, top: float, height: float) -> None:
    for cell in cells:
        if cell.tint:
            sheet.rectangle(cell.left - _GUTTER / 2, top - height, cell.width + _GUTTER, height, cell.tint)


def _draw_lines(
    cells: Sequence[_Set], sheet: Sheet, top: float, leading: float, lines: range | None = None
) -> None:
    """Draw these lines of the cells, all by default, the first at ``top``."""
    for cell in cells:
        for place, index in enumerate(range(len(cell.lines)) if lines is None else lines):
            cell.draw(index, sheet, top - place * leading)


def column_widths(table: Table, width: float, setter: Setter) -> list[float]:
    """The widths of the columns, filling ``width``.

    Given shares are kept. Else each column gets what its longest word needs, and the rest goes to those whose
    texts are longer, in proportion to what they lack; no column asks for more than half the line.
    """
    count = len(table.columns)
    if table.widths:
        return [width * share / sum(table.widths) for share in table.widths]
    needs, wants = [_GUTTER * 2] * count, [_GUTTER * 2] * count
    bold = replace(CELL, weight="bold")
    for row in (table.columns, *table.rows[:_SAMPLE]):
        for index, cell in enumerate(row):
            text = setter.fonts.printable(cell.text if isinstance(cell, Cell) else cell)
            longest = max(text.split(), key=len, default="")
            needs[index] = max(needs[index], min(setter.width(longest, bold) + _GUTTER, width / 4))
            whole = setter.width(text, bold) if len(text) < _LONG else width / 2
            wants[index] = max(wants[index], min(whole + _GUTTER, width / 2), needs[index])
    spare, lack = width - sum(needs), sum(wants) - sum(needs)
    if spare <= 0:
        return [width * need / sum(needs) for need in needs]
    if lack <= spare:
        return [want + (spare - lack) * want / sum(wants) for want in wants]
    return [need + spare * (want - need) / lack for need, want in zip(needs, wants, strict=True)]


def fact_strips(facts: KeyFacts, place: Place) -> Iterator[Strip]:
    """Labels and values in one or two columns, a thin rule between the rows."""
    element = place.parent.add("Table")
    share = place.width / facts.columns
    label_width = min(share * 0.3, 96.0)
    pairs = facts.pairs + (("", ""),) * (-len(facts.pairs) % facts.columns)
    for start in range(0, len(pairs), facts.columns):
        row = element.add("TR")
        cells = list[_Set]()
        for index, (label, value) in enumerate(pairs[start : start + facts.columns]):
            left = place.left + index * share
            head = row.add("TH", "/A <</O /Table /Scope /Row>>")
            cells.append(_fact(place.shifted(head, left, label_width), label, LABEL))
            beside = place.shifted(row.add("TD"), left + label_width, share - label_width)
            cells.append(_fact(beside, value, CELL))
        yield from _fact_row(cells, place, before=0.0 if start else 2 * GRID)


def _fact(place: Place, text: str, style: Style) -> _Set:
    inner, element = place.width - _GUTTER, place.parent
    lines = place.setter.lines(text, style, inner)
    say_in_order(element, lines)
    return _Set(lines, style, place.left, inner, "left", element)


def _fact_row(cells: Sequence[_Set], place: Place, *, before: float) -> Iterator[Strip]:
    count = max(len(cell.lines) for cell in cells)
    kept = count <= _KEPT_LINES
    for lines in [range(count)] if kept else [range(index, index + 1) for index in range(count)]:
        last = lines.stop == count
        height = on_grid(len(lines) * CELL.leading + (2 * _PADDING if kept else 0.0))
        yield Strip(
            height,
            _FactRow(cells, lines, place, height if last else 0.0, _PADDING if kept else 0.0),
            before=0.0 if lines.start else before,
        )


@dataclass(frozen=True, slots=True)
class _FactRow:
    cells: Sequence[_Set]
    lines: range
    place: Place
    rule_at: float
    padding: float

    def __call__(self, sheet: Sheet, top: float) -> None:
        if self.rule_at:
            with sheet.decoration():
                sheet.rule(self.place.left, top - self.rule_at, self.place.width, HAIRLINE)
        for index in self.lines:
            for cell in self.cells:
                cell.draw(index, sheet, top - self.padding - (index - self.lines.start) * CELL.leading)

"""The legend: only what the picture really shows."""

from dataclasses import dataclass

from crisisdesk.drawing.metrics import Measure
from crisisdesk.drawing.shapes import Polyline, Shape, Stroke, Text
from crisisdesk.network import lines, marks, symbols
from crisisdesk.network.graph import Network
from crisisdesk.network.lines import FAMILIES, STATUSES, Look, look_of
from crisisdesk.network.marks import MARKS, Mark, is_broken_up
from crisisdesk.network.symbols import SYMBOLS, Symbol, symbol_of
from crisisdesk.network.themes import Theme

_SIZE = 6.8
_ROW = 13.0
_SYMBOL_WIDE, _LINE_WIDE = 11.0, 23.0
_BETWEEN = 9.0
_MOST_COLUMNS = 9
_PADDING = 7.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample and what it means."""

    label: str
    sample: Symbol | Look | Mark

    @property
    def wide(self) -> float:
        """Width of the sample."""
        return _LINE_WIDE if isinstance(self.sample, Look) else _SYMBOL_WIDE


@dataclass(frozen=True, slots=True)
class Legend:
    """Rows of entries with their left edges."""

    rows: tuple[tuple[tuple[float, Entry], ...], ...]

    @property
    def height(self) -> float:
        """Points from the rule above to the end of the last row; 0 if there is nothing to explain."""
        return len(self.rows) * _ROW + 2 * _PADDING if self.rows else 0.0


def entries(network: Network) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Symbols, families of lines, and statuses in use; "Active" is explained only beside another status."""
    kinds = {symbol_of(node.kind).kind for node in network.nodes}
    looks = {look_of(edge) for edge in network.edges if not is_broken_up(edge.mark)}
    families = {look.family.name for look in looks}
    statuses = {look.status for look in looks}
    plain = FAMILIES[-1]
    drawn_as = []
    if statuses - {"active"}:
        drawn_as += [
            Entry(STATUSES[status], Look(plain, status)) for status in STATUSES if status in statuses
        ]
    if any(look.directed for look in looks):
        drawn_as.append(Entry("Direction", Look(plain, "active", directed=True)))
    marked = {node.mark for node in network.nodes} | {edge.mark for edge in network.edges}
    drawn_as += [Entry(mark.label, mark) for mark in MARKS if mark.name in marked]
    return (
        [Entry(symbol.label, symbol) for symbol in SYMBOLS if symbol.kind in kinds],
        [Entry(family.label, Look(family)) for family in FAMILIES if family.name in families],
        drawn_as,
    )


def legend_of(network: Network, width: float, measure: Measure) -> Legend:
    """The legend in as few rows as fit into this width, in columns: symbols, then lines, then states and marks."""
    found = [entry for part in entries(network) for entry in part]
    widths = [_width(entry, measure) + _BETWEEN for entry in found]
    for columns in range(min(len(found), _MOST_COLUMNS), 0, -1):
        pitches = [max(widths[at::columns]) for at in range(columns)]
        if sum(pitches) <= width + _BETWEEN or columns == 1:
            spare = max((width + _BETWEEN - sum(pitches)) / columns, 0.0)
            lefts = [sum(pitches[:at]) + min(spare, 2 * _BETWEEN) * at for at in range(columns)]
            rows = (found[begin : begin + columns] for begin in range(0, len(found), columns))
            return Legend(tuple(tuple(zip(lefts, row, strict=False)) for row in rows))
    return Legend(())


def _width(entry: Entry, measure: Measure) -> float:
    return entry.wide + 5.0 + measure(entry.label, _SIZE)


def drawn(legend: Legend, left: float, top: float, width: float, theme: Theme) -> list[Shape]:
    """The legend as shapes, under a thin rule."""
    if not legend.rows:
        return []
    found: list[Shape] = [Polyline(((left, top), (left + width, top)), Stroke(theme.hairline, 0.5))]
    for at, row in enumerate(legend.rows):
        y = top + _PADDING + (at + 0.5) * _ROW
        for x, entry in row:
            begin = left + x
            match entry.sample:
                case Symbol() as symbol:
                    found += symbols.drawn(symbol, (begin + 5.0, y), 4.6, theme)
                case Mark() as mark:
                    found += marks.sign((begin + 5.0, y), mark, theme, 4.2)
                case Look() as look:
                    found += lines.drawn(((begin, y), (begin + _LINE_WIDE, y)), look, theme)
            text = (begin + entry.wide + 5.0, y + _SIZE * 0.35)
            found.append(Text(text, entry.label, _SIZE, theme.ink))
    return found

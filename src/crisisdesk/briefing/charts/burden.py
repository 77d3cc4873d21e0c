"""Who carries how much: a bar for each giver, what is delivered filled, what is only promised hatched by an outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crisisdesk.drawing.metrics import elided
from crisisdesk.drawing.shapes import Box, Drawing, Polyline, Shape, Stroke, Text

_WIDTH, _NAMES, _FIGURES, _ROW, _BAR = 480.0, 130.0, 130.0, 15.0, 8.0
_INK, _MID, _PALE, _LINE = "#17202b", "#55606c", "#e3e8ee", "#c3cad2"


@dataclass(frozen=True, slots=True)
class Bar:
    """One giver: its name, what it promised and what of it is delivered (both in one unit), and the figure in words."""

    name: str
    promised: Decimal
    delivered: Decimal
    words: str


def burden_drawing(bars: Sequence[Bar], unit: str) -> Drawing:
    """Bars from zero, the longest across the whole room; shares are of the sum of these bars."""
    most = max((bar.promised for bar in bars), default=Decimal(0)) or Decimal(1)
    total = sum((bar.promised for bar in bars), Decimal(0)) or Decimal(1)
    room = _WIDTH - _NAMES - _FIGURES
    shapes: list[Shape] = []
    for row, bar in enumerate(bars):
        top = row * _ROW + 4
        long = float(bar.promised / most) * room
        done = float(min(bar.delivered, bar.promised) / most) * room
        shapes.append(Text((0, top + 7), elided(bar.name, 7.5, _NAMES - 8), 7.5, _INK))
        shapes.append(Box((_NAMES, top), max(long, 0.8), _BAR, Stroke(_INK, 0.7), _PALE))
        if done > 0:
            shapes.append(Box((_NAMES, top), done, _BAR, None, _MID))
        share = f"{bar.promised * 100 / total:.0f} %"
        shapes.append(Text((_NAMES + long + 5, top + 7), f"{share} · {bar.words}", 7.0, _INK))
    foot = len(bars) * _ROW + 6
    shapes.append(Polyline(((_NAMES, 0), (_NAMES, foot - 4)), Stroke(_LINE, 0.6)))
    shapes += [
        Box((_NAMES, foot + 2), _BAR, _BAR, None, _MID), Text((_NAMES + 13, foot + 8.6), "delivered", 7.0, _INK),
        Box((_NAMES + 70, foot + 2), _BAR, _BAR, Stroke(_INK, 0.7), _PALE), Text((_NAMES + 83, foot + 8.6), "promised", 7.0, _INK),
    ]  # fmt: skip
    said = "; ".join(f"{bar.name} {bar.promised * 100 / total:.0f} percent, {bar.words}" for bar in bars)
    return Drawing(
        _WIDTH, foot + 14, tuple(shapes), "Burden shares", f"Share of all promised in {unit}: {said}."
    )

"""Who carries how much: a bar from zero for each partner, its figure in words, and the target as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crisisdesk.drawing.metrics import elided
from crisisdesk.drawing.shapes import Box, Drawing, Polyline, Shape, Stroke, Text

_WIDTH, _NAMES, _FIGURES, _ROW, _BAR = 480.0, 130.0, 130.0, 15.0, 8.0
_INK, _MID, _PALE, _LINE = "#17202b", "#55606c", "#e3e8ee", "#c3cad2"


@dataclass(frozen=True, slots=True)
class Bar:
    """One partner: its name, how much it carries, what of that is done, and the figure in words."""

    name: str
    amount: Decimal
    done: Decimal
    words: str


def burden_drawing(
    bars: Sequence[Bar], title: str, *, key: tuple[str, str] | None = None, target: Decimal | None = None
) -> Drawing:
    """Draw it.

    Args:
        bars: In their order, from above.
        title: What is measured, for those who cannot see the picture.
        key: What the filled part and the whole of a bar are called; none where they are the same.
        target: The amount that was agreed on, drawn as a line across all bars.
    """
    most = max([bar.amount for bar in bars] + [target or Decimal(0)]) or Decimal(1)
    room = _WIDTH - _NAMES - _FIGURES
    shapes: list[Shape] = []
    for row, bar in enumerate(bars):
        top = row * _ROW + 4
        long, done = (float(amount / most) * room for amount in (bar.amount, min(bar.done, bar.amount)))
        shapes.append(Text((0, top + 7), elided(bar.name, 7.5, _NAMES - 8), 7.5, _INK))
        shapes.append(Box((_NAMES, top), max(long, 0.8), _BAR, Stroke(_INK, 0.7), _PALE))
        if done > 0:
            shapes.append(Box((_NAMES, top), done, _BAR, None, _MID))
        shapes.append(
            Text((max(_NAMES + long, _reach(target, most, room)) + 6, top + 7), bar.words, 7.0, _INK)
        )
    foot = len(bars) * _ROW + 6
    shapes.append(Polyline(((_NAMES, 0), (_NAMES, foot - 4)), Stroke(_LINE, 0.6)))
    shapes += _marks(key, target, most, room, foot)
    said = "; ".join(f"{bar.name}: {bar.words}" for bar in bars)
    aim = f" Target: {target.normalize():f} percent." if target is not None else ""
    height = foot + (14 if key or target is not None else 0)
    return Drawing(_WIDTH, height, tuple(shapes), "Burden shares", f"{title}. {said}.{aim}")


def _reach(target: Decimal | None, most: Decimal, room: float) -> float:
    """Where the line of the target stands; labels keep clear of it."""
    return _NAMES + float((target or Decimal(0)) / most) * room


def _marks(
    key: tuple[str, str] | None, target: Decimal | None, most: Decimal, room: float, foot: float
) -> list[Shape]:
    shapes: list[Shape] = []
    if key:
        shapes += [
            Box((_NAMES, foot + 2), _BAR, _BAR, None, _MID), Text((_NAMES + 13, foot + 8.6), key[0], 7.0, _INK),
            Box((_NAMES + 80, foot + 2), _BAR, _BAR, Stroke(_INK, 0.7), _PALE), Text((_NAMES + 93, foot + 8.6), key[1], 7.0, _INK),
        ]  # fmt: skip
    if target is not None:
        x = _reach(target, most, room)
        shapes.append(Polyline(((x, 0), (x, foot)), Stroke(_INK, 1.0, (3.0, 2.0))))
        shapes.append(Text((x, foot + 8.6), f"target {target.normalize():f} %", 7.0, _INK, "middle"))
    return shapes

"""Sizes and colours of the printed page. Lengths are points; heights are multiples of the grid."""

from dataclasses import dataclass
from typing import Literal

from crisisdesk.briefing import house
from crisisdesk.briefing.blocks import Tone

GRID = 3.5
"""The step that all heights are rounded up to, a quarter of the leading of running text."""

Weight = Literal["regular", "bold", "italic"]

INK = "#17202b"
GREY = "#55606c"
ACCENT = house.ACCENT
HAIRLINE = "#c3cad2"
TINT = house.TINT


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is set."""

    size: float
    leading: float
    weight: Weight = "regular"
    color: str = INK
    before: float = 0.0

    @property
    def drop(self) -> float:
        """From the top of the line to its baseline: capitals stand in the middle of the leading."""
        return self.leading / 2 + self.size * 0.357


TITLE = Style(20, 28, "bold", ACCENT)
KICKER = Style(8.5, 14, "bold", GREY)
SECTION = Style(13, 17.5, "bold", ACCENT, before=21)
HEADINGS = {
    1: Style(10.5, 14, "bold", ACCENT, before=14),
    2: Style(9.5, 14, "bold", INK, before=10.5),
    3: Style(9.5, 14, "italic", INK, before=7),
}
PARAGRAPHS = {
    "body": Style(9.5, 14, before=7),
    "lead": Style(11, 17.5, before=7),
    "small": Style(8, 10.5, before=7),
    "note": Style(8, 10.5, "italic", GREY, before=7),
}
ITEM = Style(9.5, 14, before=3.5)
BOX_TITLE = Style(8.5, 14, "bold", ACCENT)
CELL = Style(8.25, 10.5)
COLUMN = Style(7.5, 10.5, "bold", GREY)
LABEL = Style(7.5, 10.5, "bold", GREY)
CAPTION = Style(8, 10.5, "bold", GREY, before=10.5)
FOOT = Style(6.75, 9, color=GREY)
BANNER = Style(11, 14, "bold", "#000000")
CAVEAT = Style(8, 10.5, "bold", "#000000")
STAMP = Style(8, 14, "bold", "#ffffff")

TONE_INK: dict[Tone, str] = {
    "plain": INK,
    "good": "#14532d",
    "caution": "#6b4a00",
    "bad": "#8c1414",
    "muted": GREY,
}
TONE_TINT: dict[Tone, str] = {
    "plain": "",
    "good": "#e8f4ec",
    "caution": "#fbf2d9",
    "bad": "#fbe6e4",
    "muted": "",
}
TONE_BAR: dict[Tone, str] = {
    "plain": ACCENT,
    "good": "#1b7f3b",
    "caution": "#b7791f",
    "bad": "#b42318",
    "muted": "#8a949e",
}


def on_grid(height: float) -> float:
    """The next height that is a multiple of the grid."""
    steps = -(-(height - 0.01) // GRID)
    return float(steps * GRID)

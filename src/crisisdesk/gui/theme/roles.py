"""The colours of the window, each named by what it is for."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Tone = Literal["neutral", "good", "warn", "bad", "info"]
MarkingLevel = Literal["unclassified", "controlled", "confidential", "secret", "top_secret"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A fill and the text that stands on it, as ``#rrggbb``."""

    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, all ``#rrggbb``.

    ``line`` parts areas and carries no meaning; ``edge`` is the border of a
    control and must stand out at 3:1. Text roles are readable (4.5:1) on
    ``window``, ``surface`` and ``raised``; ``focus`` stands out at 3:1 on all three.
    """

    name: str
    dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    info: str
    selection: str
    on_selection: str
    focus: str
    rail: str
    on_rail: str
    rail_selected: str
    unclassified: Pair
    controlled: Pair
    confidential: Pair
    secret: Pair
    top_secret: Pair

    def tone(self, tone: Tone) -> str:
        """The colour of text and icons that speak in this tone."""
        return {
            "good": self.good,
            "warn": self.warn,
            "bad": self.bad,
            "info": self.info,
        }.get(tone, self.muted)

    def tint(self, tone: Tone) -> str:
        """A quiet fill behind text of this tone."""
        return mixed(self.tone(tone), self.surface, 0.1)

    def marking(self, level: MarkingLevel) -> Pair:
        """The colours in which this level is usually shown."""
        return {
            "unclassified": self.unclassified,
            "controlled": self.controlled,
            "confidential": self.confidential,
            "secret": self.secret,
            "top_secret": self.top_secret,
        }[level]


class Density(Enum):
    """How close rows stand: their height as a multiple of the height of the text."""

    COMFORTABLE = 1.9
    COMPACT = 1.35

    def row_height(self, text_height: int) -> int:
        """The height of a table row in pixels; never too small to hit."""
        return max(24, round(text_height * self.value))


def mixed(front: str, back: str, share: float) -> str:
    """``share`` of the first colour laid over the second."""
    pairs = zip(channels(front), channels(back), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


_STRAIGHT_UP_TO = 0.04045  # where the curve of sRGB begins


def _luminance(color: str) -> float:
    linear = [
        share / 12.92 if share <= _STRAIGHT_UP_TO else ((share + 0.055) / 1.055) ** 2.4
        for share in (value / 255 for value in channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

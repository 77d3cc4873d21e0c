"""House style: what a ministry's paper looks like, as plain values. The marking of a paper is never part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ACCENT, TINT = "#1d3652", "#f1f4f7"
"""The engine's own colours: of headings and rules, and of the ground of boxes."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of ``width`` times ``height`` pixels, three bytes of red, green and blue each; ``tall`` points on paper."""

    width: int
    height: int
    pixels: bytes
    tall: float
    name: str


@dataclass(frozen=True, slots=True)
class House:
    """Colours, words and emblem.

    Attributes:
        name: Whose style it is.
        accent: Colour of titles, headings and rules.
        tint: Ground of boxes and sub-heads.
        originator: Printed in place of that of the desk; empty for that.
        foot: Further lines at the foot of every page.
        labels: Words in place of the engine's own, by the names of :data:`crisisdesk.briefing.page.LABELS`.
        paper: ``A4`` or ``Letter``; empty leaves it open.
        logo: The emblem at the head of the first page.
    """

    name: str = ""
    accent: str = ACCENT
    tint: str = TINT
    originator: str = ""
    foot: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""
    logo: Logo | None = None

    @property
    def colors(self) -> dict[str, str]:
        """Which of the engine's colours are another one here."""
        pairs = ((ACCENT, self.accent), (TINT, self.tint))
        return {ours: theirs for ours, theirs in pairs if ours != theirs}


PLAIN = House()

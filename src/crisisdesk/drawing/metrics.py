"""How wide a text will be, near enough to keep labels apart without asking a font.

Widths are on the wide side of the common sans-serif faces, so that what fits here fits there.
"""

import unicodedata
from collections.abc import Callable

Measure = Callable[[str, float], float]

_BY_CHARACTER = (
    dict.fromkeys("iljI|!'.,:;` ", 0.32)
    | dict.fromkeys('frt()[]{}-/\\"*', 0.42)
    | dict.fromkeys("mwMW@%…—", 0.93)
)
_BY_CATEGORY = {"Mn": 0.0, "Me": 0.0, "Cf": 0.0, "Lu": 0.70, "Ll": 0.59, "Nd": 0.62}
_BOLD = 1.1
_ELLIPSIS = "…"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in points of one line at this type size."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0)


def _advance(character: str) -> float:
    """Width as a share of the type size."""
    if character in _BY_CHARACTER:
        return _BY_CHARACTER[character]
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    return _BY_CATEGORY.get(unicodedata.category(character), 0.68)


def elided(text: str, size: float, room: float, measure: Measure = text_width) -> str:
    """The text, or as much of its beginning as fits into ``room`` points, with an ellipsis."""
    if measure(text, size) <= room:
        return text
    end = len(text)
    while end > 1 and measure(text[:end].rstrip() + _ELLIPSIS, size) > room:
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def wrapped(
    text: str, size: float, room: float, lines: int = 2, measure: Measure = text_width
) -> tuple[str, ...]:
    """The text broken between words into at most so many lines; what does not fit is elided."""
    words = text.split()
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and measure(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        found.append(elided(line, size, room, measure))
    if words:
        found.append(elided(" ".join(words), size, room, measure))
    return tuple(found)

"""Right-to-left text: joined letters, and the order in which they stand on the line.

Lines are put in order one by one, after the text was broken into lines: turning a whole paragraph first would put its
end on the first line.
"""

import re
import unicodedata

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

INVISIBLE = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
"""Characters that steer joining and order but have no shape. Overrides of the order are not among them: they are
printed by their number, because text that shows itself in another order than it has is a trick."""

_DROP = str.maketrans(dict.fromkeys(INVISIBLE))
_UNNESTED = str.maketrans(dict.fromkeys("\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
"""Embeddings and isolates: the library does not know all of them, and a line may hold half of one."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "\u27e8": "\u27e9", "\u300c": "\u300d"}
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_ARABIC = re.compile("[\u0600-\u077f\u08a0-\u08ff]")
_SHAPER = ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "support_zwj": True})


def runs_right_to_left(text: str) -> bool:
    """Whether the text has any character that is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def begins_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((way for way in directions if way in {"L", "R", "AL"}), "L") != "L"


def shaped(text: str) -> str:
    """The text with its Arabic letters in the forms that join; without the invisible characters."""
    if text.isascii():
        return text
    joined = str(_SHAPER.reshape(text)) if _ARABIC.search(text) else text
    return joined.translate(_DROP)


def as_seen(line: str, *, right_to_left: bool) -> str:
    """A line's characters from left to right as they stand on the paper, brackets turned where needed."""
    flat = line.translate(_UNNESTED)
    joined = str(_SHAPER.reshape(flat)) if _ARABIC.search(flat) else flat
    held = _with_brackets_held(joined, "R" if right_to_left else "L")
    return str(get_display(held, base_dir="R" if right_to_left else "L")).translate(_DROP)


def _with_brackets_held(line: str, base: str) -> str:
    """The line with a direction mark at both sides of each bracket of a pair that has a direction.

    The Unicode algorithm gives both brackets of a pair one direction (UAX 9, rule N0), which the library leaves out.
    """
    marks = {"L": "\u200e", "R": "\u200f"}
    ways = [_STRONG.get(unicodedata.bidirectional(char), "") for char in line]
    held = list(line)
    for opening, closing in _pairs(line):
        inside = set(ways[opening + 1 : closing]) - {""}
        before = next((way for way in reversed(ways[:opening]) if way), base)
        if not inside:
            continue
        way = base if base in inside else before
        ways[opening] = ways[closing] = way
        for place in (opening, closing):
            held[place] = marks[way] + line[place] + marks[way]
    return "".join(held)


def _pairs(line: str) -> list[tuple[int, int]]:
    """The places of the brackets that belong together, in the order of their opening ones."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for place, char in enumerate(line):
        if char in _BRACKETS:
            opened.append((_BRACKETS[char], place))
        elif any(char == expected for expected, _place in opened):
            while opened:
                expected, opening = opened.pop()
                if expected == char:
                    pairs.append((opening, place))
                    break
    return sorted(pairs)

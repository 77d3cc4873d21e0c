"""Which characters a file can hold: records are pasted from anywhere."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"\s+")


_TURNING = {
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
_SHOWN = {code: f"\u2039{name}\u203a" for code, name in _TURNING.items()}
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def honest(text: str) -> str:
    """The text with every sign that would make it read otherwise than it is written shown by its name.

    Those are the signs that turn the direction of what follows. Arabic and Hebrew need none of them and stay as they are:
    what is kept, searched and exported stays as it is as well: this is for what is shown.
    """
    if text.isascii() or not _TURNS.search(text):
        return text
    return text.translate(_SHOWN)


def for_xml(text: str) -> str:
    """The text without what XML 1.0 cannot hold: most control characters, halves of surrogate pairs."""
    return _NOT_IN_XML.sub("", text)


def one_line(text: str) -> str:
    """The text as one line that can be drawn: no control characters, no breaks, single spaces."""
    return _BREAKS.sub(" ", for_xml(text)).strip()

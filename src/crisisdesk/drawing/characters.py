"""Which characters a file can hold: records are pasted from anywhere."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"\s+")


def for_xml(text: str) -> str:
    """The text without what XML 1.0 cannot hold: most control characters, halves of surrogate pairs."""
    return _NOT_IN_XML.sub("", text)


def one_line(text: str) -> str:
    """The text as one line that can be drawn: no control characters, no breaks, single spaces."""
    return _BREAKS.sub(" ", for_xml(text)).strip()

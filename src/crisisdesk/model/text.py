"""Cleaning of text at the border: what a field may hold, whoever typed or sent it."""

import re
import unicodedata

from crisisdesk.errors import UserError

LINE_LIMIT = 2_000
PROSE_LIMIT = 200_000

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("[\n\t]+")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")


def clean(text: str, *, label: str, prose: bool = False) -> str:
    """Return the text as a record may keep it.

    Composed form (NFC), one kind of line end, no control characters, no space
    at the ends; a one-line field has its line breaks and tabs turned to spaces.
    What is clean already comes back as it is.

    Raises:
        UserError: It holds half a character (a lone surrogate) or is too long; ``label`` names the field.
    """
    if text.isascii() and text.isprintable() and len(text) <= LINE_LIMIT:
        return text.strip()
    if _SURROGATE.search(text):
        raise UserError(f"{label}: the text holds half a character that no file can keep; type it again.")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))
    text = text.strip() if prose else _BREAKS.sub(" ", text.strip())
    limit = PROSE_LIMIT if prose else LINE_LIMIT
    if len(text) > limit:
        raise UserError(
            f"{label}: the text has {len(text):,} characters, the limit is {limit:,}; shorten or divide it."
        )
    return text

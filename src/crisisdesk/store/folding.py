"""How text becomes tokens, the same for what is kept and for what is typed.

Accents, vowel signs and case are folded; scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are
cut into single characters, so that a word is found inside a longer run; everything else is also kept in Latin
letters, so that "Shevchenko" finds Шевченко.
"""

import re
import unicodedata

_SPACELESS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Casefold, and take off accents and all other signs that join a letter."""
    if text.isascii():
        return text.lower()
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return unicodedata.normalize("NFC", letters).casefold()


def fold(text: str) -> str:
    """Casefold, take accents off, and part the characters of scripts without spaces."""
    folded = plain(text)
    return folded if folded.isascii() else _SPACELESS.sub(r" \1 ", folded)


def latin(text: str) -> str:
    """The words that are not ASCII, in Latin letters; nothing for a text that is."""
    if text.isascii():
        return ""
    from anyascii import anyascii  # noqa: PLC0415 - its tables are wanted only when such a text comes by

    return " ".join(anyascii(word).lower() for word in _WORD.findall(text) if not word.isascii())


def words(text: str) -> list[str]:
    """The tokens of a text, folded."""
    return _WORD.findall(fold(text))


def indexed(text: str) -> str:
    """A text as the index takes it: its tokens, with nothing between them on which it could think otherwise."""
    return text.lower() if text.isascii() else " ".join(words(text))


def phrases(text: str) -> list[str]:
    """What stands between spaces, each with its tokens side by side: ``r&d`` is ``r d``, ``北京`` is ``北 京``."""
    tokens = (" ".join(words(part)) for part in text.split())
    return [part for part in tokens if part]

"""Latin letters for any script, and two coarser spellings of a word: by sound, and by its consonants.

A word that was written in an alphabet without vowels (Arabic, Hebrew, Syriac) begins with :data:`ABJAD`: it can be
compared with others by consonants only.
"""

import re
import unicodedata
from functools import lru_cache

ABJAD = "~"
_ABJADS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ARTICLE = re.compile("^\u0627\u0644(?=\\w{2})")  # the Arabic article, which is written on to its word
_SERVANT = re.compile(
    "^(\u0639\u0628\u062f)(?=\u0627\u0644\\w{2})"
)  # "servant of", often written on to it, too
_SYLLABLES = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bb\u02bc"
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile("(?<=[a-z]{3})(?=[A-Z][A-Za-z])")  # SiemensAG, VladimirPutin; McAdam stays

# One sound, one spelling: what differs between the ways in which names of the world are put into Latin letters.
_SOUNDS = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"shch|sch|sh|tch|ch|cz|sz|zh|dzh|dj", "j"),
        (r"kh|gh|ck|q|c(?![eiy])|g", "k"),
        (r"ph|v|w", "f"),
        (r"th|dh", "d"),
        (r"ts|tz|c|z", "s"),
        (r"x", "ks"),
        (r"t", "d"),
        (r"p", "b"),
        (r"(?<=[aeiou])h(?=[^aeiouy]|$)", ""),
        (r"ou|oo|eo|eu|o", "u"),
        (r"ee|ie|iy|ij|yi|ii|y", "i"),
        (r"e", "a"),
        (r"(?<=[aiu])i", ""),
        (r"(.)\1+", r"\1"),
    )
)
_CONSONANTS = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"(?<=.)[aeiouyw]|^[aeiou]", ""),
        (r"q|c(?!h)", "k"),
        (r"v", "f"),
        (r"p", "b"),
        (r"g(?!h)", "j"),
        (r"x", "ks"),
        (r"(?<=.)h$", ""),
        (r"(.)\1+", r"\1"),
    )
)


def latin_words(text: str) -> list[str]:
    """The words of a text in small Latin letters and figures.

    Syllables of scripts that write no spaces between them (Chinese, Japanese, Korean) become words of their own;
    apostrophes and dots inside a word vanish.
    """
    if text.isascii():
        return _WORD.findall(_HUMP.sub(" ", text).lower().replace("'", "").replace("`", ""))
    spaced = _SYLLABLES.sub(r" \1 ", unicodedata.normalize("NFKC", text))
    return [word for piece in _pieces(spaced) for word in _latin(piece)]


def _pieces(text: str) -> list[str]:
    """What stands between spaces and signs; signs of vowels and tone stay with their letter."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else _separator(c) for c in text)
    return "".join(kept).split()


def _separator(sign: str) -> str:
    return "" if unicodedata.category(sign) in {"Lm", "Sk", "Cf"} or sign in _APOSTROPHES else " "


def _latin(word: str) -> list[str]:
    from anyascii import anyascii  # noqa: PLC0415 - its tables are wanted only when such a text comes by

    if not _ABJADS.search(word):
        return _WORD.findall(anyascii(word).lower().replace("'", "").replace("`", ""))
    if servant := _SERVANT.match(word):
        return [*_latin(servant[1]), *_latin(word[servant.end() :])]
    bare = "".join(c for c in _ARTICLE.sub("", word) if unicodedata.category(c)[0] != "M")
    letters = "".join(_WORD.findall(anyascii(bare).lower()))
    return [letters if letters.isdigit() else ABJAD + letters] if letters else []


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """One spelling for the ways in which a name is romanised: Mohamed and Muhammad, Sergei and Sergey, Kim and Gim.

    A single letter has no other spelling.
    """
    if word[:1] == ABJAD or not word.isalpha():
        return word
    heard = word
    for pattern, same in _SOUNDS:
        heard = pattern.sub(same, heard)
    return heard if min(len(heard), len(word)) > 1 else word


@lru_cache(maxsize=1 << 16)
def consonants(word: str) -> str:
    """The letters that an alphabet without vowels would write; a figure stays as it is."""
    word = word.removeprefix(ABJAD)
    if not word.isalpha():
        return word
    for pattern, same in _CONSONANTS:
        word = pattern.sub(same, word)
    return word

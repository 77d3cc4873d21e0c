"""A name made comparable: its words in Latin letters, what each counts, and its legal form apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from crisisdesk.screening.lexicon import Lexicon, join_letters
from crisisdesk.screening.sounds import latin_words

MAX_LETTERS, MAX_WORDS = 400, 24
_SHORTEST_REST = 3
_TELLING, _OF_A_FORM, _NEARLY = 5, 0.15, 0.79
_TENS, _UNITS, _HUNDRED = 10, 10, 100


@dataclass(frozen=True, slots=True)
class ComparableName:
    """Words with their weights (1 ordinary, less for a title or particle), and the family of the legal form."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    form: str = ""


def comparable(text: str, lexicon: Lexicon, *, person: bool = False) -> ComparableName:
    """Make a name comparable; what is past 400 letters or 24 words does not count.

    Legal forms stay in the name of a person, where Sia and Ag are names.
    A name that has nothing but a legal form, titles or stop words keeps them as ordinary words, for then they are
    all that there is to go by.
    """
    found = latin_words(text[:MAX_LETTERS].replace("&", " and ").replace("№", " no "))[: 2 * MAX_WORDS]
    plain = join_letters(found) if person else list(_apart(join_letters(found), lexicon))
    kept, form = (plain, "") if person else _without_forms(plain, lexicon)
    words = _once(_numbers(_spelled(kept, lexicon)))[:MAX_WORDS]
    weights = tuple(_weight(word, lexicon, person=person) for word in words)
    if any(weight == 1.0 for weight in weights):
        return ComparableName(tuple(words), weights, form)
    words = words if any(weight >= 0.5 for weight in weights) else _once(plain)[:MAX_WORDS]  # noqa: PLR2004 - half
    return ComparableName(tuple(words), (1.0,) * len(words))


def _weight(word: str, lexicon: Lexicon, *, person: bool) -> float:
    known = lexicon.weights.get(word)
    if known is not None or person or len(word) < _TELLING:
        return 1.0 if known is None else known
    return _OF_A_FORM if _meant(word, lexicon.form_words) in lexicon.form_words else 1.0


@lru_cache(maxsize=1 << 16)
def _meant(word: str, form_words: tuple[str, ...]) -> str:
    """The word of a legal form that this is with a slip in it, or the word itself."""
    if len(word) < _TELLING or word in form_words:
        return word
    found = extractOne(word, form_words, scorer=OSA.normalized_similarity, score_cutoff=_NEARLY)
    return found[0] if found else word


def _apart(words: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Part a legal form from the word that it was written together with."""
    for word in words:
        if word.endswith(lexicon.endings):
            ending = next(e for e in lexicon.endings if word.endswith(e))
            yield from _parted(word, word.removesuffix(ending), ending)
        elif word.startswith(lexicon.beginnings):
            beginning = next(b for b in lexicon.beginnings if word.startswith(b))
            yield from _parted(word, beginning, word.removeprefix(beginning))
        else:
            yield from _two_of_a_form(word, lexicon) or (word,)


def _two_of_a_form(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    for first in lexicon.form_words:
        if word.startswith(first) and word.removeprefix(first) in lexicon.form_words:
            return first, word.removeprefix(first)
    return ()


def _parted(word: str, first: str, second: str) -> tuple[str, ...]:
    return (first, second) if min(len(first), len(second)) >= _SHORTEST_REST else (word,)


def _without_forms(words: list[str], lexicon: Lexicon) -> tuple[list[str], str]:
    kept: list[str] = []
    family = ""
    place = 0
    meant = [_meant(word, lexicon.phrase_words) for word in words]
    while place < len(words):
        form = _form_at(words, place, lexicon) or _form_at(meant, place, lexicon, least=2)
        if form is None:
            kept.append(words[place])
            place += 1
        else:
            family = family or form[1]
            place += len(form[0])
    return (kept, family) if kept else (words, "")


def _form_at(
    words: list[str], place: int, lexicon: Lexicon, least: int = 1
) -> tuple[tuple[str, ...], str] | None:
    """The longest legal form that begins here and has at least so many words."""
    for form in lexicon.forms.get(words[place], ()):
        if len(form[0]) >= least and tuple(words[place : place + len(form[0])]) == form[0]:
            return form
    return None


def _spelled(words: list[str], lexicon: Lexicon) -> Iterator[str]:
    for word in words:
        first, rest = (word, "") if word in lexicon.same else _cut(word, lexicon)
        if rest:
            yield from lexicon.same.get(first, (first,))
        left = rest or word
        yield from lexicon.same.get(left, (left,))


def _cut(word: str, lexicon: Lexicon) -> tuple[str, str]:
    if not word.startswith(lexicon.prefixes):
        return word, ""
    for prefix in lexicon.prefixes:
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST_REST:
            return prefix, word[len(prefix) :]
    return word, ""


def _numbers(words: Iterator[str]) -> Iterator[str]:
    """Figures, with ``40`` and ``4`` in a row taken as 44."""
    tens = ""
    for word in words:
        if tens and word.isdecimal() and 0 < int(word[:4]) < _UNITS:
            yield str(int(tens) + int(word))
            tens = ""
            continue
        if tens:
            yield tens
            tens = ""
        if word.isdecimal() and len(word) == 2 and word[1] == "0" and word != "10":  # noqa: PLR2004 - twenty to ninety
            tens = word
        else:
            yield word
    if tens:
        yield tens


def _once(words: Iterator[str] | list[str]) -> list[str]:
    """A word that is there twice counts once: lists and people double them."""
    return list(dict.fromkeys(words))

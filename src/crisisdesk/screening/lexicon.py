"""What the seeds know about words in names: legal forms, particles, titles, numbers, short spellings."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crisisdesk import paths
from crisisdesk.screening.sounds import latin_words

Row = dict[str, str]
_COMPANIES = {"limited company", "limited liability company", "joint stock company", "corporation or company"}
_TELLING = 5
_UNSPEAKABLE = re.compile("[b-df-hj-np-tv-z]{3,}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in small Latin letters and what is said of them.

    ``weights`` holds how little a particle, title or stop word counts (1 is an ordinary word); ``same`` the words
    that stand for several spellings; ``prefixes`` what is cut off the front of a word; ``forms`` for each first word the
    legal forms that begin with it, the longest first, with their family; ``form_words`` are the
    telling words of forms, ``phrase_words`` those of forms of several words, ``beginnings`` and ``endings`` the
    words of forms that are recognised in a word which was written together with its form.
    """

    weights: dict[str, float]
    same: dict[str, tuple[str, ...]]
    prefixes: tuple[str, ...]
    forms: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    form_words: tuple[str, ...]
    phrase_words: tuple[str, ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped seeds, read once."""
    words = list(_rows("name_particles"))
    forms = _forms(_rows("company_forms"))
    of_forms = {
        word for found in forms.values() for form, family in found if family in _COMPANIES for word in form
    }
    of_phrases = {word for found in forms.values() for form, _ in found if len(form) > 1 for word in form}
    long = tuple(sorted(word for word in of_forms if len(word) > _TELLING))
    same = {row["word"]: tuple(row["same_as"].split()) for row in words if row["same_as"]}
    return Lexicon(
        weights={row["word"]: float(row["weight"]) for row in words if row["weight"]},
        same=same,
        prefixes=tuple(row["word"] for row in words if row["kind"] == "prefix"),
        forms=forms,
        form_words=tuple(sorted(word for word in of_forms if len(word) >= _TELLING)),
        phrase_words=tuple(sorted(word for word in of_phrases if len(word) >= _TELLING)),
        beginnings=long,
        endings=(*long, *sorted(word for word in of_forms if _UNSPEAKABLE.fullmatch(word))),
    )


def _rows(name: str) -> Iterator[Row]:
    with (paths.seeds() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _forms(rows: Iterator[Row]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for row in rows:
        words = tuple(join_letters(latin_words(row["form"])))
        found[words[0]].setdefault(words, row["family"])
    return {
        first: tuple(sorted(forms.items(), key=lambda item: -len(item[0]))) for first, forms in found.items()
    }


def join_letters(words: list[str]) -> list[str]:
    """Make one word of single letters in a row, as in ``G.m.b.H.`` or ``J. P. Morgan``."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run, word] if run else [word]
        run = ""
    return [*joined, run] if run else joined

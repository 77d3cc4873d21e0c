"""How alike two names are: their words paired one to one, whatever their order, and what stays over counted.

A pair counts by the spelling (edit distance with swapped neighbours), by the sound, by the consonants where one
side was written without vowels, or as an initial. A word weighs by how rare it is among the listed names and by
what it is (a particle hardly counts). Words left on both sides contradict each other, words left on one side only
are missing or extra and count less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from crisisdesk.screening.sounds import ABJAD, consonants, sound

Matrix = NDArray[np.float32]
Texts = NDArray[np.object_]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scale:
    """The constants of the comparison, chosen on whole tables of the benchmark, never on single pairs.

    ``sound``, ``short_sound``, ``consonants``, ``joined`` and ``initial`` are what an equal sound (of words of three
    letters or less), equal consonants, words written together and an initial are worth at most; ``apart`` what a
    sound loses when nothing of the spelling is left. Below ``floor`` two words are not the same; ``power`` bends what
    lies above. ``contradiction``, ``missing`` and ``extra`` say how much of the weight of words left over counts:
    on both sides, on the listed side, in the question. ``form`` is kept where the legal forms differ in kind. ``common`` is the
    weight of a word that all names have, ``short`` how much less short words weigh.
    """

    sound: float = 0.94
    short_sound: float = 0.9
    apart: float = 0.2
    consonants: float = 0.94
    initial: float = 0.75
    joined: float = 0.96
    floor: float = 0.5
    power: float = 0.8
    initial_weight: float = 1.0
    contradiction: float = 1.5
    missing: float = 0.35
    extra: float = 0.6
    form: float = 0.98
    common: float = 0.4
    short: float = 0.8


SCALE = Scale()
_SHORT = 3
_CONSONANTS_TRUSTED = (1, 3)  # two names that share one consonant share next to nothing


@dataclass(frozen=True, slots=True)
class Words:
    """One side of a comparison."""

    words: tuple[str, ...]
    weights: Sequence[float]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words with what comparing them needs, as arrays of one length: sound, figures, and marks of short words and abjads."""

    words: Texts
    sounds: Texts
    short: Marks
    figures: Texts
    abjads: Marks

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        """Prepare these words."""
        return cls(
            words=np.array([*words, ""], object)[:-1],
            sounds=np.array([*(sound(word) for word in words), ""], object)[:-1],
            short=np.array([len(word) <= _SHORT for word in words], bool),
            figures=np.array([*(_figures(word) for word in words), ""], object)[:-1],
            abjads=np.array([word[0] == ABJAD for word in words], bool),
        )

    def take(self, places: NDArray[np.signedinteger]) -> "Spellings":
        """The words at these places."""
        return Spellings(
            self.words[places],
            self.sounds[places],
            self.short[places],
            self.figures[places],
            self.abjads[places],
        )


def word_likeness(ours: Spellings, theirs: Spellings, scale: Scale = SCALE) -> Matrix:
    """How alike each of our words is to each of theirs, 0 to 1, shape (ours, theirs)."""
    spelled = _likeness(ours.words, theirs.words)
    sounds = _likeness(ours.sounds, theirs.sounds)
    short = ours.short[:, None] & theirs.short
    trust = np.where(short, np.float32(scale.short_sound), np.float32(scale.sound))
    best: Matrix = np.maximum(spelled, sounds * (trust - np.float32(scale.apart) * (1 - spelled)))
    other = ours.figures[:, None] != theirs.figures
    if other.any():  # 2004 is nearly 2005 and quite another thing
        best[other] = 0.0
    one = ours.abjads[:, None] ^ theirs.abjads
    if one.any():
        best[one] = _by_consonants(ours.words, theirs.words, scale)[one]
    return best


def _figures(word: str) -> str:
    return "" if word.isalpha() else "".join(c for c in word if c.isdigit())


def _likeness(ours: Sequence[str] | Texts, theirs: Sequence[str] | Texts) -> Matrix:
    found: Matrix = cdist(ours, theirs, scorer=OSA.normalized_similarity, dtype=np.float32)
    return found


def _by_consonants(ours: Texts, theirs: Texts, scale: Scale) -> Matrix:
    bare, their_bare = [consonants(w) for w in ours], [consonants(w) for w in theirs]
    sizes = np.minimum.outer([len(w) for w in bare], [len(w) for w in their_bare])
    trust = np.interp(sizes, _CONSONANTS_TRUSTED, (scale.consonants - 0.2, scale.consonants))
    return (trust * _likeness(bare, their_bare)).astype(np.float32)

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


@dataclass(frozen=True, slots=True)
class Scale:
    """The constants of the comparison, found by cross-validation on halves of the benchmark's pairs."""

    sound: float = 0.94
    short_sound: float = 0.9
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

    words: Sequence[str]
    weights: Sequence[float]
    form: str = ""


def word_likeness(ours: Sequence[str], theirs: Sequence[str], scale: Scale = SCALE) -> Matrix:
    """How alike each of our words is to each of theirs, 0 to 1, shape (ours, theirs)."""
    spelled = cdist(ours, theirs, scorer=OSA.normalized_similarity, dtype=np.float32)
    sounds = cdist(
        [sound(w) for w in ours],
        [sound(w) for w in theirs],
        scorer=OSA.normalized_similarity,
        dtype=np.float32,
    )
    short = np.array([len(w) <= _SHORT for w in ours])[:, None] & np.array([len(w) <= _SHORT for w in theirs])
    best: Matrix = np.maximum(
        spelled, sounds * np.where(short, scale.short_sound, scale.sound).astype(np.float32)
    )
    _compare_figures(best, ours, theirs)
    _compare_abjads(best, ours, theirs, scale)
    return best


def _compare_figures(best: Matrix, ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Words with figures are the same or they are not: 2004-1 is nearly 2005-1 and quite another thing."""
    rows = [i for i, word in enumerate(ours) if not word.isalpha() and word[0] != ABJAD]
    columns = [j for j, word in enumerate(theirs) if not word.isalpha() and word[0] != ABJAD]
    if rows:
        best[rows] = np.floor(best[rows] + 1e-4)
    if columns:
        best[:, columns] = np.floor(best[:, columns] + 1e-4)


def _compare_abjads(best: Matrix, ours: Sequence[str], theirs: Sequence[str], scale: Scale) -> None:
    rows = [i for i, word in enumerate(ours) if word[0] == ABJAD]
    columns = [j for j, word in enumerate(theirs) if word[0] == ABJAD]
    if not rows and not columns:
        return
    bare, their_bare = [consonants(w) for w in ours], [consonants(w) for w in theirs]
    sizes = np.minimum.outer([len(w) for w in bare], [len(w) for w in their_bare])
    trust = np.interp(sizes, _CONSONANTS_TRUSTED, (scale.consonants - 0.2, scale.consonants))
    skeletons = trust * cdist(bare, their_bare, scorer=OSA.normalized_similarity, dtype=np.float32)
    both = np.zeros_like(best, dtype=bool)
    both[np.ix_(rows, columns)] = True
    one = np.zeros_like(both)
    one[rows] = True
    one[:, columns] = True
    best[one & ~both] = skeletons[one & ~both]

"""Which names share rare pieces with a question: an inverted index over 2- and 3-letter grams, in plain arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crisisdesk.screening.sounds import ABJAD, consonants, sound

Ints = NDArray[np.signedinteger]
Floats = NDArray[np.float32]
_COMMON = 0.08
_SHORTEST_SKELETON = 2
_STEP_DOWN, _LEAST = 0.75, 1e-3


def features(word: str) -> list[str]:
    """The pieces of a word: 2- and 3-letter grams with its ends marked, its sound and its consonants as one piece each.

    A word without vowels has its consonants only: its grams would meet nothing but chance.
    """
    skeleton = consonants(word)
    whole = [ABJAD + skeleton] if len(skeleton) >= _SHORTEST_SKELETON else []
    if word[0] == ABJAD:
        return whole
    padded = f"^{word}$"
    pairs = [padded[i : i + 2] for i in range(len(padded) - 1)]
    return [*whole, f"={sound(word)}", *pairs] + [padded[i : i + 3] for i in range(len(padded) - 2)]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each gram the names that have it; rows of one gram lie together.

    ``starts`` has one more entry than there are grams; ``rows`` holds name numbers; ``weights`` is the squared
    rarity of each gram, ``norms`` what a name's own weights come to.
    """

    grams: dict[str, int]
    starts: NDArray[np.int64]
    rows: Ints
    weights: Floats
    norms: Floats
    total: int = field(default=0)

    @classmethod
    def build(cls, vocabulary: Sequence[str], word_starts: Ints, word_ids: Ints) -> "Postings":
        """Index names that are given as runs of word numbers (``word_starts`` into ``word_ids``)."""
        grams: dict[str, int] = {}
        lists = [sorted({grams.setdefault(g, len(grams)) for g in features(word)}) for word in vocabulary]
        sizes = np.fromiter((len(found) for found in lists), np.int64, len(lists))
        flat = np.fromiter((g for found in lists for g in found), np.int32, int(sizes.sum()))
        total = len(word_starts) - 1
        owner = np.repeat(np.arange(total, dtype=np.int64), np.diff(word_starts))
        return cls.of_pairs(grams, *_spread(owner, word_ids, sizes, flat), total)

    @classmethod
    def of_pairs(cls, grams: dict[str, int], rows: NDArray[np.int64], ids: Ints, total: int) -> "Postings":
        """Index pairs of name and gram; the same pair twice counts once."""
        keys = np.sort(ids.astype(np.int64) * max(total, 1) + rows)
        keys = keys[np.diff(keys, prepend=-1) > 0]  # np.unique takes ten times as long
        gram_of, row_of = np.divmod(keys, max(total, 1))
        counts = np.bincount(gram_of, minlength=len(grams))
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        weights = (np.log((total + 1) / np.maximum(counts, 1)) ** 2).astype(np.float32)
        norms = np.bincount(row_of, weights=weights[gram_of], minlength=total).astype(np.float32)
        return cls(grams, starts, row_of.astype(np.int32), weights, norms, total)

    def nearest(self, words: Iterable[str], limit: int) -> Ints:
        """The numbers of at most ``limit`` names that share most with these words, best first."""
        wanted = {
            number for word in words for g in features(word) if (number := self.grams.get(g)) is not None
        }
        if not wanted or not self.total:
            return np.empty(0, np.int32)
        chosen = self._telling(np.fromiter(sorted(wanted), np.int64, len(wanted)))
        rows = np.concatenate([self.rows[self.starts[g] : self.starts[g + 1]] for g in chosen])
        weights = np.repeat(self.weights[chosen], self.starts[chosen + 1] - self.starts[chosen])
        scores = np.bincount(rows, weights=weights, minlength=self.total) / np.sqrt(
            self.norms + self.weights[chosen].sum() * 0.5
        )
        return _best(scores, limit)

    def _telling(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Leave out grams that a great part of all names has, unless there is nothing else to go by."""
        sizes = self.starts[wanted + 1] - self.starts[wanted]
        rare = wanted[sizes <= max(_COMMON * self.total, 200)]
        return rare if len(rare) >= min(6, len(wanted)) else wanted


def _best(scores: NDArray[np.floating], limit: int) -> Ints:
    """The places of the highest scores above 0; only what may be among them is sorted."""
    cut = float(scores.max())
    near = np.empty(0, np.int64)
    while len(near) < limit and cut > _LEAST:
        cut *= _STEP_DOWN
        near = np.flatnonzero(scores > cut)
    return near[np.argsort(-scores[near], kind="stable")][:limit].astype(np.int32)


def _spread(
    owner: NDArray[np.int64], words: Ints, sizes: NDArray[np.int64], flat: Ints
) -> tuple[NDArray[np.int64], Ints]:
    """Each name with each gram of each of its words."""
    starts = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    counts = sizes[words]
    rows = np.repeat(owner, counts)
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, flat[np.repeat(starts[words], counts) + offsets]

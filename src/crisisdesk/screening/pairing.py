"""Pairing the words of two names and scoring what is paired and what is left."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from crisisdesk.screening.likeness import SCALE, Scale, Words
from crisisdesk.screening.sounds import ABJAD, consonants
from crisisdesk.screening.values import How

Span = tuple[int, ...]
Pair = tuple[Span, Span, How, float]


class Pairing(NamedTuple):
    """Which words belong together, and the places of words left of ours and of theirs."""

    pairs: list[Pair]
    left: list[int]
    their_left: list[int]


_LETTERS_OF_INITIALS = 3
_NEARLY = 0.85
_SLACK = 2
_TELLING = 0.2
_SHORTEST_JOINED = 5


def pairs_of(ours: Words, theirs: Words, alike: Sequence[Sequence[float]], scale: Scale = SCALE) -> Pairing:
    """Pair words one to one (or one to several that were written together); then what is left of ours and of theirs.

    ``alike`` holds the likeness of each of our words to each of theirs.
    """
    pairs: list[Pair] = []
    free, their_free = set(range(len(ours.words))), set(range(len(theirs.words)))
    for span, other, how, value in _joined(ours, theirs, alike, scale):
        if free.issuperset(span) and their_free.issuperset(other):
            pairs.append((span, other, how, value))
            free.difference_update(span)
            their_free.difference_update(other)
    found = [
        (value * (ours.weights[i] + theirs.weights[j]), i, j, value)
        for i in free
        for j in their_free
        if (value := max(alike[i][j], _initial(ours.words[i], theirs.words[j], scale))) > scale.floor
    ]
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    for _, i, j, value in found:
        if i in free and j in their_free:
            free.remove(i)
            their_free.remove(j)
            pairs.append(((i,), (j,), _how(ours.words[i], theirs.words[j], value), value))
    return Pairing(pairs, sorted(free), sorted(their_free))


def score_of(ours: Words, theirs: Words, pairing: Pairing, scale: Scale = SCALE) -> float:
    """The score of a pairing, 0 to 1."""
    pairs, left, their_left = pairing
    weights, their_weights = ours.weights, theirs.weights
    gained = total = 0.0
    for span, other, how, value in pairs:
        one, two = sum(weights[i] for i in span), sum(their_weights[j] for j in other)
        if how is How.INITIAL:
            weight = min(one, two) * scale.initial_weight
            gained += weight * value
            total += weight
            continue
        weight = (one + two) / 2
        gained += weight * ((value - scale.floor) / (1 - scale.floor)) ** scale.power
        total += weight
    over, under = sum(weights[i] for i in left), sum(their_weights[j] for j in their_left)
    against = min(over, under)
    total += (
        against * scale.contradiction + (over - against) * scale.extra + (under - against) * scale.missing
    )
    if total == 0:
        return 0.0
    return gained / total * (scale.form if ours.form and theirs.form and ours.form != theirs.form else 1.0)


def _initial(word: str, other: str, scale: Scale) -> float:
    if len(word) == 1 != len(other):
        return scale.initial if other[0] == word else 0.0
    if len(other) == 1 != len(word):
        return scale.initial if word[0] == other else 0.0
    return 0.0


def _how(word: str, other: str, value: float) -> How:
    if word == other:
        return How.EQUAL
    if min(len(word), len(other)) == 1:
        return How.INITIAL
    if ABJAD in {word[0], other[0]}:
        return How.CONSONANTS
    if OSA.normalized_similarity(word, other) >= value - 1e-4:
        return How.SPELLING
    return How.SOUND


def _joined(ours: Words, theirs: Words, alike: Sequence[Sequence[float]], scale: Scale) -> Iterator[Pair]:
    if len(theirs.words) > 1:
        for i, word in enumerate(ours.words):
            if len(word) > 1 and (best := max(alike[i])) < 1.0:
                for span, how, value in _spans(word, ours.weights[i], theirs.words, best, scale):
                    yield (i,), span, how, value
    if len(ours.words) > 1:
        for j, (word, *column) in enumerate(zip(theirs.words, *alike, strict=True)):
            if len(word) > 1 and (best := max(column)) < 1.0:
                for span, how, value in _spans(word, theirs.weights[j], ours.words, best, scale):
                    yield span, (j,), how, value


def _spans(
    word: str, weight: float, others: tuple[str, ...], best: float, scale: Scale
) -> Iterator[tuple[Span, How, float]]:
    """Runs of words that make this word when written together, or of which it holds the initials."""
    size = len(word)
    if size <= _LETTERS_OF_INITIALS and best < scale.initial and weight > _TELLING:
        for first in range(len(others) - size + 1):
            if all(others[first + k][0] == word[k] for k in range(size)):
                yield tuple(range(first, first + size)), How.INITIAL, scale.initial
    if size < _SHORTEST_JOINED or best >= scale.joined:
        return
    for span, together, length in _runs(others):
        if -_SLACK <= length - size <= _SLACK:
            value = _together(word, together, scale)
            if value > max(best, _NEARLY):
                yield span, How.JOINED, value


@lru_cache(maxsize=1024)
def _runs(words: tuple[str, ...]) -> tuple[tuple[Span, str, int], ...]:
    """Two and three words in a row, written together, with their length."""
    spans = [
        tuple(range(first, first + size))
        for first in range(len(words))
        for size in (2, 3)
        if first + size <= len(words)
    ]
    texts = [words[span[0]] + "".join(words[i].removeprefix(ABJAD) for i in span[1:]) for span in spans]
    return tuple((span, text, len(text)) for span, text in zip(spans, texts, strict=True))


def _together(word: str, together: str, scale: Scale) -> float:
    if ABJAD in {word[0], together[0]}:
        return float(OSA.normalized_similarity(consonants(word), consonants(together))) * scale.consonants
    return float(OSA.normalized_similarity(word, together)) * scale.joined

"""Listed names made ready for questions, and the answers.

numpy and rapidfuzz are loaded with this module: import it where names are screened, not at the start.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from crisisdesk.model.values import PartialDate
from crisisdesk.progress import Progress
from crisisdesk.screening.evidence import evidence_of, identifier_key, weighed
from crisisdesk.screening.explaining import parts_of
from crisisdesk.screening.lexicon import Lexicon, lexicon
from crisisdesk.screening.likeness import SCALE, Scale, Spellings, Texts, Words, word_likeness
from crisisdesk.screening.names import ComparableName, comparable
from crisisdesk.screening.pairing import Pairing, pairs_of, score_of
from crisisdesk.screening.postings import Floats, Ints, Postings
from crisisdesk.screening.values import PERSON, Candidate, Match, Question

THRESHOLD = 0.68
LIMIT = 20
_NEAREST, _FINER, _FIRST = 100, 20, 4
_COVERED, _TOGETHER = 0.55, 0.8
_STEP = 1000
_TELLING = 0.25
_FIGURES_TELL = 4
_ASKED = 25

Holders = dict[ComparableName, list[tuple[int, int]]]


class Found(NamedTuple):
    """A listed name with its score, before anything beside the name is weighed."""

    row: int
    score: float
    words: Words
    pairing: Pairing


@dataclass(frozen=True, slots=True)
class Index:
    """All names of some candidates; immutable, may be asked from several threads.

    ``names`` are the distinct normalised names; ``holders[i]`` says which (candidate, name of it) have name ``i``.
    It can be pickled, for another process of the program; reading a kept one takes as long as building it.
    """

    candidates: tuple[Candidate, ...]
    names: tuple[ComparableName, ...]
    holders: tuple[tuple[tuple[int, int], ...], ...]
    vocabulary: dict[str, int]
    rarity: Floats
    word_starts: Ints
    word_ids: Ints
    word_weights: Floats
    together: Texts = field(repr=False)
    spellings: Spellings = field(repr=False)
    postings: Postings = field(repr=False)
    identifiers: dict[str, tuple[int, ...]]
    scale: Scale = SCALE

    @classmethod
    def build(cls, candidates: Iterable[Candidate], progress: Progress, scale: Scale = SCALE) -> "Index":
        """Index all names of these candidates.

        Args:
            candidates: In any order; the order of the answers does not depend on it.
            progress: Called every 1,000 candidates; what it raises ends the work.
            scale: Constants of the comparison, for benchmarks only.
        """
        kept = tuple(sorted(candidates, key=lambda c: (c.list, c.key)))
        holders = _holders(kept, lexicon(), progress)
        return assembled(kept, tuple(holders), tuple(map(tuple, holders.values())), scale)

    def screen(
        self,
        name: str,
        *,
        birth: PartialDate | None = None,
        country: str = "",
        identifier: str = "",
        type: str = "",  # noqa: A002 - the word that lists and desk use
        gender: str = "",
        limit: int = LIMIT,
        threshold: float = THRESHOLD,
    ) -> list[Match]:
        """The listed parties that may be meant, best first, equal scores by list and key.

        A party comes once, by the name of it that fits best, when its score is at least ``threshold``. A name
        without letters or figures finds what has the same identifier, or nothing.
        """
        question = Question(name, birth, country, identifier, type, gender)
        return self.answer(question, limit=limit, threshold=threshold)

    def screen_many(
        self,
        questions: Sequence[Question],
        progress: Progress,
        *,
        limit: int = LIMIT,
        threshold: float = THRESHOLD,
    ) -> list[list[Match]]:
        """The answers to many questions, in their order; ``progress`` is called every 25 and may cancel."""
        answers = []
        for number, question in enumerate(questions):
            if number % _ASKED == 0:
                progress(number, len(questions), "Screening names")
            answers.append(self.answer(question, limit=limit, threshold=threshold))
        progress(len(questions), len(questions), "Screening names")
        return answers

    def answer(self, question: Question, *, limit: int = LIMIT, threshold: float = THRESHOLD) -> list[Match]:
        """As :meth:`screen`, for a question that is a value already."""
        ours = self.weighted(comparable(question.name, lexicon(), person=question.type == PERSON))
        found = self._nearest(ours) if ours.words else []
        best: dict[int, tuple[float, Found, int]] = {}
        for one in [*found, *self._identified(question, ours)]:
            for who, which in self.holders[one.row]:
                candidate = self.candidates[who]
                score = weighed(one.score, evidence_of(question, candidate, candidate.names[which]))
                if score >= threshold and (who not in best or score > best[who][0]):
                    best[who] = (score, one, which)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return [self._match(question, ours, who, rest) for who, rest in ranked[:limit]]

    def name_score(self, name: str, other: str, *, person: bool = False) -> float:
        """How alike two names are, 0 to 1, by the rarity that their words have among the listed names."""
        ours, theirs = (self.weighted(comparable(text, lexicon(), person=person)) for text in (name, other))
        if not ours.words or not theirs.words:
            return 0.0
        pairing = pairs_of(ours, theirs, self._alike(ours, theirs.words), self.scale)
        return score_of(ours, theirs, pairing, self.scale)

    def weighted(self, name: ComparableName) -> Words:
        """The words of a name with what each counts: by its kind, its rarity and its length."""
        places = (self.vocabulary.get(word) for word in name.words)
        rarity = (1.0 if place is None else float(self.rarity[place]) for place in places)
        weights = (
            kind * rare * length_weight(word, self.scale)
            for word, kind, rare in zip(name.words, name.weights, rarity, strict=True)
        )
        return Words(name.words, tuple(weights), name.form)

    def _nearest(self, ours: Words) -> list[Found]:
        rows = self.postings.nearest(_telling(ours), _NEAREST)
        if not len(rows):
            return []
        starts, counts = self.word_starts[rows], self.word_starts[rows + 1] - self.word_starts[rows]
        offsets = np.concatenate(([0], np.cumsum(counts)))
        places = np.repeat(starts - offsets[:-1], counts) + np.arange(offsets[-1])
        distinct, where = np.unique(self.word_ids[places], return_inverse=True)
        spellings = self.spellings.take(distinct)
        alike = word_likeness(Spellings.of(ours.words), spellings, self.scale)[:, where]
        chosen = _finest(alike, np.array(ours.weights), self.word_weights[places], offsets)
        chosen = np.union1d(chosen, self._run_together(ours, rows))
        return [
            self._found(int(rows[n]), ours, alike[:, offsets[n] : offsets[n + 1]].tolist()) for n in chosen
        ]

    def _run_together(self, ours: Words, rows: Ints) -> Ints:
        """The places of names that are nearly the same when nothing stands between their words."""
        text = "".join(ours.words)
        alike = cdist([text], self.together[rows], scorer=OSA.normalized_similarity, dtype=np.float32)
        places: Ints = np.flatnonzero(alike[0] >= _TOGETHER)
        return places

    def _found(self, row: int, ours: Words, alike: Sequence[Sequence[float]]) -> Found:
        span = slice(self.word_starts[row], self.word_starts[row + 1])
        theirs = Words(self.names[row].words, self.word_weights[span].tolist(), self.names[row].form)
        pairing = pairs_of(ours, theirs, alike, self.scale)
        return Found(row, score_of(ours, theirs, pairing, self.scale), theirs, pairing)

    def _identified(self, question: Question, ours: Words) -> list[Found]:
        """The names of those who have the same identifier, however little the names are alike."""
        who = set(
            self.identifiers.get(identifier_key(question.identifier), ()) if question.identifier else ()
        )
        rows = [row for row, held in enumerate(self.holders) if any(w in who for w, _ in held)] if who else []
        return [self._found(row, ours, self._alike(ours, self.names[row].words)) for row in rows]

    def _alike(self, ours: Words, theirs: Sequence[str]) -> list[list[float]]:
        if not ours.words:
            return []
        alike: list[list[float]] = word_likeness(
            Spellings.of(ours.words), Spellings.of(theirs), self.scale
        ).tolist()
        return alike

    def _match(self, question: Question, ours: Words, who: int, best: tuple[float, Found, int]) -> Match:
        score, found, which = best
        candidate = self.candidates[who]
        listed = candidate.names[which]
        evidence = evidence_of(question, candidate, listed)
        parts = parts_of(ours, found.words, found.pairing)
        return Match(
            candidate.list,
            candidate.key,
            listed.text,
            round(score, 4),
            round(found.score, 4),
            parts,
            evidence,
        )


def length_weight(word: str, scale: Scale) -> float:
    """A short word tells less than a long one; a number tells what it tells with one figure, too."""
    letters = len(word) if word.isalpha() else max(len(word), _FIGURES_TELL)
    return float(min(1.0, (letters + 2) / 8) ** scale.short)


def assembled(
    candidates: tuple[Candidate, ...],
    names: tuple[ComparableName, ...],
    holders: tuple[tuple[tuple[int, int], ...], ...],
    scale: Scale = SCALE,
) -> Index:
    """An index of names that are normalised already."""
    vocabulary: dict[str, int] = {}
    ids = np.array([vocabulary.setdefault(w, len(vocabulary)) for n in names for w in n.words], np.int32)
    sizes = np.array([len(name.words) for name in names], np.int32)
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    words = tuple(vocabulary)
    rarity = _rarity(ids, len(words), len(names), scale)
    kinds = np.array([weight for name in names for weight in name.weights], np.float32)
    lengths = np.array([length_weight(word, scale) for word in words], np.float32)
    return Index(
        candidates=candidates,
        names=names,
        holders=holders,
        vocabulary=vocabulary,
        rarity=rarity,
        word_starts=starts,
        word_ids=ids,
        word_weights=kinds * (rarity * lengths)[ids] if len(ids) else kinds,
        together=np.array([*("".join(name.words) for name in names), ""], object)[:-1],
        spellings=Spellings.of(words),
        postings=Postings.build(words, starts, ids),
        identifiers=_identifiers(candidates),
        scale=scale,
    )


def _holders(candidates: Sequence[Candidate], words: Lexicon, progress: Progress) -> Holders:
    holders: Holders = defaultdict(list)
    for number, candidate in enumerate(candidates):
        if number % _STEP == 0:
            progress(number, len(candidates), "Indexing names")
        for which, listed in enumerate(candidate.names):
            name = comparable(listed.text, words, person=candidate.type == PERSON)
            if name.words:
                holders[name].append((number, which))
    progress(len(candidates), len(candidates), "Indexing names")
    return holders


def _identifiers(candidates: Sequence[Candidate]) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for number, candidate in enumerate(candidates):
        for identifier in candidate.identifiers:
            if key := identifier_key(identifier):
                found[key][number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _rarity(ids: Ints, words: int, names: int, scale: Scale) -> Floats:
    """1 for a word of one name, towards ``scale.common`` for one that all names have."""
    counts = np.maximum(np.bincount(ids, minlength=words), 1) if words else np.empty(0)
    rare = np.log((names + 1) / counts) / np.log(names + 1) if words else counts
    return (scale.common + (1 - scale.common) * rare).astype(np.float32)


def _telling(ours: Words) -> Sequence[str]:
    """The words that can tell names apart: particles and misspelt legal forms find everything."""
    most = max(ours.weights)
    return [word for word, weight in zip(ours.words, ours.weights, strict=True) if weight >= most * _TELLING]


def _finest(alike: Floats, weights: Floats, their_weights: Floats, offsets: Ints) -> Ints:
    """The places of the candidates that are worth pairing word by word.

    They are those whose words are covered well both ways, each word by its best; and the first few by grams
    whatever their cover, for names written together are not covered word by word.
    """
    starts = offsets[:-1]
    covered = weights @ np.maximum.reduceat(alike, starts, axis=1)
    theirs = np.add.reduceat(alike.max(axis=0) * their_weights, starts)
    masses = weights.sum() + np.add.reduceat(their_weights, starts)
    rough = (covered * 1.5 + theirs * 0.5) / (masses + 0.5 * weights.sum())
    best = np.argsort(-rough, kind="stable")[:_FINER]
    chosen: Ints = best[(rough[best] >= _COVERED) | (best < _FIRST)]
    return chosen

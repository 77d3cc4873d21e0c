"""Names against all adopted sanctions lists: hits with their scores explained; a person decides."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crisisdesk.errors import UserError
from crisisdesk.model.values import PartialDate
from crisisdesk.progress import Progress, silent
from crisisdesk.screening import Candidate, Evidence, Match, Part, Question, build_index
from crisisdesk.services.candidates import Shown, candidate_of
from crisisdesk.services.lists import adopted
from crisisdesk.services.questions import asked
from crisisdesk.store.snapshot import Snapshot

if TYPE_CHECKING:
    from crisisdesk.screening.index import Index

LIMIT, THRESHOLD = 20, 0.75
_KEPT, _ANSWERS_KEPT = 2, 20_000
_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed party that may be meant, with why; a suggestion, no more.

    ``name`` is what the list leads with, ``matched`` the name that fits best; ``stored`` is the digest of the party in
    the library. A party with ``delisted_on`` is no longer listed, and its list keeps it.
    """

    list: str
    key: str
    name: str
    matched: str
    score: float
    name_score: float
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    type: str
    programmes: tuple[str, ...]
    listed_on: PartialDate | None
    delisted_on: PartialDate | None
    stored: str


@dataclass(frozen=True, slots=True)
class Screened:
    """A question with its hits, best first."""

    question: Question
    hits: tuple[Hit, ...]


class ScreeningRoom:
    """Indexes over the adopted lists, one for each set of versions; safe to use from several threads.

    Whoever holds a session holds one: building an index takes seconds, asking it milliseconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelves: dict[tuple[str, ...], Shelf] = {}

    def shelf(self, view: Snapshot, progress: Progress = silent) -> "Shelf":
        """The index over the versions that are in use at this snapshot; built when it is first asked for."""
        versions = tuple(sorted(one.version for one in adopted(view).values()))
        with self._lock:
            shelf = self._shelves.pop(versions, None)
            if shelf is None:
                shelf = _shelf(view, versions, progress)
            self._shelves[versions] = shelf  # the last one asked for is the last one to be forgotten
            while len(self._shelves) > _KEPT:
                del self._shelves[next(iter(self._shelves))]
            return shelf


class Shelf:
    """The index over one set of versions, and the answers it gave already."""

    def __init__(self, index: "Index", shown: dict[tuple[str, str], Shown]) -> None:
        self._index = index
        self._shown = shown
        self._answers: dict[Question, tuple[Hit, ...]] = {}

    @property
    def parties(self) -> int:
        """How many listed parties are in it."""
        return len(self._shown)

    def ask(self, question: Question, *, limit: int = LIMIT, threshold: float = THRESHOLD) -> tuple[Hit, ...]:
        """The hits of one question."""
        found = self._index.answer(question, limit=limit, threshold=threshold)
        return tuple(_hit(match, self._shown[match.list, match.key]) for match in found)

    def recall(self, question: Question) -> tuple[Hit, ...]:
        """As :meth:`ask` with the usual limit and threshold, but a question that was asked before costs nothing."""
        hits = self._answers.get(question)
        if hits is None:
            hits = self.ask(question)
            if len(self._answers) >= _ANSWERS_KEPT:
                self._answers.clear()
            self._answers[question] = hits
        return hits


def _shelf(view: Snapshot, versions: Sequence[str], progress: Progress) -> Shelf:
    shown: dict[tuple[str, str], Shown] = {}
    total = sum(view.library.version(version).parties for version in versions)

    def candidates() -> Iterable[Candidate]:
        for version in versions:
            for stored in view.library.parties(version):
                if len(shown) % _EVERY == 0:
                    progress(len(shown), total, "Reading the adopted lists")
                candidate, shown[stored.list, stored.key] = candidate_of(stored)
                yield candidate

    return Shelf(build_index(candidates(), progress), shown)


def _hit(match: Match, shown: Shown) -> Hit:
    return Hit(
        list=match.list,
        key=match.key,
        name=shown.name,
        matched=match.matched_name,
        score=match.score,
        name_score=match.name_score,
        parts=match.parts,
        evidence=match.evidence,
        type=shown.type,
        programmes=shown.programmes,
        listed_on=shown.listed_on,
        delisted_on=shown.delisted_on,
        stored=shown.stored,
    )


# -- asking -----------------------------------------------------------------------------------------------


def screen(
    view: Snapshot,
    room: ScreeningRoom,
    names: Iterable[str | Question],
    *,
    limit: int = LIMIT,
    threshold: float = THRESHOLD,
    progress: Progress = silent,
) -> list[Screened]:
    """Ask names, or questions with more than a name, against all lists that are in use at this snapshot.

    Args:
        view: Says which versions are in use.
        room: Holds their index.
        names: In the order of the answers.
        limit: At most so many hits for each.
        threshold: Hits with at least this score, 0 to 1.
        progress: Called while the index is built and every 25 names; what it raises ends the work.

    Raises:
        UserError: No list is adopted, a name is empty, or the threshold or limit makes no sense.
    """
    if limit < 1 or not 0 <= threshold <= 1:
        raise UserError("The limit is at least 1, and the threshold between 0 and 1.")
    questions = [asked(one) for one in names]
    if not adopted(view):
        raise UserError(
            "No sanctions list is adopted, so nothing can be screened; see: crisisdesk lists adopt."
        )
    shelf = room.shelf(view, progress)
    screened = []
    for place, question in enumerate(questions):
        if place % 25 == 0:
            progress(place, len(questions), "Screening names")
        screened.append(Screened(question, shelf.ask(question, limit=limit, threshold=threshold)))
    progress(len(questions), len(questions), "Screening names")
    return screened

"""Find what somebody means from a few letters."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

LOWEST = 62.0


def ranked(query: str, titles: Sequence[str]) -> list[int]:
    """The numbers of the titles that fit, best first; all of them, in order, for an empty query.

    Letters at the beginnings of words (``ec`` for "Escalate case") and whole words count most, then letters in
    their order, then likeness with typing errors.
    """
    wanted = default_process(query)
    if not wanted:
        return list(range(len(titles)))
    scores = [(_score(wanted, default_process(title)), number) for number, title in enumerate(titles)]
    return [
        number for score, number in sorted(scores, key=lambda pair: (-pair[0], pair[1])) if score >= LOWEST
    ]


def _score(wanted: str, title: str) -> float:
    words = title.split()
    initials = "".join(word[0] for word in words)
    bonus = 1 / (1 + len(title))
    if title.startswith(wanted):
        return 110 + bonus
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 105 + bonus
    if initials.startswith(wanted.replace(" ", "")):
        return 100 + bonus
    if wanted in title:
        return 95 + bonus
    return fuzz.partial_ratio(wanted, title) * 0.85 if len(wanted) > 2 else 0.0  # noqa: PLR2004 - two letters are like anything

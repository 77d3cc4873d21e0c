"""Names against listed parties, over plain values: candidates in, explained matches out; and the 50 percent rules.

Nothing here is a decision: a match is a suggestion with its reasons, a roll-up of ownership is indicative.
The index lives in :mod:`crisisdesk.screening.index`, which loads numpy; :func:`build_index` loads it when it is called.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crisisdesk.progress import Progress
from crisisdesk.screening.values import (
    Candidate,
    Evidence,
    How,
    ListedName,
    Match,
    Part,
    Question,
    Verdict,
)

if TYPE_CHECKING:
    from crisisdesk.screening.index import Index

__all__ = [
    "Candidate",
    "Evidence",
    "How",
    "ListedName",
    "Match",
    "Part",
    "Question",
    "Verdict",
    "build_index",
]


def build_index(candidates: Iterable[Candidate], progress: Progress) -> "Index":
    """Index all names of these candidates; see :meth:`crisisdesk.screening.index.Index.build`."""
    from crisisdesk.screening.index import Index  # noqa: PLC0415 - numpy is wanted only when names are screened

    return Index.build(candidates, progress)

"""Paragraphs of marked texts, each with its own marking, and which of two markings is lower."""

import re
from collections.abc import Iterator

from crisisdesk.errors import UserError
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import NOT_RELEASABLE, Marking

_MARK = re.compile(r"\(([A-Z][A-Z0-9ÉÈ :+,&'./\-]*|//[A-Z][A-Z0-9 ,/\-]*)\)\s+")
_FULL = {"NF": NOT_RELEASABLE, "OC": "ORCON", "PR": "PROPIN", "IMC": "IMCON"}


def paragraphs(text: str, default: Marking, ladder: Ladder) -> Iterator[tuple[str, Marking]]:
    """Each paragraph with its marking; one without a mark of its own has that of its record."""
    for paragraph in filter(None, (line.strip() for line in text.split("\n"))):
        found = _MARK.match(paragraph)
        marking = _read(found[1], ladder) if found else None
        if found and marking is not None:
            yield paragraph[found.end() :], marking
        else:
            yield paragraph, default


def _read(text: str, ladder: Ladder) -> Marking | None:
    try:
        marking = ladder.canonical(Marking.parse(text.removeprefix("//")))
    except UserError:
        return None
    controls = tuple(_FULL.get(control, control) for control in marking.controls if control != "REL")
    return Marking(marking.level, controls, marking.release)


def lower(marking: Marking, other: Marking, ladder: Ladder) -> bool:
    """Whether a text with the first marking may go where one with the second may not; unknown levels are not judged."""
    try:
        first, second = ladder.level(marking).rank, ladder.level(other).rank
    except UserError:
        return False
    if first != second or not ladder.classified(other):
        return first < second
    if set(other.controls) - set(marking.controls):
        return True
    return marking.release is not None and not set(marking.release) <= set(other.release or ())

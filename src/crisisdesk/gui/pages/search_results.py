"""What a search shows: hits by kind with their counts, the words that matched marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.model.base import Record
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.folding import fold, words
from crisisdesk.store.search import Hit, terms
from crisisdesk.store.snapshot import Snapshot

AT_FIRST, IN_GROUP, OF_ONE_KIND, COUNTED = 80, 6, 200, 2_000
_PARTS = re.compile(r"\w+|\W+")
_TYPES: dict[str, type[Record]] = {kind.__tablename__: kind for kind in RECORD_TYPES}

Run = tuple[str, bool]
"""A piece of text, and whether it is one of the words looked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """The heading over the hits of one kind."""

    kind: str
    caption: str
    count: str


@dataclass(frozen=True, slots=True)
class Result:
    """One hit, ready to be drawn."""

    id: str
    kind: str
    label: str
    caption: tuple[Run, ...]
    snippet: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class More:
    """The way to all hits of one kind."""

    kind: str
    caption: str


Line = Group | Result | More


@dataclass(frozen=True, slots=True)
class Results:
    """The lines of an answer, and how many hits there are of each kind: its name, its plural, the number."""

    typed: str
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, str], ...]


def search_all(view: Snapshot, typed: str, kind: str = "") -> Results:
    """Search everything, or one kind of record."""
    counts = _counts(view, typed)
    if kind and kind in _TYPES:
        hits = view.search(typed, (_TYPES[kind],), limit=OF_ONE_KIND)
        lines = _group(kind, hits, counts.get(kind, len(hits)), typed, len(hits))
    else:
        by_kind: dict[str, list[Hit]] = {}
        for hit in view.search(typed, limit=AT_FIRST):
            by_kind.setdefault(hit.type, []).append(hit)
        lines = []
        for name, hits in by_kind.items():
            lines += _group(name, hits, max(counts.get(name, 0), len(hits)), typed, IN_GROUP)
    listed = sorted(counts.items(), key=lambda pair: -pair[1])
    return Results(
        typed, tuple(lines), tuple((name, _TYPES[name].__plural__, _number(n)) for name, n in listed)
    )


def runs(text: str, wanted: Sequence[str]) -> tuple[Run, ...]:
    """A text parted into pieces that begin with a word looked for and pieces that do not."""
    found: list[Run] = []
    for part in _PARTS.findall(text):
        marked = part[0].isalnum() and any(fold(part).strip().startswith(word) for word in wanted)
        if found and found[-1][1] == marked:
            found[-1] = (found[-1][0] + part, marked)
        else:
            found.append((part, marked))
    return tuple(found)


def plain(pieces: tuple[Run, ...]) -> str:
    """The text of such pieces."""
    return "".join(text for text, _ in pieces)


def _group(kind: str, hits: Sequence[Hit], count: int, typed: str, shown: int) -> list[Line]:
    record_type, wanted = _TYPES[kind], words(typed)
    lines: list[Line] = [Group(kind, record_type.__plural__, _number(count))]
    for hit in hits[:shown]:
        above, below = _parted(hit)
        lines.append(Result(hit.id, kind, record_type.__label__, runs(above, wanted), runs(below, wanted)))
    if count > shown and shown == IN_GROUP:
        lines.append(More(kind, f"Show all {_number(count)} {record_type.__plural__.lower()}"))
    return lines


def _parted(hit: Hit) -> tuple[str, str]:
    """Caption and snippet; where the caption is but the beginning of the text, the text alone."""
    if hit.snippet.startswith(hit.caption.removesuffix("…").rstrip()):
        return hit.snippet, ""
    return hit.caption, hit.snippet


def _counts(view: Snapshot, typed: str) -> dict[str, int]:
    """Hits of each kind among the newest two thousand; more than that nobody reads."""
    wanted = terms(typed)
    if not wanted:
        return {}
    rows = view.sql(
        "SELECT c.record_type, count(*) FROM (SELECT rowid AS number FROM search WHERE search MATCH ? "
        "ORDER BY rowid DESC LIMIT ?) AS hit CROSS JOIN catalogue AS c ON c.number = hit.number GROUP BY 1",
        " AND ".join(wanted),
        COUNTED,
    )
    return {name: count for name, count in rows if name in _TYPES}


def _number(count: int) -> str:
    return f"{count:,}+" if count >= COUNTED else str(count)

"""What a search shows: hits by kind with their counts, the words that matched marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.gui.pages.search_words import record_called, taken_apart, type_called
from crisisdesk.model.base import Record
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.folding import fold, words
from crisisdesk.store.search import Hit, tag, terms, type_tag
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
    """Search everything, or one kind of record; the line may narrow by ``type:``, ``in:`` and ``partner:``.

    Raises:
        UserError: What narrows names nothing.
    """
    asked = taken_apart(typed)
    kinds = tuple(type_called(word) for word in asked.types)
    places = [record_called(view, *named) for named in asked.within]
    if len(places) > 1:
        raise UserError("Only one of “in:” and “partner:” narrows at a time; take the other away.")
    within, words_asked = "".join(places), asked.words
    if kinds and not words_asked and not places:
        return _newest_of(view, typed, kinds[0])
    if not words_asked and (kinds or places):
        raise UserError("Add a word to look for; the beginning of one is enough.")
    counts = _counts(view, words_asked, kinds, within)
    if kind and kind in _TYPES:
        hits = view.search(words_asked, (_TYPES[kind],), within=within, limit=OF_ONE_KIND)
        lines = _group(kind, hits, counts.get(kind, len(hits)), words_asked, len(hits))
    else:
        by_kind: dict[str, list[Hit]] = {}
        for hit in view.search(words_asked, kinds, within=within, limit=AT_FIRST):
            by_kind.setdefault(hit.type, []).append(hit)
        lines = []
        for name, hits in by_kind.items():
            lines += _group(name, hits, max(counts.get(name, 0), len(hits)), words_asked, IN_GROUP)
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


def _newest_of(view: Snapshot, typed: str, record_type: type[Record]) -> Results:
    """The newest of one kind, where nothing else is asked for."""
    table = record_type.__tablename__
    rows = view.sql(
        "SELECT id, caption FROM catalogue WHERE record_type = ? ORDER BY number DESC LIMIT ?",
        table,
        OF_ONE_KIND,
    )
    hits = [Hit(record_id, table, caption, "", 1.0) for record_id, caption in rows]
    count = view.count(record_type)
    lines = _group(table, hits, count, "", len(hits))
    return Results(typed, tuple(lines), ((table, record_type.__plural__, _number(count)),))


def _counts(view: Snapshot, typed: str, kinds: Sequence[type[Record]], within: str) -> dict[str, int]:
    """Hits of each kind among the newest two thousand; more than that nobody reads."""
    wanted = terms(typed)
    if not wanted:
        return {}
    if kinds:
        wanted = [*wanted, "(" + " OR ".join(f'"{type_tag(one.__tablename__)}"' for one in kinds) + ")"]
    if within:
        wanted = [*wanted, f'"{tag(within)}"']
    rows = view.sql(
        "SELECT c.record_type, count(*) FROM (SELECT rowid AS number FROM search WHERE search MATCH ? "
        "ORDER BY rowid DESC LIMIT ?) AS hit CROSS JOIN catalogue AS c ON c.number = hit.number GROUP BY 1",
        " AND ".join(wanted),
        COUNTED,
    )
    return {name: count for name, count in rows if name in _TYPES}


def _number(count: int) -> str:
    return f"{count:,}+" if count >= COUNTED else str(count)

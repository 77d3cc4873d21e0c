"""Full-text search over every type, safe with anything a person types.

What is typed is never FTS5's query language: words are folded, quoted and joined by AND; each word finds by its
beginning; ``"two words"`` finds the phrase, and so do parts without a space between, such as ``co-ordination``.

What is called so comes first, best fit on top: that is every type but the append-only ones, of which there are too
many. Then comes the newest that mentions it. The newest is what the journal wrote last, so an edited record counts
as new. Both parts are bounded, so that the answer does not slow down with the frequency of a word; where whole
words fill the list, those that only begin so are left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection

from crisisdesk.model.base import Record, fields_of
from crisisdesk.store.engine import run, run_many
from crisisdesk.store.folding import fold, indexed, latin, phrases, words

_NAMED = 200
_PREFIX = 4  # beginnings up to this length are in the index of their own
_TERMS = 16
_TYPED_LIMIT = 1_000
_QUOTED = re.compile(r'"([^"]*)"')
_SNIPPET = 160
_SNIPPET_DEPTH = 20_000
_SIGN = (
    "\u01c0"  # a click letter, with which no word of the desk's languages begins: sets tags apart from words
)
_NAME_TAG = _SIGN + "n"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: where the words stand is in ``snippet``; a higher ``score`` is a better match."""

    id: str
    type: str
    caption: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record.

    ``number`` is that of its newest change in the journal, ``name`` the words of its caption if it is found by them.
    """

    number: int
    id: str
    record_type: str
    caption: str
    name: str
    body: str
    tags: str


def entry_of(number: int, record_type: type[Record], row: Mapping[str, Any], caption: str) -> Entry:
    """Make the index entry of a record out of its columns as they lie in the file."""
    table = record_type.__tablename__
    texts = [text for name in searched(record_type) if (text := row.get(name))]
    tags = [type_tag(table), *(tag(held) for name in _references(record_type) if (held := row.get(name)))]
    if record_type.__append_only__:  # found by what they say, not by what they are called
        begun = texts and texts[0].startswith(caption.removesuffix(" …"))
        name, body = "", texts if begun else [caption, *texts]
    else:
        tags.append(_NAME_TAG)
        name, body = caption, [text for text in texts if text != caption]
    return Entry(number, str(row["id"]), table, caption, name, "\n".join(body), " ".join(tags))


@cache
def searched(record_type: type[Record]) -> tuple[str, ...]:
    """The fields of a type whose text is found."""
    return tuple(f.name for f in fields_of(record_type) if f.facts.search and f.kind in {"text", "prose"})


@cache
def _references(record_type: type[Record]) -> tuple[str, ...]:
    return tuple(f.name for f in fields_of(record_type) if f.kind == "reference")


@lru_cache(maxsize=4096)
def tag(record_id: str) -> str:
    """A reference to a record as one token of the index."""
    return _SIGN + "r" + _token(record_id)


@cache
def type_tag(table: str) -> str:
    """A type as one token of the index."""
    return _SIGN + "t" + _token(table)


def _token(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"q{ord(c):x}q" for c in text).lower()


def put(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write the entries of records that are not in the index."""
    run_many(
        connection,
        "INSERT INTO catalogue (number, id, record_type, caption) VALUES (?, ?, ?, ?)",
        [(entry.number, entry.id, entry.record_type, entry.caption) for entry in entries],
    )
    run_many(
        connection,
        "INSERT INTO search (rowid, caption, body, latin, tags) VALUES (?, ?, ?, ?, ?)",
        [_indexed(entry) for entry in entries],
    )


def _indexed(entry: Entry) -> tuple[int, str, str, str, str]:
    both = f"{entry.name} {entry.body}"
    return entry.number, indexed(entry.name), indexed(entry.body), latin(both), entry.tags


def drop(connection: Connection, record_ids: Iterable[str]) -> None:
    """Take records out of catalogue and index."""
    ids = [(record_id,) for record_id in record_ids]
    run_many(connection, "DELETE FROM search WHERE rowid = (SELECT number FROM catalogue WHERE id = ?)", ids)
    run_many(connection, "DELETE FROM catalogue WHERE id = ?", ids)


def terms(typed: str, *, whole: bool = False) -> list[str]:
    """What was typed as terms of FTS5's language, at most :data:`_TERMS` of them; none for a text without words.

    Each finds by its beginning, unless only ``whole`` words are wanted; what is in quotation marks always is whole.
    """
    typed = typed[:_TYPED_LIMIT]
    quoted = [" ".join(words(phrase)) for phrase in _QUOTED.findall(typed)]
    loose = [phrase for phrase in phrases(_QUOTED.sub(" ", typed)) if not phrase.startswith(_SIGN)]
    begun = [f'"{phrase}"' if whole and len(phrase) > _PREFIX else f'"{phrase}" *' for phrase in loose]
    return [*(f'"{phrase}"' for phrase in quoted if phrase), *begun][:_TERMS]


def find(
    connection: Connection, typed: str, record_types: Sequence[str], within: str, limit: int
) -> list[tuple[str, str, str, float]]:
    """Id, type, caption and score of the best hits for what was typed; ``within`` is a record that they refer to."""
    begun, whole = terms(typed), terms(typed, whole=True)
    if not begun:
        return []
    tags = [" OR ".join(f'"{type_tag(name)}"' for name in record_types)] if record_types else []
    tags += [f'"{tag(within)}"'] if within else []
    said = words(typed)
    named = _newest(connection, _all_of(_called(begun), f'"{_NAME_TAG}"', *tags), _NAMED)
    best = sorted(((_fit(row[3], said), row) for row in named), key=_by_fit)[:limit]
    hits = {row[1]: (row[1], row[2], row[3], round(1 + fit, 4)) for fit, row in best}
    # Whole words first: to gather all that begins with a frequent word costs a thousand times as much.
    for wanted in (whole, begun) if whole != begun else (begun,):
        if len(hits) < limit:
            for row in _newest(connection, _all_of(" AND ".join(wanted), *tags), limit):
                hits.setdefault(row[1], (row[1], row[2], row[3], round(1 - len(hits) / (limit + 1), 4)))
    return list(hits.values())[:limit]


def _called(wanted: Sequence[str]) -> str:
    return " AND ".join(f"{{caption latin}} : {term}" for term in wanted)


def _all_of(*parts: str) -> str:
    return " AND ".join(f"({part})" for part in parts)


def _newest(connection: Connection, expression: str, limit: int) -> list[tuple[int, str, str, str]]:
    rows: list[tuple[int, str, str, str]] = run(
        connection,
        "SELECT c.number, c.id, c.record_type, c.caption FROM (SELECT rowid AS number FROM search "
        "WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit CROSS JOIN catalogue AS c ON c.number = hit.number",
        (expression, limit),
    ).fetchall()
    return rows


def _by_fit(hit: tuple[float, tuple[int, str, str, str]]) -> tuple[float, int]:
    return -hit[0], -hit[1][0]


def _fit(caption: str, said: Sequence[str]) -> float:
    """How well a caption fits what was said, 0 to 1: whole words count double, and a short caption a little more."""
    there = words(caption) if caption.isascii() else words(caption) + words(latin(caption))
    whole = sum(word in there for word in said)
    begun = sum(any(token.startswith(word) for token in there) for word in said)
    return (0.45 * (whole + begun) + 0.1 * min(1.0, len(said) / max(len(there), 1))) / max(len(said), 1)


def snippet(text: str, typed: str) -> str:
    """The part of a text around the first typed word, in one line of at most some 160 characters."""
    line = " ".join(text[:_SNIPPET_DEPTH].split())
    if len(line) <= _SNIPPET:
        return line
    place = _first_place(line, typed)
    begin = max(0, place - _SNIPPET // 3)
    begin = line.find(" ", begin, place) + 1 or begin if begin else 0
    cut = line[begin : begin + _SNIPPET]
    return ("… " if begin else "") + cut.strip() + (" …" if begin + _SNIPPET < len(line) else "")


def _first_place(line: str, typed: str) -> int:
    """Where what was typed stands in a line, else the first of its words; 0 where none does."""
    small = line.lower()
    if (at := small.find(typed.strip().lower())) >= 0:
        return at if len(small) == len(line) else 0
    wanted = words(typed)
    if line.isascii():
        return min((at for word in wanted if (at := small.find(word)) >= 0), default=0)
    for found in re.finditer(r"\S+", line):
        folded = fold(found.group())
        if any(word in folded for word in wanted):
            return found.start()
    return 0

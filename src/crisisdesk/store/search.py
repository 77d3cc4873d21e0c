"""Full-text search over every type, safe with anything a person types.

What is typed is never FTS5's query language: words are folded, quoted and joined by AND; the last word, and any
word, finds by its beginning; ``"two words"`` finds the phrase. Hits are ranked among the newest
:data:`NEWEST` that match, so that the answer does not slow down with the frequency of a word: those that
have a typed word in their caption first, then the newest.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.store.folding import fold, latin, words

NEWEST = 2_000
_TYPED_LIMIT = 16
_QUOTED = re.compile(r'"([^"]*)"')
_SNIPPET = 160


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
    """What the index keeps of one record."""

    id: str
    record_type: str
    caption: str
    body: str
    tags: str


def entry_of(record_type: type[Record], record_id: str, row: dict[str, Any], caption: str) -> Entry:
    """Make the index entry of a record out of its columns as they lie in the file."""
    texts, tags = [], [f"type_{record_type.__tablename__}"]
    for f in fields_of(record_type):
        value = row.get(f.name)
        if value is None or value == "":
            continue
        if f.facts.search and f.kind in {"text", "prose"}:
            texts.append(value)
        elif f.kind == "reference":
            tags.append(tag(value))
    return Entry(record_id, record_type.__tablename__, caption, "\n".join(texts), " ".join(tags))


def tag(record_id: str) -> str:
    """A record's id as one token of the index."""
    return "ref_" + re.sub(r"\W", "_", record_id)


def put(connection: Connection, entries: Sequence[Entry], *, known: bool) -> None:
    """Write entries; ``known`` when some of them may be there already."""
    if not entries:
        return
    if known:
        drop(connection, [entry.id for entry in entries])
    first = connection.exec_driver_sql("SELECT coalesce(max(number), 0) + 1 FROM catalogue").scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO catalogue (number, id, record_type, caption) VALUES (?, ?, ?, ?)",
        [(number, entry.id, entry.record_type, entry.caption) for number, entry in enumerate(entries, first)],
    )
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, caption, body, latin, tags) VALUES (?, ?, ?, ?, ?)",
        [
            (number, fold(entry.caption), fold(entry.body), latin(entry.body or entry.caption), entry.tags)
            for number, entry in enumerate(entries, first)
        ],
    )


def drop(connection: Connection, record_ids: Iterable[str]) -> None:
    """Take records out of catalogue and index."""
    ids = [(record_id,) for record_id in record_ids]
    if ids:
        connection.exec_driver_sql(
            "DELETE FROM search WHERE rowid = (SELECT number FROM catalogue WHERE id = ?)", ids
        )
        connection.exec_driver_sql("DELETE FROM catalogue WHERE id = ?", ids)


def query(typed: str, record_types: Iterable[str] = (), within: str = "") -> str:
    """Turn typed text into an FTS5 query: empty if there is no word in it.

    Args:
        typed: Anything at all.
        record_types: Only records of these types.
        within: Only records that refer to this record, such as a case.

    Raises:
        UserError: There are more words than a search can mean.
    """
    phrases = [" ".join(words(phrase)) for phrase in _QUOTED.findall(typed)]
    loose = words(_QUOTED.sub(" ", typed))
    terms = [f'"{phrase}"' for phrase in phrases if phrase] + [f'"{word}"*' for word in loose]
    if not terms:
        return ""
    if len(terms) > _TYPED_LIMIT:
        raise UserError(
            f"The search has {len(terms)} words; give at most {_TYPED_LIMIT}, or a phrase in quotation marks."
        )
    parts = ["{caption body latin} : (" + " AND ".join(terms) + ")"]
    kinds = " OR ".join(f'"type_{name}"' for name in record_types)
    if kinds:
        parts.append(f"tags : ({kinds})")
    if within:
        parts.append(f'tags : "{tag(within)}"')
    return " AND ".join(f"({part})" for part in parts)


def find(
    connection: Connection, expression: str, typed: str, limit: int
) -> list[tuple[str, str, str, float]]:
    """Run a query: id, type, caption and score of the best hits."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, c.record_type, c.caption, c.number FROM (SELECT rowid AS number FROM search WHERE search MATCH ? "
        f"ORDER BY rowid DESC LIMIT {NEWEST}) AS hit JOIN catalogue AS c ON c.number = hit.number",
        (expression,),
    ).all()
    wanted = words(typed)
    scored = [
        (row[0], row[1], row[2], _score(row[2], wanted, place, len(rows))) for place, row in enumerate(rows)
    ]
    scored.sort(key=lambda hit: -hit[3])
    return scored[:limit]


def _score(caption: str, wanted: list[str], place: int, of: int) -> float:
    """How well a caption fits, 0 to 1, and a little for being newer."""
    there = words(caption) if caption.isascii() else words(caption) + words(latin(caption))
    exact = sum(word in there for word in wanted)
    begun = sum(any(token.startswith(word) for token in there) for word in wanted)
    fit = (0.6 * exact + 0.3 * begun) / max(len(wanted), 1)
    brevity = 0.1 * min(len(wanted), len(there)) / max(len(there), 1) if begun else 0.0
    return round(fit + brevity + 0.001 * (of - place) / max(of, 1), 6)


def snippet(text: str, typed: str) -> str:
    """The part of a text around the first typed word, in one line of at most some 160 characters."""
    line = " ".join(text.split())
    if len(line) <= _SNIPPET:
        return line
    folded = fold(line)
    places = [at for word in words(typed) if (at := folded.find(word)) >= 0]
    begin = max(0, min(places, default=0) - _SNIPPET // 3)
    begin = line.rfind(" ", 0, begin) + 1 if begin else 0
    cut = line[begin : begin + _SNIPPET]
    return ("… " if begin else "") + cut.strip() + (" …" if begin + _SNIPPET < len(line) else "")

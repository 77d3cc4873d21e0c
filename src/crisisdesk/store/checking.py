"""``check``: is the file whole, and is it what the journal says?"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from crisisdesk.progress import Progress, silent
from crisisdesk.store import journal, purging, rows
from crisisdesk.store.comparing import strayed
from crisisdesk.store.engine import DatabaseError, run, value_of
from crisisdesk.store.indexing import caption_of
from crisisdesk.store.library import Library
from crisisdesk.store.schema import type_by_table

_FEW = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; ``head`` is the digest of the newest revision.

    ``repairable`` are the problems with what is derived from the records: indexes, captions, the search.
    """

    problems: tuple[str, ...]
    revisions: int
    head: str
    repairable: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(connection: Connection, progress: Progress = silent) -> Report:
    """Look at pages, foreign keys, search index, digest chain, kept files, and whether the records are what the journal tells.

    Nothing is loaded whole, and nothing is changed. ``connection`` is in a transaction.
    """
    steps = (
        ("Reading every page", _pages),
        ("Following references", _references),
        ("Comparing the index", _index),
        ("Comparing captions", _captions),
        ("Comparing every word of the index", strayed),
        ("Recomputing digests", journal.broken_links),
        ("Looking at what was purged", purging.faults),
        ("Looking for lost revisions", _tail),
        ("Reading kept files", _content),
        ("Reading the list library", lambda c: Library(c).faults()),
        ("Replaying the journal", _replay),
    )
    problems: list[str] = []
    repairable: list[str] = []
    for place, (text, step) in enumerate(steps):
        progress(place, len(steps), text)
        found: list[str] = []
        try:
            found.extend(step(connection))
        except (DatabaseError, TypeError, ValueError) as error:  # what no sound row makes a step raise
            found.append(f"The file is damaged ({text.lower()}: {error}).")
        problems.extend(found)
        repairable.extend(one for one in found if step in _DERIVED or _INDEX_FAULT.search(one))
    progress(len(steps), len(steps), "Checked")
    end = journal.end(connection)
    return Report(tuple(problems), end.revision, end.digest if end.revision else "", tuple(repairable))


def _pages(connection: Connection) -> Iterator[str]:
    for (text,) in run(connection, f"PRAGMA integrity_check({_FEW})"):
        if text != "ok":
            yield f"The file is damaged: {text}."
    for (text,) in run(connection, "PRAGMA cipher_integrity_check").fetchmany(_FEW):
        yield f"The file is damaged: {text}."


def _references(connection: Connection) -> Iterator[str]:
    for table, row, target, _ in run(connection, "PRAGMA foreign_key_check").fetchmany(_FEW):
        yield f"Row {row} of {table} refers to a {target} that is not there."


def _index(connection: Connection) -> Iterator[str]:
    for table, record_type in type_by_table().items():
        lost = value_of(
            connection,
            f'SELECT count(*) FROM "{table}" AS r WHERE NOT EXISTS '
            "(SELECT 1 FROM catalogue WHERE id = r.id AND record_type = ?)",
            (table,),
        )
        if lost:
            yield f"{lost} {record_type.__plural__.lower()} are not in the search index; rebuild it."
    there = value_of(
        connection, "SELECT count(*) FROM catalogue WHERE number NOT IN (SELECT rowid FROM search)"
    )
    if there:
        yield f"{there} records of the catalogue are not in the search index; rebuild it."
    entries, records = value_of(connection, "SELECT count(*) FROM catalogue"), _records(connection)
    if entries > records:
        yield f"The search index has {entries - records} records that the desk does not have; rebuild it."


def _captions(connection: Connection) -> Iterator[str]:
    """Compare what the catalogue calls each record with what its fields say."""
    for table, record_type in type_by_table().items():
        text = f'SELECT c.caption, r.* FROM "{table}" AS r JOIN catalogue AS c ON c.id = r.id'
        cursor = run(connection, text)
        names = rows.names_of(cursor)[1:]
        for caption, *values in cursor:
            row = dict(zip(names, values, strict=True))
            if caption != caption_of(connection, record_type, row):
                yield f"The {table} {row['id']} is called otherwise in the search index; rebuild it."


_DERIVED = (_index, _captions, strayed)
_INDEX_FAULT = re.compile(r"inverted index|from index|in index|entries in index|out of order in index")
"""How SQLite words what making an index anew repairs."""


def _records(connection: Connection) -> int:
    return sum(value_of(connection, f'SELECT count(*) FROM "{table}"') for table in type_by_table())


def _tail(connection: Connection) -> Iterator[str]:
    end = journal.end(connection)
    if end.given > end.revision:
        yield f"The journal ends at revision {end.revision}, but revision {end.given} was written once: the newest are lost."


def _content(connection: Connection) -> Iterator[str]:
    for digest, content in run(connection, "SELECT digest, bytes FROM content"):
        if hashlib.sha256(content).hexdigest() != digest:
            yield f"The kept file {digest[:16]}… was altered outside CrisisDesk."


def _replay(connection: Connection) -> Iterator[str]:
    """Compare each row with what the journal last said of it."""
    for table in type_by_table():
        text = f'SELECT id FROM "{table}" AS r WHERE NOT EXISTS (SELECT 1 FROM change WHERE record_id = r.id AND record_type = ?)'
        for (record_id,) in run(connection, text, (table,)):
            yield f"The {table} {record_id} is there, but the journal does not know it."
    told = run(connection, "SELECT record_id, record_type, before, after FROM change ORDER BY record_id, id")
    for record_id, changes in groupby(told, itemgetter(0)):
        table, row = _told(changes)
        if table in type_by_table():
            yield from _compare(table, record_id, rows.read(connection, table, record_id), row)


def _told(changes: Iterable[tuple[str, str, str | None, str | None]]) -> tuple[str, dict[str, Any] | None]:
    """The type of a record, and its columns as its changes leave them: nothing when it is gone."""
    table, row = "", None
    for _, table, before, after in changes:  # noqa: B007 - the last one is wanted
        if after is None:
            row = None
        elif before is None:
            row = json.loads(after)
        else:
            row = (row or {}) | json.loads(after)
    return table, row


def _compare(
    table: str, record_id: str, found: dict[str, Any] | None, told: dict[str, Any] | None
) -> Iterator[str]:
    if found is None and told is not None:
        yield f"The {table} {record_id} is gone, but the journal does not say so."
    elif found is not None and told is None:
        yield f"The {table} {record_id} is there, but the journal says that it is gone."
    elif found is not None and told is not None:
        for name in sorted(found.keys() & told.keys()):
            if found[name] != told[name]:
                yield f"The {table} {record_id} was altered outside CrisisDesk: its {name} is not what the journal says."

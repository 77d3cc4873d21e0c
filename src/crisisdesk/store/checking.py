"""``check``: is the file whole, and is it what the journal says?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from crisisdesk.progress import Progress, silent
from crisisdesk.store import journal
from crisisdesk.store.schema import METADATA, type_by_table

_FEW = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; ``head`` is the digest of the newest revision."""

    problems: tuple[str, ...]
    revisions: int
    head: str

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(connection: Connection, progress: Progress = silent) -> Report:
    """Look at pages, foreign keys, search index, digest chain, and whether the records are what the journal tells."""
    steps = (
        ("Reading every page", _pages),
        ("Following references", _references),
        ("Comparing the index", _index),
        ("Recomputing digests", journal.broken_links),
        ("Looking for lost revisions", _tail),
        ("Replaying the journal", _replay),
    )
    problems: list[str] = []
    for place, (text, step) in enumerate(steps):
        progress(place, len(steps), text)
        problems.extend(step(connection))
    newest = journal.head(connection)
    return Report(tuple(problems), newest.id if newest else 0, newest.digest if newest else "")


def _pages(connection: Connection) -> Iterator[str]:
    for (text,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_FEW})"):
        if text != "ok":
            yield f"The file is damaged: {text}."
    found = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
    if found.returns_rows:
        for (text,) in found.fetchmany(_FEW):
            yield f"The file is damaged: {text}."


def _references(connection: Connection) -> Iterator[str]:
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_FEW):
        yield f"Row {row} of {table} refers to a {target} that is not there."


def _index(connection: Connection) -> Iterator[str]:
    for table, record_type in type_by_table().items():
        lost = connection.exec_driver_sql(
            f'SELECT count(*) FROM "{table}" WHERE id NOT IN (SELECT id FROM catalogue)'
        ).scalar_one()
        if lost:
            yield f"{lost} {record_type.__plural__.lower()} are not in the search index; rebuild it."
    there = connection.exec_driver_sql(
        "SELECT count(*) FROM catalogue WHERE number NOT IN (SELECT rowid FROM search)"
    ).scalar_one()
    if there:
        yield f"{there} records of the catalogue are not in the search index; rebuild it."


def _tail(connection: Connection) -> Iterator[str]:
    given = (
        connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'revision'").scalar() or 0
    )
    newest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM revision").scalar_one()
    if given > newest:
        yield f"The journal ends at revision {newest}, but revision {given} was written once: the newest are lost."


def _replay(connection: Connection) -> Iterator[str]:
    """Compare each row with what the journal last said of it."""
    for table in type_by_table():
        expected = _told(connection, table)
        known = set(METADATA.tables[table].columns.keys())
        for found in connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings():
            yield from _compare(table, dict(found), expected.pop(found["id"], None), known)
        for record_id in expected:
            yield f"The {table} {record_id} is gone, but the journal does not say so."


def _told(connection: Connection, table: str) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    text = "SELECT record_id, before, after FROM change WHERE record_type = ? ORDER BY revision_id, id"
    for record_id, before, after in connection.exec_driver_sql(text, (table,)):
        if after is None:
            rows.pop(record_id, None)
        elif before is None:
            rows[record_id] = json.loads(after)
        else:
            rows.setdefault(record_id, {}).update(json.loads(after))
    return rows


def _compare(
    table: str, found: dict[str, Any], told: dict[str, Any] | None, known: set[str]
) -> Iterator[str]:
    if told is None:
        yield f"The {table} {found['id']} is there, but the journal does not know it."
        return
    for name in sorted(known & told.keys()):
        if found[name] != told[name]:
            yield f"The {table} {found['id']} was altered outside CrisisDesk: its {name} is not what the journal says."

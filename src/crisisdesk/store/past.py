"""The past: copies of the desk in memory, rewound through the journal.

Every page and every brief works on one unchanged. Revisions, not clock times, order the past. Nothing of it touches
the disk, and several may read the same copy at once.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine

from crisisdesk.progress import Progress
from crisisdesk.store import journal, rows
from crisisdesk.store.changes import Change
from crisisdesk.store.engine import memory_engine, run, value_of
from crisisdesk.store.indexing import Indexing, Touched
from crisisdesk.store.schema import LIBRARY, METADATA, type_by_table

_MANY = 1_000
_KEPT = 2
_NAMES = count(1)
_IN_PAST = re.compile(r"CREATE TABLE ")
_INDEX_IN_PAST = re.compile(r"CREATE (UNIQUE )?INDEX ")
_NUMBER = "SELECT max(id) FROM change WHERE record_id = ?"


@dataclass(slots=True)
class _Copy:
    """One rewound desk; ``anchor`` is the connection that keeps it in memory, ``readers`` how many look at it."""

    name: str
    engine: Engine
    building: threading.Lock = field(default_factory=threading.Lock)
    anchor: Connection | None = None
    readers: int = 0

    def forget(self) -> None:
        """Give the memory back."""
        if self.anchor is not None:
            self.anchor.close()
        self.engine.dispose()


class Past:
    """The rewound copies of one desk: those that somebody reads, and the last ones that somebody read."""

    def __init__(self, desk: Engine) -> None:
        self._desk = desk
        self._copies: dict[int, _Copy] = {}
        self._lock = threading.Lock()

    @contextmanager
    def at(self, revision: int, progress: Progress) -> Iterator[Connection]:
        """Read the desk as it stood after a revision; who asks for the same one meanwhile waits for the one copy."""
        copy = self._taken(revision)
        try:
            with copy.building:
                if copy.anchor is None:
                    anchor = copy.engine.connect()
                    try:
                        _export(self._desk, copy.name)
                        rewind(anchor, revision, progress)
                    except BaseException:
                        anchor.close()
                        raise
                    copy.anchor = anchor
            with copy.engine.connect() as connection, connection.begin():
                yield connection
        finally:
            self._given_back(copy)

    def _taken(self, revision: int) -> _Copy:
        with self._lock:
            copy = self._copies.pop(revision, None)
            if copy is None:
                name = f"past-{next(_NAMES)}"
                copy = _Copy(name, memory_engine(name))
            self._copies[revision] = copy  # the last one taken is the last one to be forgotten
            copy.readers += 1
            return copy

    def _given_back(self, copy: _Copy) -> None:
        with self._lock:
            copy.readers -= 1
            idle = [revision for revision, one in self._copies.items() if not one.readers]
            built = [revision for revision in idle if self._copies[revision].anchor is not None]
            for revision in {*idle} - {*built[-_KEPT:]}:
                self._copies.pop(revision).forget()

    def forget(self) -> None:
        """Give the memory of all copies back."""
        with self._lock:
            while self._copies:
                self._copies.popitem()[1].forget()


def _export(desk: Engine, name: str) -> None:
    """Copy the tables of the desk, those of the search index among them, into a database in memory.

    The list library is left out: it is large and is never taken back, so the past reads that of the present.
    """
    with desk.connect() as source:
        raw: Any = source.connection.driver_connection
        raw.execute(f"ATTACH DATABASE 'file:/{name}?vfs=memdb' AS past KEY ''")
        try:
            raw.execute("BEGIN")
            _copy_all(raw)
            raw.execute("COMMIT")
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raw.execute("DETACH DATABASE past")


def _copy_all(raw: Any) -> None:
    """Do what ``sqlcipher_export`` does, for all tables but some."""
    made = "SELECT type, name, tbl_name, rootpage, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
    found = [row for row in raw.execute(made).fetchall() if row[2] not in LIBRARY]
    stored = [row for row in found if row[0] == "table" and row[3] and not row[1].startswith("sqlite_")]
    for _, _, _, _, sql in stored:
        raw.execute(_IN_PAST.sub("CREATE TABLE past.", sql, count=1))
    for _, table, _, _, _ in stored:
        raw.execute(f'INSERT INTO past."{table}" SELECT * FROM main."{table}"')
    for kind, *_, sql in found:
        if kind == "index":
            raw.execute(_INDEX_IN_PAST.sub(r"CREATE \1INDEX past.", sql, count=1))
    raw.execute("INSERT INTO past.sqlite_sequence SELECT * FROM main.sqlite_sequence")
    raw.execute("PRAGMA writable_schema=ON")  # a virtual table is an entry; its tables were copied above
    try:
        for row in found:
            if row[0] == "table" and not row[3]:
                raw.execute("INSERT INTO past.sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    finally:
        raw.execute("PRAGMA writable_schema=OFF")


def rewind(past: Connection, revision: int, progress: Progress) -> None:
    """Take a copy of the desk back to what it was after a revision, search index included."""
    with past.begin():
        touched = _take_all_back(past, revision, progress)
        run(past, "DELETE FROM change WHERE revision_id > ?", (revision,))
        run(past, "DELETE FROM revision WHERE id > ?", (revision,))
        Indexing(past, type_by_table()).refresh(_touched(past, table, i) for table, i in touched)


def _touched(past: Connection, table: str, record_id: str) -> Touched:
    number = value_of(past, _NUMBER, (record_id,)) or 0
    return Touched(table, record_id, number, rows.read(past, table, record_id))


def _take_all_back(past: Connection, revision: int, progress: Progress) -> set[tuple[str, str]]:
    known = {table: frozenset(METADATA.tables[table].columns.keys()) for table in type_by_table()}
    touched = set()
    for place, change in enumerate(journal.backwards(past, revision)):
        if place % _MANY == 0:
            progress(place, 0, "Going back in time")
        if change.record_type in known:
            _take_back(past, change, known[change.record_type])
            touched.add((change.record_type, change.record_id))
    return touched


def _take_back(past: Connection, change: Change, columns: frozenset[str]) -> None:
    table = change.record_type
    before = {name: value for name, value in (change.before or {}).items() if name in columns}
    match change.kind:
        case "new":
            rows.delete(past, table, change.record_id)
        case "gone" if before:  # of what was purged nothing is known
            rows.insert(past, type_by_table()[table], [dict.fromkeys(columns) | before])
        case "changed" if before:
            rows.update(past, table, change.record_id, before)

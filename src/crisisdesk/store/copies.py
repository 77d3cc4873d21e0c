"""Whole copies of a desk file: written beside their name, read back and counted, then put in place in one step.

A copy is made by SQLite itself, in one read, so that what others write meanwhile neither waits nor tears it, and
what still lies in the log is in it. It has the encryption of its desk unless a key of its own is given.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.store import journal
from crisisdesk.store.engine import APPLICATION_ID, beside, open_engine, run, value_of
from crisisdesk.store.failures import said
from crisisdesk.store.keys import Key
from crisisdesk.store.opening import draft_beside
from crisisdesk.store.schema import METADATA

_TRIES = 3
_SAME = object()
_NO_KEY = "''"


def _nothing() -> None:
    """Nothing more is to be done before a copy takes its name."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a file holds: where its journal ends, its log entries, and the rows of all its tables together.

    ``founding`` is the digest of its first revision, which all copies of one desk share.
    """

    revision: int
    digest: str
    founding: str
    entries: int
    rows: int


def measure(connection: Connection) -> Measure:
    """Count a desk, in one view of it."""
    there = {name for (name,) in run(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows = {
        name: int(value_of(connection, f'SELECT count(*) FROM "{name}"'))
        for name in METADATA.tables
        if name in there
    }
    end = journal.end(connection)
    founding = value_of(connection, "SELECT digest FROM revision WHERE id = 1") or ""
    entries = rows.get(LogEntry.__tablename__, 0)
    return Measure(end.revision, end.digest, founding, entries, sum(rows.values()))


def write_copy(
    engine: Engine,
    key: Key | None,
    target: Path,
    new_key: Any = _SAME,
    *,
    before_placing: Callable[[], object] = _nothing,
) -> Measure:
    """Copy a desk to ``target``, which is replaced only by a copy that was opened, checked and counted.

    Args:
        engine: The open desk.
        key: Its key, if it is encrypted.
        target: Where the copy goes.
        new_key: The key of the copy, or nothing for a plain one; left out, the copy has that of the desk.
        before_placing: Called when the copy is whole, right before it takes its name; a refusal leaves all as it was.

    Raises:
        UserError: There is no room, the folder cannot be written, or the copy differs from the desk.
    """
    draft = draft_beside(target)
    try:
        with said(target):
            for _ in range(_TRIES):
                before = _measured(engine)
                _fill(engine, draft, new_key)
                counted = verify(draft, key if new_key is _SAME else new_key)
                if counted == before:
                    break
                if before == _measured(engine):  # nobody wrote meanwhile: the copy is not the desk
                    raise UserError(
                        f"{target} could not be written whole; the disk may be failing. Try another."
                    )
            paths.sync_file(draft)
            before_placing()
            draft.replace(target)
            paths.sync_folder(target.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(
            f"{target} cannot be written: {reason}. What was there before is untouched."
        ) from error
    finally:
        for leftover in (draft, *(beside(draft, ending) for ending in ("-journal", "-wal", "-shm"))):
            leftover.unlink(missing_ok=True)
    return counted


def verify(path: Path, key: Key | None) -> Measure:
    """Open a copy that nobody writes, look at its pages and count it.

    Raises:
        UserError: It is damaged.
    """
    with viewing(path, key) as connection:
        fault = value_of(connection, "PRAGMA quick_check(1)")
        if fault != "ok":
            raise UserError(f"{path} is damaged ({fault}).")
        return measure(connection)


@contextlib.contextmanager
def viewing(path: Path, key: Key | None, mode: str = "look") -> Iterator[Connection]:
    """Read a file for a moment; by default one that nobody writes, which leaves nothing beside it."""
    engine = open_engine(path, key, mode)
    try:
        with said(path, encrypted=key is not None), engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _measured(engine: Engine) -> Measure:
    with engine.connect() as connection, connection.begin():
        return measure(connection)


def _fill(engine: Engine, draft: Path, new_key: Any) -> None:
    os.truncate(draft, 0)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if new_key is _SAME:
            raw.execute("VACUUM INTO ?", (str(draft),))
        else:
            _export(raw, draft, new_key)


def _export(raw: Any, draft: Path, new_key: Key | None) -> None:
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    secret = _NO_KEY if new_key is None else new_key.pragma
    raw.execute(f"ATTACH DATABASE ? AS fresh KEY {secret}", (str(draft),))
    try:
        raw.execute("SELECT sqlcipher_export('fresh')").fetchall()
        raw.execute(f"PRAGMA fresh.application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA fresh.user_version={version}")
    finally:
        raw.execute("DETACH DATABASE fresh")

"""What is asked of a place and of a file before a desk is made or opened there; nothing is changed by it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError as WrappedError

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.store import journal
from crisisdesk.store.engine import (
    APPLICATION_ID,
    NEWER,
    SCHEMA_VERSION,
    DatabaseError,
    beside,
    has_log,
    key_in_log,
    open_engine,
    value_of,
)
from crisisdesk.store.failures import DAMAGED, said
from crisisdesk.store.keys import Key

_LONGEST_NAME = 240
"""Most disks take 255 bytes; SQLite keeps files with longer names beside the desk."""
_NO_TABLES = "its tables are missing: perhaps it was copied while it was open, without the -wal beside it"


def refuse_place(path: Path) -> None:
    """See that a new desk can lie here.

    Raises:
        UserError: Something lies there, there is no such folder, or entries of a lost desk lie beside.
    """
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise UserError(
            f"The name {path.name[:40]}… is too long; a desk's has at most {_LONGEST_NAME} bytes."
        )
    if path.exists():
        raise UserError(f"There is already a file {path}; choose another name or open it.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}; make it first or choose another.")
    if has_log(path):
        raise UserError(
            f"{beside(path, '-wal')} holds entries of a desk that lay here; put that desk back, or move the file away."
        )


def draft_beside(path: Path) -> Path:
    """Make an empty file in the same folder, readable by its owner only.

    Raises:
        UserError: The folder may not be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".part")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"{path} cannot be made: {reason}; choose another folder.") from error
    os.close(handle)
    return Path(name)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name.

    Raises:
        UserError: Somebody else took it meanwhile, or the system refuses the name.
    """
    try:
        refuse_place(path)
        draft.rename(path)
        paths.sync_folder(path.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"{path} cannot be made: {reason}; choose another name.") from error


def look_over(path: Path, key: Key | None) -> int:
    """Look at a file without leaving a trace on it; return its format.

    Raises:
        UserError: It is no desk, of a newer format, or damaged; or the log beside it is not its own.
    """
    if not has_log(path):
        with _view(path, key, "look") as connection:
            return _format_of(path, connection)
    known = _newest_without_log(path, key)
    with _view(path, key, "read") as connection:
        version = _format_of(path, connection)
        fault = value_of(connection, "PRAGMA quick_check(1)")
        if fault != "ok":
            raise UserError(DAMAGED.format(path=path, reason=fault))
        text = "SELECT count(*) FROM revision WHERE id = ? AND digest = ?"
        if known.revision and not value_of(connection, text, (known.revision, known.digest)):
            raise UserError(
                f"{beside(path, '-wal')} holds entries of another desk, or of an older state of this one; "
                "move it away and open the desk again. Nothing was changed."
            )
    return version


def looked_over(path: Path, key: Key | None, passphrase: str | None) -> tuple[Key | None, int]:
    """Look at a file, by the key of its log where its own first page was torn; return the key that fits, and its format.

    Raises:
        UserError: As :func:`look_over` does.
    """
    try:
        with said(path, encrypted=key is not None):
            return key, look_over(path, key)
    except UserError:
        other = key_in_log(path, passphrase)
        if key is None or other is None or other.salt == key.salt:
            raise
    return other, look_over(path, other)


@contextmanager
def _view(path: Path, key: Key | None, mode: str) -> Iterator[Connection]:
    engine = open_engine(path, key, mode)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _format_of(path: Path, connection: Connection) -> int:
    if value_of(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise UserError(f"{path} is a database, but not a desk; choose another file.")
    version = int(value_of(connection, "PRAGMA user_version"))
    if version > SCHEMA_VERSION:
        raise UserError(NEWER.format(path=path, version=version))
    if not value_of(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'revision'"):
        raise UserError(DAMAGED.format(path=path, reason=_NO_TABLES))
    return version


def _newest_without_log(path: Path, key: Key | None) -> journal.End:
    """Where the journal ends in the file alone, without the log beside it, which can only have gone on from there."""
    try:
        with _view(path, key, "look") as connection:
            return journal.end(connection)
    except (DatabaseError, WrappedError):
        return (
            journal.NOTHING
        )  # the log has what the file lacks, or it is damaged: the check of the whole tells

"""The engine: how a desk file is recognised, opened and set (settings as in the reliability notes).

WAL with ``synchronous=FULL``, so that what was acknowledged survives a power cut; foreign keys on; writes begin
with ``BEGIN IMMEDIATE``; a file is never made by opening it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from crisisdesk.errors import UserError
from crisisdesk.store.keys import SALT_LENGTH, Key

APPLICATION_ID = 0x4344534B  # "CDSK"
SCHEMA_VERSION = 1
_PLAIN = b"SQLite format 3\x00"
_PAGE = 4096
_HEADER = 100
BUSY_MILLISECONDS = 5_000

DatabaseError: type[Exception] = driver.DatabaseError
OperationalError: type[Exception] = driver.OperationalError


def derive_key(path: Path, passphrase: str | None) -> Key | None:
    """Tell what kind of file this is, before any key is tried on it; return the key that fits it.

    Raises:
        UserError: No file, an empty one, one that is no desk, a plain one with a passphrase, an encrypted one
            without. Each has its own sentence.
    """
    head = _head(path)
    if head.startswith(_PLAIN[: max(len(head), 1)]) and head[: len(_PLAIN)] == _PLAIN:
        _refuse_other_database(path, head)
        if passphrase is not None:
            raise UserError(f"{path} is not encrypted; open it without a passphrase.")
        return None
    if len(head) < _HEADER or path.stat().st_size % _PAGE or _is_text(head):
        raise UserError(f"{path} is not a desk file, or is cut off; choose another file or restore a backup.")
    if passphrase is None:
        raise UserError(f"{path} is encrypted, or not a desk file; give its passphrase or key file.")
    return Key.derive(passphrase, head[:SALT_LENGTH])


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a desk file; choose a file.")
    if not path.exists():
        raise UserError(f"There is no file {path}; make a desk with: crisisdesk new {path.name}")
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    if not head:
        raise UserError(f"{path} is empty: it never was a desk, or its content is lost; restore a backup.")
    return head


def _is_text(head: bytes) -> bool:
    return all(byte in b"\t\n\r\f" or 32 <= byte < 127 for byte in head)  # noqa: PLR2004 - printable ASCII


def _refuse_other_database(path: Path, head: bytes) -> None:
    application, version = int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")
    if len(head) < _HEADER:
        raise UserError(f"{path} is cut off after {len(head)} bytes; restore a backup.")
    waiting = path.with_name(path.name + "-wal")
    if waiting.exists() and waiting.stat().st_size:
        return  # the head may be in the WAL still; the connection will tell
    if application != APPLICATION_ID:
        raise UserError(f"{path} is a database, but not a desk; choose another file.")
    if version > SCHEMA_VERSION:
        raise UserError(
            f"{path} was written by a newer CrisisDesk (format {version}); open it with that one. Nothing was changed."
        )
    pages, size = int.from_bytes(head[28:32], "big"), path.stat().st_size
    page = int.from_bytes(head[16:18], "big")
    page = 65_536 if page == 1 else page
    if head[24:28] == head[92:96] and size < pages * page:
        raise UserError(f"{path} is cut off: {size:,} of {pages * page:,} bytes are there; restore a backup.")


def open_engine(path: Path, key: Key | None, *, create: bool = False, read_only: bool = False) -> Engine:
    """Make the engine of a desk file; nothing is opened yet."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=_connector(path, key, create=create, read_only=read_only),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
    )
    return _with_own_transactions(engine)


def memory_engine() -> Engine:
    """Make an engine over a database in memory: one connection, gone when disposed of."""

    def connect() -> Any:
        connection = driver.connect(":memory:", check_same_thread=False, isolation_level=None)
        _apply(
            connection, ("PRAGMA foreign_keys=OFF", "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF")
        )
        return connection

    return _with_own_transactions(
        create_engine("sqlite://", module=driver, creator=connect, poolclass=StaticPool)
    )


def _with_own_transactions(engine: Engine) -> Engine:
    """Let SQLAlchemy begin transactions itself: as a writer at once, as a reader when it first reads."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    return engine


def _connector(path: Path, key: Key | None, *, create: bool, read_only: bool) -> Callable[[], Any]:
    mode = "rwc" if create else "ro" if read_only else "rw"
    address = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if read_only else "")

    def connect() -> Any:
        connection = driver.connect(
            address, uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
        )
        try:
            _apply(connection, ("PRAGMA cipher_log_level=NONE",))
            if key is not None:
                _apply(connection, (f"PRAGMA key={key.pragma}",))
            _apply(connection, _settings(read_only=read_only))
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _settings(*, read_only: bool) -> tuple[str, ...]:
    common = (
        "PRAGMA foreign_keys=ON",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA cell_size_check=ON",
        "PRAGMA cache_size=-65536",
    )
    return common if read_only else ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *common)


def _apply(connection: Any, statements: tuple[str, ...]) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
        cursor.fetchall()
    cursor.close()


def may_write(path: Path) -> bool:
    """Whether the file and its folder can be written, as WAL needs both."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

"""The engine: how a desk file is recognised, opened and set (settings as in the reliability notes).

WAL with ``synchronous=FULL``, so that what was acknowledged survives a power cut; foreign keys on; writes begin
with ``BEGIN IMMEDIATE``; a file is never made by opening it.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from crisisdesk.errors import UserError
from crisisdesk.store.keys import SALT_LENGTH, Key
from crisisdesk.store.wal import first_page

APPLICATION_ID = 0x4344534B  # "CDSK"
SCHEMA_VERSION = 1
_PLAIN = b"SQLite format 3\x00"
_PAGE = 4096
_HEADER = 100
_FOREIGN = (b"%PDF", b"PK\x03\x04")
NEWER = (
    "{path} was written by a newer CrisisDesk (format {version}); open it with that one. Nothing was changed."
)
PATIENCE = 5.0
_NO_TEXT = "malformed: what its tables are called is no text"
"""What the driver itself fails at when it wants to quote a damaged schema."""

DatabaseError: type[Exception] = driver.DatabaseError
IntegrityError: type[Exception] = driver.IntegrityError


def run(connection: Connection, text: str, values: Sequence[Any] = ()) -> Any:
    """Run one of the store's own statements on the driver's cursor, at a sixth of the cost of SQLAlchemy's.

    Only inside a transaction that was begun. Rows are tuples; a failure is the driver's own.
    """
    try:
        return connection.connection.cursor().execute(text, values)
    except UnicodeDecodeError as error:
        raise DatabaseError(_NO_TEXT) from error


def run_many(connection: Connection, text: str, rows: Iterable[Sequence[Any]]) -> Any:
    """Run one statement for each of many rows; see :func:`run`."""
    cursor: Any = connection.connection.cursor()
    return cursor.executemany(text, rows)


def value_of(connection: Connection, text: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row, or nothing where there is no row; see :func:`run`."""
    row = run(connection, text, values).fetchone()
    return None if row is None else row[0]


def derive_key(path: Path, passphrase: str | None) -> Key | None:
    """Tell what kind of file this is, before any key is tried on it; return the key that fits it.

    Raises:
        UserError: No file, an empty one, one that is no desk, a plain one with a passphrase, an encrypted one
            without. Each has its own sentence.
    """
    head = _head(path)
    if head[:16] != _PLAIN and has_log(path):
        logged = first_page(beside(path, "-wal"), _HEADER) or b""
        head = logged if logged.startswith(_PLAIN) else head
    if head[:16] == _PLAIN[: len(head)]:
        _refuse_other_database(path, head)
        if passphrase is not None:
            raise UserError(f"{path} is not encrypted; open it without a passphrase.")
        return None
    torn = path.stat().st_size % _PAGE and not has_log(path)  # the log has what a torn end lacks
    if len(head) < _HEADER or torn or head.startswith(_FOREIGN) or _is_text(head):
        raise UserError(f"{path} is not a desk file, or is cut off; choose another file or restore a backup.")
    if passphrase is None:
        raise UserError(f"{path} is encrypted, or not a desk file; give its passphrase or key file.")
    return Key.derive(passphrase, head[:SALT_LENGTH])


def key_in_log(path: Path, passphrase: str | None) -> Key | None:
    """The key by the salt that the log has, for an encrypted file whose first page was torn; nothing without one."""
    logged = first_page(beside(path, "-wal"), SALT_LENGTH) if has_log(path) and passphrase else None
    return Key.derive(passphrase, logged) if logged and passphrase else None


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder, not a desk file; choose a file.")
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}; make a desk with: crisisdesk new {path.name}") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UserError(f"{str(path)[:200]} cannot be read: {reason}.") from error
    if not head:
        raise UserError(f"{path} is empty: it never was a desk, or its content is lost; restore a backup.")
    return head


def _is_text(head: bytes) -> bool:
    return all(byte in b"\t\n\r\f" or 32 <= byte < 127 for byte in head)  # noqa: PLR2004 - printable ASCII


def _refuse_other_database(path: Path, head: bytes) -> None:
    if len(head) < _HEADER:
        raise UserError(f"{path} is cut off after {len(head)} bytes; restore a backup.")
    application, version = int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")
    if application != APPLICATION_ID:
        raise UserError(f"{path} is a database, but not a desk; choose another file.")
    if version > SCHEMA_VERSION:
        raise UserError(NEWER.format(path=path, version=version))
    expected, size = int.from_bytes(head[28:32], "big") * _PAGE, path.stat().st_size
    if size < expected and not has_log(path):  # with one, SQLite finishes a checkpoint that was cut short
        raise UserError(f"{path} is cut off: {size:,} of {expected:,} bytes are there; restore a backup.")


def has_log(path: Path) -> bool:
    """Whether writes lie in the ``-wal`` beside a desk: another program has it open, or its last end was not clean."""
    try:
        return beside(path, "-wal").stat().st_size > 0
    except OSError:  # there is none, or the name is too long for one
        return False


def beside(path: Path, ending: str) -> Path:
    """The file that SQLite keeps beside a desk under this ending."""
    return path.with_name(path.name + ending)


def may_write(path: Path) -> bool:
    """Whether the file and its folder can be written, as WAL needs both."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_engine(path: Path, key: Key | None, mode: str, *, patience: float = PATIENCE) -> Engine:
    """Make the engine of a desk file; nothing is opened yet.

    Args:
        path: The file.
        key: Its key, if it is encrypted.
        mode: ``new``, ``write``, ``read`` beside others that write, or ``look`` at a file that nobody writes, which
            leaves nothing beside it.
        patience: How many seconds a writer waits for another one.
    """
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=_connector(path, key, mode, patience),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=12,
    )
    return _with_own_transactions(engine)


def memory_engine(name: str) -> Engine:
    """Make an engine over a database in memory, which lives as long as one of its connections is open."""

    def connect() -> Any:
        connection = driver.connect(
            f"file:/{name}?vfs=memdb", uri=True, check_same_thread=False, isolation_level=None
        )
        _apply(
            connection, ("PRAGMA journal_mode=OFF", "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF")
        )
        return connection

    engine = create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=12
    )
    return _with_own_transactions(engine)


def _with_own_transactions(engine: Engine) -> Engine:
    """Let SQLAlchemy begin transactions itself: as a writer at once, as a reader when it first reads."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            run(connection, "BEGIN IMMEDIATE")
            run(connection, "PRAGMA defer_foreign_keys=ON")
        else:
            run(connection, "BEGIN")

    return engine


_MODES = {"new": "?mode=rwc", "write": "?mode=rw", "read": "?mode=ro", "look": "?mode=ro&immutable=1"}
_SETTINGS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-65536",
)
_WRITING = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA journal_size_limit=67108864",  # what a long reader made the log grow by is given back
)


def _connector(path: Path, key: Key | None, mode: str, patience: float) -> Callable[[], Any]:
    address = path.absolute().as_uri() + _MODES[mode]

    def connect() -> Any:
        connection = driver.connect(
            address,
            uri=True,
            check_same_thread=False,  # the pool lends it to one thread at a time
            isolation_level=None,
            timeout=patience,
            cached_statements=512,
        )
        try:
            _apply(connection, ("PRAGMA cipher_log_level=NONE",))
            if key is not None:
                _apply(connection, (f"PRAGMA key={key.pragma}",))
            _apply(connection, (*_WRITING, *_SETTINGS) if mode in {"new", "write"} else _SETTINGS)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _apply(connection: Any, statements: tuple[str, ...]) -> None:
    try:
        for statement in statements:
            connection.execute(statement).fetchall()
    except UnicodeDecodeError as error:
        raise DatabaseError(_NO_TEXT) from error

"""``Workspace``: one open desk file. Reads go through a snapshot, writes through :meth:`Workspace.perform`."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store import engine as engines
from crisisdesk.store import journal
from crisisdesk.store.changes import ChangeSet, Outcome
from crisisdesk.store.checking import Report, check
from crisisdesk.store.engine import derive_key, may_write, open_engine
from crisisdesk.store.keys import Key
from crisisdesk.store.past import rewound
from crisisdesk.store.schema import create_schema, stamp
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

T = TypeVar("T")
Operation = Callable[[Transaction], T]
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Workspace:
    """An open desk. Safe to use from several threads: one writes at a time, readers never wait for it."""

    def __init__(
        self, path: Path, engine: Engine, *, clock: Clock, actor: str, read_only: bool, encrypted: bool
    ) -> None:
        """Take an open engine; use :meth:`open` or :meth:`create`."""
        self.path = path
        self.actor = actor
        self.read_only = read_only
        self.encrypted = encrypted
        self.clock = clock
        self._engine = engine
        self._writing = threading.Lock()
        self._past: tuple[int, Engine] | None = None
        self._past_lock = threading.Lock()

    # -- opening ------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        founding: Operation[Any],
        *,
        passphrase: str | None = None,
        clock: Clock = system_clock,
        actor: str = "desk",
    ) -> "Workspace":
        """Make a new desk; ``founding`` adds what every desk begins with, as its first revision.

        Raises:
            UserError: There is something at ``path`` already, or it cannot be written.
        """
        if path.exists():
            raise UserError(f"There is already a file {path}; choose another name or open it.")
        if not path.parent.is_dir():
            raise UserError(f"There is no folder {path.parent}; make it first or choose another.")
        key = Key.derive(passphrase) if passphrase is not None else None
        engine = open_engine(path, key, create=True)
        desk = cls(path, engine, clock=clock, actor=actor, read_only=False, encrypted=key is not None)
        try:
            with _said(path), engine.execution_options(writes=True).begin() as connection:
                create_schema(connection)
                stamp(connection)
            desk._perform("Found the desk", founding, kind="founding")
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except BaseException:
            desk.close()
            for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                leftover.unlink(missing_ok=True)
            raise
        return desk

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        passphrase: str | None = None,
        clock: Clock = system_clock,
        actor: str = "desk",
        read_only: bool = False,
    ) -> "Workspace":
        """Open a desk, bringing an older format up to date after a copy of it was kept.

        Raises:
            UserError: There is no such file; it is empty, cut off, no desk, of a newer format, damaged; the
                passphrase is missing, wrong or not wanted; another program is in the way. Nothing is changed then.
        """
        key = derive_key(path, passphrase)
        read_only = read_only or not may_write(path)
        engine = open_engine(path, key, read_only=read_only)
        try:
            with _said(path, encrypted=key is not None), engine.connect() as connection:
                _refuse_unknown(path, connection)
            if not read_only:
                from crisisdesk.store.migrate import bring_up_to_date  # noqa: PLC0415 - Alembic is wanted by old files only

                bring_up_to_date(engine, path)
        except BaseException:
            engine.dispose()
            raise
        return cls(path, engine, clock=clock, actor=actor, read_only=read_only, encrypted=key is not None)

    def close(self) -> None:
        """Close all connections and forget the past."""
        with self._past_lock:
            if self._past is not None:
                self._past[1].dispose()
                self._past = None
        self._engine.dispose()

    # -- reading ------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self, at: datetime | int | None = None) -> Iterator[Snapshot]:
        """Read the desk as it is, or as it stood at a recorded moment or after a revision.

        Raises:
            UserError: The desk did not exist yet at that moment.
        """
        with _said(self.path), self._engine.connect() as connection:
            newest = journal.head(connection)
            revision = newest.id if newest else 0
            if at is None:
                yield from self._reading(Snapshot(connection, self.clock(), revision))
                return
            wanted = at if isinstance(at, int) else journal.revision_at(connection, at)
            if wanted < 1 or wanted > revision:
                raise UserError(self._no_such_past(connection, at))
            moment = at if isinstance(at, datetime) else journal.revision(connection, wanted).at
            with self._past_lock, self._rewound(connection, wanted).connect() as past:
                yield from self._reading(Snapshot(past, moment, wanted, past=True))

    @staticmethod
    def _reading(view: Snapshot) -> Iterator[Snapshot]:
        try:
            yield view
        finally:
            view.close()

    def _rewound(self, connection: Connection, revision: int) -> Engine:
        if self._past is None or self._past[0] != revision:
            if self._past is not None:
                self._past[1].dispose()
            self._past = (revision, rewound(connection, revision))
        return self._past[1]

    def _no_such_past(self, connection: Connection, at: datetime | int) -> str:
        first = journal.revision(connection, 1)
        if isinstance(at, int):
            return f"There is no revision {at} in this desk; see: crisisdesk history"
        return f"This desk did not exist yet at {at:%Y-%m-%d %H:%M:%SZ}; it was founded at {first.at:%Y-%m-%d %H:%M:%SZ}."

    # -- writing ------------------------------------------------------------------------------------------

    def perform(self, summary: str, operation: Operation[T]) -> Outcome[T]:
        """Run an operation in one transaction: all of it is kept and journaled, or nothing.

        An operation that changes nothing leaves no revision.

        Raises:
            UserError: The operation or a rule refused, the desk is read-only, or another program holds it.
        """
        return self._perform(summary, operation, kind="edit")

    def undo(self) -> Outcome[str]:
        """Take back the newest act that is still in force; returns what it was.

        Raises:
            UserError: There is nothing to undo.
        """
        return self._perform("Undo", partial(_step_back, "undo"), kind="undo")

    def redo(self) -> Outcome[str]:
        """Put the newest undone act in force again; returns what it was.

        Raises:
            UserError: There is nothing to redo.
        """
        return self._perform("Redo", partial(_step_back, "redo"), kind="redo")

    def revert(self, revision: int) -> Outcome[str]:
        """Take back one revision, however old, as an act of its own.

        Raises:
            UserError: There is none, it founded the desk, or its records were changed again since.
        """
        return self._perform("Revert", partial(_take_back, revision), kind="revert")

    def _perform(self, summary: str, operation: Operation[T], *, kind: str) -> Outcome[T]:
        if self.read_only:
            raise UserError(f"{self.path.name} is open for reading only; nothing was changed.")
        with self._writing, _said(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                newest = journal.head(connection)
                tx = Transaction(connection, self.clock(), newest.id if newest else 0, self.actor, summary)
                try:
                    value = operation(tx)
                    changes = tx.conclude(kind)
                finally:
                    tx.close()
        return Outcome(value, changes)

    # -- what others do -----------------------------------------------------------------------------------

    def news(self, since: int) -> ChangeSet:
        """What was changed after a revision, by this program or another; cheap when nothing was."""
        with self.snapshot() as view:
            return view.changes_since(since) if view.revision > since else ChangeSet(since, ())

    def check(self, progress: Progress = silent) -> Report:
        """Whether the file is whole and is what its journal says.

        Raises:
            UserError: It is so damaged that it cannot be read.
        """
        with _said(self.path), self._engine.connect() as connection:
            return check(connection, progress)

    def step_names(self) -> tuple[str | None, str | None]:
        """What undo and what redo would take back, as sentences; nothing where there is nothing."""
        with self.snapshot() as view:
            back, again = view.to_undo(), view.to_redo()
            redone = view.revision_named(again.reverts_id or 0) if again else None
        return back.summary if back else None, redone.summary if redone else None


def _step_back(kind: str, tx: Transaction) -> str:
    act = tx.to_undo() if kind == "undo" else tx.to_redo()
    if act is None:
        raise UserError(f"There is nothing to {kind}.")
    what = act.summary if kind == "undo" else tx.revision_named(act.reverts_id or 0).summary
    tx.summary, tx.reverts_id = f"{kind.title()}: {what}", act.id
    tx.revert(act.id)
    return what


def _take_back(revision: int, tx: Transaction) -> str:
    act = tx.revision_named(revision)
    if act.kind == "founding":
        raise UserError("The founding of a desk cannot be taken back.")
    tx.summary, tx.reverts_id = f"Revert: {act.summary}", act.id
    tx.revert(act.id)
    return act.summary


def _refuse_unknown(path: Path, connection: Connection) -> None:
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    if application != engines.APPLICATION_ID:
        raise UserError(f"{path} is a database, but not a desk; choose another file.")
    if version > engines.SCHEMA_VERSION:
        raise UserError(
            f"{path} was written by a newer CrisisDesk (format {version}); open it with that one. Nothing was changed."
        )


@contextmanager
def _said(path: Path, *, encrypted: bool = False) -> Iterator[None]:
    """Put failures of the file into words; what is not the file's fault stays a bug."""
    try:
        yield
    except IntegrityError as error:
        raise UserError(
            "A record refers to one that is gone, or is there twice; nothing was changed."
        ) from error
    except (DatabaseError, engines.DatabaseError) as error:
        sentence = _words(str(getattr(error, "orig", error)).lower(), path, encrypted=encrypted)
        if not sentence:
            raise
        raise UserError(sentence) from error


_WORDS = {
    (
        "locked",
        "busy",
    ): "{path} is being written by another program; nothing was changed. Try again in a moment.",
    ("full",): "The disk is full; nothing of this was saved in {path}. Make room and do it again.",
    ("readonly", "read-only", "unable to open"): (
        "{path} or its folder cannot be written; nothing was changed. Copy the desk to a folder of your own."
    ),
    ("malformed", "corrupt"): "{path} is damaged ({reason}); restore a backup, or run: crisisdesk check",
    (
        "disk i/o",
    ): "{path} cannot be read or written (disk error); nothing was changed. Copy it to another disk.",
}


def _words(reason: str, path: Path, *, encrypted: bool) -> str:
    """What a person should know of a failure that SQLite words so; nothing if it is none of the file's."""
    if "not a database" in reason:
        if encrypted:
            return f"The passphrase does not fit {path}, or the file is damaged; nothing was changed."
        return f"{path} is not a desk file, or is damaged; restore a backup."
    for signs, sentence in _WORDS.items():
        if any(sign in reason for sign in signs):
            return sentence.format(path=path, reason=reason)
    return ""

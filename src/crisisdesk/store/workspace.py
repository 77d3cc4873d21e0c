"""``Workspace``: one open desk file. Reads go through a snapshot, writes through :meth:`Workspace.perform`."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store import journal
from crisisdesk.store.changes import ChangeSet, Outcome
from crisisdesk.store.checking import Report, check
from crisisdesk.store.copies import Measure, verify, write_copy
from crisisdesk.store.engine import (
    PATIENCE,
    SCHEMA_VERSION,
    beside,
    derive_key,
    has_log,
    may_write,
    open_engine,
)
from crisisdesk.store.failures import said
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.keys import Key
from crisisdesk.store.opening import draft_beside, looked_over, put_in_place, refuse_place
from crisisdesk.store.openings import Opening, note, openings
from crisisdesk.store.pace import Pace, pace_of
from crisisdesk.store.past import Past
from crisisdesk.store.safe import Safe
from crisisdesk.store.schema import create_schema, type_by_table
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.stepping import step_back, take_back
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
        self, path: Path, engine: Engine, *, clock: Clock, actor: str, read_only: bool, key: Key | None
    ) -> None:
        """Take an open engine; use :meth:`open` or :meth:`create`."""
        self.path = path
        self.actor = actor
        self.read_only = read_only
        self.encrypted = key is not None
        self.machine_clock = clock
        self._pace: Pace | None = None
        self._engine = engine
        self._key = key
        self._writing = threading.Lock()
        self._writer = 0  # the thread that writes
        self._past = Past(engine)

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
        patience: float = PATIENCE,
    ) -> "Workspace":
        """Make a new desk; ``founding`` adds what every desk begins with, as its first revision.

        It is made under another name and put in place when it is whole: a kill leaves no half desk.

        Raises:
            UserError: There is something at ``path`` already, or it cannot be written.
        """
        refuse_place(path)
        key = Key.derive(passphrase) if passphrase is not None else None
        draft = draft_beside(path)
        engine = open_engine(draft, key, "new", patience=patience)
        try:
            passing = key.twin() if key is not None else None
            desk = cls(path, engine, clock=clock, actor=actor, read_only=False, key=passing)
            try:
                with said(path), engine.execution_options(writes=True).begin() as connection:
                    create_schema(connection)
                desk._perform("Found the desk", founding, kind="founding")
            finally:
                desk.close()
            put_in_place(draft, path)
        finally:
            for leftover in (draft, beside(draft, "-wal"), beside(draft, "-shm")):
                leftover.unlink(missing_ok=True)
        engine = open_engine(path, key, "write", patience=patience)
        return cls(path, engine, clock=clock, actor=actor, read_only=False, key=key)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        passphrase: str | None = None,
        clock: Clock = system_clock,
        actor: str = "desk",
        read_only: bool = False,
        patience: float = PATIENCE,
    ) -> "Workspace":
        """Open a desk, bringing an older format up to date after a copy of it was kept.

        A desk whose file or folder cannot be written is opened for reading. ``patience`` is how many seconds a
        write waits for another program that writes.

        Raises:
            UserError: There is no such file; it is empty, cut off, no desk, of a newer format, damaged; the
                passphrase is missing, wrong or not wanted; another program is in the way. Nothing is changed then.
        """
        key = derive_key(path, passphrase)
        writable = may_write(path)
        with said(path, encrypted=key is not None):
            key, version = looked_over(path, key, passphrase)
            read_only = read_only or not writable
            if not read_only and version < SCHEMA_VERSION:
                from crisisdesk.store.migrate import bring_up_to_date  # noqa: PLC0415 - Alembic is wanted by old files only

                bring_up_to_date(path, key)
            elif version < SCHEMA_VERSION:
                raise UserError(
                    f"{path} is of an older format ({version}); open it for writing once, so that it is renewed."
                )
        quiet = not writable and not has_log(path)
        mode = "write" if not read_only else "look" if quiet else "read"
        engine = open_engine(path, key, mode, patience=patience)
        return cls(path, engine, clock=clock, actor=actor, read_only=read_only, key=key)

    def close(self) -> None:
        """Close all connections, forget the past and the key."""
        self._past.forget()
        self._engine.dispose()
        if self._key is not None:
            self._key.forget()

    def copy_to(self, target: Path) -> Measure:
        """Write a whole copy with the same encryption, opened and counted before it takes its name.

        Raises:
            UserError: There is no room, the folder cannot be written, or the copy differs from the desk.
        """
        return write_copy(self._engine, self._key, target)

    def write_plain_copy(self, target: Path) -> Measure:
        """Write a copy that is not encrypted, and that anybody can read; the person was warned before.

        Raises:
            UserError: There is something at ``target``, there is no room, or the folder cannot be written.
        """
        if target.exists():
            raise UserError(f"There is already a file {target}; choose another name.")
        return write_copy(self._engine, self._key, target, None)

    def safe(self, path: Path) -> Safe | None:
        """A file for what is remembered of this desk and may not be plain; nothing for a desk that is plain itself."""
        return Safe(path, self._key) if self._key is not None else None

    def verify_copy(self, path: Path) -> Measure:
        """Open a copy of this desk that nobody writes, look at its pages and count it.

        Raises:
            UserError: It is damaged, or has another key.
        """
        return verify(path, self._key)

    # -- time ---------------------------------------------------------------------------------------------

    @property
    def clock(self) -> Clock:
        """The clock of the desk: that of the machine, or of the exercise as it was last read."""
        return self.machine_clock if self._pace is None else self._now

    @clock.setter
    def clock(self, clock: Clock) -> None:
        if clock != self._now:  # who puts back what was read here means that nothing is to change
            self.machine_clock = clock

    def _now(self) -> datetime:
        now = self.machine_clock()
        return now if self._pace is None else self._pace.at(now)

    def _moment(self, connection: Connection) -> datetime:
        self._pace = pace_of(connection)
        return self._now()

    # -- reading ------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self, at: datetime | int | None = None, progress: Progress = silent) -> Iterator[Snapshot]:
        """Read the desk as it is, or as it stood at a recorded moment or after a revision.

        Going back takes a moment on a large desk, of which ``progress`` tells; the last views are kept. Records
        stay readable after the end. A snapshot belongs to the thread that asked for it.

        Raises:
            UserError: The desk did not exist yet at that moment.
        """
        with self._reading() as connection:
            newest = journal.end(connection).revision
            if at is None:
                with closing(Snapshot(connection, self._moment(connection), newest)) as view:
                    yield view
                return
            wanted = at if isinstance(at, int) else journal.revision_at(connection, at)
            if wanted < 1 or wanted > newest:
                raise UserError(self._no_such_past(connection, at))
            moment = at if isinstance(at, datetime) else journal.revision(connection, wanted).at
        with (
            said(self.path),
            self._past.at(wanted, progress) as past,
            self._reading() as present,
            closing(Snapshot(past, moment, wanted, past=True, shelf=present)) as view,
        ):
            yield view

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with said(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

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

    def register(self, summary: str, operation: Operation[T]) -> Outcome[T]:
        """As :meth:`perform`, for what is only noted, such as an export: undo passes over it.

        Raises:
            UserError: As :meth:`perform`.
        """
        return self._perform(summary, operation, kind="register")

    def undo(self) -> Outcome[str]:
        """Take back the newest act that is still in force; returns what it was.

        Raises:
            UserError: There is nothing to undo.
        """
        return self._perform("Undo", partial(step_back, "undo"), kind="undo")

    def redo(self) -> Outcome[str]:
        """Put the newest undone act in force again; returns what it was.

        Raises:
            UserError: There is nothing to redo.
        """
        return self._perform("Redo", partial(step_back, "redo"), kind="redo")

    def revert(self, revision: int) -> Outcome[str]:
        """Take back one revision, however old, as an act of its own.

        Raises:
            UserError: There is none, it founded the desk, or its records were changed again since.
        """
        return self._perform("Revert", partial(take_back, revision), kind="revert")

    def note_opening(self, way: str, machine: str) -> bool:
        """Note in the file that it was opened, by ``window`` or ``command``; nothing in one open for reading only.

        Raises:
            UserError: Another program holds the desk.
        """
        if self.read_only:
            return False
        with self._write() as connection:
            return note(connection, Opening(self.machine_clock(), self.actor, machine, way))

    def openings(self, limit: int = 200) -> list[Opening]:
        """Who opened the desk, newest first."""
        with self._reading() as connection:
            return openings(connection, limit)

    def rebuild_index(self, progress: Progress = silent) -> None:
        """Make catalogue and search index anew from the records; no revision follows from it.

        Raises:
            UserError: The desk is read-only, or another program holds it.
        """
        with self._write() as connection:
            Indexing(connection, type_by_table()).rebuild(progress)

    def purge(self, summary: str, operation: Operation[T], progress: Progress = silent) -> Outcome[T]:
        """As :meth:`perform`, for an operation that purges (see ``Transaction.purge``); nothing undoes it.

        The search index is made anew and the file written anew after it, so that no freed page keeps what was purged.

        Raises:
            UserError: As :meth:`perform`; or the file cannot be written anew while another program reads it.
        """
        outcome = self._perform(summary, operation, kind="purge")
        self._past.forget()
        try:
            self.scrub(progress)
        except UserError as refusal:
            raise UserError(
                f"The records are purged, but freed pages of {self.path.name} may hold them still, for another program "
                "has it open; close it there, then run: crisisdesk purge --clean"
            ) from refusal
        return outcome

    def scrub(self, progress: Progress = silent) -> None:
        """Make the search index anew and write the file anew, so that no freed page keeps what was purged.

        Raises:
            UserError: The desk is read-only, or another program has it open.
        """
        self.rebuild_index(progress)
        with self._writing, said(self.path), self._engine.connect() as plain:
            driver: Any = plain.connection.driver_connection
            for statement in ("PRAGMA secure_delete=ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(statement)

    def _perform(self, summary: str, operation: Operation[T], *, kind: str) -> Outcome[T]:
        tx: Transaction | None = None
        try:
            with self._write() as connection:
                tx = Transaction(
                    connection, self._moment(connection), journal.end(connection), self.actor, summary
                )
                with closing(tx):
                    outcome = Outcome(operation(tx), tx.conclude(kind))
        except BaseException:
            if tx is not None:
                tx.abandon()
            raise
        return outcome

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that writes, one at a time; rolled back on whatever failure."""
        if self.read_only:
            raise UserError(f"{self.path.name} is open for reading only; nothing was changed.")
        if self._writer == threading.get_ident():
            raise RuntimeError(
                "An operation cannot perform another one; call its function with the same transaction."
            )
        with self._writing, said(self.path), self._engine.connect() as plain:
            self._writer = threading.get_ident()
            try:
                connection = plain.execution_options(writes=True)
                with connection.begin():
                    yield connection
            finally:
                self._writer = 0

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
        with self._reading() as connection:
            return check(connection, progress)

    def step_names(self) -> tuple[str | None, str | None]:
        """What undo and what redo would take back, as sentences; nothing where there is nothing."""
        with self.snapshot() as view:
            back, again = view.to_undo(), view.to_redo()
            redone = view.revision_named(again.reverts_id or 0) if again else None
        return back.summary if back else None, redone.summary if redone else None

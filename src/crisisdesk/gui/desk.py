"""``Desk``: the window's one door to the store.

Pages ask it and listen to it; they never talk to each other. Writing happens in one thread, reading in a few;
what they bring home arrives by a queued signal in the window's own thread. A reader that asks again under the same
key gets the newer answer only.
"""

import contextlib
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.gui.collecting import Collector
from crisisdesk.progress import Progress
from crisisdesk.store.changes import ChangeSet, Outcome
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.services.screening import ScreeningRoom

T = TypeVar("T")
_READERS = 3
_LOOK_AROUND_MILLISECONDS = 1_000
PAST_IS_READ_ONLY = "You are looking at the past, which cannot be changed; go back to now first."


class ScreeningPlace:
    """Where the index over the adopted lists is kept for the whole session; made when it is first asked for."""

    def __init__(self) -> None:
        self._room: ScreeningRoom | None = None
        self._lock = threading.Lock()

    @property
    def known(self) -> "ScreeningPlace | None":
        """This place once somebody screened here, so that asking again is quick; else nothing."""
        return self if self._room is not None else None

    @property
    def room(self) -> "ScreeningRoom":
        """The one room of the session; may be asked for from any thread."""
        with self._lock:
            if self._room is None:
                from crisisdesk.services.screening import ScreeningRoom  # noqa: PLC0415 - the readers are heavy

                self._room = ScreeningRoom()
            return self._room


class Desk(QObject):
    """An open desk as the window sees it.

    Signals:
        changed: A ``ChangeSet`` was written, here or by another program.
        joined: It was another program; sent after ``changed``.
        moved: The moment that the window looks at is another; everything is to be read anew.
        refused: Something was refused; the sentence says why.
        progressed: How far a long job is: done, total (0 while unknown), text.
        busy: Whether a long job runs.
    """

    changed = Signal(object)
    joined = Signal(object)
    moved = Signal()
    refused = Signal(str)
    progressed = Signal(int, int, str)
    busy = Signal(bool)
    _home = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.at: datetime | int | None = None
        self._writer = ThreadPoolExecutor(1, "desk-writer")
        self._readers = ThreadPoolExecutor(_READERS, "desk-reader")
        self._asked: dict[Hashable, int] = {}
        self._cancelled = threading.Event()
        self._open = True
        self._under_way = 0
        self._writes = self._writing = 0
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        with workspace.snapshot() as view:
            self._seen = view.revision
        self.screening = ScreeningPlace()
        self._collector = Collector(self)
        self._lookout = QTimer(self, interval=_LOOK_AROUND_MILLISECONDS)
        self._lookout.timeout.connect(self._look_for_others)
        self._lookout.start()

    @property
    def revision(self) -> int:
        """The newest revision that this window knows of."""
        return self._seen

    @property
    def reading(self) -> bool:
        """Whether something that was asked for has not come home yet."""
        return self._under_way > 0

    # -- reading ------------------------------------------------------------------------------------------

    def fetch(
        self,
        read: Callable[[Snapshot], T],
        then: Callable[[T], None],
        *,
        key: Hashable = None,
        now: bool = False,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Read off the window's thread, as of the moment looked at, and hand the result to ``then`` in it.

        With a ``key`` an answer that comes after a newer question of the same key is dropped, and one for a
        widget that is gone always is. ``now`` reads the present even while the window looks at the past.
        """
        number = self._asked[key] = self._asked.get(key, 0) + 1
        at = None if now else self.at

        def work() -> T:
            with self.workspace.snapshot(at) as view:
                return read(view)

        def deliver(value: T) -> None:
            if key is None or self._asked.get(key) == number:
                _hand_over(then, value)

        self._submit(self._readers, work, deliver, refused)

    # -- writing ------------------------------------------------------------------------------------------

    def perform(
        self,
        summary: str,
        operation: Callable[[Transaction], T],
        then: Callable[[T], None] | None = None,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Write off the window's thread; ``then`` gets what the operation returned, after ``changed`` was sent.

        Refused in the past. ``summary`` is the sentence of the journal and of undo, in the imperative.
        """
        self._write(lambda: self.workspace.perform(summary, operation), then, refused)

    def undo(self, then: Callable[[str], None] | None = None) -> None:
        """Take back the newest act; ``then`` gets what it was."""
        self._write(self.workspace.undo, then, None)

    def redo(self, then: Callable[[str], None] | None = None) -> None:
        """Put the newest undone act in force again; ``then`` gets what it was."""
        self._write(self.workspace.redo, then, None)

    def run(
        self,
        job: Callable[[Workspace, Progress], T],
        then: Callable[[T], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run a long job in the writer's thread, with progress and :meth:`cancel`; it may write or not."""
        self._cancelled.clear()

        def report(done: int, total: int, text: str) -> None:
            if self._cancelled.is_set():
                raise CancelledError
            self.progressed.emit(done, total, text)

        def work() -> T:
            self.busy.emit(True)
            try:
                return job(self.workspace, report)
            finally:
                self.busy.emit(False)

        def deliver(value: T) -> None:
            self._look_around()
            _hand_over(then, value)

        self._submit(self._writer, work, deliver, refused)

    def quietly(
        self,
        job: Callable[[Workspace, Progress], T],
        then: Callable[[T], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run a job that changes no record beside reading and writing, without a bar, such as a backup.

        Its progress tells nobody how far it is, but ends it between two steps when the desk is closed.
        """

        def report(_done: int, _total: int, _text: str) -> None:
            if not self._open:
                raise CancelledError

        self._submit(self._readers, lambda: job(self.workspace, report), partial(_hand_over, then), refused)

    def note(self, job: Callable[[Workspace], T], then: Callable[[T], None]) -> None:
        """Run a short job in the writer's thread that may write, without a bar, also while the past is looked at."""

        def deliver(value: T) -> None:
            self._look_around()
            _hand_over(then, value)

        self._submit(self._writer, lambda: job(self.workspace), deliver, None)

    def cancel(self) -> None:
        """Ask the long job to stop; it stays cancelled, and nothing of it is kept."""
        self._cancelled.set()

    def _write(
        self,
        work: Callable[[], Outcome[T]],
        then: Callable[[T], None] | None,
        refused: Callable[[str], None] | None,
    ) -> None:
        if self.at is not None:
            (refused or self.refused.emit)(PAST_IS_READ_ONLY)
            return

        def deliver(outcome: Outcome[T]) -> None:
            self._tell(outcome.changes)
            if then is not None:
                _hand_over(then, outcome.value)

        self._submit(self._writer, work, deliver, refused)

    # -- the moment looked at -----------------------------------------------------------------------------

    def look_at(self, at: datetime | int | None) -> None:
        """Let the whole window look at a recorded moment or revision, or at now."""
        if at != self.at:
            self.at = at
            self.moved.emit()

    # -- what others do -----------------------------------------------------------------------------------

    def _look_around(self) -> None:
        seen = self._seen
        self._submit(self._readers, lambda: self.workspace.news(seen), self._tell_news, None)

    def _look_for_others(self) -> None:
        """Look around while nothing is written here, so that what comes in is of others."""
        if self._writing:
            return
        seen, writes = self._seen, self._writes

        def deliver(changes: ChangeSet) -> None:
            if changes and seen == self._seen and writes == self._writes:
                self._tell_news(changes)
                self.joined.emit(changes)

        self._submit(self._readers, lambda: self.workspace.news(seen), deliver, None)

    def _tell(self, changes: ChangeSet) -> None:
        """Pass on what was written here; if others wrote in between, read all of it in order first."""
        if changes.revision == self._seen + 1:
            self._tell_news(changes)
        elif changes.revision > self._seen:
            self._look_around()

    def _tell_news(self, changes: ChangeSet) -> None:
        if changes and changes.revision > self._seen:
            self._seen = changes.revision
            self.changed.emit(changes)

    # -- threads ------------------------------------------------------------------------------------------

    def _submit(
        self,
        executor: Executor,
        work: Callable[[], Any],
        deliver: Callable[[Any], None],
        refused: Callable[[str], None] | None,
    ) -> None:
        if self._open:
            self._under_way += 1
            writes = executor is self._writer
            self._writes += writes
            self._writing += writes
            executor.submit(self._carry, work, deliver, refused, writes)

    def _carry(
        self,
        work: Callable[[], Any],
        deliver: Callable[[Any], None],
        refused: Callable[[str], None] | None,
        writes: bool,  # noqa: FBT001 - passed on by an executor
    ) -> None:
        """Run in a worker's thread: do the work, send home what became of it."""
        try:
            result = work()
        except UserError as error:
            self._send(partial(_hand_over, refused or self.refused.emit, str(error)), writes)
        except BaseException as error:  # noqa: BLE001 - a bug must not end silently in a thread
            self._send(partial(_raise, error), writes)
        else:
            self._send(partial(deliver, result), writes)

    def _send(self, parcel: Callable[[], None], writes: bool) -> None:  # noqa: FBT001 - passed on by a thread
        with contextlib.suppress(RuntimeError):  # the window is gone, and with it whoever asked
            self._home.emit((parcel, writes))

    @Slot(object)
    def _arrive(self, sent: tuple[Callable[[], None], bool]) -> None:
        parcel, writes = sent
        self._under_way -= 1
        self._writing -= writes
        if self._open:
            parcel()

    def close(self) -> None:
        """Finish what is being written, drop what is being read, close the file."""
        self._open = False
        self._lookout.stop()
        self._cancelled.set()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self.workspace.close()
        self._collector.close()


def _hand_over(then: Callable[[Any], None], value: Any) -> None:
    """Call back, unless the widget that asked is gone."""
    owner = getattr(then, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    then(value)


def _raise(error: BaseException) -> None:
    raise error

"""What is looked after while a desk is open in a window: backups, how far it reached, and that it locks itself."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.gui.locking import IdleWatch, minutes_of
from crisisdesk.progress import Progress
from crisisdesk.services.arrivals import backup_warning, warnings_at_open
from crisisdesk.services.backups import back_up_when_due, last_backup, plan_of
from crisisdesk.store.backups import Backup, Plan
from crisisdesk.store.leftovers import sweep
from crisisdesk.store.reserve import hold
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.witness import Seen, Witness, seen_in
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisisdesk.gui.session import DeskSession

FIRST_BACKUP_MS = 4_000
"""So long after opening the first backup is made, if one is due: the desk is in use first."""
LOOK_MS = 5 * 60 * 1_000
NOTE_MS = 5_000


class Caretaker(QObject):
    """Looks after one session; it goes with it."""

    def __init__(self, session: "DeskSession", lock: "Callable[[], object]", sample: Path) -> None:
        """``lock`` locks the desk; ``sample`` is the sample desk, of which no backups are made."""
        super().__init__(session.desk)
        self._session = session
        self._witness = Witness(paths.state_folder() / "seen")
        self._noted = 0
        self._tended = session.desk.workspace.path != sample and not session.desk.workspace.read_only
        for milliseconds, step in ((LOOK_MS, self.back_up), (NOTE_MS, self._note)):
            timer = QTimer(self, interval=milliseconds)
            timer.timeout.connect(step)
            timer.start()
        QTimer.singleShot(FIRST_BACKUP_MS, self, self.back_up)
        if session.desk.workspace.encrypted:
            self._idle = IdleWatch(partial(minutes_of, session.window.settings), self)
            self._idle.idle.connect(lock)
        self._greet()
        self._sweep()

    @property
    def plan(self) -> Plan:
        """Where backups go, and how many stay."""
        return plan_of(self._session.window.settings)

    def back_up(self) -> None:
        """Make a backup, if one is due."""
        if self._tended:
            self._session.desk.quietly(
                partial(_backed_up, plan=self.plan), self._tell_backup, self._tell_failure
            )

    def leave(self) -> None:
        """Note how far the desk reached, before it is closed."""
        workspace = self._session.desk.workspace
        try:
            with workspace.snapshot() as view:
                self._witness.note(workspace.path, seen_in(view))
        except UserError:  # the file is gone: what was noted last holds
            return

    def _greet(self) -> None:
        """Say what should be known of this desk, the gravest as a strip, the rest as notices."""
        path, plan, workspace = self._session.desk.workspace.path, self.plan, self._session.desk.workspace

        def read(view: Snapshot) -> list[str]:
            newest = last_backup(workspace, plan)
            found = warnings_at_open(view, path, self._witness, newest)
            return [*found, *filter(None, [backup_warning(view, newest)])]

        self._session.desk.fetch(read, self._warn, now=True)

    def _sweep(self) -> None:
        """Clear away what a program that was killed left half written beside the desk and the preferences."""
        desk, settings = self._session.desk.workspace.path, self._session.window.settings.path
        sweep(desk.parent, desk.name)
        sweep(settings.parent, settings.name)
        if self._tended:
            hold(desk)

    def _warn(self, sentences: list[str]) -> None:
        for sentence in sentences[1:]:
            self._session.notify(sentence, "warn", False)
        if sentences:
            self._session.window.frame.strip.say(sentences[0], "warn")
        else:
            self._note()

    def _note(self) -> None:
        if self._session.desk.revision > self._noted:
            self._session.desk.fetch(seen_in, self._keep, key="witness", now=True)

    def _keep(self, seen: Seen) -> None:
        self._noted = seen.revision
        self._witness.note(self._session.desk.workspace.path, seen)

    def _tell_backup(self, made: Backup | None) -> None:
        if made is not None:
            self._session.window.frame.saved.setText(f"All changes saved · backed up {made.at:%H:%M}Z")

    def _tell_failure(self, sentence: str) -> None:
        self._session.window.frame.strip.say(f"No backup was made. {sentence}", "bad", "Backups…", self._show)

    def _show(self) -> None:
        self._session.window.do("backups")


def _backed_up(workspace: Workspace, progress: Progress, plan: Plan) -> Backup | None:
    return back_up_when_due(workspace, plan, progress)

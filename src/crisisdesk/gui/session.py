"""``DeskSession``: one open desk in one window, from opening to closing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from crisisdesk import paths
from crisisdesk.drawing.characters import honest
from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.exercise_strip import ExerciseStrip
from crisisdesk.gui.places import Places
from crisisdesk.gui.remembering import DeskMemory
from crisisdesk.gui.seats import seat_name
from crisisdesk.gui.seen import keep_seen
from crisisdesk.gui.widgets.time_bar import Stop, TimeBar
from crisisdesk.model.moments import dtg, parse_moment
from crisisdesk.services.standing import Standing, standing
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.journal import Revision
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.apart import ApartWindow
    from crisisdesk.gui.page import Page
    from crisisdesk.gui.theme.roles import Tone
    from crisisdesk.gui.window import MainWindow

KEEP_MILLISECONDS = 5_000
"""How often settings and drafts are written while somebody works, so that a crash costs no more than that."""
EXERCISE = "EXERCISE EXERCISE EXERCISE"
_BELONGS_TO = {"case": "cases", "call": "calls", "partner": "records", "transfer": "transfers"}


class DeskSession:
    """Joins an open desk with the frame of its window: pages, time bar, banner, undo, notices."""

    def __init__(self, window: "MainWindow", workspace: Workspace) -> None:
        self.window = window
        self.desk = Desk(workspace, window)
        private = workspace.safe(paths.state_folder() / "private" / f"{seat_name(workspace.path)}.safe")
        self.memory = DeskMemory(window.settings, workspace.path, private)
        self.context = Context(
            desk=self.desk,
            look=window.look,
            memory=self.memory,
            go=self.go,
            edit=self.edit,
            create=self.create,
            notify=self.notify,
        )
        self.places = Places(self.context, window.frame.stack, self._arrive, self._part)
        self.time_bar = TimeBar(window.look, self._stop_at)
        self.time_bar.moved.connect(self._look_at)
        self.time_bar.setVisible(bool(window.settings.get("window.time_bar", True)))
        layout = window.frame.time_slot.layout()
        assert layout is not None
        layout.addWidget(self.time_bar)
        self.exercise = ExerciseStrip(window.look, self.desk)
        layout.addWidget(self.exercise)
        self._recent: tuple[Revision, ...] = ()
        self._file = _identity(workspace.path)
        self._apart: list[ApartWindow] = []
        self.leaving: list[Callable[[], object]] = []
        """What is to be done while the desk is still open, before it is closed."""
        self.desk.changed.connect(self._follow)
        self.desk.joined.connect(self._tell_of_others)
        self.desk.moved.connect(self._tell_moment)
        self.desk.refused.connect(lambda sentence: self.notify(sentence, "warn", False))
        self.desk.progressed.connect(window.frame.progress.advance)
        self.desk.busy.connect(self._tell_busy)
        window.frame.progress.cancelled.connect(self.desk.cancel)
        keeper = QTimer(self.desk, interval=KEEP_MILLISECONDS)
        keeper.timeout.connect(window.settings.save)
        keeper.timeout.connect(self.memory.save)
        keeper.start()
        self._read_standing()

    @property
    def writable(self) -> bool:
        """Whether the desk can be written now: it is not read-only, and not looked at in the past."""
        return self.desk.at is None and not self.desk.workspace.read_only

    # -- what pages ask for -------------------------------------------------------------------------------

    def go(self, target: Target) -> None:
        """Lead to another page."""
        self.places.go(target)

    def notify(self, text: str, tone: str, undo: bool) -> None:  # noqa: FBT001 - the shape of Context.notify
        """Show a sentence, with an undo button where wanted."""
        kind: Tone = tone if tone in {"neutral", "good", "warn", "bad", "info"} else "info"  # type: ignore[assignment]  # narrowed by the test
        self.window.say(text, kind, undo=undo, at=dtg(self.desk.workspace.clock()))

    def edit(self, record_id: str) -> None:
        """Open the form of a record."""
        from crisisdesk.gui.forms.dialog import edit_record  # noqa: PLC0415 - forms are loaded when first wanted

        edit_record(self.context, self.window, record_id)

    def create(self, record_type: str, given: dict[str, str]) -> None:
        """Open the form of a new record of a type."""
        from crisisdesk.gui.forms.dialog import create_record  # noqa: PLC0415 - forms are loaded when first wanted

        create_record(self.context, self.window, record_type, given)

    # -- following the desk -------------------------------------------------------------------------------

    def _follow(self, changes: ChangeSet) -> None:
        self._read_standing()
        path = self.desk.workspace.path
        if _identity(path) != self._file:
            self._tell_gone(path.name)
            return
        now = self.desk.workspace.clock()
        self.window.frame.saved.setText(f"{changes.summary or 'Changed'} · all changes saved {now:%H:%M}Z")

    def _tell_gone(self, name: str) -> None:
        """The file was taken away under the window: what is written goes nowhere that lasts."""
        self.window.frame.saved.setText(f"Not saved: {name} was moved, deleted or replaced")
        self.window.frame.strip.say(
            f"{name} was moved, deleted or replaced while it was open. What you write from now on is lost when this "
            "window closes: export what you need, then open the file where it is now.",
            "bad",
            "Export…",
            lambda: self.window.do("export"),
        )

    def _tell_of_others(self, changes: ChangeSet) -> None:
        self.notify(f"Changed by another program: {changes.summary or 'several records'}.", "info", False)

    def _read_standing(self) -> None:
        self.desk.fetch(standing, self._tell_standing, key="standing", now=True)

    def _tell_standing(self, found: Standing) -> None:
        window, path = self.window, self.desk.workspace.path
        self._recent = found.recent
        window.show_marking(f"{EXERCISE} · {found.banner}" if found.exercise else found.banner)
        for apart in self._open_apart():
            apart.show_marking()
        state = (
            "read-only"
            if self.desk.workspace.read_only
            else "encrypted"
            if self.desk.workspace.encrypted
            else "saved"
        )
        stamp = "EXERCISE · " if found.exercise else ""
        window.setWindowTitle(
            f"{stamp}{honest(found.name or path.stem)} · {found.banner} · {state} — CrisisDesk"
        )
        if not window.frame.saved.text():
            window.frame.saved.setText(
                "Open for reading only"
                if self.desk.workspace.read_only
                else "All changes are saved as you make them"
            )
        window.commands.rename("undo", f"Undo: {found.undo}" if found.undo else "Undo")
        window.commands.rename("redo", f"Redo: {found.redo}" if found.redo else "Redo")
        stops = [_stop(revision) for revision in found.recent]
        self.time_bar.show_stops(stops[:-1], str(self.desk.at) if self.desk.at is not None else "")
        window.commands.refresh()

    # -- the moment looked at -----------------------------------------------------------------------------

    def _stop_at(self, text: str) -> str:
        """The revision that was in force at a typed moment."""
        moment = parse_moment(text, now=self.desk.workspace.clock())
        before = [revision for revision in self._recent if revision.at <= moment]
        if not before:
            raise UserError("The time bar does not reach back so far; History shows every revision.")
        return str(before[-1].id)

    def _look_at(self, stop_id: str) -> None:
        self.desk.look_at(int(stop_id) if stop_id else None)

    def _tell_moment(self) -> None:
        at = self.desk.at
        known = (revision for revision in self._recent if str(revision.id) == str(at))
        # Other places lead to the past, too, and further back than the bar reaches.
        self.time_bar.follow(
            None if at is None else next(map(_stop, known), Stop(str(at), f"Revision {at}", ""))
        )
        if at is None:
            self.window.frame.strip.dismiss()
        else:
            stop = self.time_bar.stop
            when = f" {stop.dtg}" if stop else ""
            self.window.frame.strip.say(
                f"You are looking at the past:{when}. Nothing can be changed here.",
                "warn",
                "Back to now",
                self.time_bar.return_to_now,
            )
        self.window.commands.refresh()

    def _tell_busy(self, busy: bool) -> None:  # noqa: FBT001 - the shape of the signal
        if busy:
            self.window.frame.progress.begin("Working")
        else:
            self.window.frame.progress.end()

    def _arrive(self, page: "Page", target: Target) -> None:
        if target.record_id:
            from crisisdesk.gui.switcher import note_visit  # noqa: PLC0415 - the first place has no record

            note_visit(self.context.memory, target.record_id)
        kind = target.page.partition(":")[0]
        self.window.frame.show_place(page.title, _BELONGS_TO.get(kind, kind))
        self.window.frame.show_way(
            can_go_back=self.places.can_step(-1), can_go_forward=self.places.can_step(1)
        )
        self.window.commands.refresh()

    def _part(self, page: "Page", target: Target) -> None:
        from crisisdesk.gui.apart import ApartWindow  # noqa: PLC0415 - few want a second window

        self._apart = [*self._open_apart(), ApartWindow(self.window, page, target)]

    def _open_apart(self) -> "list[ApartWindow]":
        return [apart for apart in self._apart if isValid(apart)]

    def close(self) -> None:
        """Note how far the desk was seen, finish writing, close the windows apart and the file."""
        for apart in self._open_apart():
            apart.close()
        for step in self.leaving:
            step()
        keep_seen(self.context)
        self.memory.save()
        self.window.settings.save()
        self.desk.close()
        self.time_bar.deleteLater()
        self.exercise.deleteLater()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; none where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stop(revision: Revision) -> Stop:
    at: datetime = revision.at.astimezone(UTC)
    local = revision.at.astimezone()
    return Stop(str(revision.id), dtg(at), f"{local:%a %H:%M} local", revision.summary)

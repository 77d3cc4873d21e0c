"""``Program``: what the running program does around its one window: open, make and leave desks, report bugs."""

import gc
import platform
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.gui.bugs import reporter
from crisisdesk.gui.look import Look
from crisisdesk.gui.single import Seat
from crisisdesk.gui.theme.roles import Density, Tone
from crisisdesk.gui.theme.themes import THEMES
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings

if TYPE_CHECKING:
    from crisisdesk.gui.context import Target
    from crisisdesk.gui.locking import LockScreen
    from crisisdesk.store.workspace import Workspace

RECENT_KEPT = 8


@dataclass(frozen=True, slots=True)
class Opening:
    """How desks are opened and made: with this clock, by this actor; imports the store when first asked."""

    clock: Callable[[], datetime]
    actor: str

    def open(self, path: Path, passphrase: str | None) -> "Workspace":
        """Open a desk file."""
        from crisisdesk.store.workspace import Workspace  # noqa: PLC0415 - after the first paint

        workspace = Workspace.open(path, passphrase=passphrase, clock=self.clock, actor=self.actor)
        with suppress(UserError):  # another program writes just now: opening is not held up
            workspace.note_opening("window", platform.node() or "unknown")
        return workspace

    def make(self, path: Path, passphrase: str | None, *, exercise: bool) -> "Workspace":
        """Make a new desk file."""
        from crisisdesk.services.founding import found  # noqa: PLC0415 - after the first paint
        from crisisdesk.store.workspace import Workspace  # noqa: PLC0415 - after the first paint

        founding = partial(found, exercise=exercise, name=path.stem)
        return Workspace.create(path, founding, passphrase=passphrase, clock=self.clock, actor=self.actor)

    def sample(self, path: Path) -> "Workspace":
        """Open the sample desk, which is made at its first use."""
        if path.exists():
            return self.open(path, None)
        from crisisdesk.services.demo import sample_desk  # noqa: PLC0415 - after the first paint

        path.parent.mkdir(parents=True, exist_ok=True)
        return sample_desk(path, clock=self.clock, actor=self.actor)[0]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A desk that was closed to be opened again: where the window was in it, and what goes with it into a new key."""

    path: Path
    place: "Target | None"
    carried: dict[str, object]


class Program(QObject):
    """The running program: one window, and the desk that is open in it."""

    _opened = Signal(object)
    _refused = Signal(object, str, bool)
    _broken = Signal(object)

    def __init__(self, app: QApplication, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self.window, self.settings, self._opening = window, window.settings, opening
        self.look = _look(app, window.settings)
        window.dress(self.look)
        window.asked.connect(self._answer)
        window.dropped.connect(self._take_dropped)
        self._seat: Seat | None = None
        self._locked: LockScreen | None = None
        self._coming_back: Leaving | None = None
        self._said: tuple[str, Tone] | None = None
        self._opened.connect(self._fill)
        self._refused.connect(self._tell_refusal)
        self._broken.connect(_raise)
        sys.excepthook = reporter(window)

    def begin(self, path: Path | None, passphrase: str | None) -> None:
        """Open a desk, or welcome a person who has none."""
        if path is None:
            self.show_welcome()
        else:
            self.open(path, passphrase)

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a desk and show it; one that another window has is raised there."""
        if self._shows(path):
            return
        self._start(path, lambda: self._opening.open(path, passphrase), tried=passphrase is not None)

    def make(self, path: Path, passphrase: str | None, *, exercise: bool) -> None:
        """Make a desk and show it."""
        self._start(path, lambda: self._opening.make(path, passphrase, exercise=exercise))

    def open_sample(self) -> None:
        """Show the sample desk."""
        path = paths.state_folder() / "sample.cdesk"
        if not self._shows(path):
            self._start(path, lambda: self._opening.sample(path))

    def lock(self) -> None:
        """Close an encrypted desk and take it off the screen, until its passphrase is typed again."""
        session = self.window.session
        if session is None or not session.desk.workspace.encrypted:
            return
        from crisisdesk.gui.locking import LockScreen, close_dialogs  # noqa: PLC0415 - few desks are encrypted

        path = session.desk.workspace.path
        self._coming_back = Leaving(path, session.places.here, {})
        close_dialogs(self.window)
        self._leave()
        self._locked = LockScreen(self.look, path, self.settings, partial(self._unlock, path))
        self.window.frame.stack.addWidget(self._locked)
        self._locked.setFocus()

    def _unlock(self, path: Path, passphrase: str) -> None:
        self._start(path, lambda: self._opening.open(path, passphrase), tried=True)

    def renew(self, job: Callable[[], str], passphrase: str | None, fallback: str | None) -> None:
        """Close the desk, do something to its file, and open it again; the job returns what was done, as a sentence.

        ``passphrase`` opens it afterwards, ``fallback`` if the job was refused. What the window remembers of the desk
        goes with it into a new key.
        """
        session = self.window.session
        if session is None:
            return
        from crisisdesk.gui.locking import close_dialogs  # noqa: PLC0415 - see lock

        path = session.desk.workspace.path
        self._coming_back = Leaving(path, session.places.here, dict(session.memory.private or {}))
        close_dialogs(self.window)
        self._leave()

        def how() -> "Workspace":
            try:
                self._said = (job(), "good")
            except UserError as refusal:
                self._said = (str(refusal), "bad")
                return self._opening.open(path, fallback)
            return self._opening.open(path, passphrase)

        self._start(path, how, tried=True)

    def restore(self, source: Path, target: Path, passphrase: str | None) -> None:
        """Put a backup where no desk is open, and open it."""
        from crisisdesk.services.backups import put_back  # noqa: PLC0415 - few need it, and it brings the store in
        from crisisdesk.store.witness import Witness  # noqa: PLC0415 - see above

        def how() -> "Workspace":
            witness = Witness(paths.state_folder() / "seen")
            done = put_back(
                source, target, passphrase=passphrase, moment=self._opening.clock(), witness=witness
            )
            held = done.measure
            self._said = (f"Restored: {held.revision} revisions, {held.entries} log entries.", "good")
            return self._opening.open(target, passphrase)

        self._start(target, how, tried=True)

    def show_welcome(self) -> None:
        """Offer the sample desk, a new desk or one that exists, where no desk is open."""
        if self.window.session is None:
            from crisisdesk.gui.opening import Welcome  # noqa: PLC0415 - needed without a desk only

            self.window.frame.rest()
            recent = [name for name in self.settings.get("desks.recent", []) if isinstance(name, str)]
            welcome = Welcome(self.look, recent, self._answer, self.open)
            self.window.frame.stack.addWidget(welcome)
            welcome.first.setFocus()
            gc.enable()
        _look_after_memory()

    def _take_dropped(self, name: str) -> None:
        """Open a desk; review any other file for import, where a desk is there to take it."""
        path, session = Path(name), self.window.session
        if path.suffix.lower() == ".cdesk" or session is None or not session.writable:
            self.open(path)
            return
        from crisisdesk.gui.exchanging import review  # noqa: PLC0415 - loaded when first wanted

        review(session, path)

    def _shows(self, path: Path) -> bool:
        """Whether the desk is in this window or another one already; it is in front then."""
        session = self.window.session
        if session is not None and session.desk.workspace.path.resolve() == path.resolve():
            session.notify(f"{path.name} is open here already.", "info", False)
            return True
        from crisisdesk.gui.single import call_holder  # noqa: PLC0415 - see the import of Seat

        if call_holder(path):
            self.window.frame.strip.say(
                f"{path.name} is open in another window, which is in front now.", "info"
            )
            self.show_welcome()
            return True
        return False

    def _start(self, path: Path, how: "Callable[[], Workspace]", *, tried: bool = False) -> None:
        """Open off the window's thread; a refusal stands in the window, or asks for a passphrase (once more)."""
        self.window.frame.strip.dismiss()
        self.window.frame.progress.begin(f"Opening {path.name}")

        def work() -> None:
            try:
                workspace = how()
            except UserError as error:
                from crisisdesk.gui.opening import may_be_encrypted  # noqa: PLC0415 - few desks are refused

                self._refused.emit(path if may_be_encrypted(path) else None, str(error), tried)
            except BaseException as error:  # noqa: BLE001 - a bug in a thread is shown like any other
                self._broken.emit(error)
            else:
                self._opened.emit(workspace)

        threading.Thread(target=work, name="desk-opener", daemon=True).start()

    def _fill(self, workspace: "Workspace") -> None:
        from crisisdesk.gui.context import Target  # noqa: PLC0415 - brings the store in
        from crisisdesk.gui.session import DeskSession  # noqa: PLC0415 - brings the store in

        self.window.frame.progress.end()
        self._leave()
        self._sit_down(workspace.path)
        name = str(workspace.path.resolve())
        others = (other for other in self.settings.get("desks.recent", []) if other != name)
        self.settings["desks.recent"] = [name, *others][:RECENT_KEPT]
        self.settings.save()
        session = DeskSession(self.window, workspace)
        self.window.fill(session)
        back, self._coming_back, self._locked = self._coming_back, None, None
        if back is None or back.path != workspace.path:
            back = Leaving(workspace.path, None, {})
        if back.carried and session.memory.private is not None:
            session.memory.private.update(back.carried)
        self.window.go(back.place or Target("now"))
        from crisisdesk.gui.caretaking import Caretaker  # noqa: PLC0415 - the first page is asked for by now

        session.leaving.append(Caretaker(session, self.lock, paths.state_folder() / "sample.cdesk").leave)
        if self._said is not None:
            (sentence, tone), self._said = self._said, None
            self.window.frame.strip.say(sentence, tone)
        _look_after_memory()

    def _sit_down(self, path: Path) -> None:
        self._seat = Seat(path, parent=self)
        self._seat.called.connect(self._come_to_front)
        self._seat.wanted.connect(self.window.go_to_record)
        self._seat.take()

    def _leave(self) -> None:
        if self.window.session is not None:
            self.window.session.close()
            self.window.leave()
        if self._seat is not None:
            self._seat.leave()
            self._seat = None

    def _come_to_front(self) -> None:
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _tell_refusal(self, encrypted: Path | None, sentence: str, tried: bool) -> None:  # noqa: FBT001 - a signal's shape
        self.window.frame.progress.end()
        if self._locked is not None and isValid(self._locked):
            self._locked.refuse(sentence)
            return
        if encrypted is None:
            self.window.frame.strip.say(sentence, "bad")
            self.show_welcome()
            return
        from crisisdesk.gui.opening import ask_passphrase  # noqa: PLC0415 - a dialog that few need

        ask_passphrase(self, encrypted, sentence if tried else "")

    def _answer(self, wish: str) -> None:
        if wish == "closed":
            self._leave()
            return
        from crisisdesk.gui.opening import WISHES  # noqa: PLC0415 - dialogs are loaded when first wanted

        WISHES[wish](self)


def _look(app: QApplication, settings: Settings) -> Look:
    """The look as it was left; what somebody wrote into the settings by hand may be anything."""
    named = {theme.name: theme for theme in THEMES}
    kept = settings.get("look.text", 1.0)
    scale = float(kept) if isinstance(kept, int | float) else 1.0
    density = Density.COMPACT if settings.get("look.compact") is True else Density.COMFORTABLE
    look = Look(app, named.get(str(settings.get("look.theme"))), scale, density)
    look.motion = settings.get("look.motion", True) is not False
    return look


def _look_after_memory() -> None:
    """Set aside what the start has made: it stays for good, and need not be looked through at each collection.

    The desk collects from now on, in the window's thread; where none could be opened, Python does.
    """
    gc.freeze()


def _raise(error: BaseException) -> None:
    raise error

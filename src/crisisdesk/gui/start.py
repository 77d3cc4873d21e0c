"""Starting the window: the shell is painted first, then the store is loaded and the desk opened."""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.gui.look import Look
from crisisdesk.gui.qtversion import refuse_broken_qt
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.theme.themes import THEMES
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings

if TYPE_CHECKING:
    from crisisdesk.store.workspace import Workspace

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Opening:
    """How desks are opened and made: with this clock, by this actor."""

    clock: Clock
    actor: str

    def open(self, path: Path, passphrase: str | None) -> "Workspace":
        """Open a desk file."""
        from crisisdesk.store.workspace import Workspace  # noqa: PLC0415 - after the first paint

        return Workspace.open(path, passphrase=passphrase, clock=self.clock, actor=self.actor)

    def make(self, path: Path, passphrase: str | None, *, exercise: bool) -> "Workspace":
        """Make a new desk file."""
        from crisisdesk.services.founding import found  # noqa: PLC0415 - after the first paint
        from crisisdesk.store.workspace import Workspace  # noqa: PLC0415 - after the first paint

        founding = partial(found, exercise=exercise, name=path.stem)
        return Workspace.create(path, founding, passphrase=passphrase, clock=self.clock, actor=self.actor)

    def sample(self) -> "Workspace":
        """Open the sample desk, which is made anew at its first use, in the user's own folder."""
        from crisisdesk.services.founding import found  # noqa: PLC0415 - after the first paint
        from crisisdesk.services.sample import build_sample  # noqa: PLC0415 - after the first paint
        from crisisdesk.store.workspace import Workspace  # noqa: PLC0415 - after the first paint

        path = paths.state_folder() / "sample.cdesk"
        if path.exists():
            return self.open(path, None)
        path.parent.mkdir(parents=True, exist_ok=True)
        founding = partial(found, exercise=True, name="Sample desk")
        desk = Workspace.create(path, founding, clock=self.clock, actor=self.actor)
        desk.perform("Build the sample", lambda tx: build_sample(tx, tx.moment))
        return desk


class Program(QObject):
    """The running program: one window, and the desk that is open in it."""

    _opened = Signal(object)
    _refused = Signal(object, str)
    _broken = Signal(object)

    def __init__(self, app: QApplication, settings: Settings, opening: Opening) -> None:
        super().__init__()
        self.settings, self._opening = settings, opening
        named = {theme.name: theme for theme in THEMES}
        density = Density.COMPACT if settings.get("look.compact") else Density.COMFORTABLE
        self.look = Look(
            app, named.get(str(settings.get("look.theme"))), float(settings.get("look.text", 1.0)), density
        )
        self.window = MainWindow(self.look, settings)
        self.window.asked.connect(self._answer)
        self._opened.connect(self._fill)
        self._refused.connect(self._tell_refusal)
        self._broken.connect(_raise)

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a desk and show it."""
        self._begin(path, lambda: self._opening.open(path, passphrase))

    def make(self, path: Path, passphrase: str | None, *, exercise: bool) -> None:
        """Make a desk and show it."""
        self._begin(path, lambda: self._opening.make(path, passphrase, exercise=exercise))

    def open_sample(self) -> None:
        """Show the sample desk."""
        self._begin(Path("sample"), self._opening.sample)

    def _begin(self, path: Path, how: Callable[[], "Workspace"]) -> None:
        """Open off the window's thread; a refusal stands in the window."""
        self.window.progress.begin(f"Opening {path.name}")

        def work() -> None:
            try:
                workspace = how()
            except UserError as error:
                self._refused.emit(path, str(error))
            except BaseException as error:  # noqa: BLE001 - a bug in a thread is shown like any other
                self._broken.emit(error)
            else:
                self._opened.emit(workspace)

        threading.Thread(target=work, name="desk-opener", daemon=True).start()

    def _fill(self, workspace: "Workspace") -> None:
        from crisisdesk.gui.context import Target  # noqa: PLC0415 - brings the store in
        from crisisdesk.gui.session import DeskSession  # noqa: PLC0415 - brings the store in

        self.window.progress.end()
        if self.window.session is not None:
            self.window.session.close()
            self.window.leave()
        recent = [
            str(workspace.path),
            *(p for p in self.settings.get("desks.recent", []) if p != str(workspace.path)),
        ]
        self.settings["desks.recent"] = recent[:8]
        self.settings.save()
        session = DeskSession(self.window, workspace)
        self.window.fill(session)
        self.window.go(Target("cases"))

    def _tell_refusal(self, path: Path, sentence: str) -> None:
        self.window.progress.end()
        if "passphrase or key file" in sentence:
            from crisisdesk.gui.opening import ask_passphrase  # noqa: PLC0415 - a dialog that few need

            passphrase = ask_passphrase(self.window, path)
            if passphrase:
                self.open(path, passphrase)
                return
        self.window.strip.say(sentence, "bad")
        self.show_welcome()

    def show_welcome(self) -> None:
        """Offer the sample desk, a new desk or one that exists, where no desk is open."""
        if self.window.session is None:
            from crisisdesk.gui.opening import Welcome  # noqa: PLC0415 - needed without a desk only

            welcome = Welcome(self.look, self.settings.get("desks.recent", []), self._answer, self.open)
            self.window.stack.addWidget(welcome)
            self.window.stack.setCurrentWidget(welcome)

    def _answer(self, wish: str) -> None:
        from crisisdesk.gui.opening import WISHES  # noqa: PLC0415 - dialogs are loaded when first wanted

        if wish in WISHES:
            WISHES[wish](self)


def run(path: Path | None, *, clock: Clock, actor: str, passphrase: str | None = None) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        path: The desk to open, or none: the one used last, else a welcome.
        clock: Tells the present moment.
        actor: Who works here, for the journal.
        passphrase: Opens ``path`` if it is encrypted; without it the window asks.
    """
    refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("CrisisDesk")
    settings = Settings.load(paths.settings_file())
    program = Program(app, settings, Opening(clock, actor))
    sys.excepthook = _reporter(program.window)
    program.window.show()
    last = next((Path(p) for p in settings.get("desks.recent", []) if Path(p).is_file()), None)
    wanted = path or last
    QTimer.singleShot(0, lambda: program.open(wanted, passphrase) if wanted else program.show_welcome())
    return app.exec()


def _raise(error: BaseException) -> None:
    raise error


def _reporter(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What becomes of a bug: a report in a file, one dialog in words, and the program goes on."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        folder = paths.state_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"report-{time.strftime('%Y%m%d-%H%M%S')}.txt"
        paths.write_file(file, text.encode("utf-8", "replace"))
        from crisisdesk.gui.widgets.dialogs import MessageDialog  # noqa: PLC0415 - hopefully never

        dialog = MessageDialog(
            window.look,
            window,
            "Something went wrong in CrisisDesk",
            f"What you saved is safe. A report was written to {file}; please pass it on. You can go on working.",
            tone="bad",
            details=text,
        )
        dialog.add_button("Go on", accepts=True)
        dialog.open()

    return report

"""Starting the window: bare ground is painted first, then the frame is built, then the store loaded and the desk opened."""

import gc
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import PySide6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from crisisdesk import paths
from crisisdesk.gui.qtversion import refuse_broken_qt
from crisisdesk.gui.seats import lock_file
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings

_PAINTED_AT_LAST_MS = 1_000


def run(
    path: Path | None,
    *,
    clock: Callable[[], datetime],
    actor: str,
    passphrase: str | None = None,
    record_id: str = "",
) -> int:
    """Show the window until it is closed; returns the exit code.

    A desk that this user has open already is raised there instead.

    Args:
        path: The desk to open, or none: the one used last, else a welcome.
        clock: Tells the present moment.
        actor: Who works here, for the journal.
        passphrase: Opens ``path`` if it is encrypted; without it the window asks.
        record_id: The record to go to, once the desk is open.
    """
    gc.disable()  # some 100,000 objects are made and kept until the desk is open; looking through them costs a quarter
    refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("CrisisDesk")
    settings = Settings.load(paths.settings_file())
    wanted = path or last_desk(settings)
    if wanted is not None and _is_open_elsewhere(wanted, record_id):
        return 0
    window = MainWindow(settings)
    window.wanted = record_id
    window.show()
    begun = False

    def begin() -> None:
        nonlocal begun, passphrase
        if not begun:
            begun = True
            from crisisdesk.gui.program import Opening, Program  # noqa: PLC0415 - after the first paint

            program = Program(app, window, Opening(clock, actor))
            given, passphrase = passphrase, None  # it is not kept while the window lives
            program.begin(wanted, given)

    window.painted.connect(begin)
    QTimer.singleShot(_PAINTED_AT_LAST_MS, begin)  # a window that starts out of sight is never painted
    return app.exec()


def last_desk(settings: Settings) -> Path | None:
    """The desk used last that is still there."""
    kept = settings.get("desks.recent", [])
    return next((Path(name) for name in kept if isinstance(name, str) and Path(name).is_file()), None)


def _is_open_elsewhere(path: Path, record_id: str) -> bool:
    if not lock_file(path).exists():
        return False
    from crisisdesk.gui.single import call_holder  # noqa: PLC0415 - the first window needs no network classes to paint

    return call_holder(path, record_id=record_id)

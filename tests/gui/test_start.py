"""What a start costs, and what two starts do; whole processes, without a display."""

import json
import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisdesk.gui.single import Seat
from crisisdesk.gui.start import last_desk
from crisisdesk.settings import Settings

HEAVY = (
    "sqlalchemy",
    "networkx",
    "numpy",
    "reportlab",
    "alembic",
    "pikepdf",
    "sqlcipher3",
    "PySide6.QtNetwork",
)
PAINTED = f"""
import json, sys
from crisisdesk import app
from crisisdesk.gui import start, window
class Window(window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), flush=True)
        start.QApplication.exit(0)
start.MainWindow = Window
sys.exit(app.main([]))
"""


def environment(folder: Path) -> dict[str, str]:
    source = Path(__file__).resolve().parents[2] / "src"
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "LOCALAPPDATA", "HOME")
    return (
        os.environ
        | dict.fromkeys(names, str(folder))
        | {"PYTHONPATH": str(source), "QT_QPA_PLATFORM": "offscreen"}
    )


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path):
    done = run(tmp_path, "-c", PAINTED)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0]) == []


def test_a_second_start_raises_the_first_window_and_ends(qtbot: QtBot, tmp_path: Path, desk_file: Path):
    seat = Seat(desk_file, tmp_path / "crisisdesk" / "open")
    assert seat.take()
    started = subprocess.Popen(
        [sys.executable, "-m", "crisisdesk", str(desk_file), "case-1"], env=environment(tmp_path)
    )

    with qtbot.waitSignal(seat.wanted, timeout=30_000) as wanted:
        pass

    assert wanted.args == ["case-1"]
    assert started.wait(timeout=30) == 0
    seat.leave()


def test_the_desk_used_last_is_the_first_that_is_still_there(tmp_path: Path, desk_file: Path):
    settings = Settings(tmp_path / "s.json", {"desks.recent": ["/nowhere.cdesk", 5, str(desk_file)]})

    assert last_desk(settings) == desk_file

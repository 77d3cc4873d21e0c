"""S1, S3, S4: of an encrypted desk nothing is plain anywhere, whatever was done and however it ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "Zanzibarquartz"
PASSPHRASE = "Kanarienquarz four words"
SOURCE = Path(__file__).resolve().parents[2] / "src"

WINDOW = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from crisisdesk import paths
from crisisdesk.gui import caretaking
from crisisdesk.gui.context import Target
from crisisdesk.gui.program import Opening, Program
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.log import LogEntry
from crisisdesk.settings import Settings

desk, passphrase, canary, ending = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
caretaking.FIRST_BACKUP_MS, caretaking.NOTE_MS = 0, 50
app = QApplication([])
window = MainWindow(Settings(paths.settings_file()))
window.show()
program = Program(app, window, Opening(lambda: datetime.now(UTC), "officer"))

def wait(done=lambda: False, milliseconds=20_000):
    loop = QEventLoop()
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: done() and loop.quit())
    timer.start()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    timer.stop()

def is_open():
    return window.session is not None and not window.session.desk.reading

program.open(desk, passphrase)
wait(is_open)
session = window.session
with session.desk.workspace.snapshot() as view:
    case = view.sql('SELECT id FROM "case"').fetchone()[0]
entry = LogEntry(case_id=case, text=f"{canary} said so", event_time=datetime.now(UTC))
session.desk.perform(f"Log {canary}", lambda tx: tx.add(entry))
for page in ("now", "cases", "search", "clocks", "records:log_entry", "records:partner", "history", "briefings"):
    session.go(Target(page, words=canary))
    wait(is_open, 3_000)
    for line in session.places.current.findChildren(QLineEdit):
        if line.isVisible() and line.isEnabled() and not line.isReadOnly():
            line.setText(canary)
    wait(is_open, 3_000)
session.go(Target(record_id=case))
wait(is_open, 3_000)
session.create("case", {"title": f"{canary} typed and not saved"})
wait(lambda: app.activeModalWidget() is not None, 5_000)
wait(lambda: any(line.isVisible() for line in app.activeModalWidget().findChildren(QLineEdit)), 5_000)
line = next(line for line in app.activeModalWidget().findChildren(QLineEdit) if line.isVisible() and line.isEnabled())
QTest.keyClicks(line, f"{canary} half typed")
session.memory["records:case:views"] = {canary: {"words": canary}}
session.notify(canary, "info", False)
sys.excepthook(RuntimeError, RuntimeError(f"a bug with {canary}"), None)
wait(milliseconds=6_000)
assert any(key.startswith("draft:") for key in session.memory), "nothing was typed"
print("backups", len(list(desk.with_name(f"{desk.stem} backups").glob("*.cdesk"))), flush=True)
if ending == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
if ending == "lock":
    program.lock()
    wait(milliseconds=200)
window.close()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("home", "temp", "desks"):
        (tmp_path / name).mkdir()
    return tmp_path


def surroundings(home: Path) -> dict[str, str]:
    places = (
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
    )
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    own = dict.fromkeys(places, str(home / "home")) | dict.fromkeys(
        ("TMPDIR", "TEMP", "TMP"), str(home / "temp")
    )
    return (
        kept | own | {"PYTHONPATH": str(SOURCE), "QT_QPA_PLATFORM": "offscreen", "CRISISDESK_KEY": PASSPHRASE}
    )


def run(home: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=surroundings(home),
        cwd=home / "desks",
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def command(home: Path, *arguments: str, code: int = 0) -> str:
    return run(home, "-m", "crisisdesk", *arguments, code=code)


def leaks(home: Path) -> list[str]:
    """The files in which a word of the desk or its passphrase can be read, in whatever letters."""
    words = [
        written
        for word in (CANARY, PASSPHRASE)
        for form in {word, word.lower(), word.upper()}
        for written in (form.encode(), form.encode("utf-16-le"), form.encode("utf-16-be"))
    ]
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [str(path.relative_to(home)) for word in words if word in content]
    return found


@pytest.fixture
def desk(home: Path) -> Path:
    path = home / "desks" / "north.cdesk"
    command(home, "new", str(path), "--encrypt", "--exercise")
    command(home, "--desk", str(path), "add", "case", f"title={CANARY} strait", "codename=HALYARD")
    return path


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "ending",
    [pytest.param("close", marks=pytest.mark.faults), "kill", pytest.param("lock", marks=pytest.mark.faults)],
)
def test_a_session_in_the_window_leaves_nothing_plain(home: Path, desk: Path, ending: str) -> None:
    code = -signal.SIGKILL if ending == "kill" else 0

    said = run(home, "-c", WINDOW, str(desk), PASSPHRASE, CANARY, ending, code=code)

    assert "backups 1" in said
    assert [*(home / "home").rglob("*.safe")], "drafts and views are kept, encrypted"
    assert [*(home / "home").rglob("bug-*.txt")], "the report of a bug is kept, without words of records"
    assert leaks(home) == []


@pytest.mark.timeout(300)
@pytest.mark.faults
def test_commands_leave_nothing_plain(home: Path, desk: Path) -> None:
    named = ("--desk", str(desk))
    command(home, *named, "log", "HALYARD", f"{CANARY} said so")
    command(home, *named, "search", CANARY)
    command(home, *named, "add", "partner", f"name={CANARY}", f"nonsense={CANARY}", code=1)
    command(home, *named, "undo")
    command(home, *named, "history")
    command(home, *named, "backup")
    command(home, *named, "backup", "copy.cdesk")
    command(home, *named, "restore", "copy.cdesk")
    command(home, *named, "check")
    command(home, *named, "brief", "HALYARD", "--profile", "sitrep", "--issue", "-o", "asked.pdf")
    (home / "desks" / "asked.pdf").unlink()  # what a person asks for outside is plain, and said to be

    assert leaks(home) == []


@pytest.mark.timeout(300)
@pytest.mark.faults
def test_only_the_owner_may_read_what_is_left(home: Path, desk: Path) -> None:
    command(home, "--desk", str(desk), "backup", "copy.cdesk")
    command(home, "--desk", str(desk), "backup")

    open_to_others = [path.name for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert open_to_others == []

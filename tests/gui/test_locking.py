"""A locked desk shows nothing, keeps no key, and opens where it was left."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.locking import IdleWatch, LockScreen, minutes_of
from crisisdesk.gui.program import Opening, Program
from crisisdesk.gui.window import NO_DESK, MainWindow
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSPHRASE = "four words of passphrase"
CANARY = "Zanzibarquartz"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.cdesk"
    desk = Workspace.create(path, found, passphrase=PASSPHRASE, clock=lambda: NOON)
    desk.perform(f"Open {CANARY}", lambda tx: open_case(tx, CANARY, record_id="case-1"))
    desk.close()
    return path


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr("sys.excepthook", None)
    path = tmp_path / "secret.cdesk"
    path.write_bytes(secret.read_bytes())
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    program = Program(qapp, window, Opening(lambda: NOON, "officer"))
    program.open(path, PASSPHRASE)
    qtbot.waitUntil(lambda: is_open(program))
    yield program
    window.close()


def is_open(program: Program) -> bool:
    session = program.window.session
    return session is not None and not session.desk.reading


def screen(program: Program) -> LockScreen:
    shown = program.window.frame.stack.currentWidget()
    assert isinstance(shown, LockScreen)
    return shown


def test_a_locked_desk_shows_nothing_and_its_key_is_gone(qtbot: QtBot, program: Program):
    session = program.window.session
    session.notify(CANARY, "info", False)
    session.create("case", {"title": CANARY})
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    key = session.desk.workspace._key

    program.window.commands.qaction("lock").trigger()

    assert screen(program).key.line.text() == ""
    assert program.window.session is None
    assert (key.raw, program.window.marking) == (bytes(32), NO_DESK)
    assert CANARY not in program.window.windowTitle() + program.window.commands.qaction("undo").text()
    assert program.window.notices.all() == ()
    assert not any(dialog.isVisible() for dialog in program.window.findChildren(QDialog))


def test_a_locked_desk_opens_where_it_was_left(qtbot: QtBot, program: Program):
    program.window.go_to("clocks")
    program.lock()
    screen(program).key.line.setText("wrong")
    qtbot.keyClick(screen(program).key.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not fit" in screen(program)._refusal.text())

    screen(program).key.line.setText(PASSPHRASE)
    qtbot.keyClick(screen(program).key.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: is_open(program))
    assert program.window.session.places.here.page == "clocks"


def test_what_was_typed_and_not_saved_is_offered_after_the_lock(
    qtbot: QtBot, program: Program, tmp_path: Path
):
    program.window.session.memory["draft:case:new"] = {"texts": {"title": CANARY}}
    program.lock()
    screen(program)._unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: is_open(program))

    assert program.window.session.memory["draft:case:new"] == {"texts": {"title": CANARY}}
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file


def test_a_plain_desk_cannot_be_locked(qtbot: QtBot, program: Program, desk_file: Path):
    program.open(desk_file)
    qtbot.waitUntil(lambda: is_open(program) and not program.window.session.desk.workspace.encrypted)

    assert not program.window.commands.qaction("lock").isEnabled()
    program.lock()
    assert program.window.session is not None


class Clocks:
    def __init__(self) -> None:
        self.running, self.wall = 1_000.0, 9_000.0


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watched(qapp: QApplication, clocks: Clocks) -> Iterator[tuple[IdleWatch, list[int]]]:
    owner, told = QObject(), []
    watch = IdleWatch(lambda: 10, owner, running=lambda: clocks.running, wall=lambda: clocks.wall)
    watch.idle.connect(lambda: told.append(1))
    yield watch, told
    owner.deleteLater()


def passed(clocks: Clocks, running: float, wall: float) -> None:
    clocks.running += running
    clocks.wall += wall


def test_a_desk_that_nobody_touches_is_locked(watched: tuple[IdleWatch, list[int]], clocks: Clocks):
    watch, told = watched
    passed(clocks, 599, 599)
    watch.look()
    assert told == []

    passed(clocks, 1, 1)
    watch.look()
    assert told == [1]


def test_a_key_or_click_puts_the_lock_off(watched: tuple[IdleWatch, list[int]], clocks: Clocks):
    watch, told = watched
    passed(clocks, 599, 599)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)

    assert watch.eventFilter(watch, event) is False

    passed(clocks, 599, 599)
    watch.look()
    assert told == []


def test_a_computer_that_slept_locks_at_once(watched: tuple[IdleWatch, list[int]], clocks: Clocks):
    watch, told = watched
    passed(clocks, 5, 3_600)

    watch.look()

    assert told == [1]


@pytest.mark.parametrize(
    ("kept", "minutes"), [(None, 10), (0, 0), (5, 5), (-3, 0), ("x", 10), (True, 10), (10**9, 1440)]
)
def test_what_is_no_number_of_minutes_is_the_usual_one(kept: object, minutes: int):
    assert minutes_of({} if kept is None else {"lock.minutes": kept}) == minutes

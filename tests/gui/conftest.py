import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.look import Look
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.theme.themes import LIGHT
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.desk import DESK_ID
from crisisdesk.model.desk import Desk as DeskRecord
from crisisdesk.model.marking import Marking
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.settings import Settings
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

HERE = Path(__file__).resolve().parent
GUI = Path(__file__).resolve().parents[2] / "src" / "crisisdesk" / "gui"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so for each window that it shows; it says nothing about our code.
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[object]:
    """A dialog that deletes itself when it closes is gone before pytest-qt closes what a test gave it."""
    app = QApplication.instance()
    if app is not None:
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        kept = [
            (w, f) for w, f in getattr(item, "qt_widgets", ()) if w() is not None and shiboken6.isValid(w())
        ]
        item.qt_widgets = kept  # type: ignore[attr-defined]  # where pytest-qt keeps them
    return (yield)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, LIGHT)


@pytest.fixture
def gui_sources() -> list[Path]:
    return sorted(GUI.rglob("*.py"))


# -- a window on a small desk -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.cdesk"
    desk = Workspace.create(path, partial(found, exercise=True, name="Small desk"), clock=lambda: NOON)
    desk.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    desk.close()
    return path


@pytest.fixture
def desk_file(small_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(small_desk, tmp_path / "desk.cdesk"))


@pytest.fixture
def window(qtbot: QtBot, look: Look, tmp_path: Path) -> MainWindow:
    window = MainWindow(Settings(tmp_path / "settings.json"))
    window.dress(look)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def session(qtbot: QtBot, window: MainWindow, desk_file: Path) -> Iterator[DeskSession]:
    session = DeskSession(window, Workspace.open(desk_file, clock=lambda: NOON, actor="officer"))
    window.fill(session)
    window.go_to("cases")
    qtbot.waitUntil(lambda: not session.desk.reading)
    yield session
    if window.session is not None:
        session.close()
        window.session = None


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Heard:
    """What a page asked of its window."""

    gone: list[Target] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    created: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def settle(tx: Transaction) -> None:
    """A case, and a ceiling that lets tests mark what they write."""
    tx.get(DeskRecord, DESK_ID).ceiling = Marking("SECRET")
    open_case(tx, "Strait", record_id="case-1")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "a.cdesk"
    workspace = Workspace.create(path, found, clock=lambda: NOON, actor="officer")
    workspace.perform("Open case", settle)
    workspace.close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, founded: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "a.cdesk"
    shutil.copyfile(founded, path)
    desk = Desk(Workspace.open(path, clock=lambda: NOON, actor="officer"))
    yield desk
    desk.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def context(desk: Desk, look: Look, heard: Heard) -> Context:
    return Context(
        desk=desk,
        look=look,
        memory={},
        go=heard.gone.append,
        edit=heard.edited.append,
        create=lambda record_type, given: heard.created.append((record_type, given)),
        notify=lambda text, _tone, _undo: heard.said.append(text),
    )

# ruff: noqa: N802 - overrides of Qt methods keep Qt's names
"""U2, K9: what breaks in the window breaks nothing else, and what was typed survives the break."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.program import Opening, Program
from crisisdesk.gui.widgets.dialogs import MessageDialog
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANARY = "Zanzibarquartz"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TYPED = """
import os, signal, sys
from pathlib import Path
from crisisdesk.gui.forms.drafts import Draft
from crisisdesk.gui.remembering import DeskMemory
from crisisdesk.settings import Settings
from datetime import UTC, datetime
settings = Settings.load(Path(sys.argv[1]))
memory = DeskMemory(settings, Path(sys.argv[2]))
Draft(memory, "case", "").keep({"title": "half typed"}, {}, datetime.now(UTC))
settings.save()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr("sys.excepthook", None)
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    program = Program(qapp, window, Opening(lambda: NOON, "officer"))
    hook = sys.excepthook
    program.open(fresh)
    qtbot.waitUntil(lambda: window.session is not None and not window.session.desk.reading)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.excepthook", hook)
        yield program
    window.close()


def told(program: Program) -> list[MessageDialog]:
    return program.window.findChildren(MessageDialog)


def broken() -> None:
    raise RuntimeError(CANARY)


def in_a_slot(program: Program) -> None:
    QTimer.singleShot(0, broken)


def in_a_thread(program: Program) -> None:
    program.window.session.desk.fetch(lambda _view: broken(), lambda _value: None)


def in_a_write(program: Program) -> None:
    program.window.session.desk.perform("Break", lambda _tx: broken())


def in_painting(program: Program) -> None:
    class Broken(QWidget):
        once = True

        def paintEvent(self, _event: QPaintEvent) -> None:
            if Broken.once:
                Broken.once = False
                broken()

    widget = Broken(program.window)
    widget.resize(40, 40)
    widget.show()


def in_data(program: Program) -> None:
    class Model(QAbstractListModel):
        once = True

        def rowCount(self, _parent: QModelIndex) -> int:
            return 1

        def data(self, _index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            if Model.once and role == Qt.ItemDataRole.DisplayRole:
                Model.once = False
                broken()
            return None

    view = QListView(program.window)
    view.setModel(Model(view))
    QTimer.singleShot(0, view.show)


@pytest.mark.parametrize("break_it", [in_a_slot, in_a_thread, in_a_write, in_painting, in_data])
@pytest.mark.qt_no_exception_capture
def test_a_bug_is_told_once_kept_without_words_and_the_window_goes_on(
    qtbot: QtBot, program: Program, tmp_path: Path, break_it
) -> None:
    break_it(program)

    qtbot.waitUntil(lambda: len(told(program)) == 1)
    reports = [*(tmp_path / "state" / "reports").glob("bug-*.txt")]
    assert len(reports) == 1
    assert "RuntimeError" in reports[0].read_text()
    assert CANARY not in reports[0].read_text()
    told(program)[0].close()
    program.window.go_to("clocks")
    qtbot.waitUntil(lambda: not program.window.session.desk.reading)
    assert program.window.session.places.here.page == "clocks"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_what_was_typed_survives_a_kill(tmp_path: Path) -> None:
    from crisisdesk.gui.forms.drafts import Draft  # noqa: PLC0415 - used here only
    from crisisdesk.gui.remembering import DeskMemory  # noqa: PLC0415 - see above

    settings, desk = tmp_path / "settings.json", tmp_path / "desk.cdesk"
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", TYPED, str(settings), str(desk)],
        env=os.environ | {"PYTHONPATH": str(source)},
        timeout=60,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL
    draft = Draft(DeskMemory(Settings.load(settings), desk), "case", "")
    assert draft.texts() == {"title": "half typed"}


def test_none_is_not_used_up_by_a_thousand_calls(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    gc.collect()
    before = sys.getrefcount(None)

    for number in range(1_000):
        widget.setWindowTitle(f"{number}")
        widget.setEnabled(True)

    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 100

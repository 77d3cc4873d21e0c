from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.filing import ask_save, free_path, safe_name
from crisisdesk.gui.opening import Welcome, may_be_encrypted
from crisisdesk.gui.passphrase import NewDeskDialog, PassphraseDialog
from crisisdesk.gui.program import Opening, Program
from crisisdesk.gui.window import MainWindow
from crisisdesk.services.founding import found
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr("sys.excepthook", None)  # put back after the program took it
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    yield Program(qapp, window, Opening(lambda: NOON, "officer"))
    window.close()


def opened(program: Program) -> bool:
    session = program.window.session
    return session is not None and not session.desk.reading


def a_dialog() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    path = tmp_path / "secret.cdesk"
    Workspace.create(path, found, passphrase="four words of passphrase").close()
    return path


def test_the_welcome_offers_four_ways_and_the_desks_used_last(
    qtbot: QtBot, program: Program, desk_file: Path
):
    program.settings["desks.recent"] = [str(desk_file), "/nowhere/else.cdesk", 7]
    program.show_welcome()

    welcome = program.window.frame.stack.currentWidget()
    assert isinstance(welcome, Welcome)
    words = [button.text().replace("&", "") for button in welcome.findChildren(QPushButton)]
    assert words == [
        "Open the sample desk",
        "Make a new desk…",
        "Open a desk…",
        "Restore a backup…",
        "desk.cdesk",
    ]
    assert program.window.frame.rail.isHidden()


def test_the_sample_desk_is_one_key_away(qtbot: QtBot, program: Program):
    program.show_welcome()

    qtbot.keyClick(program.window.frame.stack.currentWidget().first, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: opened(program), timeout=20_000)
    qtbot.waitUntil(lambda: "EXERCISE" in program.window.marking)
    assert program.window.frame.rail.isVisible()


def test_a_desk_that_was_opened_is_remembered(qtbot: QtBot, program: Program, desk_file: Path):
    program.open(desk_file)
    qtbot.waitUntil(lambda: opened(program))

    assert program.settings["desks.recent"] == [str(desk_file.resolve())]


def test_a_refused_file_says_one_sentence_in_the_strip(qtbot: QtBot, program: Program, tmp_path: Path):
    letter = tmp_path / "letter.cdesk"
    letter.write_text("Dear colleague, this is no desk.")

    program.open(letter)

    qtbot.waitUntil(lambda: bool(program.window.frame.strip.text))
    assert program.window.frame.strip.text.endswith(".")
    assert isinstance(program.window.frame.stack.currentWidget(), Welcome)


def test_an_encrypted_desk_asks_until_the_passphrase_is_right(
    qtbot: QtBot, program: Program, encrypted: Path
):
    program.open(encrypted)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PassphraseDialog))
    qtbot.keyClicks(a_dialog().line, "wrong")
    qtbot.keyClick(a_dialog().line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PassphraseDialog), timeout=10_000)
    assert a_dialog()._refusal.text()

    qtbot.keyClicks(a_dialog().line, "four words of passphrase")
    qtbot.keyClick(a_dialog().line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    qtbot.waitUntil(lambda: "encrypted" in program.window.windowTitle())


def test_giving_up_a_passphrase_leads_back_to_the_welcome(qtbot: QtBot, program: Program, encrypted: Path):
    program.open(encrypted)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PassphraseDialog))

    qtbot.keyClick(a_dialog(), Qt.Key.Key_Escape)

    assert isinstance(program.window.frame.stack.currentWidget(), Welcome)


def test_a_new_desk_is_made_encrypted_as_asked(qtbot: QtBot, program: Program, tmp_path: Path):
    program.make(tmp_path / "new.cdesk", "four words of passphrase", exercise=True)

    qtbot.waitUntil(lambda: opened(program), timeout=10_000)
    qtbot.waitUntil(lambda: "encrypted" in program.window.windowTitle())
    assert may_be_encrypted(tmp_path / "new.cdesk")


def test_a_second_desk_takes_the_place_of_the_first(
    qtbot: QtBot, program: Program, desk_file: Path, tmp_path: Path
):
    program.open(desk_file)
    qtbot.waitUntil(lambda: opened(program))
    first = program.window.session

    program.make(tmp_path / "other.cdesk", None, exercise=False)

    qtbot.waitUntil(lambda: opened(program) and program.window.session is not first, timeout=10_000)
    qtbot.waitUntil(lambda: "other" in program.window.windowTitle())


def test_a_dropped_desk_is_opened(qtbot: QtBot, program: Program, desk_file: Path):
    program.window.dropped.emit(str(desk_file))

    qtbot.waitUntil(lambda: opened(program))


def test_a_new_passphrase_is_typed_twice_and_not_too_short(qtbot: QtBot, program: Program):
    dialog = NewDeskDialog(program.window)
    dialog.open()
    qtbot.keyClick(dialog.encrypt, Qt.Key.Key_Space)
    qtbot.keyClicks(dialog.first, "short")
    dialog._try()
    assert "at least" in dialog._refusal.text()

    qtbot.keyClicks(dialog.first, " but longer now")
    dialog._try()
    assert "not the same" in dialog._refusal.text()

    qtbot.keyClicks(dialog.second, "short but longer now")
    dialog._try()
    assert dialog.passphrase == "short but longer now"
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path):
    taken = tmp_path / "brief.pdf"
    assert free_path(taken) == taken

    taken.touch()
    (tmp_path / "brief (2).pdf").touch()
    assert free_path(taken).name == "brief (3).pdf"


@pytest.mark.parametrize("text", ["../a/b: c?.pdf", "  ..  ", "x" * 500, "con\x00trol\nline"])
def test_a_file_name_holds_nothing_that_a_system_refuses(text: str):
    name = safe_name(text)

    assert name
    assert len(name) <= 120
    assert not set(name) & set('/\\:?*"<>|\x00\n')


def test_a_file_is_saved_where_it_was_asked(qtbot: QtBot, program: Program, tmp_path: Path):
    got: list[Path] = []
    program.settings["files.folder"] = str(tmp_path)
    (tmp_path / "brief.pdf").touch()

    dialog = ask_save(
        program.window, program.settings, "Export", "brief.pdf", (("PDF", ".pdf"),), then=got.append
    )
    dialog.accept()

    assert got == [tmp_path / "brief (2).pdf"]

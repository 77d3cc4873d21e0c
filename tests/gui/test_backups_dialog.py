"""Backups are made by themselves, listed, and put back from the window."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui import caretaking
from crisisdesk.gui.backups_dialog import BackupsDialog
from crisisdesk.gui.program import Opening, Program
from crisisdesk.gui.securing import (
    ChangeKeyDialog,
    PlainCopyDialog,
    RepairDialog,
    RestoreDialog,
    RestoreElsewhere,
)
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.partners import Partner
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(paths, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr(caretaking, "FIRST_BACKUP_MS", 0)
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    program = Program(qapp, window, Opening(lambda: NOON, "officer"))
    program.open(desk_file)
    qtbot.waitUntil(lambda: is_open(program))
    yield program
    window.close()


def is_open(program: Program) -> bool:
    session = program.window.session
    return session is not None and not session.desk.reading


def backups(desk_file: Path) -> list[Path]:
    return sorted(desk_file.with_name("desk backups").glob("desk.*.cdesk"))


def test_a_backup_is_made_on_opening_and_checked(qtbot: QtBot, program: Program, desk_file: Path):
    qtbot.waitUntil(lambda: len(backups(desk_file)) == 1)

    copy = Workspace.open(backups(desk_file)[0])
    assert copy.check().ok
    copy.close()


def test_a_backup_that_cannot_be_made_is_said(qtbot: QtBot, program: Program, tmp_path: Path):
    qtbot.waitUntil(lambda: is_open(program))
    (tmp_path / "in the way").touch()
    program.settings["backups.folder"] = str(tmp_path / "in the way")

    program.window.session.leaving[0].__self__.back_up()

    qtbot.waitUntil(lambda: "No backup was made" in program.window.frame.strip.text)


def test_the_desk_is_put_back_and_the_present_one_kept(qtbot: QtBot, program: Program, desk_file: Path):
    qtbot.waitUntil(lambda: len(backups(desk_file)) == 1 and is_open(program))
    session = program.window.session
    session.desk.perform("Add", lambda tx: tx.add(Partner(id="partner-x", name="Lemuria")))
    qtbot.waitUntil(lambda: is_open(program))
    listed = BackupsDialog(program, session)
    qtbot.waitUntil(lambda: listed.model.rowCount() == 1)
    listed.table.selectRow(0)
    assert listed.restore.isEnabled()

    RestoreDialog(program, session, listed._chosen().backup.path).confirm()

    qtbot.waitUntil(lambda: program.window.session is not session and is_open(program), timeout=15_000)
    with program.window.session.desk.workspace.snapshot() as view:
        assert view.find(Partner, "partner-x") is None
    assert "Restored" in program.window.frame.strip.text
    assert list(desk_file.parent.glob("desk.before-*.cdesk"))


def test_a_damaged_backup_is_refused_and_the_desk_opened_again(
    qtbot: QtBot, program: Program, tmp_path: Path
):
    session = program.window.session
    (tmp_path / "letter.cdesk").write_text("Dear colleagues")

    RestoreDialog(program, session, tmp_path / "letter.cdesk").confirm()

    qtbot.waitUntil(lambda: program.window.session is not session and is_open(program), timeout=15_000)
    assert "is not a desk file" in program.window.frame.strip.text


def test_a_plain_desk_is_encrypted_and_a_plain_copy_written_with_a_warning(
    qtbot: QtBot, program: Program, desk_file: Path, tmp_path: Path
):
    session = program.window.session
    dialog = ChangeKeyDialog(program, session)
    dialog.new.line.setText("short")
    dialog.confirm()
    assert "at least 8 characters" in dialog.refusal.text()
    dialog.new.line.setText("four words of passphrase")
    dialog.again.line.setText("four words of passphrase")
    dialog.confirm()
    qtbot.waitUntil(lambda: program.window.session is not session and is_open(program), timeout=15_000)
    assert program.window.session.desk.workspace.encrypted
    assert desk_file.read_bytes()[:6] != b"SQLite"

    plain = PlainCopyDialog(program, program.window.session)
    assert not plain.verb.isEnabled()
    plain.sure.setChecked(True)
    assert plain.verb.isEnabled()
    program.window.session.desk.workspace.write_plain_copy(tmp_path / "plain.cdesk")
    Workspace.open(tmp_path / "plain.cdesk").close()


def test_what_the_window_remembers_goes_into_the_new_key(qtbot: QtBot, program: Program):
    for old, new in ((None, "the first passphrase"), ("the first passphrase", "the second passphrase")):
        session = program.window.session
        dialog = ChangeKeyDialog(program, session)
        dialog.old.line.setText(old or "")
        dialog.new.line.setText(new)
        dialog.again.line.setText(new)
        dialog.confirm()
        qtbot.waitUntil(
            lambda old=session: program.window.session is not old and is_open(program), timeout=15_000
        )
        program.window.session.memory.setdefault("records:case:views", {"kept": {}})

    assert program.window.session.memory["records:case:views"] == {"kept": {}}


def test_a_broken_index_is_repaired_from_the_window(qtbot: QtBot, program: Program, desk_file: Path):
    session = program.window.session
    connection = sqlite.connect(desk_file, isolation_level=None)
    connection.execute("DELETE FROM catalogue WHERE id = 'case-1'").fetchall()
    connection.close()
    program.window.do("check")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=15_000)
    box = QApplication.activeModalWidget()
    next(b for b in box.findChildren(QPushButton) if b.text().startswith("Repair")).click()
    RepairDialog(program, session).confirm()

    qtbot.waitUntil(lambda: program.window.session is not session and is_open(program), timeout=15_000)
    assert "the check finds nothing" in program.window.frame.strip.text
    assert list(desk_file.parent.glob("desk.before-repair-*.cdesk"))


def test_a_desk_that_does_not_open_is_restored_from_the_welcome(
    qtbot: QtBot, program: Program, desk_file: Path, tmp_path: Path
):
    qtbot.waitUntil(lambda: len(backups(desk_file)) == 1 and is_open(program))
    program._leave()
    desk_file.write_bytes(b"damaged")
    program.show_welcome()

    RestoreElsewhere(program, backups(desk_file)[0], desk_file).confirm()

    qtbot.waitUntil(lambda: is_open(program), timeout=15_000)
    assert "Restored" in program.window.frame.strip.text
    assert [path.read_bytes() for path in desk_file.parent.glob("desk.before-*.cdesk")] == [b"damaged"]

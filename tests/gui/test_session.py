import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.errors import UserError
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.cases import open_case
from crisisdesk.services.log import log
from crisisdesk.store.workspace import Workspace


def rename(tx) -> None:
    tx.get(CrisisCase, "case-1").title = "Strait of Maren"


def test_title_and_banners_say_whose_desk_it_is(qtbot: QtBot, window: MainWindow, session: DeskSession):
    qtbot.waitUntil(lambda: "Small desk" in window.windowTitle())

    assert "UNCLASSIFIED" in window.windowTitle()
    assert "saved" in window.windowTitle()
    assert [banner.text for banner in window.frame.banners] == [
        "EXERCISE EXERCISE EXERCISE · UNCLASSIFIED"
    ] * 2


def test_undo_and_redo_say_what_they_would_do(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.desk.perform("Rename the case", rename)
    undo, redo = window.commands.qaction("undo"), window.commands.qaction("redo")
    qtbot.waitUntil(lambda: undo.text() == "Undo: Rename the case")

    undo.trigger()
    qtbot.waitUntil(lambda: redo.text() == "Redo: Rename the case")
    assert window.frame.toast.text == "Undone: Rename the case"


def test_the_status_bar_says_when_all_was_saved(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.desk.perform("Rename the case", rename)

    qtbot.waitUntil(lambda: window.frame.saved.text() == "Rename the case · all changes saved 12:00Z")


def test_in_the_past_a_strip_says_so_and_nothing_can_be_written(
    qtbot: QtBot, window: MainWindow, session: DeskSession
):
    qtbot.waitUntil(lambda: bool(session._recent))
    qtbot.keyClick(session.time_bar._slider, Qt.Key.Key_Left)

    assert session.desk.at == 1
    assert "Nothing can be changed here" in window.frame.strip.text
    assert not window.writable()
    assert not window.commands.qaction("undo").isEnabled()


@pytest.mark.parametrize("known", [True, False])
def test_the_way_back_is_there_wherever_the_past_was_entered(
    qtbot: QtBot, window: MainWindow, session: DeskSession, known
):
    qtbot.waitUntil(lambda: bool(session._recent))
    if not known:  # the revision is older than those that the bar offers
        session._recent = ()
        session.time_bar.show_stops(())
    session.desk.look_at(1)
    assert session.time_bar.stop is not None
    assert session.time_bar.stop.id == "1"

    session.time_bar.return_to_now()

    assert session.desk.at is None
    assert session.time_bar.stop is None


def test_control_home_leads_back_to_now(qtbot: QtBot, window: MainWindow, session: DeskSession):
    qtbot.waitUntil(lambda: bool(session._recent))
    qtbot.keyClick(session.time_bar._slider, Qt.Key.Key_Left)

    window.commands.qaction("now").trigger()

    assert session.desk.at is None
    assert not window.frame.strip.text
    assert window.writable()


def test_a_refusal_is_a_notice(qtbot: QtBot, window: MainWindow, session: DeskSession):
    def refuse(tx) -> None:
        raise UserError("Not today.")

    session.desk.perform("Try", refuse)

    qtbot.waitUntil(lambda: window.frame.toast.text == "Not today.")
    assert window.notices.all()[0].tone == "warn"


def test_what_another_program_wrote_is_a_notice(
    qtbot: QtBot, window: MainWindow, session: DeskSession, desk_file
):
    other = Workspace.open(desk_file)
    other.perform("Open another case", lambda tx: open_case(tx, "Elsewhere"))
    other.close()

    qtbot.waitUntil(lambda: "Changed by another program" in window.frame.toast.text, timeout=5000)


def test_what_is_written_here_is_no_notice(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.desk.perform("Rename the case", rename)
    session.desk._look_for_others()
    qtbot.waitUntil(lambda: not session.desk.reading)

    assert not window.notices.all()


def test_closing_finishes_what_is_being_written(
    qtbot: QtBot, window: MainWindow, session: DeskSession, desk_file
):
    session.desk.perform("Rename the case", rename)
    window.close()

    with Workspace.open(desk_file).snapshot() as view:
        assert view.get(CrisisCase, "case-1").title == "Strait of Maren"


def test_leaving_a_desk_lets_go_of_its_pages(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.close()
    window.leave()

    assert window.frame.stack.count() == 0
    assert window.windowTitle() == "CrisisDesk"
    assert all(banner.isHidden() for banner in window.frame.banners)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take an open file away")
def test_a_file_taken_away_under_the_window_is_never_called_saved(
    qtbot: QtBot, window: MainWindow, session: DeskSession, desk_file: Path
) -> None:
    desk_file.unlink()

    session.desk.perform("Log", lambda tx: log(tx, "case-1", "Into the void"))

    qtbot.waitUntil(lambda: "Not saved" in window.frame.saved.text())
    assert "moved, deleted or replaced" in window.frame.strip.text


def test_a_long_title_does_not_widen_the_window(window: MainWindow, session: DeskSession) -> None:
    wide = window.minimumSizeHint().width()

    window.frame.show_place("<table><tr><td>" * 60, "cases")

    assert window.minimumSizeHint().width() == wide

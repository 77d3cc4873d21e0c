import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from crisisdesk.gui.commands import window_actions
from crisisdesk.gui.exchanging import review
from crisisdesk.gui.opening import WISHES
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.steps import STEPS
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.window import MainWindow


def test_every_command_does_something(window: MainWindow):
    without_step = {action.id for action in window_actions(window)} - STEPS.keys() - WISHES.keys()

    assert all(name.startswith("go_") for name in without_step)


@pytest.mark.parametrize(
    "name", sorted(set(STEPS) - {"palette", "shortcuts", "about", "preferences", "notices"})
)
def test_what_needs_a_desk_does_nothing_without_one(window: MainWindow, name: str):
    window.do(name)

    assert QApplication.activeModalWidget() is None
    window.look.scale_text(1.0)


@pytest.mark.parametrize("name", ["shortcuts", "about", "preferences", "notices"])
def test_a_dialog_opens_and_closes_by_escape(
    qtbot: QtBot, window: MainWindow, session: DeskSession, name: str
):
    window.do(name)
    dialog = QApplication.activeModalWidget()

    assert isinstance(dialog, QDialog)
    dialog.reject()
    assert QApplication.activeModalWidget() is None


def test_rows_close_up_at_once(window: MainWindow):
    window.do("dense")

    assert window.look.density is Density.COMPACT
    assert window.settings["look.compact"] is True
    window.do("dense")


def test_the_check_says_that_the_desk_is_whole(qtbot: QtBot, window: MainWindow, session: DeskSession):
    window.do("check")

    qtbot.waitUntil(lambda: "The desk is whole" in window.frame.toast.text, timeout=10_000)


def test_control_b_asks_for_the_file_of_the_brief(qtbot: QtBot, window: MainWindow, session: DeskSession):
    window.commands.qaction("brief").trigger()

    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert dialog.selectedFiles()[0].endswith(".pdf")
    dialog.reject()


def test_import_reviews_before_it_writes(qtbot: QtBot, window: MainWindow, session: DeskSession, tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text("type,id,title\ncase,case-2,Second\ncase,case-3,\n", "utf-8")
    review(session, table)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
    assert (dialog.report.taken, len(dialog.report.refused)) == (1, 1)
    with session.desk.workspace.snapshot() as view:
        assert view.lookup("case-1")
        assert view.type_of("case-2") is None

    dialog.go_on.click()

    qtbot.waitUntil(lambda: "1 new" in window.frame.toast.text, timeout=10_000)
    with session.desk.workspace.snapshot() as view:
        assert view.type_of("case-2") == "case"


def test_export_tells_how_much_it_is_before_it_writes(qtbot: QtBot, window: MainWindow, session: DeskSession):
    window.do("export")
    dialog = QApplication.activeModalWidget()

    qtbot.waitUntil(lambda: dialog.made is not None, timeout=10_000)

    assert "records" in dialog.facts.text()
    assert dialog.go_on.isEnabled()
    dialog.reject()

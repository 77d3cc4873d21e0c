import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from crisisdesk.gui.actions import Action, ActionSet, collisions
from crisisdesk.gui.look import Look


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_two_actions_on_one_key_are_refused(look: Look, window: QMainWindow):
    actions = [Action("a", "One", print, "Ctrl+K"), Action("b", "Two", print, "F2; ctrl+k")]

    assert collisions(actions) == [("Ctrl+K", "a", "b")]
    with pytest.raises(ValueError, match="share"):
        ActionSet(look, actions, window)


def test_two_actions_of_one_name_are_refused(look: Look, window: QMainWindow):
    with pytest.raises(ValueError, match="share"):
        ActionSet(look, [Action("a", "One", print), Action("a", "Two", print)], window)


def test_a_shortcut_runs_its_action(qtbot: QtBot, look: Look, window: QMainWindow):
    ran: list[str] = []
    ActionSet(look, [Action("log", "Log", lambda: ran.append("log"), "Ctrl+L")], window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert ran == ["log"]


def test_menus_show_what_can_be_done_now(look: Look, window: QMainWindow):
    can = [True]
    actions = ActionSet(
        look, [Action("a", "R&D", print, "F2", area="Case", enabled_when=lambda: can[0])], window
    )

    menus = actions.fill(window.menuBar(), [("Case", "&Case"), ("Empty", "&Empty")])
    can[0] = False
    menus["Case"].aboutToShow.emit()

    assert list(menus) == ["Case"]
    assert actions.qaction("a").text() == "R&&D"
    assert not actions.qaction("a").isEnabled()


def test_an_action_can_say_what_it_would_undo(look: Look, window: QMainWindow):
    actions = ActionSet(look, [Action("undo", "Undo", print, "Ctrl+Z")], window)

    actions.rename("undo", "Undo: escalate case")

    assert actions.qaction("undo").text() == "Undo: escalate case"

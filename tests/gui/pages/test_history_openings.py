from pytestqt.qtbot import QtBot

from crisisdesk.gui.pages.history_openings import show_openings
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.widgets.dialogs import MessageDialog


def test_who_opened_the_desk_is_shown(qtbot: QtBot, session: DeskSession) -> None:
    session.desk.workspace.note_opening("window", "laptop-7")
    show_openings(session.context, session.window)
    qtbot.waitUntil(lambda: bool(session.window.findChildren(MessageDialog)))
    dialog = session.window.findChildren(MessageDialog)[0]
    texts = [child.text() for child in dialog.findChildren(type(session.window.frame.selected))]
    assert any("officer on laptop-7, by window" in text for text in texts)
    dialog.reject()

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Target
from crisisdesk.gui.handing_over import HandOverDialog, TakeOverDialog
from crisisdesk.gui.pages.case.paste import PasteDialog
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.decisions import Action
from crisisdesk.model.log import LogEntry
from crisisdesk.model.watch import Handover, HandoverItem
from crisisdesk.services.handovers import hand_over, unread
from crisisdesk.store.transaction import Transaction

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


def called(qtbot: QtBot, window: MainWindow, command: str, kind: type) -> object:
    """The dialog that a command opens, once it has read."""
    window.commands.qaction(command).trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    qtbot.waitUntil(lambda: not window.session.desk.reading)
    return QApplication.activeModalWidget()


def test_a_watch_is_handed_over_by_keyboard(qtbot: QtBot, window: MainWindow, session: DeskSession) -> None:
    dialog = called(qtbot, window, "hand_over", HandOverDialog)
    assert dialog.incoming.hasFocus()
    assert "Strait" in dialog.state.text()
    qtbot.keyClicks(dialog.incoming, "J. Hale")
    qtbot.keyClicks(dialog.silence, "Nothing of the talks")
    qtbot.keyClick(dialog.incoming, ENTER)

    qtbot.waitUntil(lambda: "J. Hale" in window.frame.toast.text)
    with session.desk.workspace.snapshot() as view:
        (handover,) = view.all(Handover)
        assert (handover.outgoing, handover.incoming, handover.is_open) == ("officer", "J. Hale", True)
        assert "Nothing of the talks" in {item.text for item in unread(view)}


def test_overdue_work_of_nobody_needs_a_reason(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.desk.workspace.perform("Test", overdue_of_nobody)
    dialog = called(qtbot, window, "hand_over", HandOverDialog)
    qtbot.waitUntil(dialog.left_open.isVisible)
    qtbot.keyClicks(dialog.incoming, "J. Hale")
    qtbot.keyClick(dialog.incoming, ENTER)
    qtbot.waitUntil(lambda: "without an owner" in dialog.refusal.text())

    qtbot.keyClicks(dialog.left_open, "The desk in Oslo is closed")
    qtbot.keyClick(dialog.left_open, ENTER)

    qtbot.waitUntil(lambda: "J. Hale" in window.frame.toast.text)


def test_what_is_not_read_stays_marked_though_it_is_signed(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.desk.workspace.perform("Test", two_items_from_another)
    dialog = called(qtbot, window, "take_over", TakeOverDialog)
    total = dialog.model.rowCount()
    qtbot.keyClick(dialog.table, SPACE)
    qtbot.waitUntil(lambda: f"{total - 1} of {total} items unread" in dialog._count.text())
    dialog.sign.setFocus()
    qtbot.keyClick(dialog.sign, SPACE)

    qtbot.waitUntil(lambda: not dialog.sign.isEnabled())
    with session.desk.workspace.snapshot() as view:
        (handover,) = view.all(Handover)
        assert handover.acknowledged_by == "officer"
        assert len(unread(view)) == total - 1
    dialog.reject()


def test_reading_all_signs_and_nothing_waits(qtbot: QtBot, window: MainWindow, session: DeskSession) -> None:
    session.desk.workspace.perform("Test", two_items_from_another)
    dialog = called(qtbot, window, "take_over", TakeOverDialog)
    dialog.all.setFocus()
    qtbot.keyClick(dialog.all, SPACE)

    qtbot.waitUntil(lambda: "No handover waits" in dialog.state.text())
    with session.desk.workspace.snapshot() as view:
        assert all(item.read_at for item in view.all(HandoverItem))
    dialog.reject()


def test_who_hands_over_cannot_sign_for_who_takes_over(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.desk.workspace.perform("Test", lambda tx: hand_over(tx, incoming="J. Hale", do_not_say="Talks"))
    dialog = called(qtbot, window, "take_over", TakeOverDialog)
    qtbot.keyClick(dialog.table, SPACE)

    qtbot.waitUntil(lambda: "whoever takes over" in dialog.refusal.text())
    dialog.reject()


def test_pasted_lines_are_reviewed_before_they_are_logged(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    QGuiApplication.clipboard().setText("0415Z Carrier holds\n- 04:20 Line answered\n\nNo time here")
    session.go(Target("case", "case-1"))
    dialog = called(qtbot, window, "paste", PasteDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    assert dialog.model.index(0, 1).data() == "230415Z NOV 26"
    assert dialog.confirm.text() == "&Log 3 entries"
    qtbot.keyClick(dialog.text, ENTER, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: "3 entries" in window.frame.toast.text)
    with session.desk.workspace.snapshot() as view:
        assert {one.text for one in view.all(LogEntry)} >= {"Carrier holds", "Line answered", "No time here"}


def test_a_line_with_a_day_that_does_not_exist_is_named(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    QGuiApplication.clipboard().setText("Fine\n310415Z FEB 26 Carrier holds")
    session.go(Target("case", "case-1"))
    dialog = called(qtbot, window, "paste", PasteDialog)

    qtbot.waitUntil(lambda: "Line 2" in dialog.refusal.text())
    assert not dialog.confirm.isEnabled()
    dialog.reject()


def overdue_of_nobody(tx: Transaction) -> None:
    tx.add(Action(title="Call Oslo", case_id="case-1", due_at=tx.moment - timedelta(hours=2)))


def two_items_from_another(tx: Transaction) -> None:
    hand_over(tx, outgoing="R. Delgado", incoming="officer", do_not_say="Talks\nNames")

"""What the window says: strips, toasts, notices, progress, dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.dialogs import bug_report, question
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.notice_list import Notice, NoticeList, Notices
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.gui.widgets.toast import Toast


def a_toast(qtbot: QtBot, look: Look) -> tuple[Toast, Notices]:
    window, notices = QWidget(), Notices()
    window.resize(800, 600)
    qtbot.addWidget(window)
    toast = Toast(look, window, notices)
    toast._kept_alive = window  # the window goes with the test, not before
    return toast, notices


def test_a_strip_says_its_tone_in_words(qtbot: QtBot, look: Look):
    strip = MessageStrip(look)
    qtbot.addWidget(strip)

    strip.say("The list is <i>older</i> than a week.", "warn")

    assert strip.accessibleName() == "Attention: The list is <i>older</i> than a week."
    assert strip.text.endswith("week.")


def test_escape_dismisses_a_strip(qtbot: QtBot, look: Look):
    strip = MessageStrip(look)
    qtbot.addWidget(strip)
    strip.say("Done.")

    with qtbot.waitSignal(strip.dismissed):
        qtbot.keyClick(strip, Qt.Key.Key_Escape)

    assert strip.isHidden()


def test_a_strip_does_what_its_button_says_once(qtbot: QtBot, look: Look):
    ran: list[int] = []
    strip = MessageStrip(look)
    qtbot.addWidget(strip)
    strip.say("Three are due.", "warn", "Show", lambda: ran.append(1))

    strip._action.click()

    assert ran == [1]
    assert strip.isHidden()


def test_what_a_toast_says_stays_in_the_notices(qtbot: QtBot, look: Look):
    toast, notices = a_toast(qtbot, look)

    toast.say(Notice("1312Z", "Deleted 3 entries."))
    toast.hide()

    assert [notice.text for notice in notices.all()] == ["Deleted 3 entries."]
    assert notices.unread == 1


def test_a_toast_undoes_once_and_goes(qtbot: QtBot, look: Look):
    toast, _ = a_toast(qtbot, look)
    undone: list[int] = []
    toast.say(Notice("1312Z", "Deleted 3 entries."), lambda: undone.append(1))

    toast._undo.click()

    assert undone == [1]
    assert not toast.text


def test_a_toast_does_not_take_the_focus(qtbot: QtBot, look: Look):
    toast, _ = a_toast(qtbot, look)
    line = QLineEdit(toast.parentWidget())
    with qtbot.waitActive(toast.parentWidget()):
        toast.parentWidget().show()
        toast.parentWidget().activateWindow()
    line.setFocus()

    toast.say(Notice("1312Z", "Saved."), print)

    assert line.hasFocus()


def test_notices_show_newest_first_and_can_be_cleared(qtbot: QtBot, look: Look):
    notices = Notices()
    shown = NoticeList(look, notices)
    qtbot.addWidget(shown)
    notices.add(Notice("1300Z", "First."))
    notices.add(Notice("1301Z", "Second.", "bad"))

    assert shown._list.item(0).text().startswith("Second.\nProblem")
    notices.clear()
    assert shown._list.count() == 0


def test_notices_are_bounded(qtbot: QtBot):
    notices = Notices()
    for number in range(600):
        notices.add(Notice("now", str(number)))

    assert len(notices.all()) == 500
    notices.mark_read()
    assert notices.unread == 0


def test_what_is_cancelled_stays_cancelled(qtbot: QtBot):
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    cancelled: list[int] = []
    strip.cancelled.connect(lambda: cancelled.append(1))
    strip.begin("Reading missions")

    strip.cancel()
    strip.advance(5, 10, "Reading missions")
    strip.cancel()

    assert cancelled == [1]
    assert strip.is_cancelled
    assert strip._text.text().startswith("Stopping")


def test_a_short_job_shows_no_progress(qtbot: QtBot):
    strip = ProgressStrip()
    qtbot.addWidget(strip)

    strip.begin("Reading")
    strip.end()

    assert strip.isHidden()
    assert not strip._wait.isActive()


def test_a_long_job_shows_itself_and_how_far_it_is(qtbot: QtBot):
    strip = ProgressStrip()
    qtbot.addWidget(strip)

    strip.begin("Reading missions")
    strip.advance(3200, 9852, "Reading missions")

    qtbot.waitUntil(lambda: not strip.isHidden())
    assert "3\N{NO-BREAK SPACE}200 of 9\N{NO-BREAK SPACE}852" in strip.accessibleName()


def test_keeping_things_is_the_easy_answer(qtbot: QtBot, look: Look):
    dialog = question(look, None, "Delete three entries?", "For good.", "Delete 3 for good")
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert dialog.result() == 0
    assert "Delete 3 for good" in {button.text() for button in dialog.findChildren(QPushButton)}


def test_a_report_shows_text_as_it_is_and_can_be_copied(qtbot: QtBot, look: Look):
    dialog = bug_report(look, None, "The <b>list</b> failed", "All is saved.", "Traceback: x")
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy")

    copy.click()

    assert QGuiApplication.clipboard().text().endswith("Traceback: x")
    assert all(part.textFormat() is Qt.TextFormat.PlainText for part in dialog.findChildren(QLabel))


def test_the_focus_returns_when_a_dialog_closes(qtbot: QtBot, look: Look):
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    dialog = question(look, window, "Sure?", "Text.", "Do it")

    dialog.show()
    dialog.reject()

    qtbot.waitUntil(line.hasFocus)

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.lines import LinesTab
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> LinesTab:
    context.desk.workspace.perform("Test", two_lines)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.open(Target("calls", words="lines"))
    tab = page.part(LinesTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 2)
    page.activateWindow()
    tab.list.table.setFocus()
    return tab


def two_lines(tx: Transaction) -> None:
    tx.add(Hotline(id="line", name="Maren line", test_hours=12, from_id="partner-USA", to_id="partner-RUS"))
    tx.add(Hotline(id="quiet", name="Quiet line"))
    for hours, result in ((50, "answered"), (38, "no_answer"), (26, "no_answer")):
        at = tx.moment - timedelta(hours=hours)
        seconds = 9 if result == "answered" else None
        tx.add(Call(hotline_id="line", kind="test", at=at, result=result, seconds=seconds))


def cell(tab: LinesTab, row: int, column: str) -> str:
    number = next(n for n, one in enumerate(tab.columns) if one.id == column)
    return str(tab.list.model.index(row, number).data())


def test_a_streak_says_how_long_it_is_and_that_the_cause_is_unknown(tab: LinesTab) -> None:
    assert cell(tab, 0, "state") == "No answer: Second in a row, cause unknown"
    assert cell(tab, 0, "silent") == "212200Z NOV 26"
    assert cell(tab, 0, "mean") == "9 s"
    assert cell(tab, 1, "state") == "Never rung"


def test_an_overdue_test_says_by_how_much(tab: LinesTab) -> None:
    assert cell(tab, 0, "due") == "Overdue by 14 h"
    assert "1 not answering · 1 with an overdue test" in tab.summary.text()


def test_a_test_is_recorded_by_keyboard_and_the_third_miss_makes_one_entry(
    qtbot: QtBot, tab: LinesTab, heard
) -> None:
    qtbot.keyClick(tab.list.table, Qt.Key.Key_T)
    dialog = tab.window().findChildren(AskDialog)[0]
    qtbot.waitUntil(dialog.isVisible)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    choice = QApplication.focusWidget()
    qtbot.keyClicks(choice, "No")
    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: cell(tab, 0, "state") == "No answer: Third in a row, cause unknown")
    assert heard.said == ["Recorded on Maren line: no answer."]


def test_seconds_that_are_no_number_are_refused(qtbot: QtBot, tab: LinesTab) -> None:
    dialog = tab.record_test("line")
    assert dialog is not None
    seconds = dialog._fields["seconds"]
    qtbot.keyClicks(seconds, "soon")
    qtbot.keyClick(seconds, Qt.Key.Key_Return)

    assert "is not a number of seconds" in dialog.refusal
    dialog.reject()


def test_the_log_of_a_line_stands_beside_it(tab: LinesTab) -> None:
    log = dict(tab.facts_shown())["Tests and calls, newest first"]

    assert log.splitlines()[0].startswith("221000Z NOV 26 · test · no answer · cause unknown")
    assert "answered in 9 s" in log


def test_what_does_not_answer_can_be_chosen(qtbot: QtBot, tab: LinesTab) -> None:
    tab.choose(0, "streak")
    assert tab.list.model.rowCount() == 1

    tab.clear_filter()
    assert tab.list.model.rowCount() == 2

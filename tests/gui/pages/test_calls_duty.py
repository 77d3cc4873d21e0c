from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.duty import DutyTab
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.model.watch import DutyShift
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> DutyTab:
    context.desk.workspace.perform("Test", two_shifts)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.open(Target("calls", words="duty"))
    tab = page.part(DutyTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 2)
    page.activateWindow()
    tab.list.table.setFocus()
    return tab


def two_shifts(tx: Transaction) -> None:
    hour = timedelta(hours=1)
    begin = tx.moment - hour
    tx.add(DutyShift(id="now", officer="J. Hale", kind="watch", begins_at=begin, ends_at=begin + 8 * hour))
    later = begin + 8 * hour
    tx.add(
        DutyShift(id="next", officer="S. Iversen", kind="watch", begins_at=later, ends_at=later + 8 * hour)
    )


def states(tab: DutyTab) -> list[str]:
    return [str(tab.list.model.index(row, 0).data()) for row in range(tab.list.model.rowCount())]


def ask(qtbot: QtBot, tab: DutyTab, key: Qt.Key) -> QWidget:
    tab.window().activateWindow()
    tab.list.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is tab.list.table)
    qtbot.keyClick(tab.list.table, key)
    dialog = tab.window().findChildren(AskDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_shift_is_signed_on_and_off_by_keyboard(qtbot: QtBot, tab: DutyTab) -> None:
    tab.list.table.stand_on("now")
    qtbot.keyClick(ask(qtbot, tab, Qt.Key.Key_O), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(tab) == ["On watch", "Planned"])

    qtbot.waitUntil(lambda: not tab.window().findChildren(AskDialog))
    why = ask(qtbot, tab, Qt.Key.Key_F)
    qtbot.keyClick(why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: states(tab) == ["Signed off", "Planned"])


def test_a_shift_is_planned_after_the_last_one(qtbot: QtBot, tab: DutyTab) -> None:
    officer = ask(qtbot, tab, Qt.Key.Key_P)
    qtbot.keyClicks(officer, "R. Delgado")
    qtbot.keyClick(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 3)

    begins = str(tab.list.model.index(2, 3).data())
    assert begins.startswith("240300Z NOV 26")


def test_two_shifts_of_one_officer_at_once_are_refused(qtbot: QtBot, tab: DutyTab) -> None:
    officer = ask(qtbot, tab, Qt.Key.Key_P)
    dialog = tab.window().findChildren(AskDialog)[-1]
    dialog._fields["begins"].setText("1500Z")
    qtbot.keyClicks(officer, "J. Hale")
    qtbot.keyClick(officer, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "has a shift at that time already" in dialog.refusal)
    dialog.reject()


def test_the_strip_shows_the_shifts_and_tells_which_was_clicked(qtbot: QtBot, tab: DutyTab) -> None:
    week = tab.strip._week
    assert week is not None
    area = tab.strip.area(week.bars[1])
    qtbot.mouseClick(
        tab.strip, Qt.MouseButton.LeftButton, pos=QPoint(int(area.center().x()), int(area.center().y()))
    )

    assert tab.list.table.current_id == "next"
    assert tab.strip.accessibleDescription() == "2 shifts, 1 times without a watch"


def test_another_week_is_a_key_away(qtbot: QtBot, tab: DutyTab) -> None:
    qtbot.keyClick(tab.list.table, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: tab.summary.text().startswith("30 Nov to 06 Dec 2026 · 0 shifts"))

    tab.turn(-1)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 2)


def test_a_time_without_a_watch_is_said(tab: DutyTab) -> None:
    assert "nobody has the watch: 240300Z NOV 26" in tab.summary.text()

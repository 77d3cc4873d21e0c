from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.case.ladder_tab import LadderTab
from crisisdesk.model.log import LogEntry
from crisisdesk.model.watch import Rung
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> LadderTab:
    context.desk.workspace.perform("Test", three_rungs)
    tab = LadderTab(context)
    qtbot.addWidget(tab)
    tab.resize(1180, 480)
    tab.show()
    tab.activateWindow()
    tab.turn_to("case-1")
    context.desk.changed.connect(tab.follow)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    tab.table.setFocus()
    return tab


def three_rungs(tx: Transaction) -> None:
    for number, level in ((1, "Desk officers"), (2, "Directors"), (3, "Ministers")):
        tx.add(
            Rung(
                id=f"r{number}", number=number, level=level, case_id="case-1", limit_hours=2, fallback="Note"
            )
        )
    tx.flush()
    tx.get(Rung, "r1").reached_at = tx.moment - timedelta(hours=5)


def states(tab: LadderTab) -> list[str]:
    return [str(tab.model.index(row, 0).data()) for row in range(tab.model.rowCount())]


def answer(qtbot: QtBot, tab: LadderTab, key: Qt.Key, why: str) -> None:
    qtbot.waitUntil(lambda: not tab.window().findChildren(AskDialog))
    tab.window().activateWindow()
    tab.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is tab.table)
    qtbot.keyClick(tab.table, key)
    dialog = tab.window().findChildren(AskDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    reason = QApplication.focusWidget()
    qtbot.keyClicks(reason, why)
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not tab.window().findChildren(AskDialog) or bool(dialog.refusal))


def test_a_rung_that_lasts_too_long_says_what_follows(tab: LadderTab) -> None:
    assert states(tab) == ["Here, over time", "Ahead", "Ahead"]
    assert tab._summary.text().endswith("time limit overdue by 3 h: Note")


def test_climbing_by_keyboard_writes_the_log(qtbot: QtBot, tab: LadderTab, heard) -> None:
    answer(qtbot, tab, Qt.Key.Key_U, "No reply")

    qtbot.waitUntil(lambda: states(tab) == ["Left", "Here", "Ahead"])
    with tab.context.desk.workspace.snapshot() as view:
        entry = view.all(LogEntry)[-1]
    assert entry.text.startswith("Climbed the escalation ladder from rung 1 to rung 2: Directors.")
    assert entry.significant
    assert heard.said == ["Climbed the escalation ladder from rung 1 to rung 2: Directors."]


def test_a_rung_that_was_stepped_down_to_has_no_time_limit(qtbot: QtBot, tab: LadderTab) -> None:
    answer(qtbot, tab, Qt.Key.Key_U, "No reply")
    qtbot.waitUntil(lambda: states(tab) == ["Left", "Here", "Ahead"])
    answer(qtbot, tab, Qt.Key.Key_D, "They replied")

    qtbot.waitUntil(lambda: states(tab) == ["Here, going down", "Left", "Ahead"])
    assert tab._summary.text().endswith("no time limit runs")


def test_stepping_down_needs_a_reason(qtbot: QtBot, tab: LadderTab) -> None:
    answer(qtbot, tab, Qt.Key.Key_D, "")
    dialog = tab.window().findChildren(AskDialog)[-1]

    assert dialog.refusal.startswith("Say why the case steps down")
    dialog.reject()


def test_a_case_without_a_ladder_gets_one(qtbot: QtBot, tab: LadderTab) -> None:
    tab.context.desk.workspace.perform(
        "Test", lambda tx: [tx.delete(tx.get(Rung, f"r{n}")) for n in (1, 2, 3)]
    )
    tab.refresh()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0)

    tab.lay()
    qtbot.waitUntil(lambda: tab.model.rowCount() > 0)
    assert tab._summary.text() == "The case stands on no rung."


def test_in_the_past_there_are_no_steps(qtbot: QtBot, tab: LadderTab) -> None:
    tab.context.desk.look_at(tab.context.desk.revision)
    tab.refresh()
    qtbot.waitUntil(lambda: not tab._up.isEnabled())

    assert "past" in tab._up.toolTip()

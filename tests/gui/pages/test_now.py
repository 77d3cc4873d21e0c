from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.now import NowPage
from crisisdesk.gui.seen import keep_seen, seen_before
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.watch import Snooze
from crisisdesk.services.log import log
from crisisdesk.store.transaction import Transaction

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> NowPage:
    page = NowPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.activateWindow()
    read(qtbot, context)
    return page


def read(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.desk.reading)


def focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def two_actions(tx: Transaction) -> None:
    late, soon = tx.moment - timedelta(hours=2), tx.moment + timedelta(hours=6)
    tx.add(Action(id="late", title="Call Oslo", case_id="case-1", due_at=late))
    tx.add(Action(id="soon", title="Send the note", case_id="case-1", due_at=soon))


def figure(page: NowPage, tile: str) -> str:
    return page.tiles[tile].accessibleName().partition(": ")[2].partition(".")[0]


def test_what_is_overdue_stands_first_with_both_times(qtbot: QtBot, page: NowPage, context: Context) -> None:
    context.desk.perform("Test", two_actions)

    qtbot.waitUntil(lambda: figure(page, "overdue") == "1")
    assert figure(page, "day") == "1"
    model = page.due.model
    assert [model.index(0, column).data() for column in range(3)] == [
        "Overdue · 2 h",
        "Call Oslo",
        "231000Z NOV 26 · 10:00 UTC",
    ]
    assert model.index(1, 0).data() == "Due soon · in 6 h"


def test_enter_opens_what_is_due(qtbot: QtBot, page: NowPage, context: Context, heard) -> None:
    context.desk.perform("Test", two_actions)
    qtbot.waitUntil(lambda: page.due.model.rowCount() >= 2)
    page.due.table.setFocus()
    qtbot.keyClick(page.due.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.due.table, ENTER)

    assert heard.gone == [Target(record_id="late")]


def test_a_desk_where_nothing_is_due_says_so(page: NowPage) -> None:
    page.due.show_rows(())

    assert "Nothing is overdue" in page.due.empty.accessibleName()
    assert page.due.empty.isVisible()


def test_what_lapsed_long_ago_is_one_line_that_leads_to_the_clock_wall(
    qtbot: QtBot, page: NowPage, heard
) -> None:
    assert figure(page, "overdue") == "0"
    assert "lapsed more than 30 days ago" in str(page.due.model.index(0, 1).data())
    qtbot.keyClick(page.due.table, ENTER)

    assert heard.gone == [Target("clocks", words="state:lapsed")]


def test_a_figure_leads_to_what_it_counts(qtbot: QtBot, page: NowPage, heard) -> None:
    qtbot.keyClick(page.tiles["overdue"], ENTER)
    qtbot.keyClick(page.tiles["week"], Qt.Key.Key_Space)

    assert heard.gone == [Target("clocks", words="state:lapsed"), Target("clocks", words="within:7")]


def test_a_finding_is_put_off_by_keyboard_and_brought_back(
    qtbot: QtBot, page: NowPage, context: Context
) -> None:
    context.desk.perform("Test", bare_decision)
    qtbot.waitUntil(lambda: any(one.check == "Q19" for one in page.findings._found.values()))
    key = next(one.key for one in page.findings._found.values() if one.check == "Q19")
    page.findings.list.table.setFocus()
    page.findings.list.table.stand_on(key)
    qtbot.keyClick(page.findings.list.table, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: any(one.isAncestorOf(focused()) for one in page.findChildren(AskDialog)))
    qtbot.keyClicks(focused(), "The minister decides tomorrow")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "2026-11-25")
    qtbot.keyClick(focused(), ENTER)

    qtbot.waitUntil(lambda: key not in page.findings._found)
    with context.desk.workspace.snapshot() as view:
        (snoozed,) = view.all(Snooze)
    assert (snoozed.reason, str(snoozed.until)) == ("The minister decides tomorrow", "2026-11-25")
    qtbot.keyClick(page.findings.all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: key in page.findings._found)
    page.findings.list.table.stand_on(key)
    qtbot.keyClick(page.findings.put_off, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.findings._found[key].snoozed is None)


def test_the_links_of_a_finding_lead_to_its_records(
    qtbot: QtBot, page: NowPage, context: Context, heard
) -> None:
    context.desk.perform("Test", bare_decision)
    qtbot.waitUntil(lambda: any(one.check == "Q19" for one in page.findings._found.values()))
    key = next(one.key for one in page.findings._found.values() if one.check == "Q19")
    page.findings.list.table.stand_on(key)
    qtbot.keyClick(page.findings.links[0], Qt.Key.Key_Space)

    assert heard.gone == [Target(record_id="decision-1")]


def test_what_others_changed_since_the_last_visit_is_told(
    qtbot: QtBot, context: Context, page: NowPage
) -> None:
    assert "first time" in page.news.empty.accessibleName()
    keep_seen(context)
    assert seen_before(context) == context.desk.revision
    context.desk.workspace.actor = "colleague"
    context.desk.perform("Log", lambda tx: log(tx, "case-1", "Two vessels left port"))
    read(qtbot, context)
    context.desk.workspace.actor = "officer"

    later = NowPage(context)
    qtbot.addWidget(later)
    later.show()

    qtbot.waitUntil(lambda: later.news.model.rowCount() > 0)
    told = str(later.news.model.index(0, 0).data())
    assert "Two vessels left port" in told
    qtbot.keyClick(later.seen, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: later.news.model.rowCount() == 0)


def test_in_the_past_nothing_can_be_put_off(qtbot: QtBot, page: NowPage, context: Context) -> None:
    context.desk.perform("Test", bare_decision)
    qtbot.waitUntil(lambda: bool(page.findings._found))
    context.desk.look_at(context.desk.revision)

    qtbot.waitUntil(lambda: not page.findings.put_off.isEnabled())
    assert "past" in page.findings.put_off.toolTip()


def bare_decision(tx: Transaction) -> None:
    tx.add(Decision(id="decision-1", question="Resume?", case_id="case-1", status="considered"))

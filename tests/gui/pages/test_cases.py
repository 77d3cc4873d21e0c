from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.cases import CasesPage
from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.decisions import Action
from crisisdesk.services.cases import close_case, open_case
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CasesPage:
    page = CasesPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.activateWindow()
    return page


def asked(qtbot: QtBot, page: QWidget) -> AskDialog:
    """The dialog that opened, with the focus in its first field."""
    qtbot.waitUntil(lambda: any(one.isAncestorOf(focused()) for one in page.findChildren(AskDialog)))
    return page.findChildren(AskDialog)[-1]


def focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def titles(page: CasesPage) -> list[str]:
    return [str(page.model.row(number).cells[0]) for number in range(page.model.rowCount())]


def three_cases(tx: Transaction) -> None:
    open_case(tx, "Gulf", severity=Severity.ACUTE, record_id="case-2")
    open_case(tx, "Border", record_id="case-3")
    close_case(tx, "case-3", "Over.")
    late = tx.moment - timedelta(hours=2)
    tx.add(Action(title="Call", case_id="case-1", due_at=late))


def test_open_cases_stand_first_and_the_gravest_on_top(
    qtbot: QtBot, page: CasesPage, context: Context
) -> None:
    context.desk.perform("Test", three_cases)

    qtbot.waitUntil(lambda: titles(page) == ["Gulf", "Strait", "Border"])
    assert page.model.index(0, 2).data() == "Acute · 4 of 4"
    assert page.model.index(1, 5).data() == "1 open, 1 overdue"


def test_a_case_needs_only_a_title(qtbot: QtBot, page: CasesPage, context: Context, heard) -> None:
    qtbot.keyClick(page.new, Qt.Key.Key_Space)
    asked(qtbot, page)
    qtbot.keyClicks(focused(), "Gulf")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(heard.gone) == 1)
    with context.desk.workspace.snapshot() as view:
        assert view.get(CrisisCase, heard.gone[0].record_id).title == "Gulf"


def test_a_case_without_a_title_is_refused_and_nothing_is_lost(qtbot: QtBot, page: CasesPage) -> None:
    qtbot.keyClick(page.new, Qt.Key.Key_Space)
    dialog = asked(qtbot, page)
    qtbot.keyClick(dialog.confirm, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: "Title" in dialog.refusal)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(AskDialog))


def test_enter_opens_the_desk_of_a_case(qtbot: QtBot, page: CasesPage, heard) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert heard.gone == [Target("case", "case-1")]


def test_the_filter_narrows_and_escape_clears_it(qtbot: QtBot, page: CasesPage, context: Context) -> None:
    context.desk.perform("Test", three_cases)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)

    qtbot.keyClicks(page.filter, "gul")
    assert titles(page) == ["Gulf"]
    qtbot.keyClicks(page.filter, "x")
    assert page._stack.currentWidget() is page._unfit
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)

    assert page.model.rowCount() == 3


def test_a_desk_without_cases_offers_to_open_one(qtbot: QtBot, page: CasesPage, context: Context) -> None:
    context.desk.look_at(1)

    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._first)
    assert not page.new.isEnabled()

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.case.transfers_tab import TransfersTab
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.transaction import Transaction


def add_transfers(tx: Transaction) -> None:
    tx.add(Transfer(id="transfer-own", title="Radar", case_id="case-1"))
    tx.add(Transfer(id="transfer-moved", title="Boats"))
    tx.add(Transfer(id="transfer-far", title="Rifles"))
    tx.flush()
    tx.add(Adjustment(kind="hold", transfer_id="transfer-moved", case_id="case-1", status="in_force"))


@pytest.fixture
def tab(qtbot: QtBot, context: Context, desk: Desk) -> TransfersTab:
    desk.workspace.perform("Add transfers", add_transfers)
    tab = TransfersTab(context)
    qtbot.addWidget(tab)
    tab.show()
    tab.turn_to("case-1")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    return tab


def test_a_case_shows_every_transfer_that_it_touches_and_why(tab: TransfersTab):
    rows = [[text_of(cell) for cell in tab.model.row(number).cells] for number in range(2)]

    assert [(row[0], row[7]) for row in rows] == [
        ("Radar", "It belongs to the case"),
        ("Boats", "A lever of the case moves it"),
    ]
    assert rows[1][4] == "Hold / pause (in force)"


def test_enter_opens_the_transfer(qtbot: QtBot, tab: TransfersTab, heard):
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="transfer-own")]


def test_the_board_of_the_case_is_one_step_away(tab: TransfersTab, heard):
    tab._to_board()

    assert heard.gone == [Target("transfers", words="case:case-1")]

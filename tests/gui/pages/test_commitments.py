import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.commitments import CommitmentsPage
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.transfers import Adjustment
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CommitmentsPage:
    context.desk.workspace.perform("Test", promises)
    page = CommitmentsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    qtbot.waitUntil(lambda: page.boards[0].list.model.rowCount() == 2)
    page.activateWindow()
    return page


def promises(tx: Transaction) -> None:
    tx.add(
        Commitment(
            id="fuel",
            text="Fuel for the convoy",
            giver_id="partner-NOR",
            case_id="case-1",
            due_on=PartialDate.parse("2026-11-20"),
            pledged_on=PartialDate.parse("2026-11-10"),
            value=Money.parse("EUR 2000000"),
        )
    )
    tx.add(Commitment(id="tugs", text="Two tugs", giver_id="partner-FRA"))
    tx.add(RedLine(id="line", text="No mines", case_id="case-1", status="in_force"))
    tx.add(Adjustment(id="hold", change="Hold the shipment", kind="hold", case_id="case-1"))


def cells(page: CommitmentsPage, board: int, row: int) -> list[str]:
    model = page.boards[board].list.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_ledger_goes_by_giver_with_what_is_overdue_and_open_ended(page: CommitmentsPage) -> None:
    assert "1 overdue · 1 open-ended" in page.boards[0].summary.text()
    assert [cells(page, 0, number)[0] for number in (0, 1)] == ["France", "Norway"]
    assert cells(page, 0, 0)[3] == "Open-ended"
    assert "13" in cells(page, 0, 1)


def test_a_share_is_never_without_what_it_is_divided_by(page: CommitmentsPage) -> None:
    shares = page.boards[1].list.model
    assert shares.rowCount() > 0
    assert all(shares.index(row, 2).data() for row in range(shares.rowCount()))
    assert all(shares.index(row, 6).data() for row in range(shares.rowCount()))


def test_a_line_that_was_never_communicated_says_so(page: CommitmentsPage) -> None:
    assert "Never" in cells(page, 3, 0)
    assert "1 never communicated" in page.boards[3].summary.text()


def test_levers_name_what_they_do_not_say(page: CommitmentsPage) -> None:
    (missing,) = [cell for cell in cells(page, 2, 0) if "reversal condition" in cell]
    assert "review date" in missing


def test_boards_and_records_open_by_keys(qtbot: QtBot, page: CommitmentsPage, heard) -> None:
    page.boards[0].list.table.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.tabs.currentIndex() == 3)
    qtbot.keyClick(page.boards[3].list.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="line")]
    assert page.creates == "red_line"


def test_words_and_the_case_narrow_all_boards(qtbot: QtBot, page: CommitmentsPage) -> None:
    page.focus_search()
    qtbot.keyClicks(page.filter, "tugs")
    assert page.boards[0].list.model.rowCount() == 1
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)

    page.case.setFocus()
    qtbot.keyClicks(page.case, "Strait")
    qtbot.waitUntil(lambda: page.boards[0].list.model.rowCount() == 1)
    assert cells(page, 0, 0)[0] == "Norway"

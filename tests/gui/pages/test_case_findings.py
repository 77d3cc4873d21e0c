import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.entries import EntryFilter
from crisisdesk.gui.pages.case.findings_tab import FindingsTab
from crisisdesk.gui.pages.case.kept_filters import KeptFilters
from crisisdesk.gui.pages.case.log_table import LogTableTab
from crisisdesk.model.decisions import Decision
from crisisdesk.services.cases import open_case
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> FindingsTab:
    context.desk.workspace.perform("Test", two_decisions)
    tab = FindingsTab(context)
    qtbot.addWidget(tab)
    context.desk.changed.connect(tab.follow)
    tab.resize(1000, 500)
    tab.show()
    tab.turn_to("case-1")
    qtbot.waitUntil(lambda: not context.desk.reading)
    return tab


def two_decisions(tx: Transaction) -> None:
    open_case(tx, "Gulf", record_id="case-2")
    for number in (1, 2):
        tx.add(
            Decision(
                id=f"decision-{number}", question="Resume?", case_id=f"case-{number}", status="considered"
            )
        )


def records(tab: FindingsTab) -> set[str]:
    return {record for one in tab.panel._found.values() for record in one.records}


def test_a_case_shows_its_own_findings_only(tab: FindingsTab) -> None:
    assert "decision-1" in records(tab)
    assert "decision-2" not in records(tab)


def test_a_finding_goes_when_its_cause_is_gone(qtbot: QtBot, tab: FindingsTab, context: Context) -> None:
    context.desk.perform("Test", lambda tx: tx.delete(tx.get(Decision, "decision-1")))

    qtbot.waitUntil(lambda: "decision-1" not in records(tab))


def test_enter_opens_the_record_of_a_finding(qtbot: QtBot, tab: FindingsTab, context: Context, heard) -> None:
    key = next(key for key, one in tab.panel._found.items() if "decision-1" in one.records)
    tab.panel.list.table.stand_on(key)
    qtbot.keyClick(tab.panel.list.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="decision-1")]


def test_a_filter_of_the_log_is_kept_by_name_and_taken_again(qtbot: QtBot, context: Context) -> None:
    log_tab = LogTableTab(context)
    qtbot.addWidget(log_tab)
    qtbot.keyClicks(log_tab.filter.line, "london")
    log_tab.filter.significant.setChecked(True)
    dialog = log_tab.filter.kept.ask_name()
    qtbot.keyClicks(dialog._fields["name"], "London")
    qtbot.keyClick(dialog._fields["name"], Qt.Key.Key_Return)
    log_tab.filter.clear()

    menu = log_tab.filter.kept.menu_of_filters()
    menu.actions()[0].trigger()

    assert log_tab.filter.wanted == EntryFilter("", True, "london")


def test_a_kept_filter_can_be_forgotten_and_a_damaged_memory_is_empty() -> None:
    memory: dict[str, object] = {"case.log.filters": "broken"}
    kept = KeptFilters(memory)
    assert kept.names() == []
    kept.keep("Calls", EntryFilter("contact", False, ""))
    kept.drop("Calls")

    assert kept.names() == []
    assert not kept.filter("Calls")

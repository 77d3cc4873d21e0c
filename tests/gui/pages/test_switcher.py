from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.switcher import REMEMBERED, Switcher, note_visit, recent_ids


def called(qtbot: QtBot, context: Context) -> Switcher:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    switcher = Switcher(context, window)
    switcher.call()
    return switcher


def test_a_few_letters_and_enter_lead_to_a_record(qtbot: QtBot, context: Context, heard) -> None:
    switcher = called(qtbot, context)

    qtbot.keyClicks(switcher.line, "strait")
    qtbot.keyClick(switcher.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: heard.gone == [Target(record_id="case-1")])
    assert recent_ids(context.memory) == ["case-1"]


def test_records_visited_last_are_offered_first(qtbot: QtBot, context: Context) -> None:
    for record_id in ("partner-NOR", "case-1", "partner-gone"):
        note_visit(context.memory, record_id)

    switcher = called(qtbot, context)

    qtbot.waitUntil(lambda: switcher.model.rowCount() == 2)
    assert [switcher.model.entry(n).id for n in range(2)] == ["case-1", "partner-NOR"]


def test_arrows_choose_and_escape_goes_nowhere(qtbot: QtBot, context: Context, heard) -> None:
    switcher = called(qtbot, context)
    qtbot.keyClicks(switcher.line, "nor")
    qtbot.waitUntil(lambda: switcher.model.rowCount() > 1)

    qtbot.keyClick(switcher.line, Qt.Key.Key_Down)
    assert switcher.list.currentIndex().row() == 1
    qtbot.keyClick(switcher.line, Qt.Key.Key_Escape)

    assert heard.gone == []


def test_only_so_many_visits_are_remembered() -> None:
    memory: dict[str, object] = {}
    for number in range(REMEMBERED * 2):
        note_visit(memory, f"case-{number}")
    assert len(recent_ids(memory)) == REMEMBERED

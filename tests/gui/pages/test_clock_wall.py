from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.clock_wall import ClockWallPage
from crisisdesk.gui.pages.clock_wall_words import confidence_of, rule_cell
from crisisdesk.model.decisions import Action
from crisisdesk.services.clocks import Clock, State
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> ClockWallPage:
    context.desk.workspace.perform("Test", three_actions)
    page = ClockWallPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    qtbot.waitUntil(lambda: page.list.model.rowCount() >= 3)
    page.activateWindow()
    return page


def three_actions(tx: Transaction) -> None:
    for name, hours in (("Late", -3), ("Soon", 5), ("Later", 100)):
        tx.add(
            Action(id=name.lower(), title=name, case_id="case-1", due_at=tx.moment + timedelta(hours=hours))
        )


def captions(page: ClockWallPage) -> list[str]:
    return [str(page.list.model.index(number, 3).data()) for number in range(page.list.model.rowCount())]


def test_words_narrow_the_wall_and_escape_clears_them(qtbot: QtBot, page: ClockWallPage) -> None:
    page.focus_search()
    qtbot.keyClicks(page.filter, "late")
    assert captions(page) == ["Late", "Later"]

    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(captions(page)) > 2


def test_a_link_narrows_to_a_state_or_a_time(page: ClockWallPage) -> None:
    page.open(Target("clocks", words="state:lapsed"))
    assert captions(page)[-1] == "Late"
    assert all(page.list.model.index(row, 0).data() in {"Overdue", "Lapsed"} for row in range(2))

    page.open(Target("clocks", words="within:1"))
    assert captions(page) == ["Soon"]


def test_the_kind_can_be_chosen_by_keyboard(qtbot: QtBot, page: ClockWallPage) -> None:
    page.kind.setFocus()
    qtbot.keyClicks(page.kind, "Action")

    assert captions(page)[:3] == ["Late", "Soon", "Later"]
    assert page.kind.currentData() == "action"


def test_enter_opens_the_record_of_a_clock(qtbot: QtBot, page: ClockWallPage, heard) -> None:
    page.list.table.setFocus()
    page.filter.setText("late")
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="late")]


def test_the_pane_says_what_a_clock_is(page: ClockWallPage) -> None:
    page.open(Target("clocks", words="state:lapsed"))

    said = " ".join(value.accessibleName() for _, value in page.detail._facts._pairs if not value.isHidden())
    assert "State: Overdue" in said
    assert "Left: 3 h ago" in said
    assert "None: the date stands as it was entered." in said


def test_a_rule_that_may_have_changed_says_verify() -> None:
    rule = "Period; Source: a text; confidence Q, sources disagree or it may have changed: verify."
    clock = Clock("notice", "transfer", "t", "f", "T", "By", None, State.RUNNING, rule=rule)

    assert confidence_of(clock) == "Q"
    assert rule_cell(clock)[:2] == ("Verify · Period", "warn")

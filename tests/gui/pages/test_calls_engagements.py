from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.meetings import MeetingsTab
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.model.engagements import Engagement, Participant
from crisisdesk.model.exercises import Exercise, Signal
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> MeetingsTab:
    context.desk.workspace.perform("Test", talks_and_an_exercise)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.open(Target("calls", words="engagements"))
    tab = page.part(MeetingsTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 4)
    page.activateWindow()
    return tab


def talks_and_an_exercise(tx: Transaction) -> None:
    day = timedelta(days=1)
    held = {"kind": "staff_talks", "partner_id": "partner-NOR", "status": "held"}
    tx.add(
        Engagement(id="held", title="Staff talks", begins_at=tx.moment - 100 * day, rhythm_days=90, **held)
    )
    tx.add(Engagement(id="ahead", title="Visit", partner_id="partner-FRA", begins_at=tx.moment + 3 * day))
    tx.add(Participant(engagement_id="ahead", partner_id="partner-DEU", role="observer"))
    tx.add(Exercise(id="game", name="Quiet Lane", host_id="partner-NOR", domains="sea, air", status="held"))
    tx.add(Signal(exercise_id="game", message="We are ready.", partner_id="partner-RUS"))


def cells(tab: MeetingsTab, column: str) -> list[str]:
    number = next(n for n, one in enumerate(tab.columns) if one.id == column)
    return [str(tab.list.model.index(row, number).data()) for row in range(tab.list.model.rowCount())]


def test_what_is_overdue_comes_before_what_is_planned(tab: MeetingsTab) -> None:
    assert cells(tab, "state")[:2] == ["Overdue by 10 days", "Planned"]
    assert cells(tab, "with")[:2] == ["Norway", "France"]
    assert tab.summary.text().startswith("1 rhythm, 1 overdue · 1 planned")


def test_only_rhythms_can_be_looked_at(qtbot: QtBot, tab: MeetingsTab) -> None:
    tab.choose(0, "rhythm")
    assert cells(tab, "every") == ["90 days"]

    qtbot.keyClicks(tab.words, "france")
    assert tab.list.model.rowCount() == 0
    assert "Nothing here fits the filter" in tab.list.empty.accessibleName()


def test_enter_on_a_rhythm_opens_what_it_rests_on(qtbot: QtBot, tab: MeetingsTab, heard) -> None:
    tab.list.table.selectRow(0)
    tab.list.table.setFocus()
    qtbot.keyClick(tab.list.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="held")]


def test_an_exercise_tells_its_signals_and_that_their_reception_is_unknown(tab: MeetingsTab) -> None:
    tab.list.table.stand_on("game")

    assert dict(tab.facts_shown())["Signals"].endswith("We are ready. Taken as: unknown.")

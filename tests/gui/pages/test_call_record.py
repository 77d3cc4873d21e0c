from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.calls.board import BoardTab
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.gui.pages.calls.record_dialog import RecordCallDialog
from crisisdesk.gui.pages.calls.record_reading import read_when
from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Position
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.transaction import Transaction

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CallsPage:
    context.desk.workspace.perform("Test", a_post)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.part(BoardTab).list.model.rowCount() == 2)
    return page


def a_post(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).home_id = "partner-USA"
    tx.add(Post(id="ops", title="Operations Center", partner_id="partner-USA", hours="24/7"))
    tx.add(Channel(kind="phone", address="+00 2", post_id="ops"))
    tx.add(Post(id="oslo", title="Crisis centre", partner_id="partner-NOR", hours="24/7"))
    tx.add(Channel(id="oslo-line", kind="phone", address="+00 1", post_id="oslo"))
    tx.add(Person(id="envoy", name="Alma Rud"))
    tx.add(Incumbency(post_id="oslo", person_id="envoy"))


def dialog(qtbot: QtBot, page: CallsPage) -> RecordCallDialog:
    table = page.part(BoardTab).list.table
    page.activateWindow()
    table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
    table.stand_on("oslo")
    qtbot.keyClick(table, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(page.findChildren(RecordCallDialog)))
    made = page.findChildren(RecordCallDialog)[0]
    qtbot.waitUntil(made.isVisible)
    made.activateWindow()
    return made


def held() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_and_tab(qtbot: QtBot, *words: str) -> None:
    for text in words:
        qtbot.keyClicks(held(), text)
        qtbot.keyClick(held(), Qt.Key.Key_Tab)


def test_five_linked_records_come_of_one_dialog_by_keyboard_only(qtbot: QtBot, page: CallsPage) -> None:
    made = dialog(qtbot, page)
    qtbot.waitUntil(lambda: held() is made.said)

    type_and_tab(qtbot, "They will send a tug")
    type_and_tab(qtbot, "Tell the captain", "", "oper", "+2h")
    type_and_tab(qtbot, "", "One tug to the strait", "2026-11-25")
    type_and_tab(qtbot, "Inspection of vessels", "Rese", "only with the flag state")
    qtbot.keyClicks(held(), "1800Z")
    qtbot.keyClick(held(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.findChildren(RecordCallDialog))

    with page.context.desk.workspace.snapshot() as view:
        call, entry = view.all(Call)[0], view.all(LogEntry)[-1]
        tasks, promise, position = view.all(Action), view.all(Commitment)[0], view.all(Position)[0]
        newest = view.history(limit=1)[0].id
        assert {change.record_type for change in view.changes_of(newest)} >= {
            "call", "log_entry", "action", "commitment", "position", "mention",
        }  # fmt: skip
    assert (call.post_id, call.person_id, call.channel_id) == ("oslo", "envoy", "oslo-line")
    assert "They will send a tug" in entry.text
    assert {one.title for one in tasks} == {"Tell the captain", "Call Alma Rud, Crisis centre again"}
    assert next(one for one in tasks if one.title == "Tell the captain").owner_id == "ops"
    assert (promise.text, promise.giver_id) == ("One tug to the strait", "partner-NOR")
    assert (position.issue, position.stance) == ("Inspection of vessels", "reserves")


def test_enter_in_a_row_makes_the_next_and_leads_on_from_an_empty_one(qtbot: QtBot, page: CallsPage) -> None:
    made = dialog(qtbot, page)
    made.tasks.rows[0].text.setFocus()

    qtbot.keyClicks(held(), "First")
    qtbot.keyClick(held(), Qt.Key.Key_Return)
    assert held() is made.tasks.rows[1].text

    qtbot.keyClick(held(), Qt.Key.Key_Return)
    assert held() is made.promises.rows[0].fields[0]
    made.reject()


def test_what_is_refused_stays_to_be_bettered(qtbot: QtBot, page: CallsPage) -> None:
    made = dialog(qtbot, page)
    qtbot.keyClicks(made.minutes, "ten")
    qtbot.keyClick(made.minutes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "is not a number of minutes" in made.refusal

    made.minutes.clear()
    qtbot.keyClick(made.minutes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: made.refusal.startswith("Say in a sentence what was said"))
    made.reject()


def test_a_cause_is_asked_for_only_where_nobody_was_reached(qtbot: QtBot, page: CallsPage) -> None:
    made = dialog(qtbot, page)
    assert not made.cause.isVisible()

    made.outcome.setFocus()
    qtbot.keyClicks(made.outcome, "No")
    made._follow_result()
    assert made.cause.isVisible()
    assert made.cause.currentData() == "unknown"
    made.reject()


@pytest.mark.parametrize(("typed", "hour"), [("+2h", 14), ("1800Z", 18), ("231500Z NOV 26", 15)])
def test_the_next_contact_can_be_typed_in_short(typed: str, hour: int) -> None:
    assert read_when(typed, NOON).hour == hour


def test_a_moment_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="is not a moment"):
        read_when("soon", NOON)


def test_what_was_typed_and_not_recorded_is_offered_again(qtbot: QtBot, page: CallsPage) -> None:
    made = dialog(qtbot, page)
    qtbot.keyClicks(made.said, "They will send a tug")
    made.tasks.rows[0].text.setText("Tell the captain")
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(RecordCallDialog))

    again = dialog(qtbot, page)
    assert again.said.toPlainText() == "They will send a tug"
    assert again.tasks.said == ["Tell the captain"]
    again.said.clear()
    again.tasks.put(())
    again.reject()
    qtbot.waitUntil(lambda: not page.findChildren(RecordCallDialog))
    assert dialog(qtbot, page).refusal == ""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.record_dialog import RecordCallDialog
from crisisdesk.gui.pages.calls.sheet import CallSheetPage
from crisisdesk.gui.pages.calls.sheet_parts import items_of
from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CallSheetPage:
    context.desk.workspace.perform("Test", an_envoy)
    page = CallSheetPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.activateWindow()
    page.open(Target("call", "oslo", "post", "case-1"))
    qtbot.waitUntil(lambda: page.title == "Call: Crisis centre")
    return page


def an_envoy(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).home_id = "partner-USA"
    tx.add(
        Post(
            id="oslo", title="Crisis centre", partner_id="partner-NOR", hours="24/7", time_zone="Europe/Oslo"
        )
    )
    tx.add(Channel(kind="phone", address="+00 1", post_id="oslo", limit=Marking("UNCLASSIFIED")))
    tx.add(Person(id="alma", name="Alma Rud", pronunciation="AL-ma ROOD"))
    tx.add(Incumbency(post_id="oslo", person_id="alma"))
    tx.add(Call(post_id="oslo", at=tx.moment, result="answered", summary="They listen."))
    tx.add(
        Commitment(
            text="One tug", giver_id="partner-NOR", receiver_id="partner-USA", case_id="case-1", public=True
        )
    )
    secret = {"marking": Marking("SECRET"), "case_id": "case-1"}
    tx.add(Commitment(text="Not for this line", giver_id="partner-NOR", receiver_id="partner-USA", **secret))


def texts(page: CallSheetPage, key: str) -> list[str]:
    return [one.text for one in items_of(page.sections(), key)]


def test_the_sheet_says_who_and_how_the_name_is_spoken(page: CallSheetPage) -> None:
    assert "Alma Rud · say “AL-ma ROOD” · Norway" in page._who.text()
    assert "Monday 13:00 there · 231300A NOV 26" in page._there.text()


def test_what_was_promised_stands_there_and_what_must_not_be_said_only_under_its_heading(
    page: CallSheetPage,
) -> None:
    assert texts(page, "they_promised") == ["One tug"]
    assert texts(page, "not_to_raise") == ["Not for this line"]
    assert "above what the channel may carry" in items_of(page.sections(), "not_to_raise")[0].barred


def test_the_last_contacts_are_told(page: CallSheetPage) -> None:
    assert texts(page, "contacts") == ["They listen."]


def test_the_sheet_is_copied_with_its_marking_above_and_below(page: CallSheetPage, heard) -> None:
    page.copy_sheet()
    lines = QGuiApplication.clipboard().text().splitlines()

    assert lines[0] == lines[-1] == page.marking.text()
    assert "CALL SHEET: Crisis centre" in lines


def test_one_key_records_the_call(qtbot: QtBot, page: CallSheetPage) -> None:
    page.record.setFocus()
    qtbot.keyClick(page.record, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(page.findChildren(RecordCallDialog)))

    dialog = page.findChildren(RecordCallDialog)[0]
    assert dialog.case.currentData() == "case-1"
    dialog.reject()


def test_without_a_post_the_page_leads_to_the_board(qtbot: QtBot, context: Context) -> None:
    page = CallSheetPage(context)
    qtbot.addWidget(page)
    page.open(Target("call"))

    assert "Choose whom to call" in page._none.accessibleName()


def test_a_post_that_was_not_there_yet_is_said(qtbot: QtBot, page: CallSheetPage) -> None:
    page.context.desk.look_at(1)
    page.refresh()

    qtbot.waitUntil(lambda: "not in the desk" in page._none.accessibleName())

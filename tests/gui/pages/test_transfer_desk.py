from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.transfer.adjust_dialog import AdjustDialog
from crisisdesk.gui.pages.transfer_desk import TransferDeskPage
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.conditions import Condition
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.model.notifications import Notification
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.values import Money
from crisisdesk.store.transaction import Transaction

HELI = "transfer-heli"


def add_transfer(tx: Transaction) -> None:
    tx.add(
        Transfer(
            id=HELI,
            title="Maritime helicopters",
            number="PL-P-SAD",
            channel="fms",
            status="assessed",
            supplier_id="partner-USA",
            recipient_id="partner-UKR",
            value=Money.parse("USD 318000000"),
            equipment_value=Money.parse("USD 244000000"),
            case_id="case-1",
        )
    )
    tx.flush()
    tx.add(
        TransferItem(
            transfer_id=HELI, description="Helicopter", major=True, category="VIII(a)", quantity=4, line="001"
        )
    )
    tx.add(
        Condition(
            id="condition-1", text="No use inland", status="in_force", transfer_id=HELI, metric="Tracks"
        )
    )


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> TransferDeskPage:
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add a transfer", add_transfer)
    page = TransferDeskPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.open(Target("transfer", HELI))
    settled(qtbot, page, lambda: page.head is not None)
    return page


def settled(qtbot: QtBot, page: TransferDeskPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


D = TypeVar("D", bound=QDialog)


def dialog_of(qtbot: QtBot, page: TransferDeskPage, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.window().findChildren(kind)))
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def press(qtbot: QtBot, page: TransferDeskPage, step: str) -> AskDialog:
    qtbot.keyClick(page.overview.notice.buttons[step], Qt.Key.Key_Space)
    return dialog_of(qtbot, page, AskDialog)


def test_a_link_to_a_transfer_from_anywhere_opens_its_page(qtbot: QtBot, session: DeskSession):
    session.desk.workspace.perform("Add", lambda tx: tx.add(Transfer(id="transfer-x", title="Radar")))
    session.places.go(Target(record_id="transfer-x"))

    qtbot.waitUntil(lambda: isinstance(session.places.current, TransferDeskPage))
    qtbot.waitUntil(lambda: session.places.current.title == "Radar")


def test_the_header_tells_identifier_stage_value_and_recipient(page: TransferDeskPage):
    assert page.header.title.text() == "PL-P-SAD · Maritime helicopters"
    assert "Under assessment" in page.header.stage.text()
    assert "USD 318 million" in page.header.facts.text()
    assert "Ukraine" in page.header.facts.text()


def test_the_panel_tells_what_is_due_by_which_rule(page: TransferDeskPage):
    panel = page.overview.notice

    assert panel.headline.text() == "Certification due, none on record"
    answer = panel._answer.text()
    assert "36b-other" in answer
    assert "30 days" in answer
    assert "major equipment and total value" in answer
    assert "Confidence" in answer


def test_tabs_tell_how_many_records_stand_in_them(page: TransferDeskPage):
    captions = [page.tabs.tabText(number) for number in range(page.tabs.count())]

    assert {"Items (1)", "Conditions (1)", "Deliveries"} <= set(captions)


def test_a_notification_is_drafted_sent_held_and_waived(qtbot: QtBot, page: TransferDeskPage, desk: Desk):
    qtbot.keyClick(page.overview.notice.buttons["draft"], Qt.Key.Key_Space)
    settled(qtbot, page, lambda: page.head.open_notification is not None)

    hold = press(qtbot, page, "hold")
    qtbot.keyClicks(hold._fields["by"], "Member of the committee")
    qtbot.keyClick(hold._fields["by"], Qt.Key.Key_Return)
    settled(qtbot, page, lambda: bool(page.head.open_holds))
    waive = press(qtbot, page, "waive")
    qtbot.keyClick(waive._fields["signer"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "justification" in waive.refusal)
    qtbot.keyClicks(waive._fields["signer"], "Secretary")
    qtbot.keyClicks(waive._fields["why"], "Rescue at sea")
    qtbot.keyClick(waive._fields["signer"], Qt.Key.Key_Return)
    settled(qtbot, page, lambda: page.head.notice.waived)
    send = press(qtbot, page, "send")
    send._fields["what"].setCurrentIndex(0)
    qtbot.keyClicks(send._fields["number"], "27-04")
    qtbot.keyClick(send._fields["number"], Qt.Key.Key_Return)
    settled(qtbot, page, lambda: page.head.transfer.status == "notified")

    with desk.workspace.snapshot() as view:
        one = view.all(Notification)[0]
        assert (one.number, one.status, one.emergency, one.signer) == ("27-04", "waived", True, "Secretary")


def test_a_step_that_cannot_be_taken_says_why(page: TransferDeskPage):
    assert "draft it first" in page.overview.notice.buttons["send"].accessibleDescription()


def adjust(qtbot: QtBot, page: TransferDeskPage) -> AdjustDialog:
    qtbot.keyClick(page.header.buttons["adjust"], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page, AdjustDialog)
    qtbot.waitUntil(lambda: bool(dialog.found))
    return dialog


def test_a_hold_is_ordered_with_its_reason_and_its_way_back(qtbot: QtBot, page: TransferDeskPage, desk: Desk):
    dialog = adjust(qtbot, page)
    dialog.form.put("reason", "crisis")
    qtbot.keyClicks(dialog.form.fields["reversal"], "Vessel returned")
    qtbot.keyClicks(dialog.form.fields["review_on"], "2026-12-20")
    qtbot.keyClick(dialog.form.fields["review_on"], Qt.Key.Key_Return)

    settled(qtbot, page, lambda: page.head.stopped)
    with desk.workspace.snapshot() as view:
        one = view.all(Adjustment)[0]
        assert (one.kind, one.status, one.reversal, str(one.review_on)) == (
            "hold", "in_force", "Vessel returned", "2026-12-20",
        )  # fmt: skip


def test_what_speaks_against_an_order_wants_a_reason_and_blocks_nothing(
    qtbot: QtBot, page: TransferDeskPage, desk: Desk
):
    desk.workspace.perform("Hold", lambda tx: tx.add(held()))
    dialog = adjust(qtbot, page)
    dialog.form.choose("accelerate")
    dialog.form.put("reason", "crisis")
    qtbot.waitUntil(lambda: any("contradicts" in doubt.sentence for doubt in dialog.found))
    qtbot.keyClick(dialog.form.fields["change"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "say why" in dialog.refusal)

    qtbot.keyClicks(dialog.despite, "Rescue needs them")
    qtbot.keyClick(dialog.despite, Qt.Key.Key_Return)

    settled(qtbot, page, lambda: page.head.counts["adjustments"] == 2)
    with desk.workspace.snapshot() as view:
        orders = {one.kind: one for one in view.all(Adjustment)}
        assert "Rescue needs them" in orders["accelerate"].despite


def held() -> Adjustment:
    return Adjustment(id="a-1", kind="hold", change="Waits", transfer_id=HELI, status="in_force")


def test_only_the_fields_that_a_verb_wants_are_shown(qtbot: QtBot, page: TransferDeskPage):
    form = adjust(qtbot, page).form
    assert not form.fields["metric"].isVisible()

    form.choose("condition")
    assert form.fields["metric"].isVisible()
    assert not form.fields["to_partner_id"].isVisible()


def test_resuming_takes_every_stop_back(qtbot: QtBot, page: TransferDeskPage, desk: Desk):
    with qtbot.waitSignal(desk.changed):
        desk.perform("Hold", lambda tx: tx.add(held()))
    settled(qtbot, page, lambda: page.head.stopped)

    qtbot.keyClick(page.header.buttons["resume"], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page, AskDialog)
    qtbot.keyClicks(dialog._fields["why"], "The test is met")
    qtbot.keyClick(dialog._fields["why"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    settled(qtbot, page, lambda: not page.head.stopped)


def test_a_condition_gets_its_evidence(qtbot: QtBot, page: TransferDeskPage):
    tab = page.tab("conditions")
    settled(qtbot, page, lambda: tab.read is not None)
    qtbot.keyClick(tab.buttons[0], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page, AskDialog)
    qtbot.keyClicks(dialog._fields["evidence"], "Tracks of November")
    qtbot.keyClick(dialog._fields["evidence"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    settled(qtbot, page, lambda: text_of(tab.pane.model.row(0).cells[0]) == "Met")


def test_an_assessment_is_gone_through_criterion_by_criterion(
    qtbot: QtBot, page: TransferDeskPage, desk: Desk
):
    tab = page.tab("assessments")
    qtbot.keyClick(tab.new, Qt.Key.Key_Space)
    qtbot.keyClick(dialog_of(qtbot, page, AskDialog)._fields["framework"], Qt.Key.Key_Tab)
    qtbot.keyClick(dialog_of(qtbot, page, AskDialog).confirm, Qt.Key.Key_Space)
    settled(qtbot, page, lambda: tab.pane.model.rowCount() == 1)

    qtbot.keyClick(tab.buttons[0], Qt.Key.Key_Space)
    first = dialog_of(qtbot, page, AskDialog)
    assert first.windowTitle().startswith("1 of 8: Criterion 1")
    first._fields["finding"].setCurrentIndex(first._fields["finding"].findData("concern"))
    qtbot.keyClicks(first._fields["reasons"], "Listed by a committee")
    qtbot.keyClicks(first._fields["dissent"], "Legal office: no")
    qtbot.keyClick(first._fields["dissent"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog_of(qtbot, page, AskDialog).windowTitle().startswith("2 of 8"))
    dialog_of(qtbot, page, AskDialog).reject()

    settled(qtbot, page, lambda: text_of(tab.pane.model.row(0).cells[3]) == "Under 1")
    with desk.workspace.snapshot() as view:
        found = {one.code: one for one in view.all(CriterionFinding)}
        assert (found["1"].dissent, len(found)) == ("Legal office: no", 8)
        assert view.all(ExportAssessment)[0].transfer_id == HELI


def test_in_the_past_a_transfer_is_only_read(qtbot: QtBot, page: TransferDeskPage, desk: Desk):
    desk.look_at(desk.revision)

    settled(qtbot, page, lambda: not page.header.buttons["adjust"].isEnabled())
    assert not page.overview.notice.buttons["draft"].isEnabled()


def test_a_transfer_that_was_not_there_yet_says_so(qtbot: QtBot, page: TransferDeskPage, desk: Desk):
    desk.look_at(1)

    settled(qtbot, page, lambda: page.head is None)
    assert "was not in the desk" in page._none.accessibleName()


def test_all_fields_and_the_history_stand_in_the_last_tab(qtbot: QtBot, page: TransferDeskPage):
    page.turn_to("record")

    assert page.tabs.tabText(page.tabs.currentIndex()) == "Record"
    assert page.record is not None
    assert page.record.record_id == HELI


def test_the_recipient_is_one_step_away(page: TransferDeskPage, heard):
    page.overview.recipient.click()

    assert heard.gone == [Target(record_id="partner-UKR")]


def test_what_is_open_about_a_transfer_stands_above_its_overview(
    qtbot: QtBot, page: TransferDeskPage, desk: Desk
):
    def open_up(tx: Transaction) -> None:
        tx.add(TransferItem(transfer_id=HELI, description="Box"))
        tx.set_field(tx.get(Transfer, HELI), "status", "in_delivery")

    with qtbot.waitSignal(desk.changed):
        desk.perform("Open up", open_up)

    settled(qtbot, page, lambda: "No end-use check is planned." in page.overview.doubts.text())
    assert "1 item without a control category." in page.overview.doubts.text()


def nameless(whole: QWidget) -> list[str]:
    return [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in whole.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not child.focusProxy()
        and not isinstance(child.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
    ]


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, page: TransferDeskPage):
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        settled(qtbot, page, lambda: True)
        assert nameless(page) == []

    assert nameless(adjust(qtbot, page)) == []

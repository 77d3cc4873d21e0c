from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.transfers import TransfersPage
from crisisdesk.gui.pages.transfers_queue import QueueTab
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.programmes import Programme, ProgrammeMoney
from crisisdesk.model.registers import AidFigure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, Vetting
from crisisdesk.store.transaction import Transaction

RADAR, BOATS, OLD = "transfer-radar", "transfer-boats", "transfer-old"


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def add_transfers(tx: Transaction) -> None:
    tx.add(
        Transfer(
            id=RADAR,
            title="Coastal radar",
            number="NO-D-QAA",
            channel="fms",
            status="agreed",
            recipient_id="partner-NOR",
            case_id="case-1",
            value=Money.parse("USD 27500000"),
            delivery_on=day("2026-11-20"),
            industry="Exercise Radar Corp.",
        )
    )
    tx.add(
        Transfer(
            id=BOATS,
            title="Patrol boats",
            channel="dcs",
            status="requested",
            recipient_id="partner-EST",
            value=Money.parse("EUR 9800000"),
        )
    )
    tx.add(Transfer(id=OLD, title="Old rifles", channel="dcs", status="completed"))
    tx.flush()
    tx.add(
        Adjustment(id="adjustment-1", kind="hold", change="Boats wait", transfer_id=BOATS, status="in_force")
    )
    tx.add(
        EndUseCheck(id="check-1", title="Watch at the pier", transfer_id=RADAR, planned_on=day("2026-11-10"))
    )
    tx.add(
        Licence(
            id="licence-1",
            title="Engines",
            outcome="interagency",
            transfer_id=BOATS,
            submitted_on=day("2026-08-20"),
            norm_days=60,
            blocker="Office of end users",
        )
    )
    tx.flush()
    tx.add(Proviso(licence_id="licence-1", number=1, text="No retransfer", state="in_breach"))
    tx.add(Programme(id="programme-1", title="Maritime awareness", kind="fmf"))
    tx.flush()
    for stage, amount, note in (
        ("appropriated", "USD 25000000", ""),
        ("obligated", "USD 20000000", ""),
        ("obligated", "USD -1500000", "deobligated"),
    ):
        tx.add(
            ProgrammeMoney(
                programme_id="programme-1",
                stage=stage,
                amount=Money.parse(amount),
                fiscal_year=2026,
                note=note,
            )
        )


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> TransfersPage:
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add transfers", add_transfers)
    page = TransfersPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    settled(qtbot, page, lambda: page.part("pipeline").pipeline is not None)
    return page


def settled(qtbot: QtBot, page: TransfersPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


def lanes(page: TransfersPage) -> dict[str, list[str]]:
    shown = page.part("pipeline").board.shown
    return {
        lane.title.text(): [lane.list.cards.card(n).line.title for n in range(lane.list.cards.rowCount())]
        for lane in shown
    }


def queue(qtbot: QtBot, page: TransfersPage, key: str) -> QueueTab:
    made = page.part(key)
    assert isinstance(made, QueueTab)
    settled(qtbot, page, lambda: made.read is not None)
    return made


def cells(tab: QueueTab, row: int = 0) -> list[str]:
    return [text_of(cell) for cell in tab.pane.model.row(row).cells]


def dialog_of(qtbot: QtBot, page: TransfersPage) -> AskDialog:
    qtbot.waitUntil(lambda: bool(page.window().findChildren(AskDialog)))
    return page.window().findChildren(AskDialog)[0]


def test_live_transfers_stand_on_the_board_by_stage(page: TransfersPage):
    assert lanes(page) == {"Requested": ["Patrol boats"], "Agreed": ["Coastal radar"]}


def test_each_column_tells_how_many_and_what_they_are_worth(page: TransfersPage):
    pipeline = page.part("pipeline")

    assert "1 transfer · EUR 9.8" in pipeline.board.shown[0].list.accessibleName()
    assert "USD 27.5" in pipeline.count.text()


def test_a_late_delivery_and_a_hold_are_told_on_the_card(page: TransfersPage):
    cards = {card.line.title: card for card in page.part("pipeline").pipeline.cards}

    assert cards["Coastal radar"].next == "Delivery 3 days late"
    assert (cards["Patrol boats"].held, cards["Patrol boats"].held_tone) == (
        "Hold / pause (in force)",
        "warn",
    )


def test_ended_transfers_are_shown_when_they_are_asked_for(qtbot: QtBot, page: TransfersPage):
    qtbot.keyClick(page.part("pipeline").which._group.button(0), Qt.Key.Key_Right)

    assert "Old rifles" in lanes(page)["Completed"]


def test_the_board_can_be_parted_by_instrument(qtbot: QtBot, page: TransfersPage):
    qtbot.keyClick(page.part("pipeline").way._group.button(0), Qt.Key.Key_Right)

    assert set(lanes(page)) == {"Foreign Military Sales", "Direct Commercial Sales"}


def test_words_look_for_contractors_too(qtbot: QtBot, page: TransfersPage):
    pipeline = page.part("pipeline")
    qtbot.keyClicks(pipeline.words, "exercise radar")

    qtbot.waitUntil(lambda: [card.id for card in pipeline.shown] == [RADAR])


def test_the_pipeline_of_a_case_can_be_linked_to(page: TransfersPage):
    page.open(Target("transfers", words="case:case-1"))

    assert [card.id for card in page.part("pipeline").shown] == [RADAR]


def test_arrows_go_across_the_board_and_enter_opens(qtbot: QtBot, page: TransfersPage, heard):
    first, second = page.part("pipeline").board.shown
    first.list.setFocus()

    qtbot.keyClick(first.list, Qt.Key.Key_Right)
    assert second.list.current_id == RADAR
    qtbot.keyClick(second.list, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id=RADAR)]


def test_the_table_shows_the_same_transfers(qtbot: QtBot, page: TransfersPage, qtmodeltester: ModelTester):
    pipeline = page.part("pipeline")
    qtbot.keyClick(pipeline.side._group.button(0), Qt.Key.Key_Right)

    qtmodeltester.check(pipeline.table.model)
    assert pipeline.table.model.rowCount() == len(pipeline.shown) == 2


def test_the_table_sorts_by_value_as_a_number(qtbot: QtBot, page: TransfersPage):
    pipeline = page.part("pipeline")
    qtbot.keyClick(pipeline.side._group.button(0), Qt.Key.Key_Right)
    pipeline.table.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)

    assert [text_of(pipeline.table.model.row(n).cells[0]) for n in range(2)] == [
        "Patrol boats",
        "Coastal radar",
    ]


def test_down_leaves_the_filter_and_escape_clears_it(qtbot: QtBot, page: TransfersPage):
    pipeline = page.part("pipeline")
    page.activateWindow()
    pipeline.words.setFocus()
    qtbot.keyClicks(pipeline.words, "radar")
    qtbot.keyClick(pipeline.words, Qt.Key.Key_Escape)
    qtbot.keyClick(pipeline.words, Qt.Key.Key_Down)

    assert pipeline.words.text() == ""
    assert pipeline.board.shown[0].list.hasFocus()


def test_what_was_taken_back_is_read_below_zero(qtbot: QtBot, page: TransfersPage):
    tab = queue(qtbot, page, "money")
    row = dict(zip([column.id for column in tab.queue.columns], cells(tab), strict=True))

    assert row["obligated"].replace("\N{NO-BREAK SPACE}", "") == "18500000"
    assert row["back"].replace("\N{NO-BREAK SPACE}", "") == "\N{MINUS SIGN}1500000"
    assert row["expended"] == ""


def test_money_ends_with_the_total_of_all_programmes(qtbot: QtBot, page: TransfersPage):
    tab = queue(qtbot, page, "money")

    assert cells(tab, tab.pane.model.rowCount() - 1)[0] == "All programmes"


def test_published_figures_are_summed_by_year_and_never_across_stages(
    qtbot: QtBot, page: TransfersPage, desk: Desk
):
    def add(tx: Transaction) -> None:
        for place, stage, amount in (
            ("Norway", "obligated", 30),
            ("Chile", "obligated", -10),
            ("Chile", "disbursed", 5),
        ):
            money = Money.parse(f"USD {amount}")
            tx.add(AidFigure(place=place, stage=stage, fiscal_year=2020, amount=money))

    desk.workspace.perform("Import", add)
    tab = queue(qtbot, page, "money")
    qtbot.keyClick(tab.side._group.button(0), Qt.Key.Key_Right)
    qtbot.keyClick(tab.side._group.button(1), Qt.Key.Key_Right)

    row = dict(zip([column.id for column in tab.queue.columns], cells(tab), strict=True))
    assert (row["programme"], row["obligated"], row["expended"]) == ("All countries, as published", "20", "5")
    assert row["back"] == "\N{MINUS SIGN}10"


def test_a_licence_tells_its_days_its_blocker_and_its_provisos(qtbot: QtBot, page: TransfersPage):
    tab = queue(qtbot, page, "licences")

    assert cells(tab)[5:8] == ["95 days", "Office of end users", "1 in breach"]
    assert any(name.startswith("Proviso 1: In breach") for name, _ in tab.line.facts)


def test_an_overdue_check_gets_its_result_by_keyboard(qtbot: QtBot, page: TransfersPage, desk: Desk):
    tab = queue(qtbot, page, "end_use")
    assert cells(tab)[0] == "13 days overdue"
    qtbot.keyClick(tab.buttons[0], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page)
    fields = dialog._fields

    fields["result"].setCurrentIndex(fields["result"].findData("loss_reported"))
    qtbot.keyClick(fields["inspector"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "what was found" in dialog.refusal)
    qtbot.keyClicks(fields["finding"], "Two antennas are missing")
    qtbot.keyClicks(fields["follow"], "Joint inventory")
    qtbot.keyClick(fields["follow"], Qt.Key.Key_Return)

    settled(qtbot, page, lambda: cells(tab)[0] == "Follow up")
    with desk.workspace.snapshot() as view:
        check = view.get(EndUseCheck, "check-1")
        assert (check.result, check.follow_up) == ("loss_reported", "Joint inventory")


def test_what_cannot_be_done_to_a_line_says_why(qtbot: QtBot, page: TransfersPage):
    tab = queue(qtbot, page, "end_use")

    assert tab.buttons[1].accessibleDescription() == "No follow-up is open."


def test_a_lever_is_taken_back_with_how_its_test_is_met(qtbot: QtBot, page: TransfersPage, desk: Desk):
    tab = queue(qtbot, page, "levers")
    qtbot.keyClick(tab.buttons[1], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page)

    qtbot.keyClicks(dialog._fields["why"], "The inquiry has met")
    qtbot.keyClick(dialog._fields["why"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    settled(qtbot, page, lambda: tab.pane.model.rowCount() == 0)
    with desk.workspace.snapshot() as view:
        assert view.get(Adjustment, "adjustment-1").status == "reversed"


def test_a_unit_without_vetting_gets_one_asked_for(qtbot: QtBot, page: TransfersPage, desk: Desk):
    def add(tx: Transaction) -> None:
        tx.add(Unit(id="unit-1", name="Radar company", partner_id="partner-NOR"))
        tx.set_field(tx.get(Transfer, RADAR), "end_user", "Radar company")

    desk.workspace.perform("Add a unit", add)
    tab = queue(qtbot, page, "vetting")
    assert (cells(tab)[0], tab.line.transfer_id) == ("No vetting", RADAR)
    qtbot.keyClick(tab.buttons[4], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page)
    qtbot.keyClicks(dialog._fields["by"], "2026-12-24")
    qtbot.keyClick(dialog._fields["by"], Qt.Key.Key_Return)

    settled(qtbot, page, lambda: cells(tab)[0] == "Pending")
    with desk.workspace.snapshot() as view:
        vetting = view.all(Vetting)[0]
        assert (vetting.unit_id, vetting.transfer_id, str(vetting.needed_by)) == (
            "unit-1", RADAR, "2026-12-24",
        )  # fmt: skip


def test_an_outcome_that_stops_assistance_needs_its_information(
    qtbot: QtBot, page: TransfersPage, desk: Desk
):
    desk.workspace.perform(
        "Add", lambda tx: tx.add(Vetting(id="v-1", subject="First squadron", transfer_id=RADAR))
    )
    tab = queue(qtbot, page, "vetting")
    qtbot.keyClick(tab.buttons[1], Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, page)
    dialog._fields["outcome"].setCurrentIndex(dialog._fields["outcome"].findData("rejected"))
    qtbot.keyClick(dialog._fields["on"], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "on what information" in dialog.refusal)
    assert dialog.isVisible()


def test_nothing_can_be_written_in_the_past(qtbot: QtBot, page: TransfersPage, desk: Desk):
    tab = queue(qtbot, page, "end_use")
    desk.look_at(desk.revision)

    settled(qtbot, page, lambda: not tab.buttons[0].isEnabled())
    assert not tab.new.isEnabled()


def test_clocks_are_those_of_transfers_only(qtbot: QtBot, page: TransfersPage):
    clocks = page.part("clocks")
    settled(qtbot, page, lambda: clocks.list.model.rowCount() > 0)

    assert {clock.record_type for clock in clocks._shown.values()} <= {"transfer", "end_use_check", "licence"}

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY, Desk
from crisisdesk.gui.pages.sanctions import SanctionsPage
from crisisdesk.gui.pages.sanctions_sheet import BY_LETTER, STATES
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction

USA, GBR, DEU = "partner-USA", "partner-GBR", "partner-DEU"
FREEZE, BAN = "measure-freeze", "measure-ban"


def add_measures(tx: Transaction) -> None:
    soon, begun = PartialDate.parse("2026-12-10"), PartialDate.parse("2026-01")
    tx.add(
        Measure(
            id=FREEZE,
            title="Asset freeze",
            kind="asset_freeze",
            status="in_force",
            issuer_id=USA,
            ends_on=soon,
        )
    )
    tx.add(
        Measure(
            id=BAN, title="Travel ban", kind="travel_ban", status="in_force", issuer_id=GBR, case_id="case-1"
        )
    )
    for measure, partner, state in (
        (FREEZE, USA, AlignmentState.IN_FORCE),
        (FREEZE, GBR, AlignmentState.IN_FORCE),
        (FREEZE, DEU, AlignmentState.OPPOSED),
        (BAN, GBR, AlignmentState.IN_FORCE),
    ):
        tx.add(
            Alignment(
                measure_id=measure, partner_id=partner, state=state, begins_on=begun, legal_base="Act 1"
            )
        )


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> SanctionsPage:
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add measures", add_measures)
    page = SanctionsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(Target("sanctions", words="matrix"))
    settled(qtbot, page, lambda: page.matrix.model.rowCount() == 2)
    return page


def settled(qtbot: QtBot, page: SanctionsPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


def states(page: SanctionsPage) -> list[str]:
    return ["".join(STATES[cell.state].letter for cell in line) for line in page.matrix.model.sheet.cells]


def stand_on(page: SanctionsPage, row: int, column: int) -> None:
    page.matrix.view.setFocus()
    page.matrix.view.setCurrentIndex(page.matrix.model.index(row, column))


def press(qtbot: QtBot, page: SanctionsPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.matrix.view, key)


def test_the_model_is_a_sound_one(page: SanctionsPage, qtmodeltester: ModelTester):
    qtmodeltester.check(page.matrix.model)


def test_every_state_has_a_letter_of_its_own():
    assert len(BY_LETTER) == len(STATES) == len(AlignmentState)
    assert STATES[AlignmentState.UNKNOWN].letter == "?"


def test_partners_stand_across_and_what_nobody_knows_is_a_question_mark(page: SanctionsPage):
    assert [line.caption for line in page.matrix.model.sheet.columns] == [
        "Germany",
        "United Kingdom",
        "United States",
    ]
    assert states(page) == ["OFF", "?F?"]


def test_totals_keep_unknown_out_of_alignment(page: SanctionsPage):
    sheet = page.matrix.model.sheet

    assert [line.score for line in sheet.rows] == ["2/3/3", "1/1/3"]
    assert [line.score for line in sheet.columns] == ["0/1/2", "2/2/2", "1/1/2"]


def test_a_cell_is_read_out_in_words(page: SanctionsPage):
    told = page.matrix.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert told.startswith("Germany, Asset freeze: Opposed\nsince JAN 2026 · Act 1")
    assert "A gap" in told


def test_a_letter_and_enter_set_a_cell(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 1, 1)
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_S)
    qtbot.keyClick(page.matrix.form.states, Qt.Key.Key_Return)

    assert states(page)[1] == "SF?"
    settled(qtbot, page, lambda: page.matrix.model.sheet.rows[1].score == "1/2/3")


def test_enter_opens_the_chooser_on_what_the_cell_says(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 0, 0)
    press(qtbot, page, Qt.Key.Key_Return)

    assert page.matrix.form.state is AlignmentState.OPPOSED
    assert (page.matrix.form.since.text(), page.matrix.form.legal_base.text()) == ("2026-01", "Act 1")


def test_another_state_begins_today_and_takes_no_facts_of_the_old_one(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 0, 0)
    press(qtbot, page, Qt.Key.Key_Return)
    form = page.matrix.form
    qtbot.keyClicks(form.states, "g")
    assert (form.since.text(), form.legal_base.text()) == ("2026-11-23", "")

    qtbot.keyClicks(form.legal_base, "Act 2")
    qtbot.keyClicks(form.states, "o")

    assert form.legal_base.text() == "Act 2"


def test_since_and_legal_base_are_kept_with_the_state(qtbot: QtBot, page: SanctionsPage, desk: Desk):
    stand_on(page, 1, 0)
    press(qtbot, page, Qt.Key.Key_A)
    form = page.matrix.form
    form.since.clear()
    qtbot.keyClicks(form.since, "2026-10")
    qtbot.keyClicks(form.legal_base, "Decree 7")
    qtbot.keyClick(form.legal_base, Qt.Key.Key_Return)

    settled(qtbot, page, lambda: page.matrix.model.sheet.behind(1, 0).legal_base == "Decree 7")
    assert str(page.matrix.model.sheet.behind(1, 0).since) == "2026-10"


def test_a_date_that_is_none_is_refused_in_the_chooser(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 1, 0)
    press(qtbot, page, Qt.Key.Key_A)
    form = page.matrix.form
    qtbot.keyClicks(form.since, "x")
    qtbot.keyClick(form.since, Qt.Key.Key_Return)

    assert form.isVisible()
    assert states(page)[1] == "?F?"


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 1, 0)
    press(qtbot, page, Qt.Key.Key_F)
    qtbot.keyClick(page.matrix.form, Qt.Key.Key_Escape)

    assert states(page)[1] == "?F?"


def test_undo_takes_a_cell_back_and_stays_on_it(qtbot: QtBot, page: SanctionsPage, desk: Desk):
    stand_on(page, 1, 0)
    press(qtbot, page, Qt.Key.Key_F)
    qtbot.keyClick(page.matrix.form.states, Qt.Key.Key_Return)
    settled(qtbot, page, lambda: page.matrix.model.sheet.rows[1].known == 2)

    desk.undo()

    settled(qtbot, page, lambda: states(page)[1] == "?F?")
    at = page.matrix.view.currentIndex()
    assert (at.row(), at.column()) == (1, 0)


def test_words_kind_and_end_narrow_the_rows(qtbot: QtBot, page: SanctionsPage):
    bar = page.matrix.bar
    qtbot.keyClicks(bar.words, "travel")
    settled(qtbot, page, lambda: states(page) == ["?F?"])

    bar.clear()
    settled(qtbot, page, lambda: len(states(page)) == 2)
    bar.days.setFocus()
    qtbot.keyClick(bar.days, Qt.Key.Key_Down)
    bar.days.activated.emit(bar.days.currentIndex())
    settled(qtbot, page, lambda: [line.id for line in page.matrix.model.sheet.rows] == [FREEZE])


def test_a_filter_that_nothing_fits_offers_a_way_out(qtbot: QtBot, page: SanctionsPage):
    qtbot.keyClicks(page.matrix.bar.words, "zzz")

    settled(qtbot, page, lambda: page.matrix.model.rowCount() == 0)
    assert not page.matrix.view.isVisible()


def test_a_link_to_a_case_shows_its_measures(qtbot: QtBot, page: SanctionsPage):
    page.open(Target("sanctions", "case-1"))

    settled(qtbot, page, lambda: [line.id for line in page.matrix.model.sheet.rows] == [BAN])


def test_the_past_shows_the_matrix_of_then_and_cannot_be_changed(
    qtbot: QtBot, page: SanctionsPage, desk: Desk, heard
):
    stand_on(page, 1, 0)
    press(qtbot, page, Qt.Key.Key_F)
    qtbot.keyClick(page.matrix.form.states, Qt.Key.Key_Return)
    settled(qtbot, page, lambda: page.matrix.model.sheet.rows[1].known == 2)
    page.matrix.form = None

    desk.look_at(desk._seen - 1)
    settled(qtbot, page, lambda: states(page)[1] == "?F?")
    press(qtbot, page, Qt.Key.Key_O)

    assert page.matrix.form is None
    assert heard.said[-1] == PAST_IS_READ_ONLY
    assert not page.matrix.detail.change.isEnabled()


def test_copy_takes_the_selected_block_with_its_captions(qtbot: QtBot, page: SanctionsPage):
    stand_on(page, 0, 0)
    qtbot.keyClick(page.matrix.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.matrix.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QApplication.clipboard().text().split("\n")
    assert lines == ["Measure\tGermany\tUnited Kingdom", "Asset freeze\tOpposed\tIn force"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_export_writes_the_matrix(qtbot: QtBot, page: SanctionsPage, tmp_path: Path, heard, suffix: str):
    path = tmp_path / f"matrix{suffix}"

    page.matrix.write_file(path)

    settled(qtbot, page, lambda: bool(heard.said))
    assert path.stat().st_size > 100
    assert path.name in heard.said[-1]

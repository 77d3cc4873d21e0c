from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.sanctions import SanctionsPage
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.measures import MeasureStep
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction

FREEZE = "measure-freeze"


def add_measures(tx: Transaction) -> None:
    soon, later = PartialDate.parse("2026-12-10"), PartialDate.parse("2027-11-30")
    tx.add(Measure(id=FREEZE, title="Asset freeze", authority="EU-CFSP", status="in_force", ends_on=soon))
    tx.add(
        Measure(id="measure-ban", title="Travel ban", authority="UK-SAMLA", status="in_force", ends_on=later)
    )
    tx.add(Measure(id="measure-old", title="Price cap", authority="EU-CFSP", status="lifted"))


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> SanctionsPage:
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add measures", add_measures)
    page = SanctionsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(Target("sanctions", words="measures"))
    settled(qtbot, page, lambda: page.measures.detail.life is not None)
    return page


def settled(qtbot: QtBot, page: SanctionsPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


def titles(page: SanctionsPage) -> list[str]:
    model = page.measures.measures.model
    return [text_of(model.row(number).cells[1]) for number in range(model.rowCount())]


def press_step(qtbot: QtBot, page: SanctionsPage, status: str) -> None:
    qtbot.keyClick(page.measures.detail.steps[status], Qt.Key.Key_Space)


def test_the_model_is_a_sound_one(page: SanctionsPage, qtmodeltester: ModelTester):
    qtmodeltester.check(page.measures.measures.model)


def test_live_measures_stand_by_authority(page: SanctionsPage):
    assert titles(page) == ["Asset freeze", "Travel ban"]


def test_renewals_that_are_due_can_be_listed_alone(qtbot: QtBot, page: SanctionsPage):
    qtbot.keyClick(page.measures.which._group.button(0), Qt.Key.Key_Right)

    assert titles(page) == ["Asset freeze"]
    assert text_of(page.measures.measures.model.row(0).cells[3]) == "in 17 days"


def test_words_narrow_the_list(qtbot: QtBot, page: SanctionsPage):
    qtbot.keyClicks(page.measures.words, "travel")

    assert titles(page) == ["Travel ban"]


def test_only_steps_that_may_follow_are_offered(page: SanctionsPage):
    offered = set(page.measures.detail.steps)

    assert {"renew", "suspended", "lifted"} <= offered
    assert "proposed" not in offered


def test_a_step_without_its_reason_is_refused_and_nothing_typed_is_lost(qtbot: QtBot, page: SanctionsPage):
    press_step(qtbot, page, "suspended")
    form = page.measures.form
    qtbot.keyClicks(form.citation, "Decision 9")
    qtbot.keyClick(form.citation, Qt.Key.Key_Return)

    settled(qtbot, page, lambda: "Say why" in form.refusal)
    assert (form.isVisible(), form.citation.text()) == (True, "Decision 9")


def test_a_step_is_kept_with_its_reason(qtbot: QtBot, page: SanctionsPage, desk: Desk):
    press_step(qtbot, page, "suspended")
    qtbot.keyClicks(page.measures.form.why, "Talks began")
    qtbot.keyClick(page.measures.form.why, Qt.Key.Key_Return)

    settled(qtbot, page, lambda: page.measures.detail.life.measure.status == "suspended")
    with desk.workspace.snapshot() as view:
        assert [step.why for step in view.all(MeasureStep)] == ["Talks began"]


def test_a_renewal_asks_for_the_new_last_day_and_the_act(qtbot: QtBot, page: SanctionsPage):
    press_step(qtbot, page, "renew")
    form = page.measures.form
    qtbot.keyClick(form.why, Qt.Key.Key_Return)
    settled(qtbot, page, lambda: "new last day" in form.refusal)

    qtbot.keyClicks(form.until, "2027-06-30")
    qtbot.keyClicks(form.citation, "Decision 10")
    qtbot.keyClick(form.citation, Qt.Key.Key_Return)

    settled(qtbot, page, lambda: str(page.measures.detail.life.measure.ends_on) == "2027-06-30")


def test_steps_cannot_be_taken_in_the_past(qtbot: QtBot, page: SanctionsPage, desk: Desk):
    desk.look_at(desk._seen)

    settled(qtbot, page, lambda: not page.measures.new.isEnabled())
    settled(qtbot, page, lambda: not any(b.isEnabled() for b in page.measures.detail.steps.values()))


def test_an_exemption_is_added_to_the_measure_that_is_stood_on(page: SanctionsPage, heard):
    page.measures.detail._add_exception()

    assert heard.created == [("measure_exception", {"measure_id": FREEZE})]

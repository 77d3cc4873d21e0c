from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.panels.deliberation_panel import DeliberationPanel
from crisisdesk.gui.session import DeskSession
from crisisdesk.model.deliberation import AgencyPosition
from crisisdesk.services.decisions import prepare
from crisisdesk.store.transaction import Transaction

Opened = Callable[[Callable[[Transaction, str], object]], DeliberationPanel]


@pytest.fixture
def opened(qtbot: QtBot, session: DeskSession) -> Opened:
    def run(more: Callable[[Transaction, str], object]) -> DeliberationPanel:
        desk = session.desk.workspace
        made = desk.perform(
            "Prepare",
            lambda tx: prepare(tx, "case-1", "Hold?", ["Hold", "Go on"], arguments_for=["Undone in a day"]),
        ).value
        desk.perform("More", lambda tx: more(tx, made.id))
        panel = DeliberationPanel(session.context)
        qtbot.addWidget(panel)
        panel.show()
        panel.show_record("decision", made.id)
        qtbot.waitUntil(lambda: bool(panel.texts()))
        return panel

    return run


def test_both_sides_stand_there_and_a_missing_one_is_told(opened: Opened) -> None:
    panel = opened(lambda _tx, _id: None)

    shown = panel.texts()

    assert {"1. Hold", "2. Go on", "Undone in a day", "No argument against it is recorded."} <= set(shown)


def test_dissent_stands_apart_with_its_reason(opened: Opened) -> None:
    def oppose(tx: Transaction, decision_id: str) -> None:
        tx.add(
            AgencyPosition(
                decision_id=decision_id, partner_id="partner-NOR", stance="opposes", reason="Read as a signal"
            )
        )

    shown = opened(oppose).texts()

    assert shown[shown.index("Dissent") + 1] == "Norway: opposes, Read as a signal"


def test_deciding_is_offered_by_keyboard(qtbot: QtBot, opened: Opened) -> None:
    panel = opened(lambda _tx, _id: None)

    qtbot.keyClick(panel.decide, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    asked = QApplication.activeModalWidget()
    assert asked is not None
    assert asked.windowTitle() == "Decide: Hold?"
    asked.close()

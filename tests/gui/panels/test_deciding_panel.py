from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.panels.deciding_panel import DecidingPanel
from crisisdesk.gui.session import DeskSession
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.merging import Conflict
from crisisdesk.store.transaction import Transaction


def disagree(tx: Transaction) -> None:
    tx.get(CrisisCase, "case-1").title = "Strait mined"
    tx.add(
        Conflict(
            id="conflict-1", subject="Strait mined", what="Title", record_type="case", record_key="case-1",
            field_name="title", stands="Strait mined", other="Strait half closed",
        )
    )  # fmt: skip


def test_the_other_value_is_taken_by_keyboard(qtbot: QtBot, session: DeskSession) -> None:
    workspace = session.desk.workspace
    workspace.perform("Disagree", disagree)
    panel = DecidingPanel(session.context)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_record("conflict", "conflict-1")
    qtbot.waitUntil(panel.take.isEnabled)

    qtbot.keyClick(panel.take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Decided by" in panel.state.text())

    with workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").title == "Strait half closed"
    assert not panel.keep.isEnabled()

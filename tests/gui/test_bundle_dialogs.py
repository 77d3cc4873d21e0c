import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.bundle_packing import BundlePacking
from crisisdesk.gui.bundle_review import BundleReview
from crisisdesk.gui.session import DeskSession
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.merging import Conflict, Export
from crisisdesk.services.bundles.gathering import pack
from crisisdesk.services.log import log
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace


def rename(tx: Transaction, title: str) -> None:
    tx.get(CrisisCase, "case-1").title = title


@pytest.fixture
def bundle(small_desk: Path, tmp_path: Path) -> Path:
    """From a copy of the desk that has an entry more, and another title for the case."""
    desk = Workspace.open(Path(shutil.copyfile(small_desk, tmp_path / "other.cdesk")))
    desk.perform("Rename", lambda tx: rename(tx, "Strait mined"))
    desk.perform("Log", lambda tx: log(tx, "case-1", "Pilot station reports mines"))
    path = tmp_path / "other.cbundle"
    with desk.snapshot() as view:
        path.write_bytes(pack(view, "case-1", key="our key").content)
    desk.close()
    return path


def review(qtbot: QtBot, session: DeskSession, bundle: Path) -> BundleReview:
    dialog = BundleReview(session, bundle)
    qtbot.addWidget(dialog)
    dialog.call()
    qtbot.waitUntil(dialog.go_on.isEnabled)
    return dialog


def test_a_person_takes_theirs_by_keyboard_and_brings_the_bundle_in(
    qtbot: QtBot, session: DeskSession, bundle: Path
) -> None:
    session.desk.workspace.perform("Rename", lambda tx: rename(tx, "Strait half closed"))
    dialog = review(qtbot, session, bundle)
    assert "type the shared key" in dialog.facts.text()
    assert dialog.model.rowCount() == 2

    qtbot.keyClick(dialog.take_theirs, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())

    with session.desk.workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").title == "Strait mined"
        assert [one.state.value for one in view.all(Conflict)] == ["decided"]


def test_a_wrong_key_is_said_and_nothing_can_be_brought_in(
    qtbot: QtBot, session: DeskSession, bundle: Path
) -> None:
    dialog = review(qtbot, session, bundle)
    dialog.key.setText("another key")
    dialog.look_at_it()
    qtbot.waitUntil(lambda: "another key" in dialog.facts.text())
    assert not dialog.go_on.isEnabled()


def test_a_case_is_packed_and_entered_into_the_register(
    qtbot: QtBot, session: DeskSession, tmp_path: Path
) -> None:
    dialog = BundlePacking(session, "case-1")
    qtbot.addWidget(dialog)
    dialog.call()
    qtbot.waitUntil(lambda: dialog.case.currentData() == "case-1")
    dialog.write(tmp_path / "packed.cbundle")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    with session.desk.workspace.snapshot() as view:
        assert [one.file_name for one in view.all(Export)] == ["packed.cbundle"]

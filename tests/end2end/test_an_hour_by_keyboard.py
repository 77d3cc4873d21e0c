"""An hour of a crisis as an officer lives it, without ever touching the mouse."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.forms.correction import CorrectionDialog
from crisisdesk.gui.forms.dialog import RecordDialog
from crisisdesk.gui.handing_over import HandOverDialog
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.actions_tab import ActionsTab
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.case.decisions_tab import DecisionsTab
from crisisdesk.gui.pages.case_desk import CaseDeskPage
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.theme.themes import LIGHT
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.watch import Handover
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BEGIN = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ENTRIES, TASKS, DECISIONS = 40, 6, 2


class Officer:
    """Somebody with a keyboard and nothing else: every key goes to whatever has the focus."""

    def __init__(self, qtbot: QtBot, session: DeskSession) -> None:
        self.qtbot, self.session = qtbot, session

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        """Where Qt sends a key: to what has the focus, else to the window in front."""
        if QApplication.activeWindow() is None:  # the offscreen platform has no window manager to see to it
            self.session.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
        return QApplication.focusWidget() or QApplication.activeWindow()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.desk.reading, timeout=10_000)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Wait for a dialog that has the focus."""
        self.qtbot.waitUntil(lambda: self._has_focus(kind))
        self.wait()
        return QApplication.activeModalWidget()

    def _has_focus(self, kind: type[QDialog]) -> bool:
        active = QApplication.activeModalWidget()
        return isinstance(active, kind) and active.isAncestorOf(QApplication.focusWidget() or QWidget())


@pytest.fixture
def officer(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Officer]:
    moments = iter(range(1_000_000))
    desk = Workspace.create(
        tmp_path / "desk.cdesk",
        partial(found, exercise=True, name="Watch"),
        clock=lambda: BEGIN + timedelta(seconds=next(moments) // 4),
        actor="R. Delgado",
    )
    desk.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    window = MainWindow(Settings(tmp_path / "settings.json"))
    window.dress(Look(qapp, LIGHT))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    session = DeskSession(window, desk)
    window.fill(session)
    window.go_to("now")
    window.activateWindow()
    qtbot.waitUntil(lambda: not session.desk.reading)
    yield Officer(qtbot, session)
    if window.session is not None:
        session.close()
        window.session = None


def test_a_whole_hour_is_driven_by_keyboard_alone(officer: Officer) -> None:
    open_the_case(officer)
    for number in range(ENTRIES - 1):
        log_a_line(officer, f"Report {number + 1} from the watch")
    correct_the_last(officer)
    for number in range(TASKS):
        give_a_task(officer, f"Call number {number + 1}")
    complete_the_first_task(officer)
    for number in range(DECISIONS):
        make_a_decision(officer, f"Do we send vessel {number + 1}?")
    hand_over(officer)

    with officer.session.desk.workspace.snapshot() as view:
        entries, actions = view.all(LogEntry), view.all(Action)
        assert len([one for one in entries if one.kind not in {"handover", "decision"}]) == ENTRIES
        assert len([one for one in entries if one.corrects_id]) == 1
        assert len(actions) == TASKS
        assert sum(not one.is_open for one in actions) == 1
        made = view.all(Decision)
        assert [one.status for one in made] == ["decided"] * DECISIONS
        assert {one.authority for one in made} == {"Duty director"}
        (handover,) = view.all(Handover)
        assert (handover.outgoing, handover.incoming) == ("R. Delgado", "J. Hale")


def open_the_case(officer: Officer) -> None:
    officer.press(Qt.Key.Key_2, CONTROL)
    officer.wait()
    officer.press(ENTER)
    officer.qtbot.waitUntil(lambda: isinstance(officer.session.places.current, CaseDeskPage))
    officer.wait()
    officer.press(Qt.Key.Key_L, CONTROL)


def log_a_line(officer: Officer, text: str) -> None:
    page = officer.session.places.current
    assert isinstance(page, CaseDeskPage)
    officer.write(text)
    with officer.qtbot.waitSignal(page.log_line.logged):
        officer.press(ENTER)


def correct_the_last(officer: Officer) -> None:
    officer.wait()
    officer.press(Qt.Key.Key_2, ALT)
    officer.wait()
    officer.press(Qt.Key.Key_R, ALT)
    officer.dialog(CorrectionDialog)
    officer.press(Qt.Key.Key_A, CONTROL)
    officer.write("Report 39, as read back")
    officer.press(TAB)
    officer.write("Misheard")
    officer.press(ENTER)
    gone(officer)


def give_a_task(officer: Officer, title: str) -> None:
    officer.press(Qt.Key.Key_5, ALT)
    officer.wait()
    officer.press(Qt.Key.Key_A, ALT)
    officer.dialog(RecordDialog)
    officer.write(title)
    officer.press(ENTER)
    gone(officer)


def complete_the_first_task(officer: Officer) -> None:
    page = officer.session.places.current
    assert isinstance(page, CaseDeskPage)
    tab = page.tab(ActionsTab)
    officer.qtbot.waitUntil(lambda: tab.model.rowCount() == TASKS)
    while not tab.table.hasFocus():
        officer.press(TAB)
    officer.press(ENTER, CONTROL)
    officer.dialog(AskDialog)
    officer.write("They answered")
    officer.press(ENTER)
    gone(officer)


def make_a_decision(officer: Officer, question: str) -> None:
    officer.press(Qt.Key.Key_6, ALT)
    officer.wait()
    officer.press(Qt.Key.Key_A, ALT)
    officer.dialog(AskDialog)
    for typed in (question, "Send it at first light", "Wait for the escort"):
        officer.write(typed)
        officer.press(TAB)
    officer.press(ENTER, CONTROL)
    gone(officer)
    officer.qtbot.waitUntil(lambda: bool(decisions(officer).model.rowCount()))
    officer.wait()
    while not decisions(officer).table.hasFocus():
        officer.press(TAB)
    officer.press(ENTER, CONTROL)
    officer.dialog(AskDialog)
    officer.press(TAB)
    officer.write("The weather holds until noon")
    officer.press(TAB)
    officer.write("Duty director")
    officer.press(ENTER)
    gone(officer)


def decisions(officer: Officer) -> DecisionsTab:
    page = officer.session.places.current
    assert isinstance(page, CaseDeskPage)
    tab = page.tabs.currentWidget()
    assert isinstance(tab, DecisionsTab)
    return tab


def hand_over(officer: Officer) -> None:
    officer.press(Qt.Key.Key_H, CONTROL | SHIFT)
    officer.dialog(HandOverDialog)
    officer.write("J. Hale")
    officer.press(ENTER)
    gone(officer)


def gone(officer: Officer) -> None:
    """Wait until the dialog has closed and all is written."""
    officer.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    officer.wait()

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.exercise_strip import ExerciseStrip
from crisisdesk.gui.session import DeskSession
from crisisdesk.model.injects import Inject
from crisisdesk.model.log import LogEntry
from crisisdesk.services.exercise_clock import start_exercise
from crisisdesk.store.transaction import Transaction


def add_inject(tx: Transaction) -> None:
    tx.add(Inject(id="inject-1", case_id="case-1", minutes=30, text="Mines reported"))


def test_a_desk_without_a_script_shows_no_strip(qtbot: QtBot, session: DeskSession) -> None:
    qtbot.waitUntil(lambda: not session.desk.reading)
    assert session.exercise.isHidden()


def test_what_is_due_is_played_while_the_window_is_open(qtbot: QtBot, session: DeskSession) -> None:
    machine = session.desk.workspace.machine_clock() - timedelta(minutes=1)
    session.desk.perform("Add", add_inject)
    session.desk.perform("Start", lambda tx: start_exercise(tx, machine, rate=60))
    qtbot.waitUntil(lambda: "0 injects wait" in session.exercise.text.text(), timeout=10_000)
    with session.desk.workspace.snapshot() as view:
        assert [one.text for one in view.all(LogEntry)][-1:] == ["Mines reported"]


def test_the_clock_is_started_and_held_by_keyboard(qtbot: QtBot, session: DeskSession) -> None:
    strip: ExerciseStrip = session.exercise
    session.desk.perform("Add", add_inject)
    session.window.do("exercise")
    qtbot.waitUntil(strip.hold.isVisible)
    qtbot.keyClick(strip.hold, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "stands still" in strip.text.text())
    assert strip.hold.text() == "Let the clock run"

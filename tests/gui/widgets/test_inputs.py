"""What people type into: the quick log, typed values, the time bar, the record picker."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from crisisdesk.errors import UserError
from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.moment_edit import TypedEdit
from crisisdesk.gui.widgets.quick_log import Prefix, QuickLog
from crisisdesk.gui.widgets.record_combo import RecordCombo
from crisisdesk.gui.widgets.time_bar import Stop, TimeBar

STOPS = [Stop(str(n), f"23130{n}Z NOV 26", f"14:0{n} local", f"Change {n}") for n in range(5)]
PARTNERS = [("no", "Norway", "NO"), ("ca", "Canada", "CA"), ("nz", "New Zealand", "NZ")]


def a_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"{text} is no date: write 2026-11-23.") from error


@pytest.fixture
def log(qtbot: QtBot, look: Look) -> QuickLog:
    made = QuickLog(look, [Prefix("d:", "Decision", "gavel"), Prefix("c:", "Call", "phone")])
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> TimeBar:
    def find(text: str) -> str:
        if text not in {stop.id for stop in STOPS}:
            raise UserError(f"There is no change {text}.")
        return text

    made = TimeBar(look, find)
    qtbot.addWidget(made)
    made.show_stops(STOPS)
    return made


@pytest.fixture
def combo(qtbot: QtBot, look: Look) -> RecordCombo:
    made = RecordCombo(
        look, lambda text: [p for p in PARTNERS if text.lower() in p[1].lower()], "Partner", creates="partner"
    )
    qtbot.addWidget(made)
    return made


def test_enter_logs_what_was_typed(qtbot: QtBot, log: QuickLog):
    log.line.setText("d: Harbour closed")

    with qtbot.waitSignal(log.submitted) as told:
        qtbot.keyClick(log.line, Qt.Key.Key_Return)

    assert told.args == ["d: Harbour closed"]


def test_a_prefix_shows_the_kind_it_sets(log: QuickLog):
    log.line.setText("D: Harbour closed")
    assert log._kind.text() == "Decision"

    log.line.setText("Harbour closed")
    assert log._kind.text() == "Event"


def test_what_is_refused_is_not_lost(qtbot: QtBot, log: QuickLog):
    log.line.setText("Harbour closed")

    log.refuse("The case is closed.")

    assert log.line.text() == "Harbour closed"
    assert log.refusal == log.line.accessibleDescription() == "The case is closed."
    log.line.setText("Harbour closed again")
    assert not log.refusal


def test_the_last_line_comes_back(qtbot: QtBot, log: QuickLog):
    log.line.setText("Harbour closed")
    log.accept()
    assert not log.line.text()

    qtbot.keyClick(log.line, Qt.Key.Key_Up)

    assert log.line.text() == "Harbour closed"


def test_an_empty_line_logs_nothing(qtbot: QtBot, log: QuickLog):
    log.line.setText("   ")
    with qtbot.assertNotEmitted(log.submitted):
        qtbot.keyClick(log.line, Qt.Key.Key_Return)


def test_typed_text_becomes_a_value(qtbot: QtBot):
    edit = TypedEdit(a_date, "Due", show=date.isoformat)
    qtbot.addWidget(edit)
    edit.line.setText("2026-11-23")

    with qtbot.waitSignal(edit.accepted):
        qtbot.keyClick(edit.line, Qt.Key.Key_Return)

    assert edit.value == date(2026, 11, 23)


def test_text_that_is_no_value_stays_and_says_why(qtbot: QtBot):
    edit = TypedEdit(a_date, "Due", show=date.isoformat)
    qtbot.addWidget(edit)
    edit.line.setText("soon")

    assert not edit.commit()
    assert edit.refusal == "soon is no date: write 2026-11-23."
    assert edit.line.text() == "soon"


def test_escape_brings_the_last_value_back(qtbot: QtBot):
    edit = TypedEdit(a_date, "Due", show=date.isoformat)
    qtbot.addWidget(edit)
    edit.put(date(2026, 1, 2))
    edit.line.setText("soon")

    qtbot.keyClick(edit.line, Qt.Key.Key_Escape)

    assert edit.line.text() == "2026-01-02"
    assert not edit.refusal


def test_an_optional_value_can_be_emptied(qtbot: QtBot):
    edit = TypedEdit(a_date, "Due", show=date.isoformat, optional=True)
    qtbot.addWidget(edit)
    edit.put(date(2026, 1, 2))
    edit.line.clear()

    with qtbot.waitSignal(edit.accepted) as told:
        edit.commit()

    assert told.args == [None]


def test_the_bar_stands_on_now(bar: TimeBar):
    assert bar.stop is None
    assert bar._when.text() == "Now"
    assert bar._now.isHidden()


def test_a_step_into_the_past_is_told_and_said(qtbot: QtBot, bar: TimeBar):
    with qtbot.waitSignal(bar.moved) as told:
        bar._earlier.click()

    assert told.args == ["4"]
    assert bar._when.text() == "231304Z NOV 26"
    assert bar._local.text() == "14:04 local"
    assert "read only" in bar._what.text()


def test_back_to_now_is_one_button(qtbot: QtBot, bar: TimeBar):
    bar.show_stops(STOPS, at="2")
    assert bar.stop == STOPS[2]

    with qtbot.waitSignal(bar.moved) as told:
        bar._now.click()

    assert told.args == [""]


def test_showing_stops_is_not_told(qtbot: QtBot, bar: TimeBar):
    with qtbot.assertNotEmitted(bar.moved):
        bar.show_stops(STOPS[:3], at="1")


def test_a_moment_can_be_typed(qtbot: QtBot, bar: TimeBar):
    bar._typed.line.setText("1")
    with qtbot.waitSignal(bar.moved) as told:
        qtbot.keyClick(bar._typed.line, Qt.Key.Key_Return)

    assert told.args == ["1"]
    bar._typed.line.setText("77")
    assert not bar._typed.commit()


def test_letters_find_a_record(qtbot: QtBot, combo: RecordCombo):
    qtbot.keyClicks(combo.line, "nor")

    with qtbot.waitSignal(combo.chosen) as told:
        qtbot.keyClick(combo.line, Qt.Key.Key_Return)

    assert told.args == ["no"]
    assert (combo.record_id, combo.line.text()) == ("no", "Norway")


def test_what_is_not_there_can_be_created(qtbot: QtBot, combo: RecordCombo):
    qtbot.keyClicks(combo.line, "Halden")

    with qtbot.waitSignal(combo.create_asked) as told:
        qtbot.keyClick(combo.line, Qt.Key.Key_Return)

    assert told.args == ["Halden"]
    assert not combo.record_id


def test_text_that_names_nothing_goes_back_to_the_choice(qtbot: QtBot, combo: RecordCombo):
    combo.put("no", "Norway")
    qtbot.keyClicks(combo.line, "xx")

    qtbot.keyClick(combo.line, Qt.Key.Key_Escape)

    assert (combo.record_id, combo.line.text()) == ("no", "Norway")


def test_an_emptied_line_means_no_record(qtbot: QtBot, combo: RecordCombo):
    combo.put("no", "Norway")
    combo.line.clear()

    with qtbot.waitSignal(combo.chosen) as told:
        combo._leave()

    assert told.args == [""]
    assert not combo.record_id


def test_what_was_logged_is_taken_back_by_the_window_not_by_the_line(qtbot: QtBot, look: Look) -> None:
    quick, undone = QuickLog(look), []
    quick.submitted.connect(lambda _text: quick.accept())
    window = QMainWindow()
    undo = window.addAction("Undo")
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(lambda *_: undone.append(True))
    window.setCentralWidget(quick)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    quick.line.setFocus()

    qtbot.keyClicks(quick.line, "typo")
    qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    qtbot.keyClick(quick.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone
    assert quick.line.text() == ""


def test_the_moment_line_shows_a_whole_group_at_any_text_size(qtbot: QtBot, look: Look) -> None:
    bar = TimeBar(look, str)
    qtbot.addWidget(bar)
    bar.resize(1200, 60)
    bar.show()
    look.scale_text(2.0)

    line = bar.findChild(QLineEdit)

    assert line is not None
    assert line.fontMetrics().horizontalAdvance("231312Z NOV 26") < line.contentsRect().width()
    look.scale_text(1.0)

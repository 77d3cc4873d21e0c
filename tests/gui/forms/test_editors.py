import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.editors import EDITORS, Means, editor_for
from crisisdesk.gui.forms.material import read_material
from crisisdesk.gui.forms.picks import MarkingEditor
from crisisdesk.gui.forms.prose import MOST_LINES
from crisisdesk.model.base import Record, field_named, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.model.records import RECORD_TYPES


def made(qtbot: QtBot, context: Context, record_type: type[Record], name: str) -> Editor:
    with context.desk.workspace.snapshot() as view:
        material = read_material(view, record_type)
    editor = editor_for(field_named(record_type, name), Means(context, material))
    qtbot.addWidget(editor)
    editor.show()
    editor.setFocus()
    return editor


def test_every_kind_of_field_has_an_editor() -> None:
    kinds = {f.kind for record_type in RECORD_TYPES for f in fields_of(record_type)}

    assert kinds <= set(EDITORS)


def test_a_moment_shows_its_local_time(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "event_time")

    qtbot.keyClicks(editor.target, "231312Z NOV 26")

    assert "local" in editor._note.text()
    assert "in 1 h" in editor._note.text()


def test_a_bare_time_is_one_of_today(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "event_time")

    qtbot.keyClicks(editor.target, "13:12")
    qtbot.keyClick(editor.target, Qt.Key.Key_Return)

    assert editor.text == "231312Z NOV 26"


def test_what_is_no_moment_is_said_when_the_field_is_left(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "event_time")

    qtbot.keyClicks(editor.target, "soon")
    qtbot.keyClick(editor.target, Qt.Key.Key_Return)

    assert "is not a moment" in editor.refusal
    assert editor.text == "soon"


def test_a_grade_says_what_it_means(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "grade")

    qtbot.keyClicks(editor.target, "b2")

    assert editor._note.text() == "Usually reliable source; probably true"


@pytest.mark.parametrize(
    ("typed", "meant"), [("~2026", "About 2026"), ("1960..1965", "Between 1960 and 1965"), ("2026", "")]
)
def test_a_partial_date_says_what_it_means(qtbot: QtBot, context: Context, typed: str, meant: str) -> None:
    editor = made(qtbot, context, Partner, "begins_on")

    qtbot.keyClicks(editor.target, typed)

    assert editor._note.text() == meant


def test_a_term_is_found_by_its_label(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, CrisisCase, "phase")
    editor.put("")

    qtbot.keyClicks(editor.target, "clos")
    qtbot.keyClick(editor.target, Qt.Key.Key_Return)

    assert editor.text == "closed"


def test_a_word_outside_the_vocabulary_stays_and_is_refused(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, CrisisCase, "phase")
    editor.put("")

    qtbot.keyClicks(editor.target, "Zzyzx")
    editor.picker._leave()

    assert editor.target.text() == "Zzyzx"
    assert "not in the vocabulary" in editor.refusal


def test_a_level_replaces_only_the_level(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "marking")
    assert isinstance(editor, MarkingEditor)
    editor.put("SECRET//REL TO USA, GBR")

    next(a for a in editor.levels_menu().actions() if a.text() == "CONFIDENTIAL").trigger()

    assert editor.text == "CONFIDENTIAL//REL TO USA, GBR"


def test_prose_grows_up_to_a_limit_and_keeps_lines(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "text")
    small = editor.target.height()

    editor.put("\n".join(["line"] * 8))
    middle = editor.target.height()
    editor.put("\n".join(["line"] * 100))

    assert small < middle < editor.target.height()
    assert editor.target.height() < (MOST_LINES + 2) * editor.fontMetrics().lineSpacing() + 20
    assert editor.text.count("\n") == 99


def test_a_passing_wheel_changes_no_choice(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, CrisisCase, "severity")
    editor.put("serious")
    editor.target.clearFocus()
    at, turn = QPointF(5, 5), QPoint(0, -120)
    no = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(at, at, turn, turn, Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False)

    QApplication.sendEvent(editor.target, wheel)

    assert wheel.type() is QEvent.Type.Wheel
    assert editor.text == "serious"


def test_a_box_has_only_the_states_that_its_field_has(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, LogEntry, "significant")

    qtbot.keyClick(editor.target, Qt.Key.Key_Space)

    assert editor.text == "yes"
    assert not editor.target.isTristate()


def test_every_editor_shows_hostile_text_as_it_is(qtbot: QtBot, context: Context) -> None:
    editor = made(qtbot, context, CrisisCase, "title")

    editor.put("<b>&amp;</b>\u202e")

    assert editor.text == "<b>&amp;</b>\u202e"

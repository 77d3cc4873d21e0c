import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.correction import CorrectionDialog
from crisisdesk.gui.forms.dialog import RecordDialog, create_record, edit_record
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.partners import Membership, Partner


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def dialog_of(qtbot: QtBot, parent: QWidget, kind: type) -> QWidget:
    qtbot.waitUntil(lambda: parent.findChild(kind) is not None)
    return parent.findChild(kind)


def test_edit_opens_the_form_of_a_record(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    edit_record(context, parent, "partner-NOR")

    dialog = dialog_of(qtbot, parent, RecordDialog)
    qtbot.waitUntil(lambda: bool(dialog.form.editors))
    assert dialog.windowTitle() == "Edit partner “Norway”"
    assert dialog.form.editors["name"].text == "Norway"


def test_create_begins_with_what_was_given(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    dialog = create_record(context, parent, "action", {"title": "Call Oslo"})
    qtbot.waitUntil(lambda: bool(dialog.form.editors))

    with qtbot.waitSignal(dialog.form.saved) as saved:
        dialog.form.save()

    assert saved.args[1] == "Call Oslo"


def test_escape_leaves_and_keeps_a_draft(qtbot: QtBot, context: Context, parent: QWidget, heard) -> None:
    dialog = create_record(context, parent, "partner")
    qtbot.waitUntil(lambda: bool(dialog.form.editors))
    qtbot.keyClicks(dialog.form.editors["name"].target, "Nordland")

    qtbot.keyClick(dialog.form, Qt.Key.Key_Escape)

    assert "draft" in heard.said[0]
    assert context.memory["draft:partner:new"]["texts"] == {"name": "Nordland"}


def test_the_focus_goes_back_where_it_was(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    line = QLineEdit(parent)
    line.show()
    parent.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    dialog = create_record(context, parent, "partner")
    qtbot.waitUntil(lambda: bool(dialog.form.editors))

    dialog.reject()

    assert parent.focusWidget() is line


def test_a_missing_record_is_made_in_place(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    outer = RecordDialog(context, parent, Membership)
    outer.open()
    qtbot.waitUntil(lambda: bool(outer.form.editors))
    editor = outer.form.editors["member_id"]

    editor._make("Nordland")
    inner = dialog_of(qtbot, outer, RecordDialog)
    qtbot.waitUntil(lambda: bool(inner.form.editors))
    assert inner.form.editors["name"].text == "Nordland"
    inner.form.save()

    qtbot.waitUntil(lambda: editor.target.text() == "Nordland")
    assert editor.text.startswith("partner-")


def test_what_is_made_elsewhere_says_where(qtbot: QtBot, context: Context, parent: QWidget, heard) -> None:
    assert create_record(context, parent, "desk") is None

    assert "one desk" in heard.said[0]


def test_a_log_entry_is_corrected_not_edited(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    entry = LogEntry(id="log-1", case_id="case-1", text="Ten ships.")
    context.desk.workspace.perform("Log", lambda tx: tx.add(entry))
    edit_record(context, parent, "log-1")
    dialog = dialog_of(qtbot, parent, CorrectionDialog)
    qtbot.waitUntil(lambda: bool(dialog.editors))

    dialog.editors["text"].put("Twelve ships.")
    dialog.save()
    assert "Say why" in dialog.editors["correction_reason"].refusal
    qtbot.keyClicks(dialog.editors["correction_reason"].target, "Miscounted")
    with qtbot.waitSignal(context.desk.changed):
        dialog.save()

    with context.desk.workspace.snapshot() as view:
        assert view.history(limit=1)[0].summary == "Correct log entry “Twelve ships.”"


def test_a_correction_changes_when_it_happened_and_until_when_it_holds(
    qtbot: QtBot, context: Context, parent: QWidget
) -> None:
    first = LogEntry(id="log-1", case_id="case-1", text="They wait.", assertion=Assertion.ASSUMPTION)
    context.desk.workspace.perform("Log", lambda tx: tx.add(first))
    edit_record(context, parent, "log-1")
    dialog = dialog_of(qtbot, parent, CorrectionDialog)
    qtbot.waitUntil(lambda: bool(dialog.editors))

    for name, typed in (("event_time", "2026-11-20T08:00Z"), ("holds_until", "2026-12-01T00:00Z")):
        dialog.editors[name].put(typed)
    qtbot.keyClicks(dialog.editors["correction_reason"].target, "Wrong day")
    with qtbot.waitSignal(context.desk.changed):
        dialog.save()

    with context.desk.workspace.snapshot() as view:
        (new,) = view.all(LogEntry, LogEntry.corrects_id == "log-1")
    assert (new.event_time.day, new.holds_until.month) == (20, 12)


def test_what_is_never_edited_says_so(qtbot: QtBot, context: Context, parent: QWidget, heard) -> None:
    with context.desk.workspace.snapshot() as view:
        (step, _) = view.referring("case-1")

    edit_record(context, parent, step.id)

    qtbot.waitUntil(lambda: "never edited" in heard.said[0] if heard.said else False)


def test_a_record_that_is_gone_is_refused(qtbot: QtBot, context: Context, parent: QWidget) -> None:
    with qtbot.waitSignal(context.desk.refused) as refused:
        edit_record(context, parent, "partner-nowhere")

    assert "no record" in refused.args[0]


def test_a_save_that_meets_a_newer_value_is_refused_at_its_field(
    qtbot: QtBot, context: Context, parent: QWidget
) -> None:
    def rename(tx) -> None:
        tx.get(Partner, "partner-NOR").name = "Norge"

    dialog = RecordDialog(context, parent, Partner, "partner-NOR")
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.form.editors))
    qtbot.keyClicks(dialog.form.editors["name"].target, "Noreg")
    context.desk.workspace.perform("Rename", rename)  # nobody has told the form yet

    dialog.form.save()

    qtbot.waitUntil(lambda: "changed meanwhile" in dialog.form.editors["name"].refusal)

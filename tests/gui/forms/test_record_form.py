from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.record_form import RecordForm
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.store.transaction import Transaction


def opened(
    qtbot: QtBot, context: Context, record_type: type[Record], record_id: str = "", given: dict | None = None
) -> RecordForm:
    form = RecordForm(context, record_type, record_id, given)
    qtbot.addWidget(form)
    form.resize(720, 640)
    form.show()
    qtbot.waitUntil(lambda: bool(form.editors))
    return form


def add(qtbot: QtBot, target: QWidget, words: str) -> None:
    qtbot.keyClick(target, Qt.Key.Key_End)
    qtbot.keyClicks(target, words)


def rename(name: str):
    def write(tx: Transaction) -> None:
        tx.get(Partner, "partner-NOR").name = name

    return write


def test_a_name_and_enter_make_a_partner(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner)

    qtbot.keyClicks(form.editors["name"].target, "Nordland")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.editors["name"].target, Qt.Key.Key_Return)

    with context.desk.workspace.snapshot() as view:
        assert view.get(Partner, saved.args[0]).name == "Nordland"
        assert view.history(limit=1)[0].summary == "Add partner “Nordland”"


def test_a_missing_name_is_said_beside_the_field(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner)

    qtbot.keyClick(form, Qt.Key.Key_Return)

    assert form.editors["name"].refusal == "Name must not be empty."
    assert form.editors["name"].target.hasFocus()


def test_an_edit_writes_only_what_was_typed(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner, "partner-NOR")

    add(qtbot, form.editors["capital"].target, " (seat)")
    with qtbot.waitSignal(form.saved):
        form.save()

    with context.desk.workspace.snapshot() as view:
        (change,) = view.changes_of(view.revision)
    assert change.after == {"capital": "Oslo (seat)"}


def test_what_was_typed_is_offered_back(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner, "partner-NOR")
    add(qtbot, form.editors["capital"].target, " or Bergen")
    form.close()

    again = opened(qtbot, context, Partner, "partner-NOR")
    assert "did not save" in again.strip.text
    again._take_draft()

    assert again.editors["capital"].text == "Oslo or Bergen"


def test_a_save_ends_the_draft(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner)
    qtbot.keyClicks(form.editors["name"].target, "Nordland")
    with qtbot.waitSignal(form.saved):
        form.save()

    assert opened(qtbot, context, Partner).strip.text == ""


def test_a_change_from_elsewhere_shows_where_nobody_types(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner, "partner-NOR")

    context.desk.perform("Rename", rename("Norge"))

    qtbot.waitUntil(lambda: form.editors["name"].text == "Norge")
    assert form.typed() == {}


def test_typed_text_outlives_a_change_from_elsewhere(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner, "partner-NOR")
    form.editors["name"].target.setFocus()
    add(qtbot, form.editors["name"].target, " (Kingdom)")

    context.desk.perform("Rename", rename("Norge"))
    qtbot.waitUntil(lambda: "Name" in form.strip.text)

    assert form.editors["name"].text == "Norway (Kingdom)"


def test_a_rule_that_is_broken_is_said_at_its_field(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Action, given={"title": "Call", "status": "complete"})

    form.save()

    qtbot.waitUntil(lambda: bool(form.editors["result"].refusal))
    assert form.editors["result"].isVisible()


def test_a_reference_is_found_by_typing(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Membership)
    line = form.editors["member_id"].target
    line.setFocus()
    qtbot.keyClicks(line, "norw")
    qtbot.waitUntil(form.editors["member_id"].picker.popup.isVisible)

    qtbot.keyClick(line, Qt.Key.Key_Tab)

    assert form.editors["member_id"].text == "partner-NOR"


def test_words_that_name_nothing_stay_and_are_refused(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Membership)
    editor = form.editors["member_id"]
    editor.target.setFocus()
    qtbot.keyClicks(editor.target, "Zzyzx")

    form.editors["group_id"].target.setFocus()

    assert editor.target.text() == "Zzyzx"
    assert "names no partner" in editor.refusal


def test_a_new_record_of_a_case_has_its_marking(qtbot: QtBot, context: Context) -> None:
    def mark(tx: Transaction) -> None:
        tx.set_field(tx.get(CrisisCase, "case-1"), "marking", "SECRET//NOFORN")

    context.desk.workspace.perform("Mark", mark)

    form = opened(qtbot, context, Action, given={"case_id": "case-1"})

    assert form.editors["marking"].text == "SECRET//NOFORN"


def test_a_case_is_opened_with_its_history(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, CrisisCase, given={"title": "Fjord"})

    with qtbot.waitSignal(form.saved) as saved:
        form.save()

    with context.desk.workspace.snapshot() as view:
        assert len(view.referring(saved.args[0])) == 2


def test_phase_and_severity_are_left_to_their_verbs(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, CrisisCase, "case-1")

    assert not form.editors["severity"].target.isEnabled()


def test_nothing_is_saved_in_the_past(qtbot: QtBot, context: Context) -> None:
    context.desk.look_at(1)
    form = opened(qtbot, context, Partner)
    qtbot.keyClicks(form.editors["name"].target, "Nordland")

    form.save()

    assert "the past" in form.strip.text


def test_every_label_leads_to_its_field_by_a_letter_of_its_own(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Action)

    labels = [label for label in form.findChildren(QLabel) if label.buddy()]
    letters = [label.text()[label.text().index("&") + 1].lower() for label in labels if "&" in label.text()]

    assert {label.buddy() for label in labels} == {editor.target for editor in form.editors.values()}
    assert len(letters) == len(set(letters)) > 10


def test_a_name_that_is_there_already_is_told_with_reason_and_score(
    qtbot: QtBot, context: Context, heard
) -> None:
    form = opened(qtbot, context, Partner)

    qtbot.keyClicks(form.editors["name"].target, "norwai")
    qtbot.waitUntil(lambda: "Norway" in form.strip.text)

    assert "a few letters (8" in form.strip.text
    next(
        button for button in form.strip.findChildren(QPushButton) if button.text() == "Show that one"
    ).click()
    assert heard.gone[-1].record_id == "partner-NOR"


def test_a_warning_goes_once_the_name_is_another(qtbot: QtBot, context: Context) -> None:
    form = opened(qtbot, context, Partner)
    qtbot.keyClicks(form.editors["name"].target, "norway")
    qtbot.waitUntil(lambda: "same name" in form.strip.text)

    qtbot.keyClicks(form.editors["name"].target, " trawler owners")

    qtbot.waitUntil(lambda: form.strip.text == "")

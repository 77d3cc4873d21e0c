import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.gui.pages.calls.paste_dialog import PasteDialog
from crisisdesk.gui.pages.calls.posts import PostsTab
from crisisdesk.model.channels import Channel
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.transaction import Transaction

SIGNATURE = "Col. Alma Rud\nDeputy Director\nNorway\nTel: +47 23 09 80 00\nalma.rud@mod.example"


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> PasteDialog:
    context.desk.workspace.perform("Test", somebody)
    QGuiApplication.clipboard().setText(SIGNATURE)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.open(Target("calls", words="posts"))
    table = page.part(PostsTab).list.table
    qtbot.waitUntil(lambda: page.part(PostsTab).list.model.rowCount() == 1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(PasteDialog)))
    dialog = page.findChildren(PasteDialog)[0]
    qtbot.waitUntil(lambda: dialog.name.text() == "Alma Rud")
    dialog.activateWindow()
    return dialog


def somebody(tx: Transaction) -> None:
    tx.add(Person(id="alma", name="Alma Rudd"))
    tx.add(Post(title="Desk"))


def test_the_clipboard_is_read_and_shown_before_anything_is_written(dialog: PasteDialog) -> None:
    assert (dialog.rank.text(), dialog.title.text()) == ("Col.", "Deputy Director")
    assert [one.said for one in dialog.ways.filled()] == ["+47 23 09 80 00", "alma.rud@mod.example"]
    with dialog._context.desk.workspace.snapshot() as view:
        assert view.count(Person) == 1
    dialog.reject()


def test_somebody_of_almost_the_same_name_is_told(dialog: PasteDialog) -> None:
    assert "“Alma Rudd” is there already" in dialog._warning.text()
    assert dialog.same.isVisible()
    dialog.reject()


def test_ctrl_enter_adds_person_post_and_channels(qtbot: QtBot, dialog: PasteDialog, heard) -> None:
    dialog.partner.picker.line.clear()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(heard.said))

    with dialog._context.desk.workspace.snapshot() as view:
        person = next(one for one in view.all(Person) if one.name == "Alma Rud")
        held = view.all(Incumbency)[0]
        assert held.person_id == person.id
        assert {one.kind for one in view.all(Channel)} == {"phone", "email"}
    assert heard.said == ["Added Alma Rud with the post and 2 channels, not verified yet."]


def test_the_office_can_be_given_to_the_person_who_is_there(qtbot: QtBot, dialog: PasteDialog, heard) -> None:
    dialog.partner.picker.line.clear()
    dialog.same.setFocus()
    qtbot.keyClick(dialog.same, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.same, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(heard.said))

    with dialog._context.desk.workspace.snapshot() as view:
        assert view.all(Incumbency)[0].person_id == "alma"


def test_text_that_names_nobody_is_refused_in_a_sentence(qtbot: QtBot, dialog: PasteDialog) -> None:
    dialog.text.setPlainText("+47 23 09 80 00")
    qtbot.waitUntil(lambda: dialog.refusal.startswith("No name was found"))
    dialog.reject()


def test_an_organisation_that_the_desk_does_not_know_is_asked_for(qtbot: QtBot, dialog: PasteDialog) -> None:
    dialog.text.setPlainText(SIGNATURE.replace("Norway", "Ministry of Tides"))
    qtbot.waitUntil(lambda: "Tides" in dialog.partner.picker.line.text())
    dialog.send()

    assert "names no partner" in dialog.refusal
    dialog.reject()

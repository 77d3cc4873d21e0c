import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.doubles import DoublesTab
from crisisdesk.gui.pages.calls.join_dialog import JoinDialog
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> DoublesTab:
    context.desk.workspace.perform("Test", one_person_twice)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.open(Target("calls", words="duplicates"))
    tab = page.part(DoublesTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    page.activateWindow()
    tab.list.table.setFocus()
    return tab


def one_person_twice(tx: Transaction) -> None:
    tx.add(Person(id="alma", name="Alma Rud", languages="Norwegian"))
    tx.add(Person(id="rud", name="Rud, Alma", rank="Colonel", languages="English"))
    tx.add(Post(id="desk-post", title="Desk"))
    tx.add(Incumbency(id="held", post_id="desk-post", person_id="rud"))


def dialog(qtbot: QtBot, tab: DoublesTab) -> JoinDialog:
    qtbot.keyClick(tab.list.table, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: bool(tab.window().findChildren(JoinDialog)))
    made = tab.window().findChildren(JoinDialog)[0]
    qtbot.waitUntil(made.isVisible)
    made.activateWindow()
    return made


def test_two_records_become_one_by_keyboard_and_undo_brings_both_back(
    qtbot: QtBot, tab: DoublesTab, heard
) -> None:
    made = dialog(qtbot, tab)
    qtbot.keyClick(made, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: made.accessibleName().startswith("Keep “Alma Rud”"))
    languages = made.choices["languages"]
    languages.setFocus()
    qtbot.keyClicks(languages, "Both")
    qtbot.keyClick(languages, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 0)

    desk = tab.context.desk
    with desk.workspace.snapshot() as view:
        kept = view.get(Person, "alma")
        assert (kept.rank, kept.languages) == ("Colonel", "Norwegian; English")
        assert view.get(Incumbency, "held").person_id == "alma"
        assert view.find(Person, "rud") is None
    assert heard.said == ["“Rud, Alma” was joined with “Alma Rud”."]

    desk.undo()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)


def test_what_only_one_says_is_proposed(qtbot: QtBot, tab: DoublesTab) -> None:
    made = dialog(qtbot, tab)

    made.swap.click()
    qtbot.waitUntil(lambda: made.accessibleName().startswith("Keep “Alma Rud”"))

    assert made.choices["rank"].currentData() == "gone"
    assert made.choices["name"].currentData() == "keep"
    assert "incumbencies (1)" in made._about.text()
    made.reject()


def test_the_one_that_more_refers_to_is_proposed_to_stay(qtbot: QtBot, tab: DoublesTab) -> None:
    made = dialog(qtbot, tab)

    assert made.accessibleName() == "Keep “Rud, Alma” and let “Alma Rud” go into it"
    made.reject()


def test_two_that_are_two_are_not_offered_again(qtbot: QtBot, tab: DoublesTab) -> None:
    qtbot.keyClick(tab.list.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 0)

    assert tab.summary.text() == "0 pairs that may be the same · 1 kept apart"


def test_another_kind_is_compared_when_it_is_chosen(qtbot: QtBot, tab: DoublesTab) -> None:
    tab.kind.setFocus()
    qtbot.keyClicks(tab.kind, "Channels")
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 0)

    assert tab.kind.currentData() == "channel"

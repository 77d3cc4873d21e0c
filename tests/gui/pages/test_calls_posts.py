import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.gui.pages.calls.posts import PostsTab
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.model.posts import Accreditation, Incumbency, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> PostsTab:
    context.desk.workspace.perform("Test", three_posts)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    page.open(Target("calls", words="posts"))
    tab = page.part(PostsTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 3)
    page.activateWindow()
    tab.list.table.setFocus()
    return tab


def three_posts(tx: Transaction) -> None:
    day = PartialDate.parse
    tx.add(Post(id="datt", title="Attaché", host_id="partner-NOR", direction="outbound"))
    tx.add(Post(id="empty", title="Chief of office", status="vacant"))
    tx.add(Post(id="officer", title="Desk officer"))
    tx.add(Person(id="alma", name="Alma Rud"))
    tx.add(Person(id="bo", name="Bo Lind"))
    tx.add(
        Incumbency(
            post_id="datt", person_id="alma", begins_on=day("2024-08-01"), handover_on=day("2026-12-03")
        )
    )


def states(tab: PostsTab) -> list[str]:
    return [str(tab.list.model.index(row, 0).data()) for row in range(tab.list.model.rowCount())]


def answer(qtbot: QtBot, tab: PostsTab, key: Qt.Key, *typed: str) -> None:
    """Open a dialog by its key, type and tab through it, and confirm with Enter."""
    qtbot.keyClick(tab.list.table, key)
    qtbot.waitUntil(lambda: bool(tab.window().findChildren(AskDialog)))
    dialog = tab.window().findChildren(AskDialog)[0]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    for words in typed:
        qtbot.keyClicks(focus(), words)
        qtbot.waitUntil(lambda: not tab.context.desk.reading)
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: not tab.window().findChildren(AskDialog) or bool(dialog.refusal))


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_what_is_vacant_comes_before_handovers_and_what_is_held(tab: PostsTab) -> None:
    assert states(tab) == ["Vacant", "Handover in 10 days", "Nobody on record"]
    assert "1 vacant · 1 with a handover" in tab.summary.text()


def test_somebody_is_designated_by_keyboard(qtbot: QtBot, tab: PostsTab, heard) -> None:
    tab.list.table.stand_on("empty")
    answer(qtbot, tab, Qt.Key.Key_D, "Bo", "2026-11-01")

    qtbot.waitUntil(lambda: "Held" in states(tab))
    with tab.context.desk.workspace.snapshot() as view:
        held = next(one for one in view.all(Incumbency) if one.post_id == "empty")
    assert (held.person_id, str(held.begins_on)) == ("bo", "2026-11-01")
    assert heard.said == ["Designate to “Chief of office”: done."]


def test_a_holder_leaves_and_the_succession_keeps_the_row(qtbot: QtBot, tab: PostsTab) -> None:
    tab.list.table.stand_on("datt")
    answer(qtbot, tab, Qt.Key.Key_V, "2026-11-20", "Rec", "End of tour")

    qtbot.waitUntil(lambda: "Handover in 10 days" not in states(tab))
    tab.list.table.stand_on("datt")
    qtbot.waitUntil(lambda: bool(dict(tab.facts_shown())))
    assert "Alma Rud, recalled: 01 AUG 24 to 20 NOV 26" in dict(tab.facts_shown())["Succession"]


def test_an_agrement_is_asked_for_the_holder(qtbot: QtBot, tab: PostsTab) -> None:
    tab.list.table.stand_on("datt")
    answer(qtbot, tab, Qt.Key.Key_A, "", "", "", "", "Note 12", "2026-11-21")

    with tab.context.desk.workspace.snapshot() as view:
        asked = view.all(Accreditation)[0]
    assert (asked.person_id, asked.host_id, asked.note_verbale) == ("alma", "partner-NOR", "Note 12")


def test_a_post_is_read_in_full_when_it_is_stood_on(qtbot: QtBot, tab: PostsTab) -> None:
    tab.list.table.stand_on("datt")
    qtbot.waitUntil(lambda: bool(dict(tab.facts_shown())))

    assert dict(tab.facts_shown())["Direction"] == "Outbound"
    assert dict(tab.facts_shown())["Deputy chain"] == "none"

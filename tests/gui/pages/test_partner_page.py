import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.partner.page import PartnerPage
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.channels import Channel
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> PartnerPage:
    context.desk.workspace.perform("Test", about_norway)
    page = PartnerPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.activateWindow()
    page.open(Target("partner", "partner-NOR"))
    qtbot.waitUntil(lambda: page.title == "Norway")
    return page


def about_norway(tx: Transaction) -> None:
    tx.add(Post(id="oslo", title="Crisis centre", partner_id="partner-NOR", hours="24/7"))
    tx.add(Channel(kind="phone", address="+00 1", post_id="oslo"))
    tx.add(Involvement(case_id="case-1", partner_id="partner-NOR", role="mediator"))
    tx.add(Commitment(id="tug", text="One tug", giver_id="partner-NOR"))
    club = tx.add(Partner(id="club", name="Strait club"))
    day = PartialDate.parse
    tx.add(
        Membership(
            id="club-no",
            group_id=club.id,
            member_id="partner-NOR",
            begins_on=day("2020"),
            ends_on=day("2024"),
        )
    )


def go_to(page: PartnerPage, section: str) -> None:
    page.open(Target("partner", "partner-NOR", words=section))


def titles(page: PartnerPage) -> list[str]:
    return [str(page.list.model.index(row, 1).data()) for row in range(page.list.model.rowCount())]


def test_the_overview_tells_what_follows_from_memberships_on_the_day(page: PartnerPage) -> None:
    facts = dict(page._read.overview[0][1])

    assert facts["NATO"].startswith("yes · North Atlantic Treaty Organization · since 1949")
    assert facts["European Union"] == "no"


def test_another_day_shows_the_memberships_of_that_day(qtbot: QtBot, page: PartnerPage) -> None:
    go_to(page, "memberships")
    row = titles(page).index("Strait club")
    assert str(page.list.model.index(row, 0).data()) == "Over"

    page.day.line.setFocus()
    qtbot.keyClicks(page.day.line, "2022-05-01")
    qtbot.keyClick(page.day.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: str(page.list.model.index(titles(page).index("Strait club"), 0).data()) == "Holds"
    )


def test_a_day_that_is_none_is_refused(qtbot: QtBot, page: PartnerPage) -> None:
    qtbot.keyClicks(page.day.line, "soon")
    qtbot.keyClick(page.day.line, Qt.Key.Key_Return)

    assert "is no day" in page.day.refusal


def test_who_can_be_called_leads_to_the_call_sheet(qtbot: QtBot, page: PartnerPage, heard) -> None:
    go_to(page, "contacts")
    page.people.table.setFocus()
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)

    assert heard.gone == [Target("call", "oslo", "post")]


def test_the_sections_are_gone_through_by_keys_and_say_how_many_lines_they_have(
    qtbot: QtBot, page: PartnerPage
) -> None:
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Down)

    assert page.section == "contacts"
    assert page.sections.currentItem().text() == "Who can be called  1"
    assert str(page.people.model.index(0, 1).data()) == "Crisis centre"


def test_add_fills_the_partner_in(qtbot: QtBot, page: PartnerPage, heard) -> None:
    go_to(page, "they_promised")
    qtbot.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    page.add.click()

    assert heard.created[-1] == ("commitment", {"giver_id": "partner-NOR"})


def test_in_the_past_nothing_can_be_added(qtbot: QtBot, page: PartnerPage) -> None:
    go_to(page, "positions")
    page.context.desk.look_at(2)
    page.refresh()
    qtbot.waitUntil(lambda: not page.add.isEnabled())

    assert "past" in page.edit.toolTip()


def test_a_partner_opens_its_page_from_anywhere(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    window.go(Target(record_id="partner-NOR"))
    qtbot.waitUntil(lambda: isinstance(session.places.current, PartnerPage))
    qtbot.waitUntil(lambda: session.places.current.title == "Norway")

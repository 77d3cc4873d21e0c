import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.board import BoardTab
from crisisdesk.gui.pages.calls.board_rows import BoardSource, Entry, summary_of
from crisisdesk.gui.pages.calls.page import CallsPage
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Channel
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.calls import State
from crisisdesk.store.transaction import Transaction

OPEN, NIGHT, DUTY = "Crisis centre, Oslo", "Desk, Tokyo", "Duty desk, Paris"


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CallsPage:
    context.desk.workspace.perform("Test", three_posts)
    page = CallsPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 580)
    page.show()
    qtbot.waitUntil(lambda: board(page).list.model.rowCount() == 3)
    page.activateWindow()
    return page


def three_posts(tx: Transaction) -> None:
    tx.get(CrisisCase, "case-1").marking = Marking("SECRET")
    posts = (
        ("oslo", OPEN, "partner-NOR", "Europe/Oslo", "24/7"),
        ("tokyo", NIGHT, "partner-JPN", "Asia/Tokyo", "Mon-Fri 0900-1700"),
        ("paris", DUTY, "partner-FRA", "Europe/Paris", "Mon-Fri 0300-0400; duty line 24/7"),
    )
    for key, title, partner, zone, hours in posts:
        tx.add(Post(id=key, title=title, partner_id=partner, time_zone=zone, hours=hours))
        tx.add(
            Channel(
                id=f"{key}-line", kind="phone", address="+00 1", post_id=key, limit=Marking("UNCLASSIFIED")
            )
        )
    tx.add(Person(id="envoy", name="Alma Rud"))
    tx.add(Incumbency(post_id="oslo", person_id="envoy"))
    tx.add(Involvement(case_id="case-1", partner_id="partner-NOR", role="ally"))


def board(page: CallsPage) -> BoardTab:
    return page.part(BoardTab)


def cells(page: CallsPage, column: str) -> list[str]:
    model = board(page).list.model
    number = next(n for n, one in enumerate(model.columns) if one.id == column)
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_who_can_be_called_comes_first_in_words_and_not_by_colour_alone(page: CallsPage) -> None:
    assert cells(page, "post") == [OPEN, DUTY, NIGHT]
    assert cells(page, "state") == ["Can be called", "By the duty line", "Holiday"]
    assert cells(page, "why")[-1] == "Labor Thanksgiving Day"
    assert board(page).summary.text() == "1 can be called now · 1 by the duty line · 1 not now"


def test_the_clock_there_stands_beside_each_post(page: CallsPage) -> None:
    assert cells(page, "local") == ["Mon 13:00", "Mon 13:00", "Mon 21:00"]
    assert cells(page, "dtg")[-1] == "232100I NOV 26"


def test_a_case_narrows_the_board_and_says_which_line_is_too_low(qtbot: QtBot, page: CallsPage) -> None:
    page.open(Target("calls", "case-1", "case"))
    qtbot.waitUntil(lambda: cells(page, "post") == [OPEN])

    assert cells(page, "limit") == ["Too low: UNCLASSIFIED"]
    assert dict(board(page).facts_shown())["May carry"] == "UNCLASSIFIED: too low for SECRET"


def test_words_and_states_narrow_the_board(qtbot: QtBot, page: CallsPage) -> None:
    page.focus_search()
    qtbot.keyClicks(board(page).words, "tokyo")
    assert cells(page, "post") == [NIGHT]

    qtbot.keyClick(board(page).words, Qt.Key.Key_Escape)
    board(page).state.setFocus()
    qtbot.keyClicks(board(page).state, "By")
    board(page).show_fitting()
    assert cells(page, "post") == [DUTY]


def test_enter_opens_the_call_sheet(qtbot: QtBot, page: CallsPage, heard) -> None:
    board(page).list.table.setFocus()
    qtbot.keyClick(board(page).list.table, Qt.Key.Key_Return)

    assert heard.gone == [Target("call", "oslo", "post", "")]


def test_a_refresh_by_the_minute_keeps_the_place(qtbot: QtBot, page: CallsPage) -> None:
    table, resets = board(page).list.table, []
    table.stand_on("tokyo")
    board(page).list.model.modelReset.connect(lambda: resets.append(1))

    board(page).refresh()
    qtbot.waitUntil(lambda: not page.context.desk.reading)

    assert table.current_id == "tokyo"
    assert resets == []


def test_a_header_sorts_by_the_clock_there(page: CallsPage) -> None:
    model = board(page).list.model
    number = next(n for n, one in enumerate(model.columns) if one.id == "local")
    board(page).list.table.sortByColumn(number, Qt.SortOrder.DescendingOrder)

    assert cells(page, "post")[0] == NIGHT


class NotAsked:
    """A line of which nothing may be worked out."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was asked of a line that is out of sight")


def test_ten_thousand_lines_out_of_sight_are_asked_nothing(page: CallsPage) -> None:
    whole = board(page)._board
    assert whole is not None
    states = (State.HOLIDAY, State.IN_HOURS)
    source = BoardSource(whole, [Entry(str(n), "", states[n % 2], NotAsked()) for n in range(10_000)])

    source.sort("state", descending=False)

    assert (source.total, source.ids[0], source.place("0")) == (10_000, "1", 5_000)
    assert summary_of(source.entries) == "5,000 can be called now · 0 by the duty line · 5,000 not now"

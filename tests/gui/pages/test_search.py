import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.search import SearchPage
from crisisdesk.gui.pages.search_list import ResultModel
from crisisdesk.gui.pages.search_results import Group, More, Result, runs
from crisisdesk.gui.pages.search_words import taken_apart
from crisisdesk.services.log import log


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SearchPage:
    page = SearchPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.activateWindow()
    page.line.setFocus()
    return page


def lines(model: ResultModel, kind: type) -> list[object]:
    every = (model.line(number) for number in range(model.rowCount()))
    return [line for line in every if isinstance(line, kind)]


def test_results_come_while_somebody_types_and_enter_opens_the_first(
    qtbot: QtBot, page: SearchPage, heard
) -> None:
    qtbot.keyClicks(page.line, "strai")
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)

    qtbot.keyClick(page.line, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="case-1")]


def test_results_are_grouped_by_kind_with_counts(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.keyClicks(page.line, "norway")

    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    groups = {group.kind: group.count for group in lines(page.model, Group)}
    assert groups["partner"] != "0"
    assert "membership" in groups


def test_a_long_group_leads_to_all_of_its_kind(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.keyClicks(page.line, "norway")
    qtbot.waitUntil(lambda: bool(lines(page.model, More)))
    (more, *_) = lines(page.model, More)

    page.choose_kind(more.kind)

    qtbot.waitUntil(lambda: len(lines(page.model, Group)) == 1)
    assert len(lines(page.model, Result)) > 6


def test_arrows_move_in_the_results_and_escape_clears(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.keyClicks(page.line, "norway")
    qtbot.waitUntil(lambda: page.model.rowCount() > 2)
    before = page.list.currentIndex().row()

    qtbot.keyClick(page.line, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() > before
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)

    assert page.line.text() == ""
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._start)


def test_a_link_brings_its_words(qtbot: QtBot, page: SearchPage) -> None:
    page.open(Target("search", words="strait"))

    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert page.line.text() == "strait"


def test_what_fits_nothing_is_said(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.keyClicks(page.line, "zzzz")

    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._none)


def test_matched_words_are_marked_and_accents_do_not_hide_them() -> None:
    assert runs("Malmö and Malmedy", ["malm"]) == (("Malmö", True), (" and ", False), ("Malmedy", True))


def test_text_of_records_never_breaks_the_results(qtbot: QtBot, page: SearchPage, context: Context) -> None:
    hostile = "<b>boom</b> \u202e ' OR 1=1; -- \x07 boom"
    with qtbot.waitSignal(context.desk.changed):
        context.desk.perform("Log", lambda tx: log(tx, "case-1", hostile))

    qtbot.keyClicks(page.line, 'boom "')

    qtbot.waitUntil(lambda: bool(lines(page.model, Result)))
    page.grab()


def test_a_type_narrows_what_words_find(qtbot: QtBot, page: SearchPage) -> None:
    page.line.setText("norway type:membership")

    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert {group.kind for group in lines(page.model, Group)} == {"membership"}


def test_a_type_alone_shows_the_newest_of_it(qtbot: QtBot, page: SearchPage) -> None:
    page.line.setText("type:cases")

    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert [result.id for result in lines(page.model, Result)] == ["case-1"]


def test_a_case_narrows_to_what_refers_to_it(qtbot: QtBot, page: SearchPage, context: Context) -> None:
    context.desk.workspace.perform("Log", lambda tx: log(tx, "case-1", "Norway answers"))

    page.line.setText('norway in:"Strait"')

    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert {group.kind for group in lines(page.model, Group)} == {"log_entry"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x type:nonsense", "No kind of record is called “nonsense”"),
        ("x type:l", "could be several"),
        ("x in:nowhere-at-all", "No case is called"),
        ("in:strait", "Add a word"),
        ("x in:strait partner:norway", "Only one of"),
    ],
)
def test_what_narrows_to_nothing_is_explained(qtbot: QtBot, page: SearchPage, typed: str, said: str) -> None:
    page.line.setText(typed)

    qtbot.waitUntil(
        lambda: any(said in text.text() for text in page.findChildren(QLabel) if text.isVisible())
    )


@pytest.mark.parametrize("typed", ["12:30", "https://example.org", "type:", 'in:"', ":", "type: :in"])
def test_other_colons_are_words_like_any(typed: str) -> None:
    assert taken_apart(typed).types == ()
    assert taken_apart(typed).within == ()


def test_a_type_is_completed(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.keyClicks(page.line, "norway type:memb")
    popup = page.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)

    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)

    assert page.line.text() == "norway type:membership "

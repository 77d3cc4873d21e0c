from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.history import HistoryPage
from crisisdesk.model.partners import Partner


def opened(qtbot: QtBot, context: Context) -> HistoryPage:
    page = HistoryPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def rename(context: Context, name: str) -> None:
    def write(tx) -> None:
        tx.get(Partner, "partner-NOR").name = name

    context.desk.workspace.perform(f"Rename to {name}", write)


def summaries(page: HistoryPage) -> list[str]:
    return [str(page.model.index(row, 2).data()) for row in range(page.model.rowCount())]


def test_revisions_stand_newest_first(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")

    page = opened(qtbot, context)

    assert summaries(page)[0] == "Rename to Norge"
    assert page.model.index(page.model.rowCount() - 1, 0).data() == "1"


def test_a_revision_shows_old_and_new_values(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")

    page = opened(qtbot, context)

    qtbot.waitUntil(lambda: page.changes.rowCount() == 1)
    assert [page.changes.index(0, n).data() for n in (1, 2, 3)] == ["Name", "Norway", "Norge"]


def test_words_narrow_and_clearing_brings_all_back(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    page = opened(qtbot, context)

    qtbot.keyClicks(page.line, "norge")
    qtbot.waitUntil(lambda: summaries(page) == ["Rename to Norge"])
    page.clear_filter()

    qtbot.waitUntil(lambda: page.model.rowCount() == 3)


def test_a_type_narrows(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    page.type.setCurrentIndex(page.type.findData("case"))
    page.type.activated.emit(page.type.currentIndex())

    qtbot.waitUntil(lambda: summaries(page) == ["Open case"])


def test_a_revision_is_reverted(qtbot: QtBot, context: Context, heard) -> None:
    rename(context, "Norge")
    page = opened(qtbot, context)
    qtbot.waitUntil(page.revert.isEnabled)

    page.revert.click()

    qtbot.waitUntil(lambda: heard.said == ["Taken back: Rename to Norge"])
    with context.desk.workspace.snapshot() as view:
        assert view.get(Partner, "partner-NOR").name == "Norway"


def test_a_refused_revert_is_said_above_the_list(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    rename(context, "Noreg")
    page = opened(qtbot, context)
    page.table.select_places([1], 1)
    qtbot.waitUntil(lambda: page._heading.text() == "Rename to Norge")

    page.revert.click()

    qtbot.waitUntil(lambda: "changed again since" in page.strip.text)


def test_the_desk_can_be_looked_at_as_it_was(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    page = opened(qtbot, context)
    page.table.select_places([1], 1)
    qtbot.waitUntil(lambda: page._heading.text() == "Open case")

    page.look_back.click()

    assert context.desk.at == 2
    assert not page.revert.isEnabled()


def test_two_revisions_show_what_lies_between(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    rename(context, "Noreg")
    page = opened(qtbot, context)

    page.table.select_places([0, 2], 0)

    qtbot.waitUntil(lambda: page._heading.text() == "From revision 2 to 4")
    assert [page.changes.index(0, n).data() for n in (2, 3)] == ["Norway", "Noreg"]


def test_its_models_are_proper_ones(qtbot: QtBot, context: Context, qtmodeltester: ModelTester) -> None:
    page = opened(qtbot, context)

    qtmodeltester.check(page.model)


def test_two_typed_moments_are_compared_in_words(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    rename(context, "Noreg")
    page = opened(qtbot, context)
    first = page.model.rowCount() - 2

    qtbot.keyClicks(page.since, str(first))
    qtbot.keyClick(page.since, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.sentences.rowCount() == 1 and "From revision" in page._heading.text())
    assert "Noreg" in str(page.sentences.index(0, 0).data())
    assert "Norge" not in str(page.sentences.index(0, 0).data())


def test_moments_in_the_wrong_order_are_refused_in_words(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    page = opened(qtbot, context)

    page.since.setText("3")
    page.until.setText("1")
    page.compare.click()

    qtbot.waitUntil(page.strip.isVisible)

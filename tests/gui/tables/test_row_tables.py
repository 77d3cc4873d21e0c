"""Rows by the page, and the view over them."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.look import Look
from crisisdesk.gui.tables.model import PAGE, PAGES_KEPT, RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.theme.themes import THEMES

COLUMNS = (
    Column("name", "Name", kind="strong"),
    Column("due", "Due", 120, "moment"),
    Column("state", "State", 120, "status"),
    Column("marking", "Marking", 120, "marking", hidden=True),
)
ROWS = (
    Row(
        "1",
        ("Österreich", Cell("231312Z NOV 26", order=3.0), Cell("due", "warn", "due in two hours"), "SECRET"),
    ),
    Row("2", ("zebra", Cell("011200Z JAN 26", order=1.0), Cell("overdue", "bad"), "")),
    Row("3", ("=1+1", "", "", "UNCLASSIFIED")),
    Row("4", ("Angola", Cell("021200Z JAN 26", order=2.0), Cell("kept", "good"), "CUI")),
)


class Counting:
    """A source that notes which pages it was asked for."""

    total = 1_000_000

    def __init__(self) -> None:
        self.asked: list[int] = []

    def page(self, first: int, count: int) -> Sequence[Row]:
        self.asked.append(first)
        return [Row(str(n), (f"Row {n}", "", "", "")) for n in range(first, min(first + count, self.total))]

    def sort(self, column_id: str, *, descending: bool) -> None:
        self.asked.append(-1)

    def place(self, row_id: str) -> int | None:
        return int(row_id)


@pytest.fixture
def model(qapp) -> RowTableModel:
    made = RowTableModel(COLUMNS)
    made.show(ListSource(COLUMNS, ROWS))
    return made


def a_view(
    qtbot: QtBot, look: Look, model: RowTableModel, memory: dict[str, object] | None = None
) -> TableView:
    view = TableView(look, "Partners", model, {} if memory is None else memory, "partners")
    qtbot.addWidget(view)
    view.resize(800, 400)
    return view


def names(model: RowTableModel) -> list[str]:
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def test_the_model_is_sound(qtmodeltester, model: RowTableModel):
    qtmodeltester.check(model)
    model.show(ListSource(COLUMNS, ()))
    qtmodeltester.check(model)


def test_only_pages_in_sight_are_read_and_few_are_kept(qapp):
    model, source = RowTableModel(COLUMNS), Counting()
    model.show(source)
    assert source.asked == []

    for page in range(PAGES_KEPT + 10):
        model.row(page * PAGE)
    model.row(PAGE * (PAGES_KEPT + 9))

    assert len(source.asked) == PAGES_KEPT + 10
    assert len(model._pages) == PAGES_KEPT


def test_words_are_sorted_as_people_sort_them(model: RowTableModel):
    model.sort(0)
    assert names(model) == ["=1+1", "Angola", "Österreich", "zebra"]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (Qt.SortOrder.AscendingOrder, ["2", "4", "1", "3"]),
        (Qt.SortOrder.DescendingOrder, ["1", "4", "2", "3"]),
    ],
)
def test_moments_are_sorted_by_time_and_unknown_stands_last(model: RowTableModel, order: Qt.SortOrder, ids):
    model.sort(1, order)
    assert [model.row(number).id for number in range(4)] == ids


def test_the_source_is_told_to_sort(qtbot: QtBot):
    model, source = RowTableModel(COLUMNS), Counting()
    model.show(source)

    with qtbot.waitSignal(model.sorted_by) as told:
        model.sort(1, Qt.SortOrder.DescendingOrder)

    assert told.args == ["due", True]
    assert source.asked[0] == -1


def test_renewing_keeps_the_place_where_the_number_is_the_same(qtbot: QtBot, model: RowTableModel):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.renew()


def test_a_cell_reads_its_column_and_says_unknown(model: RowTableModel):
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 2).data(spoken) == "State: due"
    assert model.index(2, 1).data(spoken) == "Due: unknown"
    assert "due in two hours" in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_kind_of_cell_is_drawn_in_every_theme(qtbot: QtBot, look: Look, model: RowTableModel, theme):
    look.wear(theme)
    view = a_view(qtbot, look, model)
    view.showColumn(3)
    view.selectRow(1)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    image = view.grab().toImage()

    colors = {image.pixelColor(x, y).name() for x in range(0, 800, 2) for y in range(0, 200, 2)}
    assert {theme.selection, theme.secret.fill} <= colors


def test_columns_come_back_as_they_were_left(qtbot: QtBot, look: Look, model: RowTableModel):
    memory: dict[str, object] = {}
    first = a_view(qtbot, look, model, memory)
    first.horizontalHeader().moveSection(2, 0)
    first.horizontalHeader().resizeSection(0, 77)
    first._show_column(3, shown=True)

    second = a_view(qtbot, look, model, memory).horizontalHeader()

    assert second.logicalIndex(0) == 2
    assert second.sectionSize(0) == 77
    assert not second.isSectionHidden(3)


@pytest.mark.parametrize(
    "kept", ["no", {"order": ["gone", "due"], "hidden": ["name", "due", "state", "marking"]}]
)
def test_columns_that_no_longer_exist_do_no_harm(qtbot: QtBot, look: Look, model: RowTableModel, kept):
    view = a_view(qtbot, look, model, {"partners": kept})
    assert view.horizontalHeader().hiddenSectionCount() < len(COLUMNS)


def test_the_last_column_cannot_be_hidden(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)
    for number in range(2):
        view._show_column(number, shown=False)

    with qtbot.waitSignal(view.refused):
        view._show_column(2, shown=False)


def test_the_menu_moves_and_sizes_columns_without_a_mouse(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)
    view.setCurrentIndex(model.index(0, 0))
    before = view.horizontalHeader().sectionSize(0)
    titles = {action.text(): action for action in view.columns_menu().actions()}

    titles["Move Name right"].trigger()
    titles["Make Name wider"].trigger()

    assert view.horizontalHeader().visualIndex(0) == 1
    assert view.horizontalHeader().sectionSize(0) > before


def test_rows_are_copied_as_a_spreadsheet_takes_them(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)
    view.selectRow(2)
    view.selectionModel().select(
        model.index(0, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )

    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().split("\n") == [
        "Name\tDue\tState",
        "Österreich\t231312Z NOV 26\tdue",
        "'=1+1\t\t",
    ]


def test_a_million_rows_are_counted_but_not_copied(qtbot: QtBot, look: Look):
    model, source = RowTableModel(COLUMNS), Counting()
    view = a_view(qtbot, look, model)
    model.show(source)

    with qtbot.waitSignal(view.selection_counted) as told:
        view.selectAll()
    with qtbot.waitSignal(view.refused):
        view.copy()

    assert told.args == [1_000_000]
    assert len(source.asked) <= 1


def test_enter_opens_the_current_row(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)
    assert view.stand_on("4")

    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert told.args == ["4"]
    assert view.selected_ids() == ["4"]
    assert not view.stand_on("no such id")


def test_density_changes_the_height_of_rows(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)
    before = view.rowHeight(0)

    look.space(Density.COMPACT)

    assert 24 <= view.rowHeight(0) < before


def test_the_tab_key_leaves_the_table(qtbot: QtBot, look: Look, model: RowTableModel):
    assert not a_view(qtbot, look, model).tabKeyNavigation()


def test_columns_grow_with_the_text(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model)

    look.scale_text(2.0)
    assert view.horizontalHeader().sectionSize(1) == 240

    look.scale_text(1.0)
    assert view.horizontalHeader().sectionSize(1) == 120


def test_the_column_that_names_the_rows_takes_the_room_that_is_left(
    qtbot: QtBot, look: Look, model: RowTableModel
):
    view = a_view(qtbot, look, model, {})
    view.show()
    view.resize(700, 300)

    left = 700 - 120 - 120 - 2 * view.frameWidth()
    qtbot.waitUntil(lambda: view.columnWidth(0) == left)
    view.resize(300, 300)
    qtbot.waitUntil(lambda: view.columnWidth(0) == 160)


def test_a_favoured_column_takes_all_room_and_keeps_its_own(qtbot: QtBot, look: Look, model: RowTableModel):
    view = a_view(qtbot, look, model, {})
    view.favour("due")
    view.show()
    view.resize(1200, 300)

    qtbot.waitUntil(lambda: view.columnWidth(1) == 1200 - 160 - 120 - 2 * view.frameWidth())
    view.resize(300, 300)
    qtbot.waitUntil(lambda: view.columnWidth(1) == 120)


def test_a_column_that_was_sized_by_hand_stays_as_it_is(qtbot: QtBot, look: Look, model: RowTableModel):
    memory: dict[str, object] = {}
    view = a_view(qtbot, look, model, memory)
    view.show()
    view.horizontalHeader().resizeSection(1, 200)
    named = view.columnWidth(0)

    room = view.viewport().width()
    view.resize(view.width() + 200, 300)

    qtbot.waitUntil(lambda: view.viewport().width() > room)
    assert view.columnWidth(0) == named
    assert a_view(qtbot, look, model, memory).columnWidth(1) == 200


def test_room_that_was_only_shared_is_not_remembered(qtbot: QtBot, look: Look, model: RowTableModel):
    memory: dict[str, object] = {}
    view = a_view(qtbot, look, model, memory)
    view.show()

    view.columns_menu().actions()[1].trigger()
    view.resize(900, 300)

    assert memory == {
        "partners": {"order": ["name", "due", "state", "marking"], "hidden": ["due", "marking"]}
    }

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.network import NetworkPage
from crisisdesk.gui.pages.network_export import KINDS, content
from crisisdesk.gui.pages.network_reading import cut, matching
from crisisdesk.model.links import Link
from crisisdesk.store.transaction import Transaction

USA, GBR, DEU = "partner-USA", "partner-GBR", "partner-DEU"


def add_links(tx: Transaction) -> None:
    tx.add(Link(id="link-1", from_id=USA, to_id=GBR, kind="consults", case_id="case-1"))
    tx.add(Link(id="link-2", from_id=GBR, to_id=DEU, kind="consults", case_id="case-1"))


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> NetworkPage:
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add links", add_links)
    page = NetworkPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(Target("network", "case-1"))
    drawn(qtbot, page, lambda: len(page._shown.edges) >= 2)
    return page


def drawn(qtbot: QtBot, page: NetworkPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


def test_picture_and_lists_show_the_same(page: NetworkPage):
    nodes = {page.lists.nodes.model().row(n).id for n in range(page.lists.nodes.model().rowCount())}
    links = page.lists.links.model().rowCount()

    assert nodes == {node.id for node in page._shown.nodes}
    assert links == len(page._shown.edges)
    assert page.picture.accessibleName() == f"Network of {len(nodes)} nodes and {links} links"


def test_choosing_in_the_picture_stands_on_it_in_the_list(qtbot: QtBot, page: NetworkPage):
    qtbot.keyClick(page.picture, Qt.Key.Key_PageDown)

    assert page.picture.selected_id
    assert page.lists.nodes.current_id == page.picture.selected_id


def test_choosing_in_the_list_lights_up_the_neighbours(page: NetworkPage):
    page.lists.nodes.stand_on(USA)

    assert page.picture.selected_id == USA
    assert {USA, GBR, "link-1"} <= set(page.picture._lit)
    assert DEU not in page.picture._lit


def test_words_fade_in_the_picture_and_narrow_the_list(qtbot: QtBot, page: NetworkPage):
    qtbot.keyClicks(page.bar.words, "german")

    assert set(page.picture._lit) == {DEU}
    assert page.lists.nodes.model().rowCount() == 1
    assert page.bar.count.text().startswith("1 of ")


def test_a_new_node_moves_no_other(qtbot: QtBot, page: NetworkPage):
    before = dict(page._places[page._key])
    page.context.desk.perform(
        "Add link",
        lambda tx: tx.add(Link(from_id=DEU, to_id="partner-FRA", kind="consults", case_id="case-1")),
    )
    drawn(qtbot, page, lambda: "partner-FRA" in page._shown.index)

    after = page._places[page._key]
    assert {node: after[node] for node in before} == before


def test_focus_cuts_to_what_is_around_a_node(qtbot: QtBot, page: NetworkPage):
    page.lists.nodes.stand_on(USA)

    page._focus_on(1)

    drawn(qtbot, page, lambda: DEU not in page._shown.index)
    assert {USA, GBR} <= page._shown.index.keys()


def test_focus_without_a_node_says_what_to_do(page: NetworkPage, heard):
    page._focus_on(1)
    assert "Choose a node first" in heard.said[-1]


def test_kinds_are_hidden_and_come_back(qtbot: QtBot, page: NetworkPage):
    state = next(choice for choice in page.bar._menu.actions() if choice.text().startswith("State"))

    state.trigger()
    drawn(qtbot, page, lambda: USA not in page._shown.index)
    assert "hidden" in page.bar.kinds.text()

    state.trigger()
    drawn(qtbot, page, lambda: USA in page._shown.index)


@pytest.mark.parametrize("layout", ["organic", "circular", "hierarchy", "rings"])
def test_every_layout_draws_all_nodes(qtbot: QtBot, page: NetworkPage, layout: str):
    page.bar.layouts.choose(layout)
    page._draw()

    drawn(qtbot, page, lambda: page._key in page._places)
    assert page.picture._scene.count == len(page._shown.nodes)


def test_enter_goes_to_the_record(qtbot: QtBot, page: NetworkPage, heard):
    page.lists.nodes.stand_on(USA)

    qtbot.keyClick(page.picture, Qt.Key.Key_Return)

    assert heard.gone[-1].record_id == USA


@pytest.mark.parametrize("suffix", [suffix for _, suffix in KINDS])
def test_what_is_shown_is_written_in_every_format(page: NetworkPage, suffix: str):
    data = content(suffix, page._shown, page._places[page._key], page._reading)

    assert data.startswith({".png": b"\x89PNG", ".pdf": b"%PDF"}.get(suffix, data[:1]))
    if suffix in {".gexf", ".graphml", ".csv", ".svg"}:
        assert b"United Kingdom" in data


def test_export_asks_for_a_file_and_writes_it(qtbot: QtBot, page: NetworkPage, heard, tmp_path: Path):
    page.context.memory["files.folder"] = str(tmp_path)
    page.export()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)

    dialog.accept()

    qtbot.waitUntil(lambda: any("exported" in said for said in heard.said))
    assert next(tmp_path.glob("network*.png")).read_bytes().startswith(b"\x89PNG")


def test_an_empty_desk_says_what_belongs_here(qtbot: QtBot, context: Context):
    page = NetworkPage(context)
    qtbot.addWidget(page)
    page.bar.hidden = {"case"}
    page.show()
    page.open(Target("network", "case-1"))

    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._nothing, timeout=10_000)


def test_words_and_cuts_take_what_nobody_has(page: NetworkPage):
    assert matching(page._shown, "   ") is None
    assert matching(page._shown, "xyzzy") == set()
    assert cut(page._shown, (), "nobody", 2) == page._shown

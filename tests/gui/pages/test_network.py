from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.network import NetworkPage
from crisisdesk.gui.pages.network_choice import Choice, as_json, cut, from_json
from crisisdesk.gui.pages.network_export import KINDS, content
from crisisdesk.gui.pages.network_overlay import with_gaps
from crisisdesk.gui.pages.network_reading import matching
from crisisdesk.model.decisions import Action
from crisisdesk.model.links import Link
from crisisdesk.model.values import PartialDate
from crisisdesk.network.layouts import LAYOUTS
from crisisdesk.services.findings import snooze
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
    before = dict(page.arrangement.places)
    page.context.desk.perform(
        "Add link",
        lambda tx: tx.add(Link(from_id=DEU, to_id="partner-FRA", kind="consults", case_id="case-1")),
    )
    drawn(qtbot, page, lambda: "partner-FRA" in page._shown.index)

    after = page.arrangement.places
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
    def trigger_states() -> None:
        next(choice for choice in page.bar._menu.actions() if choice.text().startswith("State")).trigger()

    trigger_states()
    drawn(qtbot, page, lambda: USA not in page._shown.index)
    assert "hidden" in page.bar.kinds.text()

    trigger_states()
    drawn(qtbot, page, lambda: USA in page._shown.index)


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_every_layout_draws_all_nodes(qtbot: QtBot, page: NetworkPage, layout: str):
    page.bar.layout_chosen.emit(layout)

    drawn(qtbot, page, lambda: page.arrangement.choice.layout == layout and bool(page._drawn.places))
    assert page.picture._scene.count == len(page._shown.nodes)


def test_enter_goes_to_the_record(qtbot: QtBot, page: NetworkPage, heard):
    page.lists.nodes.stand_on(USA)

    qtbot.keyClick(page.picture, Qt.Key.Key_Return)

    assert heard.gone[-1].record_id == USA


@pytest.mark.parametrize("suffix", [suffix for _, suffix in KINDS])
def test_what_is_shown_is_written_in_every_format(page: NetworkPage, suffix: str):
    data = content(suffix, page._drawn, page._reading)

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
    page.show()
    page.open(Target("network", "case-1"))

    qtbot.waitUntil(lambda: page.stack.currentWidget() is page._nothing, timeout=10_000)


def test_words_and_cuts_take_what_nobody_has(page: NetworkPage):
    assert matching(page._shown, "   ") is None
    assert matching(page._shown, "xyzzy") == set()
    assert cut(page._shown, Choice(centre="nobody", depth=2)) == page._shown


# -- levels of detail, steps back, views ----------------------------------------------------------------------


def test_a_choice_comes_back_from_json_as_it_was():
    choice = Choice("circular", "offices", frozenset({"case"}), centre=USA, depth=2, pins={USA: (0.5, 0.25)})

    assert from_json(as_json(choice), Choice()) == choice
    assert from_json({"depth": "x", "pins": {"a": ["b"]}, "hidden": 3}, Choice()) == Choice()
    assert from_json({"layout": "no such layout"}, Choice()) == Choice()
    assert from_json({"layout": "matrix"}, Choice()).layout == "matrix"


def test_each_step_can_be_taken_back_and_done_again(qtbot: QtBot, page: NetworkPage):
    before = page.arrangement.choice
    page.bar.switched.emit("kind", "state")
    drawn(qtbot, page, lambda: USA not in page._shown.index)

    page.arrangement.back()
    drawn(qtbot, page, lambda: USA in page._shown.index)
    assert page.arrangement.choice == before

    page.arrangement.forth()
    drawn(qtbot, page, lambda: USA not in page._shown.index)


def test_a_node_that_was_moved_is_pinned_and_stays(qtbot: QtBot, page: NetworkPage):
    page.picture.select(USA)
    page.picture.setFocus()
    before = page.arrangement.places[USA]

    qtbot.keyClick(page.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    drawn(qtbot, page, lambda: USA in page.arrangement.choice.pins)
    moved = page.arrangement.choice.pins[USA]
    page.arrangement.lay_out_again()
    drawn(qtbot, page, lambda: page._drawn.places.get(USA) == moved)

    assert moved[0] > before[0]
    page.arrangement.back()
    page.arrangement.back()
    assert page.arrangement.places[USA] == before


def test_a_locked_picture_is_not_moved(qtbot: QtBot, page: NetworkPage):
    page.arrangement.choose("locked", lambda now: replace(now, locked=True))
    drawn(qtbot, page, lambda: not page.picture.movable)
    before = dict(page.arrangement.places)

    page.arrangement.lay_out_again()
    page.arrangement.move(USA, (0.0, 0.0))

    assert page.arrangement.places == before


def test_a_view_is_kept_with_its_places_and_undone(qtbot: QtBot, page: NetworkPage):
    page.arrangement.move(USA, (0.25, 0.75))
    drawn(qtbot, page, lambda: USA in page.arrangement.choice.pins)
    page.views.keep("For the morning call")
    drawn(qtbot, page, lambda: len(page.views.kept) == 1)
    page.bar.layout_chosen.emit("circular")
    drawn(qtbot, page, lambda: page.arrangement.choice.layout == "circular")

    page.views.take(page.views.kept[0][0])
    drawn(qtbot, page, lambda: page.arrangement.choice.layout == "organic")
    assert page._drawn.places[USA] == (0.25, 0.75)

    page.context.desk.undo()
    drawn(qtbot, page, lambda: not page.views.kept)


# -- links ----------------------------------------------------------------------------------------------------


def test_a_link_is_drawn_with_keys_alone(qtbot: QtBot, page: NetworkPage, heard):
    page.picture.select(USA)
    qtbot.keyClick(page.picture, Qt.Key.Key_L)
    page.picture.select(DEU)
    qtbot.keyClick(page.picture, Qt.Key.Key_L)

    assert heard.created == [("link", {"from_id": USA, "to_id": DEU, "case_id": "case-1"})]


def test_escape_leaves_a_link_undrawn(qtbot: QtBot, page: NetworkPage, heard):
    page.picture.select(USA)
    qtbot.keyClick(page.picture, Qt.Key.Key_L)
    qtbot.keyClick(page.picture, Qt.Key.Key_Escape)

    assert not heard.created
    assert heard.said[-1] == "No link was drawn."
    assert page.picture.selected_id == USA


# -- what is asked --------------------------------------------------------------------------------------------


def ask(qtbot: QtBot, page: NetworkPage, panel: object) -> None:
    page.lists.setCurrentWidget(panel)
    drawn(qtbot, page, lambda: True)


def test_gaps_are_listed_and_drawn_in_a_style_of_their_own(qtbot: QtBot, page: NetworkPage):
    page.context.desk.perform("Add task", add_task)
    questions = page.questions
    ask(qtbot, page, questions.gaps)
    drawn(qtbot, page, lambda: page._shown.node(GBR).mark == "gap")

    reasons = [one.reason for one in questions._gaps.findings]
    assert any("Call London" in reason for reason in reasons)
    with_home = with_gaps(page._shown, questions._gaps.findings, USA)
    assert {edge.mark for edge in with_home.edges if {edge.source, edge.target} == {USA, GBR}} >= {"gap"}


def test_a_gap_that_is_put_off_is_gone_from_list_and_picture(qtbot: QtBot, page: NetworkPage):
    page.context.desk.perform("Add task", add_task)
    ask(qtbot, page, page.questions.gaps)
    drawn(qtbot, page, lambda: bool(page.questions._gaps.findings))
    keys = [one.key for one in page.questions._gaps.findings]

    page.context.desk.perform("Put off", lambda tx: [snooze(tx, key, "Known", None) for key in keys])

    drawn(qtbot, page, lambda: not page.questions._gaps.findings)
    drawn(qtbot, page, lambda: not any(edge.mark for edge in page._shown.edges))


def test_the_way_to_somebody_is_drawn_alone_and_listed(qtbot: QtBot, page: NetworkPage):
    ask(qtbot, page, page.questions.reach)
    page.questions.reach.begin.put(USA, "United States")

    page.questions.reach.put_end(DEU, "Germany")
    drawn(qtbot, page, lambda: any(node.mark == "way" for node in page._shown.nodes))

    assert [node.id for node in page._shown.nodes if node.mark] == [USA, GBR, DEU] or {
        node.id for node in page._shown.nodes
    } == {USA, GBR, DEU}
    assert page.questions.reach.list.model.rowCount() == 2
    assert "reaches" in page.questions.reach.sentence.text()


def test_what_is_taken_out_is_crossed_out_and_told(qtbot: QtBot, page: NetworkPage):
    ask(qtbot, page, page.questions.loss)

    page.questions.loss.take_out(GBR, "United Kingdom")
    drawn(qtbot, page, lambda: page._shown.node(GBR).mark == "removed")

    assert page._shown.node(DEU).mark == "cut off"
    assert page.questions.loss.list.model.rowCount() == 1
    page.questions.loss.put_back()
    drawn(qtbot, page, lambda: not page._shown.node(GBR).mark)


def test_the_network_of_a_day_holds_what_stood_then(qtbot: QtBot, page: NetworkPage):
    page.context.desk.perform("Date a link", date_link)
    time = page.questions.time
    ask(qtbot, page, time)
    drawn(qtbot, page, lambda: time.slider.maximum() > 100)

    time.slider.setValue(0)
    drawn(qtbot, page, lambda: "link-3" not in {edge.id for edge in page._shown.edges})
    time.slider.setValue(time.slider.maximum())
    drawn(qtbot, page, lambda: "link-3" in {edge.id for edge in page._shown.edges})

    time.undated.setChecked(False)
    drawn(qtbot, page, lambda: {edge.id for edge in page._shown.edges} == {"link-3"})


def test_two_moments_are_compared_in_picture_and_list(qtbot: QtBot, page: NetworkPage):
    page.context.desk.perform("Date a link", date_link)
    time = page.questions.time
    ask(qtbot, page, time)
    drawn(qtbot, page, lambda: time.slider.maximum() > 100)
    time.way.setCurrentIndex(1)
    time.other.setText("2026-01-01")

    time._compare()

    drawn(qtbot, page, lambda: any(edge.mark == "gained" for edge in page._shown.edges))
    assert "Gained" in {str(time.list.model.row(n).cells[0].text) for n in range(time.list.model.rowCount())}


def test_a_measure_stands_in_the_list_with_what_it_means(qtbot: QtBot, page: NetworkPage):
    page.lists.measure.setCurrentIndex(page.lists.measure.findData("betweenness"))
    page.lists.measured.emit()
    drawn(qtbot, page, lambda: 0 < page._drawn.measured.get(GBR, 0) < 1)

    assert page.lists.meaning.text().startswith("How often the shortest way")


def test_all_that_takes_the_focus_has_a_name(page: NetworkPage):
    takers = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not child.focusProxy()
        and not isinstance(child.parent(), QAbstractScrollArea)
    ]

    nameless = [
        one for one in takers if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert len(takers) > 15
    assert not nameless


def add_task(tx: Transaction) -> None:
    tx.add(Action(title="Call London", case_id="case-1", partner_id=GBR, status="open"))


def date_link(tx: Transaction) -> None:
    day = PartialDate.parse("2026-06-01")
    tx.add(Link(id="link-3", from_id=USA, to_id=DEU, kind="liaison", case_id="case-1", begins_on=day))

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.graphics.camera import Camera, fitting
from crisisdesk.gui.graphics.memory import heads, in_sight
from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.graphics.picture import EdgeStyle, Network, NodeStyle
from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.themes import THEMES

CROSS = Network(
    ids=("middle", "left", "right", "top"),
    captions=("Middle", "Left <b>x</b>", "Right", "Top"),
    kinds=(0, 1, 0, 1),
    positions=((0, 0), (-100, 0), (100, 0), (0, -100)),
    edges=((0, 1), (0, 2), (0, 3)),
    edge_kinds=(0, 1, 0),
    node_styles=(NodeStyle("State"), NodeStyle("Post", "square", "good")),
    edge_styles=(EdgeStyle("hotline", directed=True), EdgeStyle("unconfirmed", "dash", "warn")),
)


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> NetworkView:
    made = NetworkView(look)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_network(CROSS)
    return made


def pixel(view: NetworkView, number: int) -> QPoint:
    x, y = view._camera.seen(view._scene.points[number])
    return QPoint(int(x), int(y))


def test_a_click_chooses_the_node_under_it(qtbot: QtBot, view: NetworkView):
    with qtbot.waitSignal(view.node_selected) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(view, 2))

    assert told.args == ["right"]
    assert view.accessibleDescription() == "Right, State, links: 1"


def test_a_click_on_nothing_chooses_nothing(qtbot: QtBot, view: NetworkView):
    view.select("left")

    with qtbot.waitSignal(view.node_selected) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    assert told.args == [""]


@pytest.mark.parametrize(
    ("key", "target"), [(Qt.Key.Key_Left, "left"), (Qt.Key.Key_Right, "right"), (Qt.Key.Key_Up, "top")]
)
def test_arrows_go_to_the_nearest_in_their_direction(
    qtbot: QtBot, view: NetworkView, key: Qt.Key, target: str
):
    view.select("middle")

    qtbot.keyClick(view, key)

    assert view.selected_id == target


def test_an_arrow_into_the_void_stays(qtbot: QtBot, view: NetworkView):
    view.select("left")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selected_id == "left"


def test_page_keys_go_through_all_nodes(qtbot: QtBot, view: NetworkView):
    seen = []
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        seen.append(view.selected_id)

    assert seen == list(CROSS.ids)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.selected_id == "right"


def test_page_up_from_nothing_begins_at_the_end(qtbot: QtBot, view: NetworkView):
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.selected_id == "top"


def test_enter_opens_and_escape_lets_go(qtbot: QtBot, view: NetworkView):
    view.select("top")
    with qtbot.waitSignal(view.node_opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Escape)

    assert told.args == ["top"]
    assert not view.selected_id


def test_a_drag_moves_the_picture_and_chooses_nothing(qtbot: QtBot, view: NetworkView):
    before = pixel(view, 0)
    with qtbot.assertNotEmitted(view.node_selected):
        view._look_from(view._camera.moved(40, 20))

    assert pixel(view, 0) == before + QPoint(40, 20)


def test_the_picture_fits_until_somebody_moves_it(view: NetworkView):
    view.show()
    view.resize(900, 700)
    assert all(view.rect().contains(pixel(view, number)) for number in range(4))

    view.zoom(8.0)
    kept = view._camera
    view.resize(600, 400)
    assert view._camera == kept


def test_the_chosen_node_comes_into_sight(view: NetworkView):
    view.zoom(20.0)
    view.select("left")
    assert view.rect().contains(pixel(view, 1))


def test_another_network_keeps_the_choice_where_it_can(view: NetworkView):
    view.select("top")
    view.show_network(CROSS)
    assert view.selected_id == "top"

    view.show_network(Network((), (), (), (), (), (), (), ()))
    assert not view.selected_id


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_nodes_are_painted_in_the_colours_of_their_kind(look: Look, view: NetworkView, theme):
    look.wear(theme)
    image = view.grab().toImage()

    assert image.pixelColor(pixel(view, 0)).name() == theme.accent
    assert image.pixelColor(pixel(view, 1)).name() == theme.good


def test_what_is_not_highlighted_is_faded_not_hidden(look: Look, view: NetworkView):
    view.highlight(["middle"])
    image = view.grab().toImage()

    assert image.pixelColor(pixel(view, 0)).name() == look.theme.accent
    assert image.pixelColor(pixel(view, 1)).name() not in (look.theme.good, look.theme.surface)


@pytest.mark.parametrize("positions", [((float("nan"), 1.0),), ((0, float("inf")),), ((1e300, -1e300),)])
def test_positions_that_make_no_sense_are_painted_all_the_same(view: NetworkView, positions):
    view.show_network(
        Network(("a",), ("A",), (0,), positions, ((0, 0),), (0,), CROSS.node_styles, CROSS.edge_styles)
    )
    assert not view.grab().isNull()


def test_nodes_can_all_stand_in_one_spot(view: NetworkView):
    spot = ((5.0, 5.0),) * 4
    view.move_nodes(spot)
    view.fit()
    assert not view.grab().isNull()


def test_twenty_thousand_links_are_painted_from_memory(view: NetworkView):
    rng = np.random.default_rng(1)
    count = 10_000
    edges = rng.integers(0, count, (2 * count, 2))
    names = [str(number) for number in range(count)]
    zeros = np.zeros(count, dtype=int)
    view.show_network(
        Network(names, names, zeros, rng.normal(size=(count, 2)), edges, np.zeros(2 * count, dtype=int),
                CROSS.node_styles, CROSS.edge_styles)
    )  # fmt: skip

    assert not view.grab().isNull()


def test_zooming_keeps_the_point_under_the_pointer():
    camera = Camera(2.0, 10.0, 20.0)
    point = np.array(((35.0, -4.0),))
    x, y = camera.seen(point)[0]

    assert camera.zoomed(3.0, x, y).seen(point)[0] == pytest.approx((x, y))


def test_one_point_stands_in_the_middle():
    camera = fitting(np.array(((7.0, 9.0),)), 400, 200)
    assert camera.seen(np.array(((7.0, 9.0),)))[0] == pytest.approx((200, 100))


def test_lines_beyond_one_side_are_not_painted():
    lines = np.array(((-5.0, -5.0, -1.0, 50.0), (-5.0, 5.0, 50.0, 5.0), (10.0, 10.0, 20.0, 20.0)))
    assert in_sight(lines, 30, 30).tolist() == [False, True, True]


def test_short_lines_have_no_head():
    assert len(heads(np.array(((0.0, 0.0, 5.0, 0.0), (0.0, 0.0, 100.0, 0.0), (3.0, 3.0, 3.0, 3.0))), 8)) == 2

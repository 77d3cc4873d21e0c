from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crisisdesk.drawing.shapes import Text
from crisisdesk.gui.graphics.link_lanes import LinkLanes
from crisisdesk.gui.graphics.picture_view import PictureView, Shown
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.network_reading import Reading
from crisisdesk.gui.pages.network_showing import as_printed
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.layouts import LAYOUTS

NODES = tuple(Node(str(n), f"A name of some length, {n}", "state") for n in range(60))
NETWORK = Network(NODES, tuple(Edge(str(n), "0", str(n)) for n in range(1, 60)))
PLACES = LAYOUTS[0].place(NETWORK)
READING = Reading("", NETWORK, "SECRET", datetime(2026, 11, 23, tzinfo=UTC), (), NETWORK)
Make = Callable[[float], Shown]


@pytest.fixture
def make() -> Make:
    return lambda zoom: as_printed(NETWORK, PLACES, READING, (480.0, 360.0), "light", zoom=zoom)


@pytest.fixture
def view(qtbot: QtBot, look: Look, make: Make) -> PictureView:
    made = PictureView(look)
    qtbot.addWidget(made)
    made.resize(648, 486)
    made.show()
    made.show_picture(make(1.0))
    return made


def names(shown: Shown) -> list[Text]:
    return [shape for shape in shown.shapes if isinstance(shape, Text)]


def test_coming_closer_shows_more_names_no_larger_than_they_read_well(make: Make):
    far, near = make(1.0), make(3.0)

    assert (
        len({owner for owner, s in zip(near.owners, near.shapes, strict=True) if isinstance(s, Text)}) == 60
    )
    assert len(names(far)) < len(names(near))
    assert min(text.size for text in names(far)) >= 7
    assert max(text.size for text in names(near)) <= 9


def test_a_closer_picture_is_asked_for_and_stays_where_one_looks(qtbot: QtBot, view: PictureView, make: Make):
    with qtbot.waitSignal(view.resized):
        view.zoom(3.0)
    assert view.zoom_wanted == pytest.approx(3.0, rel=0.05)
    before = view._camera.seen(view._scene.points).mean(axis=0)

    view.show_picture(make(view.zoom_wanted))

    after = view._camera.seen(view._scene.points).mean(axis=0)
    assert abs(after - before).max() < 12
    view.fit()
    assert view.zoom_wanted == 1.0


def test_title_and_marking_do_not_move_with_the_network(view: PictureView):
    frame = [shape.text for shape in view._shown.frame if isinstance(shape, Text)]

    assert frame.count("SECRET") == 2
    assert not any(shape.text == "SECRET" for shape in names(view._shown))


def test_a_node_is_dragged_and_a_link_is_drawn_with_the_mouse(qtbot: QtBot, view: PictureView):
    one, two = (QPoint(*(int(v) for v in view._camera.seen(view._scene.points[n]))) for n in (0, 1))
    with qtbot.waitSignal(view.node_moved) as moved:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=one)
        qtbot.mouseMove(view, one + QPoint(30, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=one + QPoint(30, 0))
    assert moved.args[0] == "0"

    with qtbot.waitSignal(view.link_drawn) as drawn:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=two)
        qtbot.mouseMove(view, one + QPoint(30, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=one + QPoint(30, 0))
    assert drawn.args == ["1", "0"]


def test_lanes_say_how_many_links_have_no_dates(qtbot: QtBot, look: Look):
    lanes = LinkLanes(look)
    qtbot.addWidget(lanes)

    lanes.show_spans(
        [(date(2026, 1, 1), None), (None, None), (None, None)], date(2026, 1, 1), date(2026, 12, 31)
    )
    lanes.look_at(date(2026, 6, 1))
    lanes.grab()

    assert lanes.accessibleName() == "1 links with dates, 2 without"

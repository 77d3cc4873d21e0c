from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest

from crisisdesk.drawing.metrics import text_width
from crisisdesk.drawing.shapes import Disc, Drawing, Polyline, Text
from crisisdesk.network.graph import Network
from crisisdesk.network.heading import dtg
from crisisdesk.network.labels import Caption, Label, Rectangle, Room, overlap, placed
from crisisdesk.network.layouts import LAYOUTS, Layout, Organic
from crisisdesk.network.picture import owned_picture, picture


def draw(network: Network, layout: Layout = LAYOUTS[0], **options: object) -> Drawing:
    return picture(network, layout.place(network, 1), width=780, height=500, **options)  # type: ignore[arg-type] - passed on


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_caption_lies_on_another(desk: Network, layout: Layout) -> None:
    drawing = draw(desk, layout, legend=False)

    boxes = []
    for text in (s for s in drawing.shapes if isinstance(s, Text) and s.anchor == "middle" and s.text != "?"):
        half, (x, y) = text_width(text.text, text.size) / 2, text.position
        boxes.append((x - half, y - text.size * 0.75, x + half, y + text.size * 0.15))
    assert len(boxes) > 55
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


def test_nothing_leaves_the_frame(degenerate: Network) -> None:
    for shape in draw(degenerate, banner="SECRET").shapes:
        match shape:
            case Polyline(points=points):
                assert all(-1 <= x <= 781 and -1 <= y <= 501 for x, y in points)
            case Disc(center=(x, y), radius=radius) | Text(position=(x, y), size=radius):
                assert 0 <= x <= 780
                assert 0 <= y <= 500
                assert radius > 0


def test_marking_title_and_moment_are_in_the_picture(desk: Network) -> None:
    drawing = draw(desk, banner="SECRET // REL TO <ABC>", title="Who <talks>")

    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert texts.count("SECRET // REL TO <ABC>") == 2
    assert "Who <talks>" in texts
    assert "As of 231430Z NOV 26" in texts
    assert drawing.title == "Who <talks>"
    assert drawing.description.startswith(f"A network of 60 nodes and {len(desk.edges)} links")


def test_the_legend_explains_what_is_used_and_nothing_else(desk: Network) -> None:
    few = replace(
        desk, edges=desk.edges[:0], nodes=tuple(n for n in desk.nodes if n.kind in {"state", "post"})
    )

    shown = {shape.text for shape in draw(few).shapes if isinstance(shape, Text)}

    assert {"State", "Post"} <= shown
    assert not shown & {"Person", "Alliance", "Broken", "Direction"}


def test_a_name_without_room_is_counted_not_lost(desk: Network) -> None:
    drawing = picture(desk, Organic().place(desk), width=200, height=160, legend=False)

    assert any("names left out" in shape.text for shape in drawing.shapes if isinstance(shape, Text))


def test_the_same_network_gives_the_same_drawing(desk: Network) -> None:
    assert draw(desk) == draw(desk)


def test_control_characters_and_breaks_do_not_reach_the_picture(desk: Network) -> None:
    hostile = "\u202eab\x00c\nd\x1b " + "ق" * 5
    network = replace(desk, nodes=(replace(desk.nodes[0], caption=hostile), *desk.nodes[1:]))

    texts = [shape.text for shape in draw(network).shapes if isinstance(shape, Text)]

    assert not [text for text in texts if set(text) & set("\x00\n\x1b")]


def test_a_caption_pushed_away_gets_a_leader_and_one_without_room_is_left_out() -> None:
    caption = Caption("a", "Caption", (150.0, 150.0), 5.0, 8.0)
    beside = [
        (150 + x - 2, 150 + y - 2, 150 + x + 2, 150 + y + 2) for x in (-18, 0, 18) for y in (-12, 0, 12)
    ]

    def labels(*taken: Rectangle) -> list[Label]:
        return placed([caption], Room((0.0, 0.0, 300.0, 300.0), taken, []), text_width)

    assert labels()[0].leader is None
    assert labels(*beside)[0].leader is not None
    assert labels((0.0, 0.0, 300.0, 300.0)) == []


def test_moments_of_other_zones_are_shown_in_utc() -> None:
    assert dtg(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "020304Z JAN 26"


def test_each_node_and_link_owns_shapes_at_its_place(desk: Network) -> None:
    made = owned_picture(desk, LAYOUTS[0].place(desk, 1), width=780, height=500)

    assert len(made.owners) == len(made.drawing.shapes)
    assert {node.id for node in desk.nodes} | {edge.id for edge in desk.edges} <= set(made.owners)
    assert made.places.keys() == desk.index.keys()
    assert made.drawing == picture(desk, LAYOUTS[0].place(desk, 1), width=780, height=500)

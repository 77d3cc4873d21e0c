import pytest

from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.layouts.geographic import Geographic, capitals, clipped, land, projected

OSLO = Node("n", "Norway", "state", at=(10.75, 59.91))
PARIS = Node("f", "France", "state", at=(2.35, 48.87))
OFFICE = Node("o", "Office in Oslo", "ministry")
NOWHERE = Node("x", "Invented state", "state")


def test_states_lie_where_they_are_and_offices_beside_them():
    network = Network(
        (OSLO, PARIS, OFFICE, NOWHERE), (Edge("1", "o", "n", "part_of"), Edge("2", "x", "f", "funds"))
    )

    places = Geographic().place(network)

    assert places["n"] == projected(10.75, 59.91)
    assert places["n"][1] < places["f"][1] < places["x"][1]
    assert abs(places["o"][0] - places["n"][0]) < 0.05
    assert places["x"][1] > places["f"][1] + 0.04, "a state without a place is not put into another's"


def test_land_is_cut_to_what_is_shown_and_absent_without_places():
    network = Network((OSLO, PARIS), ())
    layout = Geographic()

    areas = layout.backdrop(network, layout.place(network)).areas

    assert 0 < len(areas) < len(land())
    assert not layout.backdrop(Network((NOWHERE,), ()), {"x": (0.0, 0.0)}).areas


def test_the_projection_keeps_the_order_of_the_earth():
    assert projected(0, 0) == pytest.approx((0.5, 0.5))
    assert projected(-180, 0)[0] < 0.001
    assert projected(0, 90)[1] < projected(0, -90)[1]


def test_clipping_keeps_the_inside_only():
    square = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))

    assert set(clipped(square, (1.0, 1.0, 3.0, 3.0))) == {
        (1.0, 1.0),
        (2.0, 1.0),
        (2.0, 2.0),
        (1.0, 2.0),
    }
    assert clipped(square, (5.0, 5.0, 6.0, 6.0)) == ()


def test_capitals_are_known_by_three_letters():
    longitude, latitude = capitals()["NOR"]
    assert (round(longitude), round(latitude)) == (11, 60)
    assert len(capitals()) > 190

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.timing import days_of, differences, quiet, side_by_side, stood, undated

A, B, C = Node("a", "A"), Node("b", "B"), Node("c", "C")
MAY = Edge("may", "a", "b", begins_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
EVER = Edge("ever", "b", "c")
NETWORK = Network((A, B, C), (MAY, EVER))


def ids(network: Network) -> list[str]:
    return [edge.id for edge in network.edges]


def test_a_day_shows_what_held_on_it_from_the_first_to_the_last():
    assert ids(stood(NETWORK, date(2026, 4, 30))) == ["ever"]
    assert ids(stood(NETWORK, date(2026, 5, 1))) == ["may", "ever"]
    assert ids(stood(NETWORK, date(2026, 5, 31))) == ["may", "ever"]
    assert ids(stood(NETWORK, date(2026, 6, 1))) == ["ever"]


def test_links_without_dates_can_be_left_out():
    assert undated(EVER)
    assert ids(stood(NETWORK, date(2026, 5, 9), with_undated=False)) == ["may"]


def test_days_are_those_on_which_something_changes():
    assert days_of(NETWORK) == (date(2026, 5, 1), date(2026, 5, 31))


def test_differences_tell_what_was_gained_lost_and_changed():
    after = Network(
        (A, B, Node("d", "D")),
        (Edge("may", "a", "b", status="broken", begins_on=MAY.begins_on, ends_on=MAY.ends_on),),
    )

    found = {one.id: (one.kind, one.said) for one in differences(NETWORK, after)}

    assert found == {
        "d": ("gained", ""),
        "c": ("lost", ""),
        "ever": ("lost", ""),
        "may": ("changed", "status: active → broken"),
    }


def test_two_networks_side_by_side_mark_what_differs():
    both = side_by_side(NETWORK, Network((A, B), (MAY,)))

    assert {node.id: node.mark for node in both.nodes} == {"a": "", "b": "", "c": "lost"}
    assert {edge.id: edge.mark for edge in both.edges} == {"may": "", "ever": "lost"}


def test_a_link_is_quiet_beyond_its_rhythm_and_never_without_one():
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    used = Edge("1", "a", "b", last_used=noon - timedelta(days=8), rhythm=7)

    assert quiet(used, noon)
    assert not quiet(used, noon - timedelta(days=2))
    assert not quiet(replace(used, rhythm=None), noon)
    assert not quiet(replace(used, last_used=None), noon)

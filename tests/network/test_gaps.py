from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crisisdesk.network.gaps import Expected, Gap, gaps
from crisisdesk.network.graph import Edge, Network, Node, without
from crisisdesk.network.paths import Carriage, Reaching

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DESK_TO_A = Expected("t", frozenset({"desk"}), frozenset({"a"}), frozenset({"channel", "holds"}))
PARTIES = frozenset({"a", "b"})


def net(*pairs: str) -> Network:
    """Nodes by their first letters: p for posts, w for people, else channels or parties; edges as ``x-y:kind``."""
    ends = [(text.partition(":")[0].split("-"), text.partition(":")[2] or "channel") for text in pairs]
    names = dict.fromkeys(["desk", "a", "b", *(name for pair, _ in ends for name in pair)])
    kinds = {"p": "post", "w": "person", "c": "channel"}
    nodes = tuple(Node(name, name.upper(), kinds.get(name[0], "state"), name) for name in names)
    edges = tuple(Edge(f"e{at}", one, two, kind) for at, ((one, two), kind) in enumerate(ends))
    return Network(nodes, edges)


ONE_ATTACHE = net("desk-c1", "c1-p1", "p1-w1:holds", "w1-a:holds")
TWO = net("desk-c1", "c1-p1", "p1-w1:holds", "w1-a:holds", "desk-c2", "c2-p2", "p2-a:holds")


def found(network: Network, one: Expected = DESK_TO_A, **carriage: Carriage) -> tuple[Gap, ...]:
    return gaps(Reaching(network, carriage), [one], PARTIES, NOON)


def test_a_link_that_two_people_carry_has_no_gap() -> None:
    assert found(TWO) == ()


def test_a_link_that_hangs_on_one_person_names_the_person() -> None:
    assert found(ONE_ATTACHE) == (Gap("one_person", DESK_TO_A, ("w1",)),)


def test_without_the_only_contact_the_link_is_missing() -> None:
    assert found(without(ONE_ATTACHE, ["p1"])) == (Gap("missing", DESK_TO_A),)


def test_a_post_that_nobody_holds_is_called_vacant_rather_than_missing() -> None:
    one = replace(DESK_TO_A, vacant=("p1",), only_vacant=True)

    assert found(net("desk-c1", "c1-p1"), one) == (Gap("vacant_post", one, ("p1",)),)


def test_a_link_through_somebody_else_is_no_direct_link() -> None:
    assert found(net("desk-c1", "c1-b:holds", "b-a:mediates")) == (Gap("third_party", DESK_TO_A, ("b",)),)


def test_a_channel_below_the_subject_is_too_low() -> None:
    secret = replace(DESK_TO_A, rank=5)

    assert [gap.kind for gap in found(ONE_ATTACHE, secret, e0=Carriage(limit=1))] == ["low_marking"]
    assert [gap.kind for gap in found(ONE_ATTACHE, secret, e0=Carriage(limit=5))] == ["one_person"]


def test_a_link_is_quiet_once_its_rhythm_has_passed_and_never_when_unknown() -> None:
    daily = replace(DESK_TO_A, rhythm=timedelta(days=1), last=NOON - timedelta(days=2))

    assert [gap.kind for gap in found(TWO, daily)] == ["quiet"]
    assert found(TWO, replace(daily, last=NOON - timedelta(hours=3))) == ()
    assert found(TWO, replace(daily, last=None)) == ()


def test_one_link_between_two_partners_is_the_only_one() -> None:
    both = Expected("s", frozenset({"a"}), frozenset({"b"}))

    assert found(net("a-b:consults"), both) == (Gap("one_person", both, ("a", "b")),)
    assert found(net("a-b:consults", "a-p1", "p1-b"), both) == ()


def test_a_pendant_beside_the_way_is_no_point_of_failure() -> None:
    """Somebody may hold others together without standing between these two."""
    assert found(net(*(f"{e.source}-{e.target}:{e.kind}" for e in TWO.edges), "c1-p9")) == ()

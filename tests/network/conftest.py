from datetime import UTC, date, datetime
from random import Random

import pytest

from crisisdesk.network.graph import Edge, Network, Node

KINDS = ("ministry", "post", "person", "channel", "company", "case", "measure", "transfer", "group", "odd")
LINKS = ("allied_with", "reports_to", "hotline", "supplies_arms", "member_of", "sanctions", "knows")
STATUSES = ("active", "planned", "dormant", "strained", "broken")
WORDS = (
    "Export",
    "Control",
    "Agency",
    "Director",
    "Deputy",
    "Northern",
    "Office",
    "Security",
    "Duty",
    "Line",
)


def numbered(count: int, *pairs: tuple[int, int]) -> Network:
    """Nodes 0 to count, linked as told."""
    nodes = tuple(Node(str(at), f"Node {at}") for at in range(count))
    return Network(nodes, tuple(Edge(f"e{at}", str(a), str(b)) for at, (a, b) in enumerate(pairs)))


@pytest.fixture
def desk() -> Network:
    """Sixty nodes as a desk has them: states with their bodies, posts and lines."""
    random = Random(4)
    nodes = [Node(f"s{at}", f"State {at}", "state", f"State {at}") for at in range(9)]
    edges = []
    while len(nodes) < 60:
        owner, kind = random.choice(nodes[:20]), KINDS[len(nodes) % len(KINDS)]
        caption = " ".join(random.sample(WORDS, random.randint(1, 4)))
        nodes.append(Node(f"n{len(nodes)}", caption, kind, owner.group))
        edges.append((nodes[-1].id, owner.id))
    edges += [(one.id, two.id) for one, two in (random.sample(nodes[:12], 2) for _ in range(20))]
    links = tuple(
        Edge(
            f"e{at}",
            one,
            two,
            random.choice(LINKS),
            "link",
            directed=at % 2 == 0,
            status=random.choice(STATUSES),
            strength=at % 5 + 1,
            begins_on=date(2020, 1, 2),
            marking="RESTRICTED",
            last_used=datetime(2026, 11, 1, 6, tzinfo=UTC),
        )
        for at, (one, two) in enumerate(edges)
    )
    return Network(tuple(nodes), links, "Desk", datetime(2026, 11, 23, 14, 30, tzinfo=UTC))


DEGENERATE = {
    "empty": numbered(0),
    "one": numbered(1),
    "one with a loop": numbered(1, (0, 0)),
    "two apart": numbered(2),
    "parallel": numbered(2, (0, 1), (1, 0), (0, 1)),
    "no links": numbered(9),
    "islands": numbered(8, (0, 1), (1, 2), (3, 4), (4, 5), (5, 3), (6, 6)),
    "star with loop": numbered(40, *((0, at) for at in range(40))),
    "all linked": numbered(12, *((a, b) for a in range(12) for b in range(12))),
    "long chain": numbered(300, *((at, at + 1) for at in range(299))),
    "wide star": numbered(300, *((0, at) for at in range(1, 300))),
}


@pytest.fixture(params=DEGENERATE.values(), ids=DEGENERATE.keys())
def degenerate(request: pytest.FixtureRequest) -> Network:
    return request.param

import numpy as np
import pytest

from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.layouts.live import Live

NODES = tuple(Node(str(n), str(n)) for n in range(30))
RING = Network(NODES, tuple(Edge(str(n), str(n), str((n + 1) % 30)) for n in range(30)))
LINE = {str(n): (n / 30, 0.001 * (n % 3)) for n in range(30)}


def run(live: Live, steps: int) -> np.ndarray:
    for _ in range(steps):
        live.step()
    return live.points


def test_a_ring_opens_from_a_line_and_comes_to_rest():
    live = Live(RING, LINE)

    points = run(live, 600)

    assert live.at_rest
    assert np.isfinite(points).all()
    assert np.ptp(points[:, 1]) > 0.3 * np.ptp(points[:, 0])


def test_what_is_fixed_stays_to_the_digit():
    live = Live(RING, LINE, frozenset({"3", "4"}))

    points = run(live, 50)

    assert points[3] == pytest.approx(LINE["3"])
    assert points[4] == pytest.approx(LINE["4"])


def test_the_same_steps_lead_to_the_same_places():
    assert (run(Live(RING, LINE), 20) == run(Live(RING, LINE), 20)).all()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_nodes_are_placed_without_a_warning(count: int):
    network = Network(NODES[:count], (Edge("a", "0", "0"),) if count else ())
    live = Live(network, {node.id: (0.5, 0.5) for node in network.nodes})

    assert np.isfinite(run(live, 3)).all()

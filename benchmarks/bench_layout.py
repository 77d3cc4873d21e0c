"""Our organic layout against networkx's springs on the same graph, in one run; prints JSON.

Stress is the mean of ((drawn - a * links) / links)**2 over pairs, at the best scale a; crossings is the share
of sampled pairs of links that cross. Both are better when smaller. The peer needs scipy, which the program
does not: install it beside the others for this benchmark, or see our own times alone.
"""

import argparse
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Mapping

import networkx as nx
import numpy as np

from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.layouts.base import arrays
from crisisdesk.network.layouts.organic import Organic
from crisisdesk.network.layouts.pivots import hops

SAMPLED_PAIRS = 400_000


def grown(count: int, seed: int = 1) -> Network:
    """A Barabasi-Albert graph, two links for each new node."""
    graph = nx.barabasi_albert_graph(count, 2, seed=seed)
    edges = (Edge(str(at), str(a), str(b)) for at, (a, b) in enumerate(graph.edges))
    return Network(tuple(Node(str(node), str(node)) for node in graph), tuple(edges))


def clustered(count: int, seed: int = 1) -> Network:
    """Groups of about twenty with few links between them, as bodies and their people are."""
    graph = nx.connected_watts_strogatz_graph(count, 6, 0.15, seed=seed)
    edges = (Edge(str(at), str(a), str(b)) for at, (a, b) in enumerate(graph.edges))
    return Network(tuple(Node(str(node), str(node)) for node in graph), tuple(edges))


def quality(network: Network, places: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    links = arrays(network)
    at = np.array([complex(*places[node.id]) for node in network.nodes])
    origins = np.random.default_rng(0).permutation(links.count)[:640].reshape(10, -1)
    steps = np.hstack([hops(links, some) for some in origins])
    drawn = np.abs(at[:, None] - at[origins.ravel()][None, :])
    drawn, steps = drawn[steps > 0], steps[steps > 0]
    scale = (drawn / steps).sum() / ((drawn / steps) ** 2).sum()
    return {
        "stress": round(float(((drawn * scale / steps - 1) ** 2).mean()), 4),
        "crossings": round(crossings(network, at), 4),
    }


def crossings(network: Network, at: np.ndarray) -> float:
    random = np.random.default_rng(0)
    ends = np.array([(network.index[edge.source], network.index[edge.target]) for edge in network.edges])
    one, two = (ends[random.integers(0, len(ends), SAMPLED_PAIRS)] for _ in range(2))
    apart = (one[:, :, None] != two[:, None, :]).all(axis=(1, 2))
    a, b = (at[one[apart, side]] for side in (0, 1))
    c, d = (at[two[apart, side]] for side in (0, 1))

    def side(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> np.ndarray:
        return np.sign(((q - p).conj() * (r - p)).imag)

    return float(((side(a, b, c) != side(a, b, d)) & (side(c, d, a) != side(c, d, b))).mean())


def seconds(work: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def against_networkx(network: Network, repeats: int) -> dict[str, object]:
    graph = nx.Graph([(edge.source, edge.target) for edge in network.edges])
    ours, theirs = Organic().place(network, 1), nx.spring_layout(graph, seed=1)
    our_time = seconds(lambda: Organic().place(network, 1), repeats * 3)
    their_time = seconds(lambda: nx.spring_layout(graph, seed=1), repeats)
    us, them = quality(network, ours), quality(network, theirs)
    return {
        "ours_ms": round(our_time * 1000, 1),
        "networkx_ms": round(their_time * 1000, 1),
        "times_faster": round(their_time / our_time, 1),
        "stress_ratio": round(us["stress"] / them["stress"], 3),
        "crossings_ratio": round(us["crossings"] / them["crossings"], 3),
        "ours": us,
        "networkx": them,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--no-large", action="store_true", help="leave 5,000 and 20,000 nodes out")
    options = parser.parse_args()
    found: dict[str, object] = {}
    if importlib.util.find_spec("scipy"):
        found["1000 grown"] = against_networkx(grown(1000), options.repeats)
        found["1000 clustered"] = against_networkx(clustered(1000), options.repeats)
    for count in (1000,) if options.no_large else (1000, 5_000, 20_000):
        network = grown(count)
        taken = seconds(lambda network=network: Organic().place(network, 1), options.repeats)
        found[f"{count} grown, ours alone"] = {
            "ours_ms": round(taken * 1000, 1),
            **quality(network, Organic().place(network, 1)),
        }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

"""Our layouts and the count of go-betweens against other programs on the same graphs, in one run; prints JSON.

Stress is the mean of ((drawn - a * links) / links)**2 over pairs, at the best scale a; crossings is the share
of sampled pairs of links that cross: both are better when smaller. Neighbours is how much of a node's neighbours in
the graph are its nearest in the picture (Jaccard), better when larger. Peers that are not installed are left out:
networkx's springs need scipy, sfdp the program of Graphviz; igraph is under the GPL and serves here alone.
"""

import argparse
import importlib.util
import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from functools import partial

import networkx as nx
import numpy as np

from crisisdesk.network.graph import Edge, Network, Node, simple_graph
from crisisdesk.network.layouts.base import arrays
from crisisdesk.network.layouts.clusters import Clusters
from crisisdesk.network.layouts.organic import Organic
from crisisdesk.network.layouts.pivots import hops
from crisisdesk.network.layouts.stress import Distances
from crisisdesk.network.measures import betweenness

SAMPLED_PAIRS = 400_000
SMALL = 2_000


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
        "neighbours": round(neighbours(network, at), 4),
    }


def neighbours(network: Network, at: np.ndarray) -> float:
    links = arrays(network)
    found = []
    for node in np.random.default_rng(0).permutation(links.count)[:400]:
        real = set(links.targets[links.starts[node] : links.starts[node + 1]].tolist())
        near = set(np.argsort(np.abs(at - at[node]))[1 : len(real) + 1].tolist())
        found.append(len(real & near) / max(len(real | near), 1))
    return float(np.mean(found))


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


def peers(network: Network) -> dict[str, Callable[[], Mapping[str, tuple[float, float]]]]:
    """Layouts of other programs, by name; each with its own defaults."""
    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in network.edges)
    pairs = [(network.index[edge.source], network.index[edge.target]) for edge in network.edges]
    found: dict[str, Callable[[], Mapping[str, tuple[float, float]]]] = {}
    if importlib.util.find_spec("scipy") and len(network.nodes) <= SMALL:
        found["networkx spring"] = lambda: nx.spring_layout(graph, seed=1)
    if shutil.which("sfdp"):
        found["graphviz sfdp"] = lambda: sfdp(network)
    if importlib.util.find_spec("rustworkx") and len(network.nodes) <= SMALL:
        found["rustworkx spring"] = lambda: rustworkx_spring(network, pairs)
    if importlib.util.find_spec("igraph"):
        found["igraph fr"] = lambda: igraph_fr(network, pairs)
    return found


def sfdp(network: Network) -> dict[str, tuple[float, float]]:
    lines = ["graph {", *(f'"{node.id}"' for node in network.nodes)]
    lines += [f'"{edge.source}" -- "{edge.target}"' for edge in network.edges]
    done = subprocess.run(
        ["sfdp", "-Tplain"], input="\n".join([*lines, "}"]), capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in done.stdout.splitlines() if line.startswith("node"))
    return {name.strip('"'): (float(x), float(y)) for _, name, x, y, *_ in rows}


def rustworkx_spring(network: Network, pairs: list[tuple[int, int]]) -> dict[str, tuple[float, float]]:
    import rustworkx  # noqa: PLC0415 - a peer that need not be there

    graph = rustworkx.PyGraph()
    graph.add_nodes_from([node.id for node in network.nodes])
    graph.add_edges_from_no_data(pairs)
    places = rustworkx.spring_layout(graph, seed=1)
    return {node.id: tuple(places[at]) for at, node in enumerate(network.nodes)}


def igraph_fr(network: Network, pairs: list[tuple[int, int]]) -> dict[str, tuple[float, float]]:
    import igraph  # noqa: PLC0415 - a peer that need not be there

    places = igraph.Graph(len(network.nodes), pairs).layout("fr")
    return {node.id: tuple(places[at]) for at, node in enumerate(network.nodes)}


def layouts(network: Network, repeats: int) -> dict[str, object]:
    """Every layout of ours that is made for any graph, and the peers, each with time and quality."""
    ours = {"organic": Organic(), "distances": Distances(), "clusters": Clusters()}
    if len(network.nodes) > SMALL:
        ours.pop("clusters")
    works = {f"ours: {name}": partial(one.place, network, 1) for name, one in ours.items()}
    found: dict[str, dict[str, float]] = {}
    for name, work in {**works, **peers(network)}.items():
        many = repeats if len(network.nodes) <= 1000 else 1
        found[name] = {"ms": round(seconds(work, many) * 1000, 1), **quality(network, work())}
    best = found["ours: organic"]
    for name, one in found.items():
        if not name.startswith("ours"):
            one["ours is so many times faster"] = round(one["ms"] / best["ms"], 1)
            one["our stress to its"] = round(best["stress"] / one["stress"], 3)
            one["our crossings to its"] = round(best["crossings"] / one["crossings"], 3)
    return found


def go_betweens(network: Network) -> dict[str, float]:
    """Exact betweenness against networkx, and against rustworkx where that is there."""
    graph = simple_graph(network)
    found = {"ours_ms": round(seconds(lambda: betweenness(network), 3) * 1000, 1)}
    found["networkx_ms"] = round(seconds(lambda: nx.betweenness_centrality(graph), 1) * 1000, 1)
    found["times_faster"] = round(found["networkx_ms"] / found["ours_ms"], 1)
    theirs, own = nx.betweenness_centrality(graph), betweenness(network)
    found["largest_difference"] = max(abs(theirs[node] - own[node]) for node in own)
    if importlib.util.find_spec("rustworkx"):
        import rustworkx  # noqa: PLC0415 - a peer that need not be there

        other = rustworkx.networkx_converter(graph)
        found["rustworkx_ms"] = round(seconds(lambda: rustworkx.betweenness_centrality(other), 3) * 1000, 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--no-large", action="store_true", help="leave 5,000 and 20,000 nodes out")
    options = parser.parse_args()
    found: dict[str, object] = {"1000 clustered": layouts(clustered(1000), options.repeats)}
    for count in (1000,) if options.no_large else (1000, 5_000, 20_000):
        found[f"{count} grown"] = layouts(grown(count), options.repeats)
    found["betweenness of 1000"] = go_betweens(grown(1000))
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

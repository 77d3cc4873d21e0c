"""What the network view shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["disc", "square", "diamond", "triangle", "hexagon"]
Dash = Literal["solid", "dash", "dot", "dash-dot"]
Role = Literal["text", "muted", "accent", "good", "warn", "bad", "info"]


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a kind of node looks; its shape tells it apart without colour. ``caption`` names it in the legend."""

    caption: str
    shape: Shape = "disc"
    role: Role = "accent"


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How a kind of link looks; its dashes tell it apart without colour. ``directed`` puts a head at its end."""

    caption: str
    dash: Dash = "solid"
    role: Role = "muted"
    directed: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and links.

    ``positions`` are x and y of each node in any unit, y grows downwards; ``edges`` are pairs of node numbers.
    ``kinds`` and ``edge_kinds`` are numbers into the styles. Sequences may be numpy arrays.
    """

    ids: Sequence[str]
    captions: Sequence[str]
    kinds: Sequence[int]
    positions: Sequence[Sequence[float]]
    edges: Sequence[Sequence[int]]
    edge_kinds: Sequence[int]
    node_styles: Sequence[NodeStyle]
    edge_styles: Sequence[EdgeStyle]

"""Links pull, nodes push, and everything cools down (Fruchterman and Reingold 1991).

The unit of length is the distance that two linked nodes alone would keep.
"""

import numpy as np
from numpy.typing import NDArray

from crisisdesk.network.layouts.base import Arrays, Plane
from crisisdesk.network.layouts.repulsion import Repulsion

_SHARE_WITH_NEAR_PAIRS = 0.25
_STEPS_BETWEEN_LISTS = 5
_TINY = 1e-12


def relaxed(
    links: Arrays, places: Plane, *, steps: int = 60, heat: float = 0.1, free: NDArray[np.bool_] | None = None
) -> Plane:
    """Let the nodes move from these places to better ones.

    Args:
        links: Who is linked; each node needs at least one link.
        places: Where the nodes start; two on one spot stay together.
        steps: How often each node moves.
        heat: The longest first move, as a share of the picture's extent; later moves get shorter.
        free: The nodes that may move; all of them if not given.
    """
    now = places.copy()
    repulsion = Repulsion(links.count)
    first_move = heat * max(np.ptp(now.real), np.ptp(now.imag), 1.0)
    refined_from = int(steps * (1 - _SHARE_WITH_NEAR_PAIRS))
    for step in range(steps):
        if step >= refined_from and (step - refined_from) % _STEPS_BETWEEN_LISTS == 0:
            repulsion.look_around(now)
        force = repulsion.push(now) + pull(links, now)
        length = np.abs(force)
        move = force * (np.minimum(length, first_move * (1 - step / steps)) / (length + _TINY))
        now += move if free is None else np.where(free, move, 0)
    return now


def pull(links: Arrays, places: Plane) -> Plane:
    """The pull of its links on each node, the square of their lengths."""
    along = places[links.targets] - places[links.sources]
    total: Plane = np.add.reduceat(along * np.abs(along), links.starts[:-1])
    return total


def at_rest_size(links: Arrays, places: Plane) -> Plane:
    """Scaled so that pull and push balance as a whole.

    The energy of a picture scaled by s is ``s**3 * sum(length**3) / 6 - pairs * log(s)``,
    each link counted twice; its minimum is found by setting the slope to nothing.
    """
    lengths = np.abs(places[links.targets] - places[links.sources])
    pairs = links.count * (links.count - 1) / 2
    total = float((lengths**3).sum()) / 2
    return places * (pairs / total) ** (1 / 3) if total > 0 else places

"""Islands side by side, none over another."""

from collections.abc import Sequence

import numpy as np

from crisisdesk.network.layouts.base import Plane

_GAP = 1.0
_WIDER_THAN_HIGH = 1.5
_MUCH_LOWER = 3.0
"""What is so much lower than its row begins a row of its own, instead of standing lost beside the rest."""


def packed(islands: Sequence[Plane]) -> list[Plane]:
    """The islands moved, not turned or scaled, into rows of about equal length; tallest first."""
    if len(islands) == 1:
        return list(islands)
    sizes = [(np.ptp(island.real) + _GAP, np.ptp(island.imag) + _GAP) for island in islands]
    widest = max((width for width, _ in sizes), default=0.0)
    row_length = max(widest, np.sqrt(sum(width * height for width, height in sizes) * _WIDER_THAN_HIGH))
    moved: dict[int, Plane] = {}
    x = y = row_height = 0.0
    for at in sorted(range(len(islands)), key=lambda island: -sizes[island][1]):
        width, height = sizes[at]
        if x > 0 and (x + width > row_length * 1.001 or height * _MUCH_LOWER < row_height):
            x, y, row_height = 0.0, y + row_height, 0.0
        row_height = max(row_height, height)
        corner = complex(islands[at].real.min(), islands[at].imag.min())
        moved[at] = islands[at] - corner + complex(x, y)
        x += width
    return [moved[at] for at in range(len(islands))]

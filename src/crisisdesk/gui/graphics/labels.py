"""Which names are shown: those that matter most, as long as they do not stand on each other."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics

from crisisdesk.gui.graphics.camera import Points
from crisisdesk.gui.graphics.scene import Numbers

SHOWN_AT_MOST = 120
LONGEST = 32
ACROSS, DOWN = 24, 12
_TRIED_FOR_EACH = 2


def placed_labels(
    captions: Sequence[str],
    order: Numbers,
    seen: Points,
    metrics: QFontMetrics,
    size: QSize,
    *,
    most: int,
    sure: int,
) -> list[tuple[float, float, str]]:
    """Left end, base line and text of each name that has room beside nodes and other names.

    ``order`` is what matters first; the first ``sure`` of it are shown in any case, and ``most`` in all.
    """
    both = (seen >= 0) & (seen < np.array((size.width(), size.height())))
    inside = np.logical_and(both[:, 0], both[:, 1])
    taken = np.zeros((size.height() // DOWN + 3, size.width() // ACROSS + 3), dtype=np.bool_)
    cells = (seen[inside] / (ACROSS, DOWN)).astype(np.int64) + 1
    taken[cells[:, 1], cells[:, 0]] = True
    line, labels = metrics.height(), []
    for rank, number in enumerate(order[inside[order]][: most * _TRIED_FOR_EACH].tolist()):
        text = shortened(captions[number])
        wide = metrics.horizontalAdvance(text)
        x, y = float(seen[number, 0]) - wide / 2, float(seen[number, 1]) + DOWN + metrics.ascent()
        columns = slice(max(int(x // ACROSS) + 1, 0), int((x + wide) // ACROSS) + 2)
        rows = slice(max(int((y - line + 4) // DOWN) + 1, 0), int(y // DOWN) + 2)
        if rank < sure or not taken[rows, columns].any():
            taken[rows, columns] = True
            labels.append((x, y, text))
            if len(labels) >= most:
                break
    return labels


def shortened(text: str) -> str:
    """A name on one line, cut where it is long."""
    line = " ".join(text[: LONGEST * 2].split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

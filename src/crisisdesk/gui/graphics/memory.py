"""Lines and sprites drawn straight from numpy memory: lists of Qt objects would cost as much as the drawing."""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken

Points = NDArray[np.float64]
_FRAGMENT = (
    10  # x, y, source left, top, width, height, scale x, y, rotation, opacity: QPainter::PixmapFragment
)
HEAD = 9.0


def draw_lines(painter: QPainter, lines: Points) -> None:
    """Draw lines with the painter's pen; each row is x1, y1, x2, y2."""
    if len(lines):
        memory = np.ascontiguousarray(lines, dtype=np.float64)
        first = cast("QLineF", Shiboken.wrapInstance(memory.ctypes.data, QLineF))
        painter.drawLines(first, len(memory))


def draw_sprites(
    painter: QPainter,
    centers: Points,
    sprites: NDArray[np.int64],
    sheet: QPixmap,
    side: int,
    *,
    scale: float = 0.5,
) -> None:
    """Draw the numbered square of ``sheet``, ``side`` pixels of it, around each centre, at this scale."""
    if not len(centers):
        return
    memory = np.zeros((len(centers), _FRAGMENT), dtype=np.float64)
    memory[:, 0:2] = centers if scale != 1.0 else np.rint(centers)  # whole pixels are copied, not blended
    memory[:, 2] = sprites * side
    memory[:, 4:6] = side
    memory[:, 6:8] = scale
    memory[:, 9] = 1.0
    first = cast(
        "QPainter.PixmapFragment", Shiboken.wrapInstance(memory.ctypes.data, QPainter.PixmapFragment)
    )
    painter.drawPixmapFragments(first, len(memory), sheet, QPainter.PixmapFragmentHint(0))


def in_sight(lines: Points, width: float, height: float) -> NDArray[np.bool_]:
    """Which lines may cross the view: those not wholly beyond one of its sides."""
    left, right = np.minimum(lines[:, 0], lines[:, 2]), np.maximum(lines[:, 0], lines[:, 2])
    top, bottom = np.minimum(lines[:, 1], lines[:, 3]), np.maximum(lines[:, 1], lines[:, 3])
    seen: NDArray[np.bool_] = (right >= 0) & (left <= width) & (bottom >= 0) & (top <= height)
    return seen


def heads(lines: Points, gap: float) -> Points:
    """Two short lines for each, that make a head ``gap`` pixels before its end; none on lines too short for one."""
    step = lines[:, 2:4] - lines[:, 0:2]
    length = np.hypot(step[:, 0], step[:, 1])
    long_enough = length > gap + 2 * HEAD
    step = step[long_enough] / length[long_enough, None]
    tip = lines[long_enough, 2:4] - step * gap
    side = np.column_stack((-step[:, 1], step[:, 0])) * (HEAD * 0.45)
    foot = tip - step * HEAD
    return np.vstack((np.hstack((foot + side, tip)), np.hstack((foot - side, tip))))

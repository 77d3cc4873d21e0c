"""The shapes of nodes, drawn once for each theme."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from crisisdesk.gui.graphics.picture import NodeStyle, Shape
from crisisdesk.gui.theme.roles import Theme, mixed

SIDE = 44
RADIUS = 7.5
_CORNERS: dict[Shape, tuple[int, float]] = {
    "square": (4, 45.0),
    "diamond": (4, 0.0),
    "triangle": (3, -90.0),
    "hexagon": (6, 0.0),
}


SMALL = 10
"""The side of a small sprite, in pixels: for crowds, drawn as it is, which costs a third of a scaled one."""


def sprite_sheet(styles: Sequence[NodeStyle], theme: Theme, *, small: bool = False) -> QPixmap:
    """All shapes side by side at double size, or small as they are drawn; after them the same again, faded."""
    side = SMALL if small else SIDE
    sheet = QPixmap(side * 2 * max(1, len(styles)), side)
    sheet.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    for number, style in enumerate(styles):
        color = str(getattr(theme, style.role))
        _draw(painter, style.shape, number, color, theme.surface)
        _draw(painter, style.shape, number + len(styles), mixed(color, theme.surface, 0.3), theme.surface)
    painter.end()
    return sheet


def _draw(painter: QPainter, shape: Shape, place: int, color: str, edge: str) -> None:
    painter.setPen(QPen(QColor(edge), 3))
    painter.setBrush(QColor(color))
    center, radius = QPointF((place + 0.5) * SIDE, SIDE / 2), RADIUS * 2
    if shape == "disc":
        painter.drawEllipse(center, radius, radius)
        return
    corners, turn = _CORNERS[shape]
    angles = (math.radians(turn + 360 * n / corners) for n in range(corners))
    size = radius * 1.2
    painter.drawPolygon(
        QPolygonF([QPointF(center.x() + size * math.cos(a), center.y() + size * math.sin(a)) for a in angles])
    )

"""Shapes of a drawing painted by Qt: the same picture in the window as on paper."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from crisisdesk.drawing.shapes import Box, Disc, Polyline, Shape, Stroke, Text

FADED = 0.16
_LETTER = 100
"""Text is set at this size and scaled: a font has whole pixels, a drawing has not."""


def paint_shapes(
    painter: QPainter,
    shapes: Iterable[Shape],
    owners: Iterable[str],
    family: QFont,
    lit: Collection[str] | None = None,
) -> None:
    """Paint shapes in their own units; what belongs to somebody who is not lit is faded, not hidden.

    ``owners`` holds the id that each shape belongs to, empty for none; ``lit`` None fades nothing.
    """
    fonts = _Fonts(family)
    for shape, owner in zip(shapes, owners, strict=True):
        painter.setOpacity(1.0 if lit is None or not owner or owner in lit else FADED)
        match shape:
            case Polyline(points=points, stroke=stroke, fill=fill):
                _set(painter, stroke, fill)
                places = QPolygonF([QPointF(x, y) for x, y in points])
                painter.drawPolyline(places) if fill is None else painter.drawPolygon(places)
            case Disc(center=(x, y), radius=radius, stroke=stroke, fill=fill):
                _set(painter, stroke, fill)
                painter.drawEllipse(QPointF(x, y), radius, radius)
            case Box(corner=(x, y), width=width, height=height, stroke=stroke, fill=fill, radius=radius):
                _set(painter, stroke, fill)
                painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
            case Text():
                _write(painter, shape, fonts)
    painter.setOpacity(1.0)


class _Fonts:
    """The face in both weights with what they measure."""

    def __init__(self, family: QFont) -> None:
        self._pairs = {bold: self._pair(family, bold=bold) for bold in (False, True)}

    def __getitem__(self, bold: bool) -> tuple[QFont, QFontMetricsF]:
        return self._pairs[bold]

    @staticmethod
    def _pair(family: QFont, *, bold: bool) -> tuple[QFont, QFontMetricsF]:
        font = QFont(family)
        font.setPixelSize(_LETTER)
        font.setBold(bold)
        return font, QFontMetricsF(font)


def _write(painter: QPainter, text: Text, fonts: _Fonts) -> None:
    font, metrics = fonts[text.bold]
    scale = text.size / _LETTER
    wide = metrics.horizontalAdvance(text.text)
    shift = {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    painter.save()
    painter.translate(*text.position)
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(QColor(text.color))
    painter.drawText(QPointF(-shift, 0.0), text.text)
    painter.restore()


def _set(painter: QPainter, stroke: Stroke | None, fill: str | None) -> None:
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(QColor(stroke.color), stroke.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dash:
        pen.setDashPattern([length / max(stroke.width, 0.1) for length in stroke.dash])
    painter.setPen(pen)

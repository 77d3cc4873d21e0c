"""The picture of a network: one widget that paints all of it from numpy memory."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from crisisdesk.gui.graphics.camera import Camera, Points, fitting
from crisisdesk.gui.graphics.labels import SHOWN_AT_MOST, placed_labels
from crisisdesk.gui.graphics.memory import draw_lines, draw_sprites, heads, in_sight
from crisisdesk.gui.graphics.picture import Network
from crisisdesk.gui.graphics.scene import Scene, placed
from crisisdesk.gui.graphics.sprites import RADIUS, SIDE, sprite_sheet
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import plain_tooltip
from crisisdesk.gui.theme.roles import mixed

REACH = 14.0
STILL_AFTER_MS = 120
HEADS_AT_MOST = 3000
MOVING_NAMES = 30
_EMPTY = Network((), (), (), (), (), (), (), ())
_PENS = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dash-dot": Qt.PenStyle.DashDotLine,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkView(QWidget):
    """Drag to move, wheel to zoom; arrows go to the nearest node in a direction, Page Up and Down through all.

    The picture is smoothed when it stands still. It tells a screen reader only the node that is chosen: a page
    puts a list of the same links beside it.
    """

    node_selected = Signal(str)
    """The id of the node that a person chose; empty when nothing is chosen any more."""
    node_opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene, self._camera = Scene(_EMPTY), Camera()
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._lit: NDArray[np.bool_] | None = None
        self._press, self._dragged = QPointF(), False
        self._fits = True
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_AFTER_MS)
        self._still.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)
        look.changed.connect(self._redraw)
        self._redraw()
        self.show_network(_EMPTY)

    @property
    def selected_id(self) -> str:
        """The node that is chosen, empty for none."""
        return "" if self._chosen is None else self._scene.network.ids[self._chosen]

    def show_network(self, network: Network) -> None:
        """Show another network, all of it; the chosen node stays chosen where it is still there."""
        chosen = self.selected_id
        self._scene, self._hovered, self._lit = Scene(network), None, None
        self._chosen = self._scene.number_of(chosen)
        self._redraw()
        self.fit()
        nodes, links = self._scene.count, len(self._scene.edges)
        self.setAccessibleName(f"Network of {nodes} nodes and {links} links")
        self._describe()

    def move_nodes(self, positions: object) -> None:
        """Give the same nodes other places, without moving the view: for a layout at work."""
        self._scene.points = placed(positions, self._scene.count)
        self._still.start()
        self.update()

    def fit(self) -> None:
        """Show all of it, and keep doing so while the view changes its size, until somebody moves the picture."""
        self._fits = True
        self._camera = fitting(self._scene.points, self.width(), self.height())
        self.update()

    def zoom(self, factor: float) -> None:
        """Come closer to the middle, or go farther with a factor below 1."""
        self._look_from(self._camera.zoomed(factor, self.width() / 2, self.height() / 2))

    def highlight(self, ids: Iterable[str] | None) -> None:
        """Fade all but these nodes and the links between them; ``None`` fades nothing."""
        self._lit = None
        if ids is not None:
            self._lit = np.zeros(self._scene.count, dtype=bool)
            self._lit[self._scene.numbers_of(ids)] = True
        self.update()

    def select(self, node_id: str) -> None:
        """Choose a node without telling anyone, and bring it into sight; an unknown id chooses none."""
        self._chosen = self._scene.number_of(node_id)
        self._bring_into_sight()
        self._describe()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint links, nodes, then names."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.theme.surface))
        # Nothing is cut by it, but with a clip rectangle the raster engine draws thin lines four times faster.
        painter.setClipRect(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not self._still.isActive())
        if self._scene.count:
            seen = self._camera.seen(self._scene.points)
            self._paint_links(painter, seen)
            self._paint_nodes(painter, seen)
            self._paint_names(painter, seen)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all of it in sight."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        at = event.position()
        self._look_from(self._camera.zoomed(1.0015 ** event.angleDelta().y(), at.x(), at.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        self._press, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture; without a button, show what is under the pointer."""
        at = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            step = at - self._press
            self._dragged = self._dragged or step.manhattanLength() > 3  # noqa: PLR2004 - a hand trembles so much
            if self._dragged:
                self._press = at
                self._look_from(self._camera.moved(step.x(), step.y()))
            return
        hovered = self._scene.at(self._camera, at.x(), at.y(), REACH)
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(
                Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag chooses."""
        if event.button() is Qt.MouseButton.LeftButton and not self._dragged:
            self._choose(self._scene.at(self._camera, event.position().x(), event.position().y(), REACH))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open."""
        if self._hovered is not None:
            self.node_opened.emit(self._scene.network.ids[self._hovered])

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All that the mouse does."""
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1.25)
            case Qt.Key.Key_Minus:
                self.zoom(0.8)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down if shifted:
                self._look_from(self._camera.moved(-60 * _ARROWS[key][0], -60 * _ARROWS[key][1]))
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._go(*_ARROWS[key])
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._go_through(1 if key == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._chosen is not None:
                self.node_opened.emit(self.selected_id)
            case Qt.Key.Key_Escape if self._chosen is not None:
                self._choose(None)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a node in a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._scene.at(self._camera, event.pos().x(), event.pos().y(), REACH)
            text = "" if number is None else plain_tooltip(self._words(number))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _paint_links(self, painter: QPainter, seen: Points) -> None:
        scene, theme = self._scene, self._look.theme
        lines = scene.lines(seen)
        shown = in_sight(lines, self.width(), self.height())
        bright = shown & self._bright_links()
        for number, style in enumerate(scene.network.edge_styles):
            of_kind = scene.edge_kinds == number
            color = str(getattr(theme, style.role))
            for part, ink in ((shown & ~bright, mixed(color, theme.surface, 0.25)), (bright, color)):
                painter.setPen(QPen(QColor(ink), 0, _PENS[style.dash]))
                chosen = lines[of_kind & part]
                draw_lines(painter, chosen)
                if style.directed and len(chosen) <= HEADS_AT_MOST:
                    painter.setPen(QPen(QColor(ink), 0))
                    draw_lines(painter, heads(chosen, RADIUS + 3))
        if self._chosen is not None:
            painter.setPen(QPen(QColor(theme.accent), 2))
            draw_lines(painter, lines[shown & scene.touching(self._chosen)])

    def _paint_nodes(self, painter: QPainter, seen: Points) -> None:
        scene, theme = self._scene, self._look.theme
        faded = np.zeros(scene.count, dtype=np.int64)
        if self._lit is not None:
            faded[~self._lit] = len(scene.network.node_styles)
        inside = ((seen > -RADIUS) & (seen < np.array((self.width() + RADIUS, self.height() + RADIUS)))).all(
            axis=1
        )
        draw_sprites(painter, seen[inside], (scene.kinds + faded)[inside], self._sheet, SIDE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, color, width in ((self._hovered, theme.edge, 2), (self._chosen, theme.focus, 3)):
            if number is not None:
                painter.setPen(QPen(QColor(color), width))
                painter.drawEllipse(QPointF(*seen[number]), RADIUS + 5, RADIUS + 5)

    def _paint_names(self, painter: QPainter, seen: Points) -> None:
        scene, theme = self._scene, self._look.theme
        marked = [number for number in (self._chosen, self._hovered) if number is not None]
        order = scene.by_weight if self._lit is None else scene.by_weight[self._lit[scene.by_weight]]
        first = np.array([*marked, *scene.neighbours(self._chosen)] if self._chosen is not None else marked)
        order = np.concatenate((first.astype(np.int64), order))
        _, places = np.unique(order, return_index=True)
        order = order[np.sort(places)]
        metrics = QFontMetrics(self.font())
        most = MOVING_NAMES if self._still.isActive() else SHOWN_AT_MOST
        labels = placed_labels(
            scene.network.captions, order, seen, metrics, self.size(), most=most, sure=len(marked)
        )
        ground = QColor(theme.surface)
        ground.setAlphaF(0.75)
        painter.setPen(QColor(theme.text))
        for x, y, text in labels:
            box = QRect(
                int(x) - 2, int(y) - metrics.ascent(), metrics.horizontalAdvance(text) + 4, metrics.height()
            )
            painter.fillRect(box, ground)
            painter.drawText(QPointF(x, y), text)

    def _bright_links(self) -> NDArray[np.bool_]:
        edges = self._scene.edges
        if self._lit is None:
            return np.ones(len(edges), dtype=bool)
        return np.logical_and(self._lit[edges[:, 0]], self._lit[edges[:, 1]])

    def _look_from(self, camera: Camera) -> None:
        self._camera, self._fits = camera, False
        self._still.start()
        self.update()

    def _go(self, dx: int, dy: int) -> None:
        if self._chosen is None:
            self._go_through(1)
            return
        target = self._scene.towards(self._chosen, dx, dy)
        if target is not None:
            self._choose(target)

    def _go_through(self, step: int) -> None:
        if self._scene.count:
            place = -1 if self._chosen is None and step > 0 else self._chosen or 0
            self._choose((place + step) % self._scene.count)

    def _choose(self, number: int | None) -> None:
        self._chosen = number
        self._bring_into_sight()
        self._describe()
        self.update()
        self.node_selected.emit(self.selected_id)

    def _bring_into_sight(self) -> None:
        if self._chosen is None:
            return
        x, y = self._camera.seen(self._scene.points[self._chosen])
        if not self.rect().adjusted(16, 16, -16, -16).contains(QPoint(int(x), int(y))):
            self._look_from(self._camera.moved(self.width() / 2 - x, self.height() / 2 - y))

    def _words(self, number: int) -> str:
        network = self._scene.network
        kind = network.node_styles[network.kinds[number]].caption
        return f"{network.captions[number]}\n{kind}, links: {self._scene.degree[number]}"

    def _describe(self) -> None:
        self.setAccessibleDescription(
            "" if self._chosen is None else self._words(self._chosen).replace("\n", ", ")
        )

    def _redraw(self) -> None:
        self._sheet = sprite_sheet(self._scene.network.node_styles, self._look.theme)
        self.update()

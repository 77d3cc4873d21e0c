"""The picture of a network: one widget that paints all of it from numpy memory."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from crisisdesk.gui.graphics.camera import Camera, Points, fitting
from crisisdesk.gui.graphics.labels import SHOWN_AT_MOST, placed_labels
from crisisdesk.gui.graphics.memory import draw_lines, draw_sprites, heads, in_sight
from crisisdesk.gui.graphics.node_map import NodeMap
from crisisdesk.gui.graphics.picture import Network
from crisisdesk.gui.graphics.scene import Scene, placed
from crisisdesk.gui.graphics.sprites import RADIUS, SIDE, SMALL, sprite_sheet
from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.roles import mixed

REACH = 14.0
HEADS_AT_MOST = 3000
CROWD = 1500
MOVING_NAMES = 30
_EMPTY = Network((), (), (), (), (), (), (), ())
_PENS = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dash-dot": Qt.PenStyle.DashDotLine,
}


class NetworkView(NodeMap):
    """A network of any size: links and nodes straight from memory, the names that matter most.

    The picture is smoothed when it stands still.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, Scene(_EMPTY))
        self._lit: NDArray[np.bool_] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)
        look.changed.connect(self._redraw)
        self._redraw()
        self.show_network(_EMPTY)

    def show_network(self, network: Network) -> None:
        """Show another network, all of it; the chosen node stays chosen where it is still there."""
        self._take_scene(Scene(network))
        self._lit = None
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

    def highlight(self, ids: Collection[str] | None) -> None:
        """Fade all but these nodes and the links between them; ``None`` fades nothing."""
        self._lit = None
        if ids is not None:
            self._lit = np.zeros(self._scene.count, dtype=bool)
            self._lit[self._scene.numbers_of(ids)] = True
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
            self._paint_link(painter, seen, self._look.theme.accent)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _all_in_sight(self) -> Camera:
        return fitting(self._scene.points, self.width(), self.height())

    def _reach(self) -> float:
        return REACH

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
        kinds = (scene.kinds + faded)[inside]
        if len(kinds) > CROWD:
            draw_sprites(painter, seen[inside], kinds, self._small, SMALL, scale=1.0)
        else:
            draw_sprites(painter, seen[inside], kinds, self._sheet, SIDE)
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
        first = first.astype(np.int64)
        later = np.ones(scene.count, dtype=np.bool_)
        later[first] = False
        order = np.concatenate((first[np.sort(np.unique(first, return_index=True)[1])], order[later[order]]))
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

    def _words(self, number: int) -> str:
        network = self._scene.network
        kind = network.node_styles[network.kinds[number]].caption
        return f"{network.captions[number]}\n{kind}, links: {self._scene.degree[number]}"

    def _redraw(self) -> None:
        styles = self._scene.network.node_styles
        self._sheet = sprite_sheet(styles, self._look.theme)
        self._small = sprite_sheet(styles, self._look.theme, small=True)
        self.update()

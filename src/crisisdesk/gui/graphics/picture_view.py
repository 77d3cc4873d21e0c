"""The picture of a network as it is printed, to look into: pan, zoom, choose, light up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPicture, QResizeEvent

from crisisdesk.drawing.shapes import Point, Shape
from crisisdesk.gui.graphics.camera import Camera
from crisisdesk.gui.graphics.node_map import NodeMap
from crisisdesk.gui.graphics.painted import paint_shapes
from crisisdesk.gui.graphics.picture import Network
from crisisdesk.gui.graphics.scene import Scene
from crisisdesk.gui.look import Look
from crisisdesk.network.backdrop import SAME, Fit

PIXELS_A_POINT = 1.35
"""How large a point of the picture is in the window at 100 % text."""
_SETTLED_MS = 180
_CLOSEST = 6.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view shows; all in points.

    ``shapes`` are the network, ``owners`` whose each of them is, ``places`` the middles of the nodes. They lie on a
    plane that begins at ``corner`` of the view and is drawn for a view ``zoom`` times as large as it is. ``frame``
    is what does not move with it: title, marking, legend. ``words`` are what a tool tip and a screen reader say of
    each node; ``links`` are pairs of node ids; ``fit`` is how their places came onto the plane.
    """

    width: float
    height: float
    ground: str
    shapes: Sequence[Shape]
    owners: Sequence[str]
    places: Mapping[str, Point]
    radius: float
    words: Mapping[str, str]
    links: Sequence[tuple[str, str]]
    frame: Sequence[Shape] = ()
    corner: Point = (0.0, 0.0)
    zoom: float = 1.0
    fit: Fit = SAME


_NOTHING = Shown(1.0, 1.0, "", (), (), {}, 0.0, {}, ())


class PictureView(NodeMap):
    """The picture as it is printed; it asks for another when its room changes, or when somebody comes closer."""

    resized = Signal()
    """The room for the picture is another, or how near it is looked at, and has been for a moment."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _scene(_NOTHING))
        self._shown = _NOTHING
        self._lit: Collection[str] | None = None
        self._recorded, self._frame = QPicture(), QPicture()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self.resized)
        self._still.timeout.connect(self._ask_closer)
        self.setMinimumSize(320, 240)
        look.changed.connect(self.resized)
        self.show_picture(_NOTHING)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height in points that fill the view."""
        return self.width() / self._unit, self.height() / self._unit

    @property
    def zoom_wanted(self) -> float:
        """How much larger than its room the network is looked at now, within what it can be drawn for."""
        if self._fits:
            return 1.0
        return min(max(self._camera.scale / self._unit * self._shown.zoom, 1.0), _CLOSEST)

    def show_picture(self, shown: Shown) -> None:
        """Show another picture; the chosen node stays chosen where it is still there, and the view where it stands."""
        before, self._shown = self._shown.zoom, shown
        self._take_scene(_scene(shown))
        if self._fits:
            self.fit()
        else:
            self._camera = replace(self._camera, scale=self._camera.scale * before / shown.zoom)
        self._record()
        self._frame = self._played(shown.frame, [""] * len(shown.frame), None)
        self.setAccessibleName(f"Network of {self._scene.count} nodes and {len(shown.links)} links")
        self._describe()

    def highlight(self, ids: Collection[str] | None) -> None:
        """Fade all but what belongs to these nodes and links; ``None`` fades nothing."""
        if ids != self._lit:
            self._lit = ids
            self._record()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Replay the picture where the camera stands, then ring what is chosen and what is under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, camera = self._look.theme, self._camera
        painter.fillRect(self.rect(), QColor(self._ground))
        # Nothing is cut by it, but with a clip rectangle the raster engine draws thin lines four times faster.
        painter.setClipRect(self.rect())
        painter.save()
        painter.translate(camera.x, camera.y)
        painter.scale(camera.scale, camera.scale)
        painter.drawPicture(0, 0, self._recorded)
        painter.restore()
        seen = camera.seen(self._scene.points)
        ring = self._shown.radius * camera.scale * 1.25 + 3
        for number, color, wide in ((self._hovered, theme.edge, 2), (self._chosen, theme.focus, 3)):
            if number is not None:
                painter.setPen(QPen(QColor(color), wide))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(*seen[number]), ring, ring)
                self._name(painter, number, float(seen[number][0]), float(seen[number][1]) + ring)
        self._paint_link(painter, seen, theme.accent)
        painter.save()
        painter.scale(self._frame_unit, self._frame_unit)
        painter.drawPicture(0, 0, self._frame)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    @property
    def _ground(self) -> str:
        """The ground of the picture, so that it has no edge in the view."""
        return self._shown.ground or self._look.theme.surface

    @property
    def _unit(self) -> float:
        """Pixels of a point."""
        return PIXELS_A_POINT * self._look.text_scale

    @property
    def _frame_unit(self) -> float:
        """The same, smaller where the whole picture has not enough room."""
        return min(self.width() / self._shown.width, self.height() / self._shown.height, self._unit)

    def _ask_closer(self) -> None:
        """Ask for a picture drawn for this distance, when the one shown was drawn for quite another."""
        if not 0.87 < self.zoom_wanted / self._shown.zoom < 1.15:  # noqa: PLR2004 - a difference that is seen
            self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size when the size rests."""
        super().resizeEvent(event)
        self._settle.start()

    def _name(self, painter: QPainter, number: int, x: float, y: float) -> None:
        """Write the name under a node that is looked at: in the picture it may have found no room."""
        text = self._words(number).partition("\n")[0]
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
        left = min(max(x - wide / 2, 4.0), max(self.width() - wide - 4.0, 4.0))
        box = QRectF(left, y + 4 if y + 4 + high < self.height() else y - high * 3, wide, high)
        painter.setPen(QPen(QColor(self._look.theme.edge), 1))
        painter.setBrush(QColor(self._look.theme.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self._look.theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _all_in_sight(self) -> Camera:
        shown = self._shown
        unit = self._frame_unit
        return Camera(unit / shown.zoom, shown.corner[0] * unit, shown.corner[1] * unit)

    def fit(self) -> None:
        """Show all of it; a picture that was drawn to be looked at closely is asked for anew."""
        super().fit()
        if self._shown.zoom != 1.0:
            self._still.start()

    def _reach(self) -> float:
        return self._shown.radius * self._camera.scale + 6

    def _record(self) -> None:
        self._recorded = self._played(self._shown.shapes, self._shown.owners, self._lit)
        self.update()

    def _played(
        self, shapes: Sequence[Shape], owners: Sequence[str], lit: Collection[str] | None
    ) -> QPicture:
        """Shapes as Qt's own commands, which replay twenty times faster."""
        made = QPicture()
        painter = QPainter(made)
        paint_shapes(painter, shapes, owners, self.font(), lit)
        painter.end()
        return made

    def _words(self, number: int) -> str:
        return self._shown.words.get(self._scene.network.ids[number], "")


def _scene(shown: Shown) -> Scene:
    """The nodes where the picture has them, for whatever asks what is near what."""
    ids = list(shown.places)
    number = {node_id: place for place, node_id in enumerate(ids)}
    edges = [(number[a], number[b]) for a, b in shown.links if a in number and b in number]
    places = list(shown.places.values())
    return Scene(Network(ids, ids, [0] * len(ids), places, edges, [0] * len(edges), (), ()))

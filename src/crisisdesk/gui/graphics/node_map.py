"""``NodeMap``: nodes on a plane, to move over and to choose from, by mouse and keyboard alike."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from crisisdesk.gui.graphics.camera import Camera
from crisisdesk.gui.graphics.scene import Scene
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import plain_tooltip

STILL_AFTER_MS = 120
_TREMBLE = 3
_STEP = 60
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NodeMap(QWidget):
    """Drag to move, wheel to zoom; arrows go to the nearest node in a direction, Page Up and Down through all.

    It tells a screen reader only the node that is chosen: a page puts a list of the same links beside it. A
    subclass paints, and says where all is in sight, what a node is, and how near the pointer must come.
    """

    node_selected = Signal(str)
    """The id of the node that a person chose; empty when nothing is chosen any more."""
    node_opened = Signal(str)

    def __init__(self, look: Look, scene: Scene) -> None:
        super().__init__()
        self._look, self._scene, self._camera = look, scene, Camera()
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._press, self._dragged = QPointF(), False
        self._fits = True
        self._still = QTimer(self, singleShot=True, interval=STILL_AFTER_MS)
        self._still.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # -- what a subclass says -----------------------------------------------------------------------------

    def _all_in_sight(self) -> Camera:
        """The camera that shows everything."""
        raise NotImplementedError

    def _words(self, number: int) -> str:
        """What a tool tip and a screen reader say of a node."""
        raise NotImplementedError

    def _reach(self) -> float:
        """How many pixels from its middle a node is still hit."""
        raise NotImplementedError

    def highlight(self, ids: Collection[str] | None) -> None:
        """Fade all but what belongs to these ids; ``None`` fades nothing."""
        raise NotImplementedError

    # -- what a page asks ---------------------------------------------------------------------------------

    @property
    def selected_id(self) -> str:
        """The node that is chosen, empty for none."""
        return "" if self._chosen is None else self._scene.network.ids[self._chosen]

    def select(self, node_id: str) -> None:
        """Choose a node without telling anyone, and bring it into sight; an unknown id chooses none."""
        self._chosen = self._scene.number_of(node_id)
        self._bring_into_sight()
        self._describe()
        self.update()

    def fit(self) -> None:
        """Show all of it, and keep doing so while the view changes its size, until somebody moves the picture."""
        self._fits = True
        self._camera = self._all_in_sight()
        self.update()

    def zoom(self, factor: float) -> None:
        """Come closer to the middle, or go farther with a factor below 1."""
        self._look_from(self._camera.zoomed(factor, self.width() / 2, self.height() / 2))

    def _take_scene(self, scene: Scene) -> None:
        """Show other nodes; the chosen one stays chosen where it is still there."""
        chosen = self.selected_id
        self._scene, self._hovered = scene, None
        self._chosen = scene.number_of(chosen)

    # -- mouse and keyboard -------------------------------------------------------------------------------

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
            self._dragged = self._dragged or step.manhattanLength() > _TREMBLE
            if self._dragged:
                self._press = at
                self._look_from(self._camera.moved(step.x(), step.y()))
            return
        hovered = self._node_at(at)
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(
                Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag chooses."""
        if event.button() is Qt.MouseButton.LeftButton and not self._dragged:
            self._choose(self._node_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open."""
        number = self._node_at(event.position())
        if number is not None:
            self.node_opened.emit(self._scene.network.ids[number])

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
                self._look_from(self._camera.moved(-_STEP * _ARROWS[key][0], -_STEP * _ARROWS[key][1]))
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
            number = self._node_at(QPointF(event.pos()))
            text = "" if number is None else plain_tooltip(self._words(number))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _node_at(self, at: QPointF) -> int | None:
        return self._scene.at(self._camera, at.x(), at.y(), self._reach())

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

    def _describe(self) -> None:
        text = "" if self._chosen is None else self._words(self._chosen)
        self.setAccessibleDescription(text.replace("\n", ", "))

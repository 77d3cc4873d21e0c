"""``NodeMap``: nodes on a plane, to move over and to choose from, by mouse and keyboard alike."""

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from crisisdesk.gui.graphics.camera import Camera, Points
from crisisdesk.gui.graphics.scene import Scene
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import plain_tooltip

STILL_AFTER_MS = 120
_TREMBLE = 3
_STEP = 60
_PUSH = 16
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OF_CHOSEN = {Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NodeMap(QWidget):
    """Drag to move, wheel to zoom; arrows go to the nearest node in a direction, Page Up and Down through all.

    It tells a screen reader only the node that is chosen: a page puts a list of the same links beside it. A
    subclass paints, and says where all is in sight, what a node is, and how near the pointer must come.
    """

    node_selected = Signal(str)
    """The id of the node that a person chose; empty when nothing is chosen any more."""
    node_opened = Signal(str)
    node_moved = Signal(str, float, float)
    """A node was moved to another place of the plane that the picture lies on."""
    link_drawn = Signal(str, str)
    """A link was drawn from one node to another."""
    asked = Signal(str)
    """A key asks the page for something that it does: ``pin``, ``link`` begun, ``left`` for a link left undrawn."""

    def __init__(self, look: Look, scene: Scene) -> None:
        super().__init__()
        self._look, self._scene, self._camera = look, scene, Camera()
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._press, self._dragged = QPointF(), False
        self._held: int | None = None
        self._link_from: int | None = None
        self._pointer = QPointF()
        self.movable = True
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
        self._link_from = self._held = None
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
        """Begin to drag the picture or a node, to draw a link with Shift, or to click."""
        self._press, self._dragged = event.position(), False
        self._held = self._node_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        if self._held is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._link_from = self._held

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture; without a button, show what is under the pointer."""
        at = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            step = at - self._press
            self._dragged = self._dragged or step.manhattanLength() > _TREMBLE
            if self._dragged:
                self._drag(at, step)
            return
        hovered = self._node_at(at)
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(
                Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag chooses; a node that was dragged stays there, and a link ends where it is let go."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        held, begun = self._held, self._link_from if self._dragged else None
        self._held = None
        if begun is not None:
            self._end_link(self._node_at(event.position()))
        elif not self._dragged:
            self._link_from = None
            self._choose(self._node_at(event.position()))
        elif held is not None and self.movable:
            self._tell_moved(held)

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
        pushed = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        arrow = _ARROWS.get(key)
        if arrow is not None:
            self._arrow(*arrow, shifted=shifted, pushed=pushed)
            return
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1.25)
            case Qt.Key.Key_Minus:
                self.zoom(0.8)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._go_through(1 if key == Qt.Key.Key_PageDown else -1)
            case _ if self._chosen is not None and key in _OF_CHOSEN:
                self._act_on_chosen(key)
            case _:
                super().keyPressEvent(event)

    def _arrow(self, dx: int, dy: int, *, shifted: bool, pushed: bool) -> None:
        if pushed:
            self._push(dx, dy)
        elif shifted:
            self._look_from(self._camera.moved(-_STEP * dx, -_STEP * dy))
        else:
            self._go(dx, dy)

    def _act_on_chosen(self, key: Qt.Key) -> None:
        match key:
            case Qt.Key.Key_P:
                self.asked.emit("pin")
            case Qt.Key.Key_L:
                self._link_key()
            case Qt.Key.Key_Escape if self._link_from is not None:
                self._leave_link()
            case Qt.Key.Key_Escape:
                self._choose(None)
            case _:
                self.node_opened.emit(self.selected_id)

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a node in a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._node_at(QPointF(event.pos()))
            text = "" if number is None else plain_tooltip(self._words(number))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    # -- moving nodes, drawing links ----------------------------------------------------------------------

    def _drag(self, at: QPointF, step: QPointF) -> None:
        self._pointer = at
        if self._link_from is not None:
            self.update()
            return
        self._press = at
        if self._held is not None and self.movable:
            self._scene.points[self._held] += np.array((step.x(), step.y())) / self._camera.scale
            self._still.start()
            self.update()
        else:
            self._look_from(self._camera.moved(step.x(), step.y()))

    def _push(self, dx: int, dy: int) -> None:
        """Move the chosen node with the keyboard."""
        if self._chosen is not None and self.movable:
            self._scene.points[self._chosen] += np.array((dx, dy)) * _PUSH / self._camera.scale
            self._tell_moved(self._chosen)

    def _tell_moved(self, number: int) -> None:
        x, y = self._scene.points[number]
        self.node_moved.emit(self._scene.network.ids[number], float(x), float(y))

    def begin_link(self) -> bool:
        """Begin a link at the chosen node; whether there is one."""
        self._link_from = self._chosen
        self.update()
        return self._chosen is not None

    def _link_key(self) -> None:
        if self._link_from is None:
            self.begin_link()
            self.asked.emit("link")
        else:
            self._end_link(self._chosen)

    def _end_link(self, number: int | None) -> None:
        begun, self._link_from = self._link_from, None
        self.update()
        if begun is not None and number is not None and number != begun:
            ids = self._scene.network.ids
            self.link_drawn.emit(ids[begun], ids[number])
        else:
            self.asked.emit("left")

    def _leave_link(self) -> None:
        self._link_from = None
        self.update()
        self.asked.emit("left")

    def _paint_link(self, painter: QPainter, seen: Points, color: str) -> None:
        """The link that is being drawn: to the pointer, or to the node that is chosen by key."""
        if self._link_from is None:
            return
        begin = QPointF(*seen[self._link_from])
        dragging = self._held is not None
        end = (
            self._pointer if dragging else QPointF(*seen[self._chosen]) if self._chosen is not None else begin
        )
        painter.setPen(QPen(QColor(color), 2, Qt.PenStyle.DashLine))
        painter.drawLine(begin, end)

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

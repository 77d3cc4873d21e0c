"""A large network that settles before one's eyes: a step of the layout and a picture in each frame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.pages.network_reading import Places
from crisisdesk.network.graph import Network
from crisisdesk.network.layouts.live import Live

_FRAME_MS = 16


class Settling(QObject):
    """Runs until the layout is at rest, or until it is stopped; then tells where everything is."""

    def __init__(self, view: NetworkView, settled: Callable[[Places], None]) -> None:
        super().__init__(view)
        self._view, self._settled = view, settled
        self._network = Network()
        self._live: Live | None = None
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._frame)

    @property
    def running(self) -> bool:
        """Whether nodes are moving now."""
        return self._frames.isActive()

    def start(self, network: Network, places: Places, fixed: frozenset[str]) -> None:
        """Let the network move from these places; those that are fixed stay."""
        self._network, self._live = network, Live(network, places, fixed)
        self._frames.start()

    def stop(self) -> None:
        """Leave everything where it is now."""
        self._frames.stop()
        live, self._live = self._live, None
        if live is not None:
            ids = (node.id for node in self._network.nodes)
            self._settled({key: (float(x), float(y)) for key, (x, y) in zip(ids, live.points, strict=True)})

    def _frame(self) -> None:
        if self._live is None or self._live.at_rest or not self._view.isVisible():
            self.stop()
            return
        self._live.step()
        self._view.move_nodes(self._live.points)

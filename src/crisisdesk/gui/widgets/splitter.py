"""Panes side by side that come back as they were left."""

from collections.abc import MutableMapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class RememberingSplitter(QSplitter):
    """Keeps the sizes of its panes in ``memory[key]`` as a list of pixels.

    Panes are never dragged shut; hiding one is an action of the View menu, so that it can be found again.
    """

    def __init__(
        self,
        name: str,
        panes: Sequence[QWidget],
        memory: MutableMapping[str, object],
        key: str,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(orientation)
        self.setAccessibleName(name)
        self.setChildrenCollapsible(False)
        self._memory, self._key = memory, key
        for pane in panes:
            self.addWidget(pane)
        match memory.get(key):
            case [*sizes] if len(sizes) == len(panes):
                pixels = [size for size in sizes if isinstance(size, int) and size > 0]
                self.setSizes(pixels if len(pixels) == len(panes) else self.sizes())
        self.splitterMoved.connect(self._remember)

    def nudge(self, pixels: int) -> None:
        """Move the first handle by keyboard or menu: the other way to drag."""
        sizes = self.sizes()
        self.setSizes([sizes[0] + pixels, sizes[1] - pixels, *sizes[2:]])
        self._remember()

    def _remember(self) -> None:
        if all(self.sizes()):
            self._memory[self._key] = self.sizes()

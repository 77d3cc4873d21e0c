"""Garbage is collected in the window's own thread, and only there.

A collection in a reader's thread can destroy a widget that lies in a circle of references, which Qt forbids: the
program may hang or die. So the automatic collection rests while a desk is open in a window, and a timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 1_000
_OLDER_EVERY = 10
_OLDEST_EVERY = 120


class Collector(QObject):
    """Collects the youngest garbage each second, older ten times as seldom, all of it every two minutes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._round = 0
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Do the collection that is due."""
        self._round += 1
        older = 1 if self._round % _OLDER_EVERY == 0 else 0
        gc.collect(2 if self._round % _OLDEST_EVERY == 0 else older)

    def close(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.enable()

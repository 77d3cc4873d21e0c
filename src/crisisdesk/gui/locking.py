"""Locking an encrypted desk: nothing of it stays in sight or in memory until its passphrase is typed again."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QDialog, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.passphrase import KeyLine
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, row
from crisisdesk.store.workspace import system_clock

MINUTES = "lock.minutes"
"""The preference: so many minutes without a key or a click lock an encrypted desk; 0 for never."""
USUAL_MINUTES = 10
_LONGEST_MINUTES = 24 * 60
_LOOK_MS = 5_000
_ASLEEP_SECONDS = 30.0
_INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def minutes_of(settings: Mapping[str, Any]) -> int:
    """After how many idle minutes a desk is locked; 0 for never."""
    kept = settings.get(MINUTES, USUAL_MINUTES)
    usable = isinstance(kept, int) and not isinstance(kept, bool)
    return min(max(int(kept), 0), _LONGEST_MINUTES) if usable else USUAL_MINUTES


class IdleWatch(QObject):
    """Tells when nobody has touched the program for a while, and when the computer slept.

    It listens to the windows of the system, not to every widget. A computer that slept shows as a wall clock that
    went on while the program's own did not.
    """

    idle = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        parent: QObject,
        *,
        running: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = lambda: system_clock().timestamp(),
    ) -> None:
        super().__init__(parent)
        self._minutes, self._running, self._wall = minutes, running, wall
        self._touched = running()
        self._ahead = wall() - running()
        self._watched: list[QWindow] = []
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Say so, if nobody was here for long enough, or the computer slept meanwhile."""
        ahead = self._wall() - self._running()
        slept = ahead - self._ahead > _ASLEEP_SECONDS
        self._ahead = ahead
        minutes = self._minutes()
        if minutes and (slept or self._running() - self._touched >= minutes * 60):
            self._touched = self._running()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that somebody is here; never stop an event."""
        if event.type() in _INPUTS:
            self._touched = self._running()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._watched.remove(window))
            self._watched.append(window)


class LockScreen(QWidget):
    """Stands in the window while a desk is locked: its file's name, and the line for the passphrase."""

    def __init__(
        self, look: Look, path: Path, memory: Mapping[str, Any], unlock: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.path = path
        self._unlock = unlock
        self.key = KeyLine(self, memory)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self.button = push_button("&Unlock", self._try, primary=True)
        card = QWidget()
        head = row(
            IconLabel(look, "lock", "info", 32), label("The desk is locked", "title"), None, spacing=16
        )
        box = column(spacing=12)
        box.addLayout(head)
        box.addWidget(
            label(
                f"{path.name} is closed, and its key is out of memory. What you typed is kept, encrypted as it is.",
                "muted",
                wrap=True,
            )
        )
        box.addLayout(self.key.layout_)
        box.addWidget(self._refusal)
        box.addLayout(row(None, self.button))
        card.setLayout(box)
        card.setFixedWidth(card.fontMetrics().averageCharWidth() * 72)
        outer = column(None, spacing=0)
        outer.addLayout(row(None, card, None))
        outer.addStretch(2)
        self.setLayout(outer)
        self.setAccessibleName("The desk is locked")
        self.key.confirmed.connect(self._try)
        self.setFocusProxy(self.key.line)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open; the passphrase is to be typed again."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.button.setEnabled(True)
        self.key.line.setFocus()

    def _try(self) -> None:
        passphrase = self.key.passphrase
        self.key.forget()
        if not passphrase:
            self.refuse("Type the passphrase.")
            return
        self.button.setEnabled(False)
        self._refusal.hide()
        self._unlock(passphrase)


def close_dialogs(window: QWidget) -> None:
    """Take every dialog off the screen without asking; forms have kept what was typed as drafts."""
    for dialog in window.findChildren(QDialog):
        dialog.hide()
        dialog.deleteLater()

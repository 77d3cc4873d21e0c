"""What a long job is doing, how far it is, and the button that stops it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from crisisdesk.gui.plain import ElidedLabel
from crisisdesk.gui.widgets.parts import push_button, restyle, row

SHOWN_AFTER_MS = 300


class ProgressStrip(QFrame):
    """Appears when a job takes longer than 0.3 s; once cancelled it stays cancelled."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setProperty("tone", "info")
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._stop = push_button("Cancel", self.cancel)
        box = row(self._text, self._bar, self._stop, spacing=12, margins=(12, 4, 8, 4))
        box.setStretch(0, 1)
        self.setLayout(box)
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self._is_cancelled = False
        self.hide()

    @property
    def is_cancelled(self) -> bool:
        """Whether this job was cancelled; holds until the next one begins."""
        return self._is_cancelled

    def begin(self, text: str) -> None:
        """Start to show a job, after a moment."""
        self._is_cancelled = False
        self._stop.setEnabled(True)
        self._stop.setText("Cancel")
        restyle(self, tone="info")
        self.advance(0, 0, text)
        self._wait.start()

    def advance(self, done: int, total: int, text: str) -> None:
        """Show how far it is; ``total`` is 0 while it is unknown. Ignored once cancelled."""
        if self._is_cancelled:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        amount = f" ({done:,} of {total:,})".replace(",", "\N{NO-BREAK SPACE}") if total else ""
        self._text.setText(f"{text}{amount}")
        self.setAccessibleName(self._text.text())

    def cancel(self) -> None:
        """Ask the job to stop, once."""
        if self._is_cancelled:
            return
        self._is_cancelled = True
        self._stop.setEnabled(False)
        self._text.setText("Stopping; nothing of it is kept.")
        restyle(self, tone="warn")
        self.cancelled.emit()

    def end(self) -> None:
        """The job is over."""
        self._wait.stop()
        self.hide()

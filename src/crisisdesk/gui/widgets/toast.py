"""A short word at the bottom of the window, with Undo where something can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.notice_list import Notice, Notices
from crisisdesk.gui.widgets.parts import IconButton, push_button, row

SHOWN_MS = 8000
WIDEST = 560


class Toast(QFrame):
    """One at a time, over the lower edge of ``window``; the next replaces it.

    It never takes the focus, stays while the pointer is on it or the focus in it, and what it said stays in
    the list of notices.
    """

    def __init__(self, look: Look, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self.setProperty("part", "toast")
        self._window, self._notices = window, notices
        self._undo_step: Callable[[], object] | None = None
        self._text = label("", wrap=True)
        self._undo = push_button("Undo", self._run_undo)
        close = IconButton(look, "x", "Close", self.hide, on_rail=True)
        close.setAutoRaise(True)
        self.setLayout(row(self._text, self._undo, close, spacing=12, margins=(16, 8, 8, 8)))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, empty when hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, notice: Notice, undo: Callable[[], object] | None = None) -> None:
        """Show a notice for eight seconds and keep it; ``undo`` puts an Undo button beside it."""
        self._notices.add(notice)
        self._text.setText(notice.text)
        self._undo_step = undo
        self._undo.setVisible(undo is not None)
        self.setAccessibleName(notice.text)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        self._text.setFixedWidth(min(words + 8, WIDEST, self._window.width() // 2))
        self.adjustSize()
        window = self._window
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 56)

    def _fade(self) -> None:
        focus = self.focusWidget()
        if self.underMouse() or (focus is not None and focus.hasFocus()):
            self._timer.start()
        else:
            self.hide()

    def _run_undo(self) -> None:
        step = self._undo_step
        self.hide()
        if step is not None:
            step()

"""``Page``: one place of the window."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.store.changes import ChangeSet


class Page(QWidget):
    """A place of the window that reads the desk and follows its changes.

    A subclass sets ``key`` (stable, for memory and links), ``title`` (what the rail and the window call it), ``help``
    (its help page) and ``follows`` (the record types it shows; empty for all), and writes :meth:`refresh`.
    A page that is not in sight reads nothing; it catches up when it is shown.
    """

    titled = Signal()
    """The title is another one now; a page of one record knows it only when the record was read."""

    key = ""
    title = ""
    help = "index"
    follows: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        context.desk.changed.connect(self._refresh_if_touched)
        context.desk.moved.connect(self._refresh_soon)

    def open(self, target: Target) -> None:
        """Show what a link asked for; a page without particulars shows itself."""
        del target

    def refresh(self) -> None:
        """Read everything anew, as of the moment that the desk looks at, off the window's thread."""

    def focus_search(self) -> bool:
        """Put the cursor in the page's own filter; whether it has one."""
        return False

    def showEvent(self, event: object) -> None:
        """Catch up with what happened while the page was out of sight."""
        del event
        if self._stale:
            self._refresh_now()

    def _refresh_if_touched(self, changes: ChangeSet) -> None:
        if not self.follows or changes.touches(*self.follows):
            self._refresh_soon()

    def _refresh_soon(self) -> None:
        self._stale = True
        if self.isVisible():
            QTimer.singleShot(0, self._refresh_now)

    def _refresh_now(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

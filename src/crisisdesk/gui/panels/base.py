"""``Panel``: one part of the detail of a record."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context


class Panel(QWidget):
    """Shows something of one record, read off the window's thread when it comes into sight.

    A subclass sets ``title`` and, where it fits some types only, ``record_types``; it writes :meth:`read`.
    """

    title = ""
    record_types: tuple[str, ...] = ()
    """The types that it is for, by name; empty for all."""

    counted = Signal(int)
    """How many things it shows, for its title."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.record_type = self.record_id = ""
        self._stale = False

    def show_record(self, record_type: str, record_id: str) -> None:
        """Show this record, in place of the one before."""
        self.record_type, self.record_id = record_type, record_id
        self.refresh()

    def refresh(self) -> None:
        """Read anew, now or when it comes into sight."""
        self._stale = bool(self.record_id)
        if self.isVisible():
            self._catch_up()

    def read(self) -> None:
        """Ask the desk for what is shown."""
        raise NotImplementedError

    def showEvent(self, event: object) -> None:
        """Catch up."""
        del event
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.read()

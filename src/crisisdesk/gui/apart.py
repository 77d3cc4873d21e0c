"""``ApartWindow``: a record in a window of its own, beside the window of the desk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.widgets.marking_banner import MarkingBanner
from crisisdesk.gui.widgets.parts import column

if TYPE_CHECKING:
    from crisisdesk.gui.window import MainWindow

SIZE = (1000, 680)


class ApartWindow(QWidget):
    """Shows one page of the desk under the same marking; it reads and writes like any, and Ctrl+W closes it.

    The commands of the desk's window have their keys here, too; what they open stands there. It belongs to that
    window and goes with it.
    """

    def __init__(self, window: "MainWindow", page: Page, target: Target) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page, self._window = page, window
        self.banners = [MarkingBanner(window.look, lambda: window.marking) for _ in range(2)]
        self.setLayout(column(self.banners[0], page, self.banners[1], spacing=0))
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self.addActions([window.commands.qaction(action.id) for action in window.commands])
        page.titled.connect(self._tell_title)
        page.open(target)
        self._tell_title()
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        self.show()
        page.setFocus()

    def show_marking(self) -> None:
        """Follow the computed marking of the desk."""
        for banner in self.banners:
            banner.refresh()
        self._tell_title()

    def _tell_title(self) -> None:
        self.setWindowTitle(f"{self._page.title} · {self._window.marking} — CrisisDesk")

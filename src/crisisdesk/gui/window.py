"""The window: rail, pages, banner and time bar around an open desk.

It is painted before the store is loaded, and filled when the desk is open; see :mod:`crisisdesk.gui.start`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from crisisdesk.gui.actions import ActionSet
from crisisdesk.gui.commands import MENUS, window_actions
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages import PAGES
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.marking_banner import MarkingBanner
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.notice_list import Notice, Notices
from crisisdesk.gui.widgets.parts import IconButton, column, row
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.gui.widgets.rail import Place, Rail
from crisisdesk.gui.widgets.toast import Toast
from crisisdesk.settings import Settings

if TYPE_CHECKING:
    from crisisdesk.gui.context import Target
    from crisisdesk.gui.session import DeskSession
    from crisisdesk.gui.theme.roles import Tone

SMALLEST = (1024, 640)
UNKNOWN_MARKING = "NO DESK OPEN"


class MainWindow(QMainWindow):
    """The shell; a :class:`~crisisdesk.gui.session.DeskSession` fills it while a desk is open.

    ``asked`` passes on what only the program can do: open, make or leave a desk.
    """

    asked = Signal(str)

    def __init__(self, look: Look, settings: Settings) -> None:
        super().__init__()
        self.look, self.settings = look, settings
        self.session: DeskSession | None = None
        self.marking = UNKNOWN_MARKING
        self.notices = Notices()
        self.setWindowTitle("CrisisDesk")
        self.setMinimumSize(*SMALLEST)
        self.commands = ActionSet(look, window_actions(self), self)
        self._build()
        self._restore()

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        self.rail = Rail(look, [Place(entry.key, entry.title, entry.icon) for entry in PAGES])
        self.rail.setEnabled(False)
        self.rail.gone_to.connect(self.go_to)
        self.banners = [MarkingBanner(look, lambda: self.marking) for _ in range(2)]
        self.strip, self.progress = MessageStrip(look), ProgressStrip()
        self.strip.hide()
        self.stack = QStackedWidget()
        self.back = IconButton(look, "arrow-left", "Back", lambda: self.do("back"))
        self.forward = IconButton(look, "arrow-right", "Forward", lambda: self.do("forward"))
        self.title = label("", "muted")
        self.place_bar = QWidget()
        self.place_bar.setLayout(row(self.back, self.forward, self.title, None, margins=(12, 4, 12, 0)))
        self.time_slot = QWidget()
        self.time_slot.setLayout(column(margins=(0, 0, 0, 0)))
        content, middle, whole = QWidget(), QWidget(), QWidget()
        inside = column(self.time_slot, self.strip, self.progress, self.place_bar, self.stack, spacing=0)
        inside.setStretchFactor(self.stack, 1)
        content.setLayout(inside)
        middle.setLayout(row(self.rail, content, spacing=0))
        frame = column(self.banners[0], middle, self.banners[1], spacing=0)
        frame.setStretchFactor(middle, 1)
        whole.setLayout(frame)
        self.setCentralWidget(whole)
        self.saved, self.selected = label("", "muted"), label("", "muted")
        self.statusBar().addWidget(self.saved, 1)
        self.statusBar().addPermanentWidget(self.selected)
        self.menus = self.commands.fill(self.menuBar(), MENUS)
        self.toast = Toast(look, self, self.notices)

    def _restore(self) -> None:
        size = self.settings.get("window.size", [1280, 800])
        place = self.settings.get("window.place")
        self.resize(max(SMALLEST[0], int(size[0])), max(SMALLEST[1], int(size[1])))
        if place and any(screen.availableGeometry().contains(*map(int, place)) for screen in self._screens()):
            self.move(*map(int, place))
        if self.settings.get("window.maximized"):
            self.showMaximized()

    @staticmethod
    def _screens() -> list:  # type: ignore[type-arg]  # of QScreen
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - one call at start

        return list(QGuiApplication.screens())

    # -- what commands need -------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether a desk is open."""
        return self.session is not None

    def writable(self) -> bool:
        """Whether a desk is open and looked at as it is now."""
        return self.session is not None and self.session.writable

    def go(self, target: "Target") -> None:
        """Go to a place, if a desk is open."""
        if self.session is not None:
            self.session.places.go(target)

    def go_to(self, key: str) -> None:
        """Go to a place of the rail, by its key."""
        from crisisdesk.gui.context import Target  # noqa: PLC0415 - brings the store in

        self.go(Target(key))

    def do(self, name: str) -> None:
        """Do one of the window's own steps; what only an open desk can do goes there, the rest to the program."""
        from crisisdesk.gui.steps import STEPS  # noqa: PLC0415 - dialogs are loaded when first wanted

        step = STEPS.get(name)
        if step is not None:
            step(self)
        else:
            self.asked.emit(name)

    # -- the desk -----------------------------------------------------------------------------------------

    def fill(self, session: "DeskSession") -> None:
        """Show an open desk."""
        self.session = session
        self.rail.setEnabled(True)
        self.commands.refresh()

    def leave(self) -> None:
        """Let go of the desk and of all its pages."""
        self.session = None
        self.rail.setEnabled(False)
        while (widget := self.stack.widget(0)) is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()
        self.show_marking(UNKNOWN_MARKING)
        self.setWindowTitle("CrisisDesk")
        self.commands.refresh()

    def show_marking(self, text: str) -> None:
        """Put the computed marking of what is open above and below."""
        self.marking = text
        for banner in self.banners:
            banner.refresh()

    def say(self, text: str, tone: "Tone" = "info", *, undo: bool = False, at: str = "") -> None:
        """Show a sentence for some seconds and keep it among the notices."""
        self.toast.say(Notice(at, text, tone), self.session.desk.undo if undo and self.session else None)

    # -- the end ------------------------------------------------------------------------------------------

    def remember(self) -> None:
        """Keep size, place and look for the next time."""
        if not self.isMaximized():
            self.settings["window.size"] = [self.width(), self.height()]
            self.settings["window.place"] = [self.x(), self.y()]
        self.settings["window.maximized"] = self.isMaximized()
        self.settings.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember, finish what is being written, close the file."""
        self.remember()
        if self.session is not None:
            self.session.close()
        event.accept()
        QTimer.singleShot(0, lambda: self.asked.emit("closed"))

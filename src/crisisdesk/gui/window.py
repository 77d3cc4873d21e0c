"""The window: painted at once as bare ground, dressed with its frame right after, filled when a desk is open.

What stands here is what the first paint needs, and nothing else: the frame is in :mod:`crisisdesk.gui.frame`.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow

from crisisdesk.settings import Settings

if TYPE_CHECKING:
    from crisisdesk.gui.actions import ActionSet
    from crisisdesk.gui.context import Target
    from crisisdesk.gui.frame import Frame
    from crisisdesk.gui.look import Look
    from crisisdesk.gui.session import DeskSession
    from crisisdesk.gui.theme.roles import Tone
    from crisisdesk.gui.widgets.notice_list import Notices

SMALLEST = (1024, 640)
USUAL = (1280, 800)
NO_DESK = "NO DESK OPEN"
_GROUND = ("#f2f4f7", "#1b2632", 160)
"""Ground and rail where no look is remembered, and how wide the rail is."""


class MainWindow(QMainWindow):
    """The shell; a :class:`~crisisdesk.gui.session.DeskSession` fills it while a desk is open.

    Signals:
        painted: The bare ground is on the screen; sent once.
        asked: What only the program can do is wanted: open, make or leave a desk.
        dropped: A file was dropped on the window; its path.
    """

    painted = Signal()
    asked = Signal(str)
    dropped = Signal(str)
    look: "Look"
    frame: "Frame"
    commands: "ActionSet"
    notices: "Notices"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.session: DeskSession | None = None
        self.marking = NO_DESK
        self.wanted = ""
        """The record to go to as soon as a desk is open."""
        self._is_painted = self._is_dressed = False
        self.setWindowTitle("CrisisDesk")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._return_to_place()

    def dress(self, look: "Look") -> None:
        """Build the frame: menus, rail, banners, bars."""
        from crisisdesk.gui.frame import Frame  # noqa: PLC0415 - after the first paint

        self.look = look
        self.frame = Frame(self, look)
        self.commands, self.notices = self.frame.commands, self.frame.notices
        self._is_dressed = True

    # -- what commands need -------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether a desk is open."""
        return self.session is not None

    def writable(self) -> bool:
        """Whether a desk is open and looked at as it is now."""
        return self.session is not None and self.session.writable

    def lockable(self) -> bool:
        """Whether an encrypted desk is open: only such a one can be locked."""
        return self.session is not None and self.session.desk.workspace.encrypted

    def go(self, target: "Target") -> None:
        """Go to a place, if a desk is open."""
        if self.session is not None:
            self.session.places.go(target)

    def _go_to_wanted(self) -> None:
        from crisisdesk.gui.context import Target  # noqa: PLC0415 - brings the store in

        wanted, self.wanted = self.wanted, ""
        if wanted:
            self.go(Target(record_id=wanted))

    def go_to_record(self, record_id: str) -> None:
        """Go to a record, as soon as a desk is open."""
        self.wanted = record_id
        if self.session is not None:
            self._go_to_wanted()

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
        self.frame.work()
        self.commands.refresh()
        QTimer.singleShot(0, self._go_to_wanted)

    def leave(self) -> None:
        """Let go of the desk and of all its pages."""
        self.session = None
        self.frame.rest()
        self.frame.strip.dismiss()
        self.frame.toast.hide()
        self.notices.clear()
        for step in ("undo", "redo"):
            self.commands.rename(step, step.capitalize())
        self.show_marking(NO_DESK)
        self.setWindowTitle("CrisisDesk")
        self.commands.refresh()

    def show_marking(self, text: str) -> None:
        """Put the computed marking of what is open above and below."""
        self.marking = text
        for banner in self.frame.banners:
            banner.refresh()

    def say(self, text: str, tone: "Tone" = "info", *, undo: bool = False, at: str = "") -> None:
        """Show a sentence for some seconds and keep it among the notices."""
        take_back = self.session.desk.undo if undo and self.session else None
        self.frame.say(text, tone, at, take_back)

    # -- place, size and the first paint ------------------------------------------------------------------

    def _return_to_place(self) -> None:
        """Come back as wide and where the window was left, on a screen that exists."""
        size, place = _pair(self.settings.get("window.size")), _pair(self.settings.get("window.place"))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        at_place = (screen for screen in screens if place and screen.contains(*place))
        screen = next(at_place, QGuiApplication.primaryScreen().availableGeometry())
        wide, high = size or USUAL
        self.resize(max(SMALLEST[0], min(wide, screen.width())), max(SMALLEST[1], min(high, screen.height())))
        if place and screen.contains(*place):
            # The title bar stays in reach, and as much of the rest as there is room for.
            left = max(screen.left(), min(place[0], screen.right() + 1 - self.width()))
            top = max(screen.top(), min(place[1], screen.bottom() + 1 - self.height()))
            self.move(left, top)
        if self.settings.get("window.maximized") is True:
            self.showMaximized()

    def remember(self) -> None:
        """Keep size, place and look for the next time."""
        if not self.isMaximized():
            self.settings["window.size"] = [self.width(), self.height()]
            self.settings["window.place"] = [self.x(), self.y()]
        self.settings["window.maximized"] = self.isMaximized()
        if self._is_dressed:
            theme, rail = self.look.theme, self.frame.rail
            self.settings["window.ground"] = [
                theme.window,
                theme.rail,
                0 if rail.isHidden() else rail.width(),
            ]
        self.settings.save()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and rail as they were left, until the frame covers them."""
        if self._is_dressed:
            super().paintEvent(event)
            return
        ground, rail, wide = self._ground()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, wide, self.height(), QColor(rail))
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _ground(self) -> tuple[str, str, int]:
        match self.settings.get("window.ground"):
            case [str(ground), str(rail), int(wide)] if 0 <= wide < SMALLEST[0]:
                return ground, rail, wide
            case _:
                return _GROUND

    # -- files dropped, and the end -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, one at a time."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file was dropped."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember, finish what is being written, close the file."""
        self.remember()
        if self.session is not None:
            self.session.close()
            self.session = None
        event.accept()
        self.asked.emit("closed")


def _pair(value: Any) -> tuple[int, int] | None:
    """Two whole numbers out of the settings, which anybody may have edited."""
    match value:
        case [int(first), int(second)] if max(abs(first), abs(second)) < 100_000:  # noqa: PLR2004 - no screen is so wide
            return first, second
        case _:
            return None

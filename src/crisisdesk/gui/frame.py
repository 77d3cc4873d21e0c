"""``Frame``: what stands around the pages: menus, rail, banners, strips, time bar and the words at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from crisisdesk.gui.actions import ActionSet
from crisisdesk.gui.commands import MENUS, window_actions
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages import PAGES
from crisisdesk.gui.plain import ElidedLabel, label
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.marking_banner import MarkingBanner
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.notice_list import Notice, Notices
from crisisdesk.gui.widgets.parts import IconButton, column, row
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.gui.widgets.rail import Place, Rail
from crisisdesk.gui.widgets.toast import Toast

if TYPE_CHECKING:
    from crisisdesk.gui.window import MainWindow


class Frame:
    """The parts around the pages, made once for a window and kept while desks come and go."""

    def __init__(self, window: "MainWindow", look: Look) -> None:
        self.notices = Notices()
        self.commands = ActionSet(look, window_actions(window), window)
        self.rail = Rail(look, [Place(entry.key, entry.title, entry.icon) for entry in PAGES])
        self.rail.setEnabled(False)
        self.rail.gone_to.connect(window.go_to)
        self.banners = [MarkingBanner(look, lambda: window.marking) for _ in range(2)]
        self.strip, self.progress = MessageStrip(look), ProgressStrip()
        self.stack = QStackedWidget()
        self.back = IconButton(look, "arrow-left", "Back (Alt+Left)", lambda: window.do("back"))
        self.forward = IconButton(look, "arrow-right", "Forward (Alt+Right)", lambda: window.do("forward"))
        self.title = ElidedLabel()
        self.title.setProperty("role", "strong")
        self.time_slot = QWidget()
        self.time_slot.setLayout(column())
        self.saved, self.selected = ElidedLabel(), label("", "muted")
        self.saved.setProperty("role", "muted")
        self._bell = IconButton(look, "bell", "Notices", lambda: window.do("notices"))
        self._place_bar = QWidget()
        self._settings = window.settings
        window.setCentralWidget(self._whole())
        window.statusBar().setContentsMargins(14, 0, 8, 0)
        window.statusBar().addWidget(self.saved, 1)
        window.statusBar().addPermanentWidget(self.selected)
        window.statusBar().addPermanentWidget(self._bell)
        window.statusBar().setSizeGripEnabled(False)
        self.menus = self.commands.fill(window.menuBar(), MENUS)
        self.toast = Toast(look, window, self.notices)
        self.notices.changed.connect(self._count_notices)
        self.rest()
        self.rail.setVisible(self._wants_rail())

    def show_place(self, title: str, rail_key: str) -> None:
        """Say where the window is, beside the way back and in the rail."""
        self.title.setText(title)
        self.rail.blockSignals(True)
        if rail_key in {entry.key for entry in PAGES}:
            self.rail.go_to(rail_key)
        self.rail.blockSignals(False)

    def show_way(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        """Say whether there is a place before and after."""
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)

    def say(self, text: str, tone: Tone, at: str, take_back: Callable[[], object] | None) -> None:
        """Show a notice for some seconds and keep it."""
        self.toast.say(Notice(at, text, tone), take_back)

    def clear_stack(self) -> None:
        """Let go of all pages."""
        while (widget := self.stack.widget(0)) is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()

    def work(self) -> None:
        """Stand around an open desk."""
        self.clear_stack()
        self.rail.setEnabled(True)
        self.rail.setVisible(self._wants_rail())
        for part in (*self.banners, self._place_bar):
            part.show()

    def rest(self) -> None:
        """Stand as without a desk: no places to go to, no marking."""
        self.rail.setEnabled(False)
        self.clear_stack()
        for part in (*self.banners, self._place_bar, self.rail):
            part.hide()
        self.show_way(can_go_back=False, can_go_forward=False)
        for words in (self.title, self.saved, self.selected):
            words.setText("")

    def _wants_rail(self) -> bool:
        return self._settings.get("window.rail", True) is not False

    def _whole(self) -> QWidget:
        content, middle, whole = QWidget(), QWidget(), QWidget()
        way = row(self.back, self.forward, self.title, margins=(12, 4, 12, 4))
        way.setStretch(2, 1)
        self._place_bar.setLayout(way)
        inside = column(self.time_slot, self.strip, self.progress, self._place_bar, self.stack, spacing=0)
        inside.setStretchFactor(self.stack, 1)
        # What a page that is not in sight would like never squeezes the bars above the one that is.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        content.setLayout(inside)
        middle.setLayout(row(self.rail, content, spacing=0))
        outside = column(self.banners[0], middle, self.banners[1], spacing=0)
        outside.setStretchFactor(middle, 1)
        whole.setLayout(outside)
        return whole

    def _count_notices(self) -> None:
        unread = self.notices.unread
        self._bell.rename(f"Notices: {unread} unread" if unread else "Notices")

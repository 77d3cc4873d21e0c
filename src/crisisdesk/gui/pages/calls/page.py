"""The Calls page: who can be called now, hotlines, posts, the duty roster and engagements."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.calls.board import BoardTab
from crisisdesk.gui.pages.calls.doubles import DoublesTab
from crisisdesk.gui.pages.calls.duty import DutyTab
from crisisdesk.gui.pages.calls.lines import LinesTab
from crisisdesk.gui.pages.calls.meetings import MeetingsTab
from crisisdesk.gui.pages.calls.part import ListPart
from crisisdesk.gui.pages.calls.posts import PostsTab
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet

PARTS: tuple[type[ListPart], ...] = (BoardTab, LinesTab, PostsTab, DutyTab, MeetingsTab, DoublesTab)
"""The tabs, in their order."""
Part = TypeVar("Part", bound=ListPart)
_TAB_KEY = "calls.tab"


class CallsPage(Page):
    """Each tab reads when it comes into sight, and again when something changed that it shows."""

    key, title, help = "calls", "Calls", "calls"
    creates = "post"
    follows = tuple(dict.fromkeys(name for part in PARTS for name in part.follows))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the Calls page")
        self.parts = [kind(context) for kind in PARTS]
        for part in self.parts:
            self.tabs.addTab(part, mnemonic_safe(part.title))
        kept = context.memory.get(_TAB_KEY)
        self.tabs.setCurrentIndex(kept if isinstance(kept, int) and 0 <= kept < len(PARTS) else 0)
        self.tabs.currentChanged.connect(self._come_to)
        self._old = set(range(len(PARTS)))
        self.setLayout(column(self.tabs, spacing=0))
        self.setFocusProxy(self.tabs)
        context.desk.changed.connect(self._mark)
        context.desk.moved.connect(self._mark_all)
        for number in range(len(PARTS)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._turn_to, number))

    def open(self, target: Target) -> None:
        """Show the tab that ``words`` names by its key; with a case, the board of that case."""
        number = next((n for n, part in enumerate(self.parts) if part.key == target.words), -1)
        if number >= 0:
            self.tabs.setCurrentIndex(number)
        if target.record_id and target.record_type == "case":
            self.tabs.setCurrentIndex(0)
            board = self.part(BoardTab)
            board.show_case(target.record_id)

    def part(self, kind: type[Part]) -> Part:
        """The tab of this kind."""
        return next(part for part in self.parts if isinstance(part, kind))

    def refresh(self) -> None:
        """Read the tab in sight, if something changed that it shows."""
        number = self.tabs.currentIndex()
        if number in self._old:
            self._old.discard(number)
            self.parts[number].refresh()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        self.parts[self.tabs.currentIndex()].words.setFocus()
        return True

    def _turn_to(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self.parts[number].list.table.setFocus()

    def _come_to(self, number: int) -> None:
        self.context.memory[_TAB_KEY] = number
        self.creates = self.parts[number].creates
        self.refresh()

    def _mark(self, changes: ChangeSet) -> None:
        self._old.update(n for n, part in enumerate(self.parts) if changes.touches(*part.follows))

    def _mark_all(self) -> None:
        self._old.update(range(len(PARTS)))

"""What toasts have said, kept to read later: nothing is only passing."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import TONE_ICONS, TONE_WORDS, column, push_button, row
from crisisdesk.gui.widgets.section_header import SectionHeader

KEPT = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was said; ``at`` is the moment in words, as the window shows moments."""

    at: str
    text: str
    tone: Tone = "info"


class Notices(QObject):
    """The notices of this run, newest first, and how many nobody has looked at."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Notice] = []
        self._unread = 0

    @property
    def unread(self) -> int:
        """How many came since the list was last looked at."""
        return self._unread

    def all(self) -> tuple[Notice, ...]:
        """The last five hundred, newest first."""
        return tuple(self._kept)

    def add(self, notice: Notice) -> None:
        """Keep one."""
        self._kept = [notice, *self._kept][:KEPT]
        self._unread += 1
        self.changed.emit()

    def mark_read(self) -> None:
        """Note that the list was looked at."""
        self._unread = 0
        self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        self._kept, self._unread = [], 0
        self.changed.emit()


class NoticeList(QFrame):
    """Shows the notices with their tone as icon and word."""

    def __init__(self, look: Look, notices: Notices) -> None:
        super().__init__()
        self.setProperty("part", "popup")
        self._look, self._notices = look, notices
        self._list = QListWidget()
        self._list.setAccessibleName("Notices")
        self._list.setWordWrap(True)
        self._empty = EmptyState(look, "bell", "What the desk tells you in passing is kept here.")
        self._header = SectionHeader("Notices", push_button("Clear", notices.clear, link=True))
        box = column(self._list, self._empty, margins=(12, 4, 12, 12))
        box.insertLayout(0, row(self._header))
        self.setLayout(box)
        notices.changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept now."""
        kept = self._notices.all()
        self._list.clear()
        for notice in kept:
            item = QListWidgetItem(f"{notice.text}\n{TONE_WORDS[notice.tone]} · {notice.at}")
            item.setIcon(self._look.tinted(TONE_ICONS[notice.tone], self._look.theme.tone(notice.tone)))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{TONE_WORDS[notice.tone]}, {notice.at}: {notice.text}"
            )
            self._list.addItem(item)
        self._header.show_count(len(kept))
        self._list.setVisible(bool(kept))
        self._empty.setVisible(not kept)

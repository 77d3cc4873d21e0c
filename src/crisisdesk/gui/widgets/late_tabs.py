"""``LateTabs``: the parts of a page side by side, each made when it is first come to and read when it shows something old."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class LatePart:
    """A part of a page: its key, what its tab is called, how it is made, and which record types it shows.

    What is made has a method ``refresh`` that reads it anew.
    """

    key: str
    caption: str
    make: Callable[[Context], QWidget]
    follows: tuple[str, ...]


class LateTabs(QTabWidget):
    """Tabs that remember which one was in sight; Alt with a number leads to each."""

    come_to = Signal(int)
    """Somebody came to another part; it is made and read by then."""

    def __init__(self, context: Context, name: str, memory_key: str, parts: Sequence[LatePart]) -> None:
        """``name`` is what a screen reader says, ``memory_key`` where the tab in sight is kept."""
        super().__init__()
        self._context, self._key, self._parts = context, memory_key, tuple(parts)
        self._made: dict[int, QWidget] = {}
        self._boxes = [column(spacing=0) for _ in self._parts]
        self._old = set(range(len(self._parts)))
        self.setDocumentMode(True)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        for part, box in zip(self._parts, self._boxes, strict=True):
            holder = QWidget()
            holder.setLayout(box)
            self.addTab(holder, mnemonic_safe(part.caption))
        kept = context.memory.get(memory_key)
        self.setCurrentIndex(kept if isinstance(kept, int) and 0 <= kept < len(self._parts) else 0)
        self.currentChanged.connect(self._come_to)
        context.desk.changed.connect(self._mark)
        context.desk.moved.connect(self._mark_all)
        for number in range(len(self._parts)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._turn_to, number))

    @property
    def here(self) -> QWidget:
        """The part in sight."""
        return self.made(self.currentIndex())

    def number(self, key: str) -> int:
        """The place of a part by its key, -1 for an unknown one."""
        return next((n for n, part in enumerate(self._parts) if part.key == key), -1)

    def made(self, number: int) -> QWidget:
        """The part at a place, made if it was not."""
        if number not in self._made:
            made = self._made[number] = self._parts[number].make(self._context)
            self._boxes[number].addWidget(made)
        return self._made[number]

    def turn_to(self, key: str) -> QWidget:
        """Come to a part by its key, and return it; an unknown key stays where it is."""
        number = self.number(key)
        if number >= 0:
            self.setCurrentIndex(number)
        return self.here

    def refresh(self) -> None:
        """Read the part in sight anew, if something changed that it shows; the others when they are come to."""
        number, shown = self.currentIndex(), self.here
        if number in self._old:
            self._old.discard(number)
            shown.refresh()  # type: ignore[attr-defined]  # every part has it; QWidget does not say so

    def _turn_to(self, number: int) -> None:
        self.setCurrentIndex(number)
        self.here.setFocus()

    def _come_to(self, number: int) -> None:
        self._context.memory[self._key] = number
        self.refresh()
        self.come_to.emit(number)

    def _mark(self, changes: ChangeSet) -> None:
        self._old.update(n for n, part in enumerate(self._parts) if changes.touches(*part.follows))

    def _mark_all(self) -> None:
        self._old.update(range(len(self._parts)))

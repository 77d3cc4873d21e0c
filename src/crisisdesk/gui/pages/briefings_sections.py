"""Which sections a brief has, and in which order: chosen by mouse or keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from crisisdesk.briefing.profiles import profile_named
from crisisdesk.briefing.sections import SECTIONS
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row

_NAME = Qt.ItemDataRole.UserRole
_REST_MS = 500
_HINT = "Space puts a section in or leaves it out; Alt+Up and Alt+Down move it."
_UNTITLED = {"bottom_line": "Bottom line", "counterpart": "Counterpart"}


class SectionPicker(QWidget):
    """All sections in one list, those of the kind of brief first; ``changed`` when the choice has rested."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._profile = ""
        self._kept: dict[str, tuple[str, ...]] = {}
        self.list = _Sections(self)
        self.list.setAccessibleName("Sections of the brief")
        self.list.setAccessibleDescription(_HINT)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._up = push_button("Move &up", lambda: self.move_current(-1))
        self._down = push_button("Move &down", lambda: self.move_current(1))
        self._reset = push_button("As the &kind has them", self.reset)
        self.setLayout(
            column(
                label(_HINT, "muted", wrap=True),
                self.list,
                _line(self._up, self._down, self._reset),
                margins=(16, 16, 16, 8),
            )
        )
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        self.list.itemChanged.connect(lambda _item: self._take())
        self.list.model().rowsMoved.connect(lambda *_: self._take())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the sections in their order; nothing where they are those of the kind of brief."""
        return self._kept.get(self._profile, ())

    def show_profile(self, profile: str) -> None:
        """Show the sections of a kind of brief, as they were last arranged for it."""
        if profile == self._profile:
            return
        self._profile = profile
        self._show(self.chosen or profile_named(profile).sections)

    def reset(self) -> None:
        """Back to the sections of the kind of brief."""
        if self._kept.pop(self._profile, None):
            self._show(profile_named(self._profile).sections)
            self._rest.start()

    def move_current(self, step: int) -> None:
        """Move the current section up or down by a place."""
        place = self.list.currentRow()
        if not 0 <= place + step < self.list.count() or place < 0:
            return
        item = self.list.takeItem(place)
        self.list.insertItem(place + step, item)
        self.list.setCurrentItem(item)
        self._take()

    def _show(self, chosen: Sequence[str]) -> None:
        titles = {one.name: one.title or _UNTITLED.get(one.name, one.name) for one in SECTIONS}
        self.list.blockSignals(True)
        self.list.clear()
        for name in (*chosen, *(name for name in titles if name not in chosen)):
            item = QListWidgetItem(titles[name], self.list)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._reset.setEnabled(self._profile in self._kept)

    def _take(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        chosen = tuple(str(item.data(_NAME)) for item in items if item.checkState() is Qt.CheckState.Checked)
        if chosen and chosen != profile_named(self._profile).sections:
            self._kept[self._profile] = chosen
        else:  # an empty paper is no choice
            self._kept.pop(self._profile, None)
        self._reset.setEnabled(self._profile in self._kept)
        self._rest.start()


class _Sections(QListWidget):
    def __init__(self, picker: SectionPicker) -> None:
        super().__init__()
        self._picker = picker

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the section."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._picker.move_current(step)
        else:
            super().keyPressEvent(event)


def _line(*buttons: QWidget) -> QWidget:
    line = QWidget()
    line.setLayout(row(*buttons, None))
    return line

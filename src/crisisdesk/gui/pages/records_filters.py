"""Choosing what a table is narrowed to: one line that finds any value of any column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from crisisdesk.gui.fuzzy import ranked
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.records_query import Condition
from crisisdesk.gui.widgets.entry_list import Entry, EntryPicker
from crisisdesk.gui.widgets.parts import column

SIZE = (420, 360)
_OFFERED = 200


class FilterPicker(QFrame):
    """A popup with every value that can be filtered by; type a part of it, Enter takes it."""

    chosen = Signal(object)
    """The :class:`Condition` that was picked."""

    def __init__(self, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "popup")
        self._values: Sequence[tuple[Condition, str, str, int]] = ()
        self._titles: list[str] = []
        self.picker = EntryPicker(look, self._suggest, "Filter", "Field or value, such as: phase watch")
        self.picker.picked.connect(self._pick)
        self.setLayout(column(self.picker, margins=(8, 8, 8, 8)))
        self.resize(*SIZE)

    def show_values(self, values: Sequence[tuple[Condition, str, str, int]]) -> None:
        """Offer these conditions: field, value in words, how many records."""
        self._values = values
        self._titles = [f"{label}: {words}" for _, label, words, _ in values]
        self.picker.refresh()
        self.picker.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _suggest(self, typed: str) -> Sequence[Entry]:
        places = ranked(typed, self._titles)[:_OFFERED]
        return [Entry(str(place), self._titles[place], f"{self._values[place][3]:,}") for place in places]

    def _pick(self, place: str) -> None:
        self.chosen.emit(self._values[int(place)][0])
        self.close()

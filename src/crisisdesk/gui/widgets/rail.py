"""The places of the window, always in sight at its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from crisisdesk.gui.look import Look


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go, by name and icon."""

    id: str
    title: str
    icon: str


class Rail(QListWidget):
    """Places with icon and word, one of them current; the arrow keys move."""

    gone_to = Signal(str)

    def __init__(self, look: Look, places: Sequence[Place]) -> None:
        super().__init__()
        self._look, self._places = look, tuple(places)
        self.setProperty("part", "rail")
        self.setAccessibleName("Places")
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in places:
            self.addItem(QListWidgetItem(place.title))
        look.changed.connect(self._redraw)
        self._redraw()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda number: self.gone_to.emit(self._places[number].id))

    def go_to(self, place_id: str) -> None:
        """Make this place the current one."""
        self.setCurrentRow(next(n for n, place in enumerate(self._places) if place.id == place_id))

    def show_count(self, place_id: str, count: int) -> None:
        """Put a number behind a place, for what waits there; 0 takes it away."""
        number = next(n for n, place in enumerate(self._places) if place.id == place_id)
        title = self._places[number].title
        self.item(number).setText(f"{title}  ({count})" if count else title)

    def _redraw(self) -> None:
        for number, place in enumerate(self._places):
            self.item(number).setIcon(self._look.tinted(place.icon, self._look.theme.on_rail))
        height = max(38, self.fontMetrics().height() + 20)
        for number in range(self.count()):
            self.item(number).setSizeHint(QSize(0, height))
        longest = max(self.fontMetrics().horizontalAdvance(place.title) for place in self._places)
        self.setFixedWidth(longest + 100)

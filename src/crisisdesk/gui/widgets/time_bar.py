"""The one control that sets the moment which the whole window looks at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSlider

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import ElidedLabel, label
from crisisdesk.gui.widgets.moment_edit import TypedEdit
from crisisdesk.gui.widgets.parts import IconButton, IconLabel, push_button, restyle, row


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment one can go back to: a revision, shown by its group, its local time and what it did."""

    id: str
    dtg: str
    local: str
    caption: str = ""


class TimeBar(QFrame):
    """A slider over the stops with "Now" at its end.

    ``moved`` tells the id of the stop that a person chose, or an empty text for now. While the slider is dragged
    only the words follow; ``moved`` comes once, when it is let go.
    """

    moved = Signal(str)

    def __init__(self, look: Look, find: Callable[[str], str]) -> None:
        """``find`` turns typed text into the id of a stop, or raises ``UserError``."""
        super().__init__()
        self._stops: tuple[Stop, ...] = ()
        self.setProperty("part", "bar")
        self.setAccessibleName("Time")
        self._icon = IconLabel(look, "history", "neutral")
        self._when, self._local, self._what = label("Now", "strong"), label("", "muted"), ElidedLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setTracking(False)
        self._slider.setAccessibleName("Moment")
        self._slider.sliderMoved.connect(self._tell)
        self._slider.valueChanged.connect(self._settle)
        self._earlier = IconButton(look, "chevron-left", "One change earlier", lambda: self._step(-1))
        self._later = IconButton(look, "chevron-right", "One change later", lambda: self._step(1))
        self._typed: TypedEdit[str] = TypedEdit(find, "Go to moment", "Go to a moment", optional=True)
        self._typed.accepted.connect(self._go)
        self._now = push_button("Back to now", self.return_to_now)
        widgets = (self._icon, self._when, self._local, self._what, self._earlier, self._slider, self._later)
        box = row(*widgets, self._typed, self._now, margins=(12, 4, 12, 4))
        box.setStretch(3, 3)
        box.setStretch(5, 2)
        self.setLayout(box)
        look.changed.connect(self._measure)
        self._measure()
        self._tell(0)

    @property
    def stop(self) -> Stop | None:
        """The moment that the window looks at; ``None`` is now."""
        return self._at(self._slider.value())

    def show_stops(self, stops: Sequence[Stop], at: str = "") -> None:
        """Show these moments, oldest first, and stand on the one with the id ``at``, or on now.

        The moment that is looked at stays in front where it is older than all of them.
        """
        kept = self.stop
        if at and kept is not None and kept.id == at and all(stop.id != at for stop in stops):
            stops = (kept, *stops)
        self._stops = tuple(stops)
        place = next((n for n, stop in enumerate(stops) if stop.id == at), len(stops))
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(stops))
        self._slider.setPageStep(max(1, len(stops) // 10))
        self._slider.setValue(place)
        self._slider.blockSignals(False)
        self._tell(place)

    def follow(self, stop: Stop | None) -> None:
        """Stand where the window was led to from elsewhere, without telling anyone; ``None`` is now."""
        if stop is None:
            self.show_stops(self._stops)
        elif any(known.id == stop.id for known in self._stops):
            self.show_stops(self._stops, stop.id)
        else:
            self.show_stops((stop, *self._stops), stop.id)

    def return_to_now(self) -> None:
        """Look at the present again."""
        self._slider.setValue(len(self._stops))

    def _measure(self) -> None:
        # A whole date-time group and the frame around it, at any text size.
        self._typed.setFixedWidth(self.fontMetrics().horizontalAdvance("231312Z NOV 26 00") + 40)

    def _go(self, stop_id: str) -> None:
        place = next((n for n, stop in enumerate(self._stops) if stop.id == stop_id), len(self._stops))
        self._slider.setValue(place)

    def _step(self, step: int) -> None:
        self._slider.setValue(self._slider.value() + step)

    def _settle(self, place: int) -> None:
        self._tell(place)
        stop = self._at(place)
        self.moved.emit(stop.id if stop else "")

    def _at(self, place: int) -> Stop | None:
        return self._stops[place] if place < len(self._stops) else None

    def _tell(self, place: int) -> None:
        stop = self._at(place)
        self._when.setText(stop.dtg if stop else "Now")
        self._local.setText(stop.local if stop else "")
        self._what.setText(f"Past, read only. {stop.caption}" if stop else "")
        self._icon.show_icon("history" if stop else "clock", "warn" if stop else "neutral")
        self._now.setVisible(stop is not None)
        self._earlier.setEnabled(place > 0)
        self._later.setEnabled(stop is not None)
        self._slider.setAccessibleDescription(f"{stop.dtg}, {stop.local}" if stop else "Now")
        restyle(self, part="past" if stop else "bar")

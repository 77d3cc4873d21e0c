"""The network through time: as it stood on a day, played from first to last, and compared with another moment."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSlider, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.graphics.link_lanes import LinkLanes
from crisisdesk.gui.pages.network_reading import record_of
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.timing import Difference, days_of, undated

STOOD, KNOWN = "stood", "known"
WAYS = (
    ("", "Compare with nothing"),
    (STOOD, "Compare with how it stood on"),
    (KNOWN, "Compare with what was known on"),
)
_FRAME_MS = 350
_FRAMES = 40
_COLUMNS = (
    Column("kind", "What", 96, "status"),
    Column("which", "Which", 200, "strong"),
    Column("said", "How it changed", 110, "muted"),
)
_TONES: dict[str, Tone] = {"gained": "good", "lost": "bad", "changed": "info"}


class TimePanel(QWidget):
    """A day to look at, undated links on or off, and what to compare with; the page shows what is asked for."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._first = self._last = self._today = date.min
        self.day_label = label("", "strong")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Day on which the network stood")
        self.slider.setPageStep(30)
        self.slider.valueChanged.connect(self._move)
        self.lanes = LinkLanes(context.look)
        self.play = push_button("&Play", self._play_or_stop)
        self.today = push_button("To&day", self._go_today)
        self.undated = QCheckBox("Links without &dates")
        self.undated.setChecked(True)
        self.undated.toggled.connect(lambda _on: self.changed.emit())
        self.way = QComboBox()
        self.way.setAccessibleName("Compare")
        for key, caption in WAYS:
            self.way.addItem(caption, key)
        self.way.activated.connect(lambda _place: self._compare())
        self.other = QLineEdit()
        self.other.setAccessibleName("Day to compare with")
        self.other.setPlaceholderText("Day, such as 2026-10-01")
        self.other.editingFinished.connect(self._compare)
        self.other.setEnabled(False)
        self.list = NowList(
            context, "Changes", "network.changes", _COLUMNS,
            ("git-compare", "Choose a day to compare with: what was gained, lost and changed since then stands here and in the picture."),
            framed=False, stretched="which",
        )  # fmt: skip
        self.list.opened.connect(lambda key: context.go(Target(record_id=record_of(key))))
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._step)
        top, below = QWidget(), QWidget()
        top.setLayout(row(label("Stood on"), self.day_label, None, self.play, self.today))
        below.setLayout(row(self.way, self.other))
        box = column(
            top, self.slider, self.lanes, self.undated, below, self.list, spacing=8, margins=(12, 12, 12, 0)
        )
        box.setStretch(5, 1)
        self.setLayout(box)
        self.setFocusProxy(self.slider)

    @property
    def day(self) -> date:
        """The day that is looked at."""
        return self._first + timedelta(days=self.slider.value())

    @property
    def is_today(self) -> bool:
        """Whether nothing is asked for but how it stands."""
        return self.day == self._today and self.undated.isChecked() and self.compared is None

    @property
    def compared(self) -> tuple[str, date] | None:
        """How and with which day to compare; None for not, or while the day cannot be read."""
        try:
            day = date.fromisoformat(self.other.text().strip())
        except ValueError:
            return None
        way = str(self.way.currentData())
        return (way, day) if way else None

    def show_ever(self, ever: Network, today: date) -> None:
        """Offer the days of a network; the day stays, today where nobody chose another."""
        chose_today = self._today in {date.min, self.day}
        day = today if chose_today else self.day
        known = [*days_of(ever), today]
        self._first, self._last, self._today = min(known) - timedelta(days=1), max(known), today
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, (self._last - self._first).days)
            self.slider.setValue((min(max(day, self._first), self._last) - self._first).days)
        self.lanes.show_spans([(e.begins_on, e.ends_on) for e in ever.edges], self._first, self._last)
        lone = sum(undated(edge) for edge in ever.edges)
        self.undated.setText(f"Links without &dates ({lone})")
        self._name_day()

    def show_changes(self, found: Sequence[Difference], names: dict[str, str]) -> None:
        """List what was gained, lost and changed."""
        rows = [
            Row(one.id, (Cell(one.kind.capitalize(), _TONES[one.kind]), _which(one, names), one.said))
            for one in found
        ]
        self.list.show_rows(rows)

    def hideEvent(self, event: object) -> None:
        """Nothing plays out of sight."""
        del event
        self._stop()

    def _move(self) -> None:
        self._name_day()
        self.changed.emit()

    def _name_day(self) -> None:
        text = f"{self.day:%d %b %Y}".upper()
        self.day_label.setText(f"{text} (today)" if self.day == self._today else text)
        self.slider.setAccessibleDescription(text)
        self.lanes.look_at(self.day)

    def _go_today(self) -> None:
        self._stop()
        self.slider.setValue((self._today - self._first).days)

    def _compare(self) -> None:
        self.other.setEnabled(bool(self.way.currentData()))
        self.changed.emit()

    def _play_or_stop(self) -> None:
        if self._frames.isActive():
            self._stop()
            return
        if self.slider.value() >= self.slider.maximum():
            self.slider.setValue(0)
        self.play.setText("Sto&p")
        self._frames.start()

    def _stop(self) -> None:
        self._frames.stop()
        self.play.setText("&Play")

    def _step(self) -> None:
        self.slider.setValue(self.slider.value() + max(self.slider.maximum() // _FRAMES, 1))
        if self.slider.value() >= self.slider.maximum():
            self._stop()


def _which(one: Difference, names: dict[str, str]) -> str:
    match one.after or one.before:
        case Node(caption=caption):
            return caption
        case Edge() as edge:
            ends = [names.get(end, end) for end in (edge.source, edge.target)]
            return f"{ends[0]} and {ends[1]}: {edge.label or edge.kind.replace('_', ' ')}"
        case _:
            return one.id

"""The pipeline as a board: columns side by side, each with its cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.transfers_cards import Lane
from crisisdesk.gui.pages.transfers_lane import WIDTH, LaneView
from crisisdesk.gui.widgets.parts import row


class Board(QScrollArea):
    """Columns that are used again when others are to be shown; the arrow keys go from card to card."""

    opened = Signal(str)
    parted = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.lanes: list[LaneView] = []
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._row = row(None, spacing=8, margins=(0, 0, 0, 8))
        inside.setLayout(self._row)
        self.setWidget(inside)
        look.changed.connect(self._measure)

    @property
    def shown(self) -> list[LaneView]:
        """The columns in sight, from the first to the last."""
        return [lane for lane in self.lanes if not lane.isHidden()]

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show these columns, in place of those before."""
        while len(self.lanes) < len(lanes):
            self._add()
        for view, lane in zip(self.lanes, lanes, strict=False):
            view.show_lane(lane)
        for number, view in enumerate(self.lanes):
            view.setVisible(number < len(lanes))
        self._measure()
        if lanes:
            self.setFocusProxy(self.lanes[0])

    def _measure(self) -> None:
        """Make columns as wide as the size of the text asks for."""
        for view in self.lanes:
            view.setFixedWidth(round(WIDTH * self._look.text_scale))

    def stand_on(self, card_id: str) -> bool:
        """Bring a card into sight; whether it is there."""
        for view in self.shown:
            place = view.list.cards.place(card_id)
            if place is not None:
                view.list.stand_at(place)
                self.ensureWidgetVisible(view)
                return True
        return False

    def _add(self) -> None:
        view = LaneView(self._look)
        self.lanes.append(view)
        self._row.insertWidget(len(self.lanes) - 1, view)
        view.list.opened.connect(self.opened)
        view.list.parted.connect(self.parted)
        view.list.left.connect(lambda step: self._step(view, step))

    def _step(self, view: LaneView, step: int) -> None:
        """Go to the card beside, in the next column."""
        shown = self.shown
        place = shown.index(view) + step
        if 0 <= place < len(shown):
            target = shown[place]
            target.list.stand_at(view.list.currentIndex().row())
            target.list.setFocus()
            self.ensureWidgetVisible(target)

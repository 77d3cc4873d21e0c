"""The pipeline tab: all transfers as a board or a table, narrowed by case, recipient, instrument and words."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.words import counted
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.pages.transfers_board import Board
from crisisdesk.gui.pages.transfers_cards import (
    GROUPINGS,
    Card,
    Cards,
    Wanted,
    lanes,
    read_cards,
    worth,
)
from crisisdesk.gui.pages.transfers_filter import FilterLine
from crisisdesk.gui.plain import ElidedLabel, add_choice, set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.store.folding import fold

COLUMNS = (
    Column("title", "Transfer", 240, "strong"),
    Column("number", "Identifier", 104),
    Column("recipient", "Recipient", 120),
    Column("stage", "Stage", 124, "status"),
    Column("next", "Due next", 160, "status"),
    Column("value", "Total value", 104, "number"),
    Column("held", "Adjustments", 170, "status"),
    Column("channel", "Instrument", 168),
    Column("finer", "Within it", 150, "muted", hint="The stage of the FMS case, licence or drawdown"),
    Column("programme", "Programme", 160, "muted", hidden=True),
    Column("marking", "Marking", 140, "marking", hidden=True),
)
_NONE = "Arms transfers and security assistance belong here: cases, licences, drawdowns, leases, grants."
_NONE_FIT = "No transfer fits the filter."
_WAY, _SIDE, _ENDED = "transfers.by", "transfers.side", "transfers.ended"
_WHICH = (("live", "Live"), ("all", "All"))
_SIDES = (("board", "Board"), ("table", "Table"))
_WAYS = tuple((one.key, one.title) for one in GROUPINGS)
_PAUSE_MS = 120


class PipelineTab(QWidget):
    """Board and table show the same transfers; the choice of both is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.pipeline: Cards | None = None
        self.shown: tuple[Card, ...] = ()
        self.words = FilterLine("Filter transfers by words", 190)
        self.case, self.recipient = _choice("Case", "All cases"), _choice("Recipient", "All recipients")
        self.channel = _choice("Instrument", "All instruments")
        self.which = SegmentedControl("Which transfers", _WHICH)
        self.way = SegmentedControl("Columns of the board", _WAYS)
        self.side = SegmentedControl("Shown as", _SIDES)
        self.count = ElidedLabel()
        self.count.setProperty("role", "muted")
        self.clear = push_button("Clear filter", self.clear_filter, link=True)
        self.new = push_button("&New transfer…", lambda: context.create("transfer", {}), primary=True)
        self.board = Board(context.look, "Transfers by stage")
        self.table = RowPane(
            context, "Transfers", COLUMNS, "transfers.pipeline", icon="package", sentence=_NONE
        )
        self._empty = EmptyState(context.look, "package", _NONE)
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._remembered()
        self._lay()
        self._connect()

    def refresh(self) -> None:
        """Read all transfers anew."""
        self.context.desk.fetch(read_cards, self._take, key=(self, "pipeline"))

    def narrow(self, *, case: str = "", recipient: str = "", channel: str = "") -> None:
        """Show only what a link asked for."""
        self.words.clear()
        for choice, value in ((self.case, case), (self.recipient, recipient), (self.channel, channel)):
            if value and choice.findData(value) < 0:
                choice.addItem(value, value)
            choice.setCurrentIndex(max(0, choice.findData(value)))
        self._show()

    def clear_filter(self) -> None:
        """Show all transfers again, ended ones as chosen."""
        self.narrow()

    def _take(self, pipeline: Cards) -> None:
        self.pipeline = pipeline
        _offer(self.case, "All cases", pipeline.cases)
        _offer(self.recipient, "All recipients", pipeline.recipients)
        _offer(self.channel, "All instruments", pipeline.channels)
        past = self.context.desk.at is not None
        self.new.setEnabled(not past)
        set_tooltip(self.new, PAST_IS_READ_ONLY if past else "Enter a transfer")
        self._show()

    def _show(self) -> None:
        pipeline = self.pipeline
        if pipeline is None:
            return
        asked = self._asked()
        self.shown = asked.of(pipeline.cards)
        self._say(asked, len(pipeline.cards))
        if self.side.choice == "board":
            grouping = next(one for one in GROUPINGS if one.key == self.way.choice)
            self.board.show_lanes(lanes(self.shown, grouping, pipeline.words))
            self._empty.say(_NONE_FIT if pipeline.cards else _NONE)
            self._stack.setCurrentWidget(self.board if self.shown else self._empty)
        else:
            self.table.show_source(CardSource(self.shown), _NONE_FIT if pipeline.cards else _NONE)
            self._stack.setCurrentWidget(self.table)
        self.way.setVisible(self.side.choice == "board")

    def _say(self, asked: Wanted, total: int) -> None:
        narrowed = bool(asked.words or asked.case or asked.recipient or asked.channel)
        of = "" if len(self.shown) == total else f" of {total:,}"
        self.count.setText(
            f"{len(self.shown):,}{of} transfers · {worth(self.shown)}"
            if of
            else f"{counted(total, 'transfer')} · {worth(self.shown)}"
        )
        self.clear.setVisible(narrowed)

    def _asked(self) -> Wanted:
        case, recipient, channel = (
            str(choice.currentData() or "") for choice in (self.case, self.recipient, self.channel)
        )
        words = fold(self.words.text()).split()
        return Wanted(words, case, recipient, channel, ended=self.which.choice == "all")

    def _remembered(self) -> None:
        for control, key, options in (
            (self.way, _WAY, _WAYS),
            (self.side, _SIDE, _SIDES),
            (self.which, _ENDED, _WHICH),
        ):
            kept = self.context.memory.get(key)
            if isinstance(kept, str) and kept in dict(options):
                control.choose(kept)

    def _go_down(self) -> None:
        """From the filter to what it narrows."""
        (self.board if self.side.choice == "board" else self.table).setFocus()

    def _choose(self, key: str, value: str) -> None:
        self.context.memory[key] = value
        self._show()

    def _lay(self) -> None:
        for part in (self.board, self.table, self._empty):
            self._stack.addWidget(part)
        first = flowing(
            self.words, self.case, self.recipient, self.channel, self.which, self.side, self.clear
        )
        box = column(first, spacing=8, margins=(16, 8, 16, 8))
        second = row(self.way, self.count, self.new)
        second.setStretch(1, 1)
        box.addLayout(second)
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.setFocusProxy(self.words)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.left.connect(self._go_down)
        self._pause.timeout.connect(self._show)
        for choice in (self.case, self.recipient, self.channel):
            choice.activated.connect(lambda _place: self._show())
        for control, key in ((self.way, _WAY), (self.side, _SIDE), (self.which, _ENDED)):
            control.chosen.connect(lambda value, key=key: self._choose(key, value))
        for opened in (self.board.opened, self.table.table.opened):
            opened.connect(lambda one: self.context.go(Target(record_id=one)))
        for parted in (self.board.parted, self.table.table.parted):
            parted.connect(lambda one: self.context.go(Target(record_id=one, apart=True)))


class CardSource:
    """Cards as rows, made when they come into sight; only sorting needs all of them."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = list(cards)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._cards)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These rows."""
        return [card_row(card) for card in self._cards[first : first + count]]

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Sort by one column."""
        rows = ListSource(COLUMNS, self.page(0, self.total))
        rows.sort(column_id, descending=descending)
        known = {card.id: card for card in self._cards}
        self._cards = [known[row.id] for row in rows.page(0, rows.total)]

    def place(self, row_id: str) -> int | None:
        """Where a transfer stands."""
        return next((number for number, card in enumerate(self._cards) if card.id == row_id), None)


def card_row(card: Card) -> Row:
    """A transfer as a row."""
    line = card.line
    return Row(
        card.id,
        (
            Cell(line.title, hint=line.title),
            line.number,
            card.recipient,
            Cell(line.status_label, card.tone),
            Cell(card.next, card.next_tone, order=line.next_on.isoformat() if line.next_on else "~"),
            Cell(card.worth, order=float(line.value.amount) if line.value else -1.0),
            Cell(card.held, card.held_tone, card.held),
            card.channel,
            line.stage,
            card.programme,
            line.marking,
        ),
    )


def _choice(name: str, everything: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(everything, "")
    made.setMaximumWidth(190)
    return made


def _offer(choice: QComboBox, everything: str, options: Sequence[tuple[str, str]]) -> None:
    """Offer these, and keep what is chosen."""
    wanted = [("", everything), *options]
    if [choice.itemData(place) for place in range(choice.count())] == [value for value, _ in wanted]:
        return
    chosen = choice.currentData()
    choice.clear()
    for value, caption in wanted:
        add_choice(choice, caption, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))

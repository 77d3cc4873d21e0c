"""A queue of the transfers page: a table that can be narrowed, and beside it all that is said of one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.pages.transfers_filter import FilterLine
from crisisdesk.gui.plain import ElidedLabel, label, set_tooltip
from crisisdesk.gui.tables.rows import Column, Row, text_of
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

_PAUSE_MS = 120
_NARROWEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its row, the record behind it, what is said of it, and the sides of the queue that it belongs to.

    ``transfer_id`` is the transfer that it is about, ``programme_id`` the programme; ``status`` is what acts look at.
    """

    row: Row
    record: str
    caption: str
    facts: tuple[tuple[str, str], ...]
    sides: frozenset[str] = frozenset()
    transfer_id: str = ""
    status: str = ""
    programme_id: str = ""

    @property
    def searched(self) -> str:
        """What words are looked for in."""
        return fold(" ".join([self.caption, *(text_of(cell) for cell in self.row.cells)]))


@dataclass(frozen=True, slots=True)
class Lines:
    """What a queue read: its lines, and a sentence above them."""

    lines: Sequence[Line]
    summary: str = ""


Reader = Callable[[Snapshot, str], Lines]
"""Reads the lines of one transfer by its id, or all where it is empty."""
Ask = Callable[[Context, QWidget, Line], object]
Begin = Callable[[Context, QWidget, str], object]
"""Asks for something new about a transfer, by its id."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to a line: the words on the button, what asks for the rest, and for which lines.

    ``fits`` says why it cannot be done to a line; an empty sentence where it can.
    """

    title: str
    ask: Ask
    fits: Callable[[Line], str] = lambda _line: ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What a queue is: its name, columns, sides (the first is shown first), acts, and what can be added to it.

    ``follows`` are the record types that it shows. ``begin`` asks for what is to be added; without it, the form of
    ``creates`` opens.
    """

    key: str
    title: str
    icon: str
    columns: tuple[Column, ...]
    empty: str
    read: Reader
    sides: tuple[tuple[str, str], ...] = ()
    acts: tuple[Act, ...] = ()
    creates: str = ""
    offer: str = ""
    follows: tuple[str, ...] = ()
    begin: Begin | None = None


class QueueTab(QWidget):
    """Shows a queue; Enter opens the record, the buttons at the right do what the line wants next."""

    def __init__(self, context: Context, queue: Queue) -> None:
        super().__init__()
        self.context, self.queue = context, queue
        self.transfer_id = ""
        self.read: Lines | None = None
        self._lines: Mapping[str, Line] = {}
        self._searched: list[str] = []
        """What words are looked for in, line by line."""
        self.words = FilterLine(f"Filter {queue.title.lower()} by words", 220)
        self.side = SegmentedControl(queue.title, queue.sides) if queue.sides else None
        self.count = ElidedLabel()
        self.count.setProperty("role", "muted")
        self.new = push_button(queue.offer, self._create, primary=True) if queue.offer else None
        self.pane = RowPane(
            context,
            queue.title,
            queue.columns,
            f"transfers.{queue.key}",
            icon=queue.icon,
            sentence=queue.empty,
        )
        self.buttons = [push_button(act.title, partial(self._do, act)) for act in queue.acts]
        self._caption, self._facts = label("", "strong", wrap=True), Facts()
        self._open = push_button("Open recor&d", self._open_record, link=True)
        self._transfer = push_button("Open &transfer", self._open_transfer, link=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay()
        self._connect()

    @property
    def line(self) -> Line | None:
        """The line that is stood on."""
        return self._lines.get(self.pane.current_id)

    def refresh(self) -> None:
        """Read the queue anew."""
        read, transfer_id = self.queue.read, self.transfer_id
        self.context.desk.fetch(
            lambda view: _prepared(read(view, transfer_id)), self._take, key=(self, "queue")
        )

    def _take(self, prepared: tuple[Lines, list[str]]) -> None:
        self.read, self._searched = prepared
        self._show()

    def _show(self) -> None:
        read = self.read
        if read is None:
            return
        words = fold(self.words.text()).split()
        side = self.side.choice if self.side else ""
        fitting = [
            line
            for number, line in enumerate(read.lines)
            if (not side or side in line.sides) and all(word in self._searched[number] for word in words)
        ]
        self._lines = {line.row.id: line for line in fitting}
        told = "Nothing fits the filter." if read.lines else self.queue.empty
        self.pane.show_rows([line.row for line in fitting], told)
        shown = "" if len(fitting) == len(read.lines) else f"{len(fitting):,} of {len(read.lines):,} · "
        self.count.setText(f"{shown}{read.summary}")
        self._tell()

    def _tell(self) -> None:
        line = self.line
        self._detail.setVisible(line is not None)
        if self.new is not None:
            self._allow(self.new, "")
        if line is None:
            return
        self._caption.setText(line.caption)
        self._facts.show_facts(line.facts)
        self._open.setVisible(bool(line.record))
        self._transfer.setVisible(
            bool(line.transfer_id) and line.transfer_id not in {line.record, self.transfer_id}
        )
        for act, button in zip(self.queue.acts, self.buttons, strict=True):
            self._allow(button, act.fits(line))

    def _allow(self, button: QPushButton, reason: str) -> None:
        """Offer what can be done; the reason why not is told."""
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else reason
        button.setEnabled(not reason)
        set_tooltip(button, reason)
        button.setAccessibleDescription(reason)

    def _do(self, act: Act) -> None:
        if self.line is not None:
            act.ask(self.context, self.window(), self.line)

    def _create(self) -> None:
        if self.queue.begin is not None:
            self.queue.begin(self.context, self.window(), self.transfer_id)
            return
        about = {"transfer_id": self.transfer_id} if self.transfer_id else {}
        self.context.create(self.queue.creates, about)

    def _open_record(self) -> None:
        if self.line is not None and self.line.record:
            self.context.go(Target(record_id=self.line.record))

    def _open_transfer(self) -> None:
        if self.line is not None:
            self.context.go(Target(record_id=self.line.transfer_id))

    def _lay(self) -> None:
        inside = QWidget()
        box = column(self._caption, spacing=8, margins=(12, 12, 12, 12))
        if self.buttons:
            box.addWidget(flowing(*self.buttons))
        box.addWidget(self._facts)
        box.addWidget(flowing(self._open, self._transfer))
        box.addStretch(1)
        inside.setLayout(box)
        self._detail = QScrollArea()
        self._detail.setAccessibleName(f"{self.queue.title}: the line in full")
        self._detail.setFrameShape(QFrame.Shape.NoFrame)
        self._detail.setWidgetResizable(True)
        self._detail.setMinimumWidth(_NARROWEST)
        self._detail.setWidget(inside)
        self._detail.hide()
        key = f"transfers.{self.queue.key}.panes"
        panes = RememberingSplitter(self.queue.title, [self.pane, self._detail], self.context.memory, key)
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 0)
        if key not in self.context.memory:
            panes.setSizes([840, 340])
        sides = [self.side] if self.side else []
        ends = [self.new] if self.new else []
        bar = row(self.words, *sides, self.count, self.pane.table.columns_button(), *ends)
        bar.setStretch(1 + len(sides), 1)
        whole = column(spacing=8, margins=(16, 8, 16, 8))
        whole.addLayout(bar)
        whole.addWidget(panes, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.pane)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.left.connect(self.pane.setFocus)
        self._pause.timeout.connect(self._show)
        if self.side is not None:
            self.side.chosen.connect(lambda _side: self._show())
        self.pane.table.stood_on.connect(lambda _id: self._tell())
        self.pane.table.opened.connect(lambda _id: self._open_record())


def _prepared(read: Lines) -> tuple[Lines, list[str]]:
    """The lines, and what words are looked for in: made in the reader's thread, as there may be thousands."""
    return read, [line.searched for line in read.lines]

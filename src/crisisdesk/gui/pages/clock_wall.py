"""The clock wall: everything that runs out, by which rule, and what follows when it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.clock_wall_detail import ClockDetail
from crisisdesk.gui.pages.clock_wall_words import (
    ends_cell,
    hours_left,
    kind_words,
    left_cell,
    record_of,
    row_id,
    rule_cell,
    state_cell,
)
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.plain import add_choice, label
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.services.clocks import Clock, State, clocks
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

PAUSE_MS, TICK_MS = 250, 60_000
COLUMNS = (
    Column("state", "State", 104, "status"),
    Column("left", "Left", 116, "moment"),
    Column("kind", "Kind", 112),
    Column("caption", "What", 200, "strong"),
    Column("label", "Ends", 112, "muted", hidden=True),
    Column("ends", "When", 192, "moment", hint="Date-time group and local time; a day is meant as a whole"),
    Column("rule", "Rule", 160, "status", hint="The rule that gives the date, and how sure it is"),
    Column("owner", "Owner", 170),
    Column("effect", "What follows", 240, "muted", hint="What follows when it runs out"),
    Column("case", "Case", 160, "muted", hidden=True),
)
STATES = (
    ("", "All states"),
    ("ahead", "Still ahead"),
    ("lapsed", "Overdue or lapsed"),
    ("running", "Running"),
    ("waiting", "Waiting to begin"),
    ("paused", "Paused"),
)
WITHIN = (("", "At any time"), ("1", "Within 24 h"), ("7", "Within 7 days"), ("30", "Within 30 days"))
_NONE = ("hourglass", "No clock fits the filter.")


@dataclass(frozen=True, slots=True)
class Wall:
    """All clocks of a moment."""

    clocks: Sequence[Clock]
    times: Times
    cases: Mapping[str, str]


def read_wall(view: Snapshot) -> Wall:
    """Everything that runs out, what ends first before the rest."""
    found = clocks(view)
    cases = view.captions(sorted({clock.case_id for clock in found if clock.case_id}))
    return Wall(found, read_times(view), cases)


class ClockWallPage(Page):
    """The table of all clocks, and beside it what the one it stands on is about."""

    key, title, help = "clocks", "Clocks", "clocks"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wall: Wall | None = None
        self._shown: dict[str, Clock] = {}
        self._stood = False
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter the clocks by words")
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.kind = _choice("Kind of clock", (("", "All kinds"),))
        self.state = _choice("State", STATES)
        self.within = _choice("Ends", WITHIN)
        self.case = _choice("Case", (("", "All cases"),))
        self.case.setMaximumWidth(220)
        self._count = label("", "muted")
        self.clear = push_button("Clear filter", self.clear_filter, link=True)
        self.list = NowList(context, "Clocks", "clocks", COLUMNS, _NONE, framed=False)
        self.list.header.hide()
        self.detail = ClockDetail(context)
        panes = RememberingSplitter(
            "Clocks and clock", [self.list, self.detail], context.memory, "clocks.panes"
        )
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 0)
        bar = row(
            self.filter, self.kind, self.state, self.within, self.case, self._count, self.clear, None,
            self.list.table.columns_button(),
            margins=(0, 8, 0, 8),
        )  # fmt: skip
        whole = column(spacing=0, margins=(16, 0, 16, 8))
        whole.addLayout(bar)
        whole.addWidget(panes, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list.table)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._refresh_now)
        clock = QTimer(self, interval=TICK_MS)
        clock.timeout.connect(self._tick)
        clock.start()
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(lambda _text: self._show())
        for choice in (self.kind, self.state, self.within, self.case):
            choice.activated.connect(lambda _number: self._show())
        self.list.opened.connect(lambda key: context.go(Target(record_id=record_of(key))))
        self.list.table.stood_on.connect(self._tell)

    def open(self, target: Target) -> None:
        """Narrow to what a link asked for: ``state:lapsed``, ``within:7``, ``kind:vetting`` or ``case:ID``."""
        what, _, value = target.words.partition(":")
        choice = {"state": self.state, "within": self.within, "kind": self.kind, "case": self.case}.get(what)
        if choice is not None:
            self._reset()
            if choice.findData(value) < 0:
                choice.addItem(kind_words(value), value)
            choice.setCurrentIndex(choice.findData(value))
            if what == "within":
                self.state.setCurrentIndex(self.state.findData("ahead"))
            self._show()

    def refresh(self) -> None:
        """Read all clocks anew."""
        self.context.desk.fetch(read_wall, self._take, key=(self, "wall"))

    def focus_search(self) -> bool:
        """Put the cursor in the filter."""
        self.filter.setFocus()
        return True

    def clear_filter(self) -> None:
        """Show all clocks again."""
        self._reset()
        self._show()

    def eventFilter(self, watched: object, event: object) -> bool:
        """In the filter: down goes to the list, Escape clears."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() is _PRESS:
            match event.key():
                case Qt.Key.Key_Down:
                    self.list.table.setFocus()
                    return True
                case Qt.Key.Key_Escape:
                    self.filter.clear()
                    return True
        return False

    def _reset(self) -> None:
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        for choice in (self.kind, self.state, self.within, self.case):
            choice.setCurrentIndex(0)

    def _take(self, wall: Wall) -> None:
        self._wall = wall
        kinds = sorted({clock.kind for clock in wall.clocks})
        _offer(self.kind, [("", "All kinds"), *((kind, kind_words(kind)) for kind in kinds)])
        cases = sorted(wall.cases.items(), key=lambda pair: pair[1])
        _offer(self.case, [("", "All cases"), *cases])
        self._show()
        if not self._stood:
            self._stood = True
            self._stand_on_the_present(wall)

    def _stand_on_the_present(self, wall: Wall) -> None:
        """Begin at what ends now; what lapsed long ago stands above it."""
        near = (one for one in wall.clocks if row_id(one) in self._shown and (one.days_left or 0) >= -_RECENT)
        first = next(near, None)
        if first is not None:
            self.list.table.stand_on(row_id(first))
            self.list.table.scrollTo(self.list.table.currentIndex(), _TOP)

    def _show(self) -> None:
        wall = self._wall
        if wall is None:
            return
        fitting = [clock for clock in wall.clocks if self._fits(clock, wall)]
        self._shown = {row_id(clock): clock for clock in fitting}
        self.list.show_rows([_row(clock, wall) for clock in fitting])
        total = len(wall.clocks)
        self._count.setText(
            f"{total:,} clocks" if len(fitting) == total else f"{len(fitting):,} of {total:,} clocks"
        )
        self.clear.setVisible(len(fitting) != total)
        self._tell(self.list.table.current_id)

    def _fits(self, clock: Clock, wall: Wall) -> bool:
        kind, state, case = (str(choice.currentData() or "") for choice in (self.kind, self.state, self.case))
        within = str(self.within.currentData() or "")
        if (kind and clock.kind != kind) or (case and clock.case_id != case):
            return False
        ahead = clock.state in _AHEAD
        if state and not (ahead if state == "ahead" else clock.state.value == state):
            return False
        if within and (clock.ends is None or hours_left(clock, wall.times.now) > int(within) * 24):
            return False
        words = fold(
            f"{clock.caption} {clock.label} {kind_words(clock.kind)} {clock.owner} {clock.rule} {clock.effect}"
        )
        return all(word in words for word in fold(self.filter.text()).split())

    def _tell(self, key: str) -> None:
        clock = self._shown.get(key)
        if self._wall is not None:
            case = self._wall.cases.get(clock.case_id, "") if clock else ""
            self.detail.show_clock(clock, self._wall.times, case)

    def _tick(self) -> None:
        """Let the times go on."""
        if self.isVisible() and self.context.desk.at is None:
            self.refresh()

    def _refresh_if_touched(self, changes: ChangeSet) -> None:
        del changes  # a clock may hang on any record
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        """Wait until a burst of changes is over."""
        self._stale = True
        if self.isVisible():
            self._pause.start()


_RECENT = 7
_TOP = QAbstractItemView.ScrollHint.PositionAtTop
_PRESS = QKeyEvent.Type.KeyPress
_AHEAD = frozenset({State.RUNNING, State.WAITING, State.PAUSED})


def _choice(name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, caption in options:
        made.addItem(caption, value)
    return made


def _offer(choice: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer these, and keep what is chosen."""
    if [choice.itemData(number) for number in range(choice.count())] == [value for value, _ in options]:
        return
    chosen = choice.currentData()
    choice.clear()
    for value, caption in options:
        add_choice(choice, caption, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))


def _row(clock: Clock, wall: Wall) -> Row:
    return Row(
        row_id(clock),
        (
            state_cell(clock),
            left_cell(clock, wall.times),
            kind_words(clock.kind),
            Cell(clock.caption, hint=clock.caption),
            clock.label,
            ends_cell(clock, wall.times),
            rule_cell(clock),
            clock.owner or "nobody",
            clock.effect,
            wall.cases.get(clock.case_id, ""),
        ),
    )

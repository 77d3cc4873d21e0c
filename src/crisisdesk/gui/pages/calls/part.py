"""What the tabs of the Calls page have in common: filters, a table, what its line is about, and what can be done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QScrollArea, QWidget

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.plain import ElidedLabel, add_choice, label, set_tooltip
from crisisdesk.gui.tables.rows import Column, Row
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.store.folding import fold

Said = tuple[tuple[str, str], ...]
"""Facts: names and values."""
_NARROWEST = 300
_SHORTEST, _WIDEST = 112, 240


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a part: its row, the record behind it, what is said of it, and by what tags it is chosen."""

    row: Row
    record: str
    caption: str
    facts: Said = ()
    tags: frozenset[str] = frozenset()
    searched: str = ""


def line(
    row: Row, record: str, caption: str, facts: Sequence[tuple[str, str]] = (), *tags: str, more: str = ""
) -> Line:
    """A line that is found by all that its cells say, and by ``more``."""
    cells = (cell if isinstance(cell, str) else cell.text for cell in row.cells)
    return Line(row, record, caption, tuple(facts), frozenset(tags), fold(" ".join((caption, *cells, more))))


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done, with the line that the table stands on or without.

    ``run`` gets the id of the row (empty without one). ``keys`` work while the table has the focus.
    """

    title: str
    run: Callable[[str], object]
    keys: str = ""
    needs_line: bool = True
    writes: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter by tag: what it is called, and its values with their captions; an empty value lets all pass."""

    name: str
    options: tuple[tuple[str, str], ...]
    width: int = 168


class ListPart(QWidget):
    """A tab. A subclass sets the class attributes, offers :meth:`deeds` and writes :meth:`refresh`.

    ``key`` is for memory, ``empty`` says what belongs here, ``follows`` are the record types it shows.
    """

    key = ""
    title = ""
    icon = "list"
    empty = ""
    columns: tuple[Column, ...] = ()
    stretched = ""
    choices: tuple[Choice, ...] = ()
    follows: tuple[str, ...] = ()
    creates = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._lines: Sequence[Line] = ()
        self._by_id: Mapping[str, Line] = {}
        self.summary = ElidedLabel()
        self.summary.setProperty("role", "muted")
        self.words = QLineEdit()
        self.words.setAccessibleName(f"{self.title}: filter by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(_SHORTEST)
        self.words.setMaximumWidth(_WIDEST)
        self.words.installEventFilter(self)
        self.combos = [self._combo(choice) for choice in self.choices]
        self.clear = push_button("Clear filter", self.clear_filter, link=True)
        self.list = NowList(
            context,
            self.title,
            f"calls.{self.key}",
            self.columns,
            (self.icon, self.empty),
            framed=False,
            stretched=self.stretched,
        )
        self.list.header.hide()
        self._deeds = tuple(self.deeds())
        self.buttons = [self._button(deed) for deed in self._deeds]
        self.caption, self.facts = label("", "strong", wrap=True), Facts()
        self._whole()
        self.setFocusProxy(self.list.table)
        self.list.opened.connect(self.open_row)
        self.list.table.stood_on.connect(self.tell)
        self.words.textChanged.connect(lambda _text: self.show_fitting())
        for combo in self.combos:
            combo.activated.connect(lambda _number: self.show_fitting())

    # -- what a subclass says -----------------------------------------------------------------------------

    def deeds(self) -> Sequence[Deed]:
        """What can be done here."""
        return ()

    def refresh(self) -> None:
        """Read everything anew, off the window's thread."""

    def open_row(self, row_id: str) -> None:
        """Go to what a row is about."""
        found = self._by_id.get(row_id)
        if found is not None:
            self.context.go(Target(record_id=found.record))

    def above(self) -> Sequence[QWidget]:
        """Widgets of its own, between the bar and the table."""
        return ()

    def told(self, row_id: str) -> tuple[str, Said] | None:
        """The caption and the facts of a row; nothing where there is no such row."""
        found = self._by_id.get(row_id)
        return (found.caption, found.facts) if found else None

    # -- showing ------------------------------------------------------------------------------------------

    @property
    def current(self) -> Line | None:
        """The line that the table stands on."""
        return self._by_id.get(self.list.table.current_id)

    def facts_shown(self) -> Said:
        """What is said beside the table."""
        told = self.told(self.list.table.current_id)
        return told[1] if told else ()

    def line_of(self, row_id: str) -> Line | None:
        """The line of a row."""
        return self._by_id.get(row_id)

    def show_lines(self, lines: Sequence[Line], summary: str) -> None:
        """Show these lines, as far as they fit the filters; place and selection stay."""
        self._lines = lines
        self._by_id = {one.row.id: one for one in lines}
        self.summary.setText(summary)
        self.show_fitting()

    def show_fitting(self) -> None:
        """Show what fits the filters."""
        words = fold(self.words.text()).split()
        tags = [tag for combo in self.combos if (tag := str(combo.currentData() or ""))]
        fitting = [
            one.row
            for one in self._lines
            if all(tag in one.tags for tag in tags) and all(word in one.searched for word in words)
        ]
        self.put(lambda: self.list.show_rows(fitting), narrowed=len(fitting) != len(self._lines))

    def put(self, show: Callable[[], None], *, narrowed: bool) -> None:
        """Let ``show`` fill the table without a flicker beside it, then say what the line is about."""
        kept = self.list.table.blockSignals(True)
        show()
        self.list.table.blockSignals(kept)
        self.clear.setVisible(narrowed)
        none = f"Nothing here fits the filter. {self.empty}" if narrowed else self.empty
        self.list.empty.say(none)
        self.tell(self.list.table.current_id)
        self.allow()

    def tell(self, row_id: str) -> None:
        """Say all about a row beside the table."""
        told = self.told(row_id)
        self.detail.setVisible(told is not None)
        if told is not None:
            self.caption.setText(told[0])
            self.facts.show_facts(told[1])
        for deed, button in zip(self._deeds, self.buttons, strict=True):
            if deed.needs_line:
                button.setEnabled(bool(row_id) and not self._reason(deed))

    def allow(self) -> None:
        """Offer only what can be done at the moment looked at."""
        standing = bool(self.list.table.current_id)
        for deed, button in zip(self._deeds, self.buttons, strict=True):
            reason = self._reason(deed)
            button.setEnabled(not reason and (standing or not deed.needs_line))
            set_tooltip(button, reason or (f"Key: {deed.keys}" if deed.keys else ""))
            button.setAccessibleDescription(reason)

    def clear_filter(self) -> None:
        """Show everything again."""
        for combo in self.combos:
            combo.setCurrentIndex(0)
        self.words.clear()
        self.show_fitting()
        self.list.table.setFocus()

    def choose(self, number: int, value: str) -> None:
        """Narrow by one of the choices, as a link asks for."""
        combo = self.combos[number]
        combo.setCurrentIndex(max(0, combo.findData(value)))
        self.show_fitting()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter: down goes to the list, Escape clears."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self.list.table.setFocus()
                    return True
                case Qt.Key.Key_Escape if self.words.text():
                    self.words.clear()
                    return True
        return False

    # -- building -----------------------------------------------------------------------------------------

    def _whole(self) -> None:
        inside = QWidget()
        box = column(self.caption, self.facts, spacing=8, margins=(12, 12, 12, 12))
        box.addStretch(1)
        inside.setLayout(box)
        self.detail = QScrollArea()
        self.detail.setAccessibleName(f"{self.title}: the line in full")
        self.detail.setWidgetResizable(True)
        self.detail.setMinimumWidth(_NARROWEST)
        self.detail.setWidget(inside)
        panes = RememberingSplitter(
            self.title, [self.list, self.detail], self.context.memory, f"calls.{self.key}.panes"
        )
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 0)
        whole = column(spacing=0, margins=(16, 8, 16, 8))
        whole.addLayout(row(self.words, *self.combos, self.clear, None, self.list.table.columns_button()))
        told = row(self.summary, *self.buttons, margins=(0, 8, 0, 8))
        told.setStretch(0, 1)
        whole.addLayout(told)
        for widget in self.above():
            whole.addWidget(widget)
        whole.addWidget(panes, 1)
        self.setLayout(whole)

    def _reason(self, deed: Deed) -> str:
        return PAST_IS_READ_ONLY if deed.writes and self.context.desk.at is not None else ""

    def _button(self, deed: Deed) -> QPushButton:
        button = push_button(deed.title, lambda: self._do(deed), primary=deed.primary)
        if deed.keys:
            keys = QShortcut(QKeySequence(deed.keys), self.list.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(lambda: self._do(deed))
        return button

    def _do(self, deed: Deed) -> None:
        reason = self._reason(deed)
        if reason:
            self.context.desk.refused.emit(reason)
        elif self.list.table.current_id or not deed.needs_line:
            deed.run(self.list.table.current_id)

    @staticmethod
    def _combo(choice: Choice) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(choice.name)
        made.setMaximumWidth(choice.width)
        made.setMinimumWidth(_SHORTEST - 24)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, caption in choice.options:
            add_choice(made, caption, value)
        return made


def offer(combo: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer these values in a choice, and keep what is chosen."""
    if [(combo.itemData(n), combo.itemText(n)) for n in range(combo.count())] == [
        (value, honest(caption)) for value, caption in options
    ]:
        return
    chosen = combo.currentData()
    combo.clear()
    for value, caption in options:
        add_choice(combo, caption, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))

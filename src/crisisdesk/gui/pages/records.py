"""``RecordPage``: all records of one type, in a table with its filter, and the one that is chosen beside it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.forms.saving import MADE_ELSEWHERE
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.records_acts import RecordActs
from crisisdesk.gui.pages.records_filters import FilterPicker
from crisisdesk.gui.pages.records_list import RecordList
from crisisdesk.gui.pages.records_query import Condition, Query, read_values
from crisisdesk.gui.pages.records_reading import TableData
from crisisdesk.gui.pages.records_views import NameDialog, SavedViews, fill_views_menu
from crisisdesk.gui.panels.detail import RecordDetail
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.chip import ChipBar
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import IconButton, column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.base import Record, fields_of

_TYPING_PAUSE, _SLOW = 90, 400
_DETAIL_SHOWN = "records:detail"
_FIRST_SIZES = [700, 380]


class RecordPage(Page):
    """The page that follows from the declaration of a record type."""

    help = "records"

    def __init__(self, context: Context, record_type: type[Record]) -> None:
        super().__init__(context)
        self.record_type = record_type
        table = record_type.__tablename__
        self.key, self.title = f"records:{table}", record_type.__plural__
        self.follows = (table, *{f.references for f in fields_of(record_type) if f.references})
        self.views = SavedViews(context.memory, table)
        self._fixed = MADE_ELSEWHERE.get(table, "")
        self.creates = "" if self._fixed else table  # what the window's own "New record" makes here
        self.list = RecordList(context, record_type, self.key, makes=not self._fixed)
        self.table, self.model, self.columns = self.list.table, self.list.model, self.list.columns
        self.detail = RecordDetail(context, record_type)
        self.strip = MessageStrip(context.look)
        self.acts = RecordActs(self)
        self._build()
        self._connect()
        self._allow()

    @property
    def query(self) -> Query:
        """What the list shows."""
        return self.list.query

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        look, word, words = self.context.look, self.record_type.__label__.lower(), self.title.lower()
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"Filter {words}")
        self.line.setAccessibleName(f"Filter {words}")
        self.line.setClearButtonEnabled(True)
        self.chips = ChipBar(look)
        self.count, self.selected = label("", "muted"), label("", "small")
        self.new = push_button(f"&New {word}", self.new_record, primary=True)
        self.filter = IconButton(look, "funnel", "Filter by a value (F)", self.pick_filter)
        self._views = IconButton(look, "star", "Views kept by name", self._open_views)
        self._more = IconButton(look, "ellipsis", f"What can be done with {words}", self._open_more)
        side = IconButton(look, "panel-right", "Show or hide the detail (F7)", self.toggle_detail)
        columns = self.table.columns_button()
        tools = row(
            self.line, self.filter, columns, self._views, self._more, side, spacing=4, margins=(16, 0, 16, 8)
        )
        tools.setStretch(0, 1)
        box = column(spacing=0)
        box.addLayout(
            row(label(self.title, "title"), self.count, None, self.new, spacing=12, margins=(16, 12, 16, 8))
        )
        box.addLayout(tools)
        box.addLayout(row(self.chips, margins=(16, 0, 16, 8)))
        box.addWidget(self.strip)
        box.addWidget(self._panes(), 1)
        box.addLayout(row(self.selected, None, margins=(16, 4, 16, 4)))
        self.setLayout(box)
        self.setFocusProxy(self.table)

    def _panes(self) -> RememberingSplitter:
        memory, key = self.context.memory, f"{self.key}:panes"
        panes = RememberingSplitter(f"{self.title}: list and detail", [self.list, self.detail], memory, key)
        if key not in memory:
            panes.setSizes(_FIRST_SIZES)
        panes.setStretchFactor(0, 1)
        self.detail.setVisible(memory.get(_DETAIL_SHOWN, True) is not False)
        return panes

    def _connect(self) -> None:
        self.list.stood_on.connect(self.detail.show_record)
        self.list.shown.connect(self._tell_shown)
        self.list.refused.connect(self._refuse)
        self.list.make.connect(self.new_record)
        self.list.clear.connect(self.clear_filter)
        self.table.opened.connect(self.context.edit)
        self.table.parted.connect(lambda record_id: self.context.go(Target(record_id=record_id, apart=True)))
        self.table.selection_counted.connect(lambda _count: self._tell_selection())
        self.table.asked.connect(self._do)
        self.detail.delete_asked.connect(lambda record_id: self.acts.delete([record_id]))
        self.chips.removed.connect(self._remove_chip)
        self.chips.cleared.connect(lambda: self._ask(replace(self.query, conditions=())))
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(lambda: self.count.setText("reading …"))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._take_words)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.line.installEventFilter(self)
        self.context.desk.moved.connect(self._allow)
        for keys, run in (("F7", self.toggle_detail), ("Shift+F7", self.toggle_list)):
            QShortcut(QKeySequence(keys), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what is shown ------------------------------------------------------------------------------------

    def open(self, target: Target) -> None:
        """Stand on a record; or narrow to words, or to a field by ``field=value``."""
        self.list.go_to = target.record_id
        name, equals, value = target.words.partition("=")
        if equals and name in {f.name for f in fields_of(self.record_type)}:
            self._ask(replace(self.query, words="", conditions=(Condition(name, value),)))
        elif target.words:
            self._ask(replace(self.query, words=target.words))
        elif target.record_id:
            self._ask(self.query)

    def refresh(self) -> None:
        """Read which records there are, and those in sight; keep what is selected."""
        self._slow.start()
        self.list.read(self.query)

    def _ask(self, query: Query) -> None:
        self.list.query = query
        if self.line.text() != query.words:
            self.line.blockSignals(True)
            self.line.setText(query.words)
            self.line.blockSignals(False)
        self._stale = True
        self._refresh_soon()

    def _tell_shown(self, data: TableData) -> None:
        self._slow.stop()
        self.count.setText(_count(len(data.ids), data.total))
        self.chips.show_chips([(_chip_id(c), data.chips[c]) for c in data.query.conditions])
        self._tell_selection()

    def _tell_selection(self) -> None:
        chosen, total = self.table.selected_count(), self.model.rowCount()
        self.selected.setText(f"{_thousands(chosen)} selected of {_thousands(total)}")

    # -- narrowing ----------------------------------------------------------------------------------------

    def _take_words(self) -> None:
        if self.line.text() != self.query.words:
            self._ask(replace(self.query, words=self.line.text()))

    def clear_filter(self) -> None:
        """Show all records again."""
        self._ask(Query(sort=self.query.sort, descending=self.query.descending))
        self.table.setFocus()

    def pick_filter(self) -> FilterPicker:
        """Offer every value of the columns that can be filtered by."""
        picker = FilterPicker(self.context.look)
        picker.chosen.connect(lambda condition: self._ask(self.query.with_condition(condition)))
        picker.move(self.filter.mapToGlobal(QPoint(0, self.filter.height())))
        picker.show()
        record_type = self.record_type
        self.context.desk.fetch(lambda view: read_values(view, record_type), picker.show_values)
        return picker

    def _remove_chip(self, chip_id: str) -> None:
        gone = next(c for c in self.query.conditions if _chip_id(c) == chip_id)
        self._ask(self.query.without(gone))

    def focus_search(self) -> bool:
        """Put the cursor in the filter."""
        self.line.setFocus()
        self.line.selectAll()
        return True

    def _open_views(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_views_menu(menu, self.views, self.take_view, self.name_view)
        menu.popup(self._views.mapToGlobal(QPoint(0, self._views.height())))

    def name_view(self) -> None:
        """Ask for a name, and keep the view under it."""
        NameDialog(self, self.keep_view).open()

    def keep_view(self, name: str) -> None:
        """Keep filter, order and columns under a name."""
        self.views.keep(name, self.query, self.list.arrangement())

    def take_view(self, name: str) -> None:
        """Show what was kept under a name."""
        query, kept = self.views.view(name)
        self.list.take(query, kept)
        self._ask(query)

    # -- what a person does -------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The ids of the selected records, in the order of the table."""
        return self.list.selected_ids()

    def all_ids(self) -> list[str]:
        """The ids of all records that the filter lets through, in order."""
        return self.list.all_ids()

    def new_record(self) -> None:
        """Open the form of a new record; conditions of the filter fill in their fields."""
        if self._fixed:
            self._refuse(self._fixed)
            return
        given = {c.field: c.value for c in self.query.conditions if c.value}
        self.context.create(self.record_type.__tablename__, given)

    def toggle_detail(self) -> None:
        """Show the detail, or hide it; the list is shown then."""
        shown = self.detail.isHidden()
        self.detail.setVisible(shown)
        self.list.setVisible(True)
        self.context.memory[_DETAIL_SHOWN] = shown

    def toggle_list(self) -> None:
        """Show the list, or hide it to read the detail in all the room."""
        self.list.setVisible(self.list.isHidden())
        self.detail.setVisible(True)

    def _do(self, word: str) -> None:
        steps: dict[str, Callable[[], object]] = {
            "new": self.new_record,
            "edit": self._edit,
            "delete": lambda: self.acts.delete(self.selected_ids()),
            "filter": self.pick_filter,
            "words": self.focus_search,
            "copy": lambda: self.acts.copy(self.selected_ids()),
        }
        steps[word]()

    def _edit(self) -> None:
        if self.table.current_id:
            self.context.edit(self.table.current_id)

    def _open_more(self) -> None:
        self.acts.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _allow(self) -> None:
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else self._fixed
        self.new.setEnabled(not reason)
        set_tooltip(self.new, reason or "N, or Ctrl+N")

    def _refuse(self, sentence: str) -> None:
        self._slow.stop()
        self.strip.say(sentence, "warn")

    # -- keys ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """On this page Ctrl+N means a new record of its type, before the window takes it."""
        override = QEvent.Type.ShortcutOverride
        if (
            isinstance(event, QKeyEvent)
            and event.type() is override
            and event.matches(QKeySequence.StandardKey.New)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """New record."""
        if event.matches(QKeySequence.StandardKey.New):
            self.new_record()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """In the filter line: Escape clears, Down and Enter lead to the table."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Escape if self.line.text():
                    self.line.clear()
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take_words()
                    self.table.setFocus()
                    return True
        return False


def _chip_id(condition: Condition) -> str:
    return f"{condition.field}={condition.value}"


def _count(shown: int, total: int) -> str:
    return f"{_thousands(shown)} of {_thousands(total)}" if shown != total else _thousands(total)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")

"""``HistoryPage``: every revision of the desk, what it changed, and the ways back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QStackedWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.history_openings import show_openings
from crisisdesk.gui.pages.history_reading import (
    CHANGE_COLUMNS,
    COLUMNS,
    SENTENCE_COLUMNS,
    TYPES,
    Changed,
    HistoryData,
    HistoryQuery,
    read_between,
    read_between_moments,
    read_history,
    read_revision,
    read_revisions,
)
from crisisdesk.gui.pages.records_source import PagedSource
from crisisdesk.gui.pages.records_table import RecordTable
from crisisdesk.gui.panels.reverting import revert_revision
from crisisdesk.gui.plain import add_choice, label, selectable, set_tooltip
from crisisdesk.gui.tables.model import PAGE, RowTableModel
from crisisdesk.gui.tables.rows import ListSource
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row, text_button
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter

_TYPING_PAUSE = 90


class HistoryPage(Page):
    """Newest first. One revision is shown with all its fields, two by what lies between them."""

    key, title, help = "history", "History", "history"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._source: PagedSource | None = None
        self._chosen: Changed | None = None
        self.strip = MessageStrip(context.look)
        self.count = label("", "muted")
        self._build_filter()
        self._build_list()
        self._build_detail()
        panes = RememberingSplitter(
            "Revisions and what they changed", [self._lists, self._detail], context.memory, "history:panes"
        )
        if "history:panes" not in context.memory:
            panes.setSizes([640, 560])
        box = column(spacing=0)
        box.addLayout(
            row(
                label(self.title, "title"),
                self.count,
                None,
                *self._registers(),
                spacing=12,
                margins=(16, 12, 16, 8),
            )
        )
        box.addLayout(
            row(
                self.line, self.actor, self.type, self.since, self.until, self.compare, margins=(16, 0, 16, 8)
            )
        )
        box.addWidget(self.strip)
        box.addWidget(panes, 1)
        self.setLayout(box)
        self.setFocusProxy(self.table)
        context.desk.moved.connect(self._allow)
        self._allow()

    # -- building -----------------------------------------------------------------------------------------

    def _registers(self) -> list[QPushButton]:
        """The ways to what is kept on record beside the revisions."""
        there = (("Exports", "export"), ("Merges", "merge"), ("Disagreements", "conflict"))
        opened = text_button("Opened by", lambda: show_openings(self.context, self))
        return [opened] + [
            text_button(caption, partial(self.context.go, Target(f"records:{table}")))
            for caption, table in there
        ]

    def _build_filter(self) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("Words of what was done")
        self.line.setAccessibleName("Filter by words")
        self.line.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self.refresh)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.actor, self.type = QComboBox(), QComboBox()
        self.actor.addItem("Everybody", "")
        self.actor.setAccessibleName("Filter by who")
        self.type.addItem("All records", "")
        self.type.setAccessibleName("Filter by record type")
        for plural, name in TYPES:
            self.type.addItem(plural, name)
        for combo in (self.actor, self.type):
            combo.activated.connect(lambda _place: self.refresh())

        self.since, self.until = QLineEdit(), QLineEdit()
        for line, name, example in (
            (self.since, "Compare from this moment", "From 230600Z NOV 26"),
            (self.until, "Compare to this moment", "To now"),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(example)
            set_tooltip(line, f"{name}: a date-time group, an ISO time, or the number of a revision")
            line.setFixedWidth(line.fontMetrics().averageCharWidth() * 21)
            line.returnPressed.connect(self._compare)
        self.compare = push_button("Co&mpare", self._compare)

    def _build_list(self) -> None:
        context = self.context
        self.model = RowTableModel(COLUMNS, self)
        self.table = RecordTable(context.look, "Revisions", self.model, context.memory, "history:columns")
        self.table.selection_counted.connect(lambda _count: self._choose())
        self._nothing = EmptyState(
            context.look, "funnel-x", "No revision fits the filter.", "Clear filter", self.clear_filter
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._nothing)

    def _build_detail(self) -> None:
        context = self.context
        self._heading, self._when = selectable("", "heading"), selectable("", "small")
        self._more = label("", "small", wrap=True)
        self._more.hide()
        self.changes = RowTableModel(CHANGE_COLUMNS, self)
        self.sentences = RowTableModel(SENTENCE_COLUMNS, self)
        tables = (
            TableView(context.look, "What changed", self.changes, context.memory, "history:changes"),
            TableView(
                context.look, "What changed, in words", self.sentences, context.memory, "history:words"
            ),
        )
        self._told = QStackedWidget()
        for table in tables:
            table.opened.connect(lambda record_id: context.go(Target(record_id=record_id)))
            self._told.addWidget(table)
        self.how = SegmentedControl("How changes are told", [("fields", "Fields"), ("words", "In words")])
        self.how.chosen.connect(self._tell_as)
        kept = context.memory.get("history:how")
        if kept == "words":
            self.how.choose("words")
            self._told.setCurrentIndex(1)
        self.revert = push_button("&Revert this revision", self._revert)
        self.look_back = push_button("&Look at the desk as it was then", self._look_back)
        self._detail = QWidget()
        box = column(self._heading, self._when, self._told, self._more, spacing=4, margins=(16, 0, 16, 12))
        box.insertLayout(2, row(self.how, None, margins=(0, 4, 0, 4)))
        box.setStretchFactor(self._told, 1)
        box.addLayout(row(self.revert, self.look_back, None, margins=(0, 8, 0, 0)))
        self._detail.setLayout(box)

    # -- reading ------------------------------------------------------------------------------------------

    def open(self, target: Target) -> None:
        """Narrow to words."""
        if target.words:
            self.line.setText(target.words)

    def refresh(self) -> None:
        """Read the revisions that fit, anew."""
        query = self.query
        self.context.desk.fetch(
            lambda view: read_history(view, query, PAGE), self._show, key=("history", id(self))
        )

    @property
    def query(self) -> HistoryQuery:
        """What the filter says."""
        return HistoryQuery(self.line.text(), self.actor.currentData() or "", self.type.currentData() or "")

    def clear_filter(self) -> None:
        """Show all revisions again."""
        self.actor.setCurrentIndex(0)
        self.type.setCurrentIndex(0)
        self.line.clear()
        self.refresh()

    def focus_search(self) -> bool:
        """Put the cursor in the filter."""
        self.line.setFocus()
        self.line.selectAll()
        return True

    def _show(self, data: HistoryData) -> None:
        kept = self.table.current_id
        pages = ((0, data.rows),) if data.rows else ()
        source = PagedSource(self.context.desk, COLUMNS, data.ids, read_revisions, pages)
        source.setParent(self)
        source.arrived.connect(self.model.renew)
        old, self._source = self._source, source
        self.model.show(source)
        if old is not None:
            old.deleteLater()
        place = source.place(kept) if kept else None
        if data.ids:
            self.table.select_places([place or 0], place or 0)
        self._lists.setCurrentWidget(self.table if data.ids else self._nothing)
        shown = f"{len(data.ids):,}"
        self.count.setText(shown if len(data.ids) == data.total else f"{shown} of {data.total:,}")
        self._take_actors(data.actors)

    def _take_actors(self, actors: Sequence[str]) -> None:
        known = {self.actor.itemData(place) for place in range(self.actor.count())}
        for actor in actors:
            if actor not in known:
                add_choice(self.actor, actor, actor)

    def _choose(self) -> None:
        """Show what the selected revisions did: one, or what lies between the first and the last of several."""
        ids = self._source.ids if self._source is not None else []
        numbers = sorted(int(ids[place]) for place in self.table.selected_rows())
        if not numbers:
            return
        first, last = numbers[0], numbers[-1]
        self.context.desk.fetch(
            lambda view: read_revision(view, last) if first == last else read_between(view, first, last),
            self._show_changed,
            key=("changed", id(self)),
            refused=self._refuse,
        )

    def _compare(self) -> None:
        """Show what lies between the two moments that are typed."""
        since, until = self.since.text(), self.until.text()
        if not since.strip():
            self._refuse(
                "Type the earlier moment in “From”, such as 230600Z NOV 26 or the number of a revision."
            )
            self.since.setFocus()
            return
        self.strip.dismiss()
        self.context.desk.fetch(
            lambda view: read_between_moments(view, since, until),
            self._show_changed,
            key=("changed", id(self)),
            refused=self._refuse,
        )

    def _tell_as(self, how: str) -> None:
        self.context.memory["history:how"] = how
        self._told.setCurrentIndex(int(how == "words"))

    def _show_changed(self, changed: Changed) -> None:
        self._chosen = changed
        self._heading.setText(changed.heading)
        self._when.setText(changed.when)
        self.changes.show(ListSource(CHANGE_COLUMNS, changed.rows))
        self.sentences.show(ListSource(SENTENCE_COLUMNS, changed.sentences))
        left = changed.left_out
        self._more.setText(f"{left:,} more are not listed; the command line tells all of them.")
        self._more.setVisible(left > 0)
        self._allow()

    # -- the ways back ------------------------------------------------------------------------------------

    def _allow(self) -> None:
        revision = self._chosen.revision if self._chosen else None
        now = self.context.desk.at is None
        self.revert.setEnabled(now and revision is not None and revision.kind != "founding")
        self.look_back.setEnabled(revision is not None)

    def _revert(self) -> None:
        if self._chosen is not None and self._chosen.revision is not None:
            self.strip.dismiss()
            revert_revision(self.context, self._chosen.revision.id, self._refuse)

    def _look_back(self) -> None:
        if self._chosen is not None and self._chosen.revision is not None:
            self.context.desk.look_at(self._chosen.revision.id)

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "warn")

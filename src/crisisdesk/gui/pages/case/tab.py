"""What the tabs of a case have in common: they read when they are shown, and again when something changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.snapshot import Snapshot


class CaseTab(QWidget):
    """One tab. A subclass sets ``title`` and ``follows`` (record types), and writes :meth:`refresh`."""

    title = ""
    follows: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.case_id = ""
        self._stale = True

    def turn_to(self, case_id: str) -> None:
        """Be about this case."""
        if case_id != self.case_id:
            self.case_id = case_id
            self.forget()
        self.mark_stale()

    def forget(self) -> None:
        """Let go of what belongs to the case before."""

    def refresh(self) -> None:
        """Read everything anew, off the window's thread."""

    def mark_stale(self) -> None:
        """What is shown is no longer so; read now if somebody looks, else when somebody does."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def follow(self, changes: ChangeSet) -> None:
        """Read anew where the changes touch what is shown."""
        if changes.touches(*self.follows):
            self.mark_stale()

    def showEvent(self, event: object) -> None:
        """Catch up with what happened while another tab was in sight."""
        del event
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.case_id:
            self._stale = False
            self.refresh()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be added in a tab: the words on the button, the record type, the fields filled in."""

    title: str
    record_type: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a table tab read: its rows, and a sentence above them."""

    rows: Sequence[Row]
    summary: str = ""


class TableTab(CaseTab):
    """A table of what belongs to the case; Enter opens a row.

    A subclass sets also ``key`` (for memory), ``columns``, ``empty`` (what belongs here), ``icon``, ``offers``
    and ``read`` (a function of a snapshot and a case id).
    """

    key = ""
    columns: tuple[Column, ...] = ()
    empty = ""
    icon = "list"
    offers: tuple[Offer, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = RowTableModel(self.columns, self)
        self.table = TableView(
            context.look, self.title, self.model, context.memory, f"case.{self.key}.columns"
        )
        self.table.opened.connect(self.open_row)
        self.table.refused.connect(context.desk.refused)
        self.buttons = [self._offer_button(offer) for offer in self.offers]
        self._summary = label("", "muted")
        self._bar = row(
            self._summary,
            None,
            *self.own_buttons(),
            *self.buttons,
            self.table.columns_button(),
            margins=(16, 8, 16, 8),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty_state())
        box = column(self._stack, spacing=0)
        box.insertLayout(0, self._bar)
        self.setLayout(box)
        self.setFocusProxy(self.table)

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The function that reads the rows."""
        raise NotImplementedError

    def own_buttons(self) -> Sequence[QPushButton]:
        """Buttons of the tab itself, before those that add."""
        return ()

    def refresh(self) -> None:
        """Read the rows anew."""
        read, case_id = self.read(), self.case_id
        self.context.desk.fetch(lambda view: read(view, case_id), self._show, key=(self, "rows"))

    def forget(self) -> None:
        """Show nothing until the case is read."""
        self.model.show(ListSource(self.columns, ()))

    def open_row(self, record_id: str) -> None:
        """Go to the record of a row."""
        self.context.go(Target(record_id=record_id))

    def allow(self) -> None:
        """Offer only what can be done at the moment looked at."""
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        for button in self.buttons:
            button.setEnabled(not reason)
            set_tooltip(button, reason)
            button.setAccessibleDescription(reason)

    def _show(self, read: Read) -> None:
        stood, scrolled = self.table.current_id, self.table.verticalScrollBar().value()
        header = self.table.horizontalHeader()
        source = ListSource(self.columns, read.rows)
        if header.sortIndicatorSection() >= 0:
            chosen = self.columns[header.sortIndicatorSection()]
            if chosen.sortable:
                source.sort(chosen.id, descending=header.sortIndicatorOrder().value == 1)
        self.model.show(source)
        self._summary.setText(read.summary)
        self._stack.setCurrentIndex(0 if read.rows else 1)
        if read.rows and not self.table.stand_on(stood):
            self.table.selectRow(0)
        self.table.verticalScrollBar().setValue(scrolled)
        self.allow()

    def _offer_button(self, offer: Offer) -> QPushButton:
        return push_button(offer.title, lambda: self._create(offer))

    def _create(self, offer: Offer) -> None:
        self.context.create(offer.record_type, {"case_id": self.case_id})

    def _empty_state(self) -> EmptyState:
        if not self.offers:
            return EmptyState(self.context.look, self.icon, self.empty)
        offer = self.offers[0]
        # The button above has the letter; where two have it, neither is pressed.
        title = offer.title.replace("&", "")
        return EmptyState(self.context.look, self.icon, self.empty, title, lambda: self._create(offer))

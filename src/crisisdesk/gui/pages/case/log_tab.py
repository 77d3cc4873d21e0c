"""What time-line and log table share: filter above, entries, the entry in full at the side."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.entry_detail import EntryDetail
from crisisdesk.gui.pages.case.entry_filter import EntryFilterBar
from crisisdesk.gui.pages.case.entry_store import EntryStore
from crisisdesk.gui.pages.case.tab import CaseTab
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.splitter import RememberingSplitter

PAUSE_MS = 40
_CHOSEN = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_NONE_YET = "Nothing is logged yet. Type what happened in the line above and press Enter."
_NONE_FIT = "No entry fits the filter."


class LogTab(CaseTab):
    """The entries of a case, in a view that a subclass makes.

    Selection and place are kept by the id of an entry, so that a new entry above moves neither.
    """

    follows = ("log_entry", "term", "desk")
    by_day = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.store = EntryStore(context, by_day=self.by_day, parent=self)
        self.view = self.made_view()
        self.filter = EntryFilterBar(context.look, context.memory, *self.own_tools())
        self.detail = EntryDetail(context)
        self.detail.go_to_entry = self.stand_on
        self._after = ""
        self._stack = QStackedWidget()
        self._empty = EmptyState(context.look, "notebook-pen", _NONE_YET)
        self._unfit = EmptyState(context.look, "funnel-x", _NONE_FIT, "Clear filter", self.filter.clear)
        for widget in (self.view, self._empty, self._unfit):
            self._stack.addWidget(widget)
        panes = RememberingSplitter(
            "Log and entry", [self._stack, self.detail], context.memory, "case.log.panes"
        )
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 0)
        whole = column(self.filter, panes, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.view)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._show_detail)
        self.filter.changed.connect(self.refresh)
        self.store.reordered.connect(self._show)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._pause.start())

    # -- what a subclass gives ----------------------------------------------------------------------------

    def made_view(self) -> QAbstractItemView:
        """The view of the entries."""
        raise NotImplementedError

    def own_tools(self) -> tuple[QWidget, ...]:
        """Controls of the view itself, at the end of the filter bar."""
        return ()

    def renew_view(self) -> None:
        """Let the view show what the store read."""

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry."""
        raise NotImplementedError

    def id_in(self, row: int) -> str:
        """The entry in a row, empty where it is none."""
        raise NotImplementedError

    # -- the tab ------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Leave the entry of the case before."""
        self._after = ""
        self.detail.show_entry("")
        self.view.setCurrentIndex(QModelIndex())

    def refresh(self) -> None:
        """Read the log anew."""
        self.store.read(self.case_id, self.filter.wanted, self._visible(), self.context.desk.refused.emit)

    def stand_on(self, entry_id: str) -> None:
        """Go to an entry; if it is not there yet, as soon as it is."""
        number = self.row_of(entry_id)
        self._after = "" if number is not None else entry_id
        if number is not None:
            self.view.selectionModel().setCurrentIndex(self.view.model().index(number, 0), _CHOSEN)
            self.view.scrollTo(self.view.model().index(number, 0))

    def current_id(self) -> str:
        """The entry that is chosen."""
        index = self.view.currentIndex()
        return self.id_in(index.row()) if index.isValid() else ""

    def _visible(self) -> Iterable[str]:
        model = self.view.model()
        top = self.view.indexAt(self.view.viewport().rect().topLeft()).row()
        if top < 0:
            return []
        rows = range(top, min(top + 60, model.rowCount()))
        return [entry_id for entry_id in map(self.id_in, rows) if entry_id]

    def _show(self) -> None:
        read = self.store.log
        assert read is not None
        chosen, bar = self._after or self.current_id(), self.view.verticalScrollBar()
        anchor = next(iter(self._visible()), "") if bar.value() > 0 else ""
        offset = self._top_of(anchor)
        self.renew_view()
        self.filter.tell(read)
        self._stack.setCurrentWidget(
            self.view if read.ids else self._unfit if self.filter.wanted else self._empty
        )
        number = self.row_of(chosen)
        if number is None and read.ids:
            number = self.row_of(read.ids[0])
        if number is not None:
            self.view.selectionModel().setCurrentIndex(self.view.model().index(number, 0), _CHOSEN)
        if anchor and self.row_of(anchor) is not None:
            bar.setValue(bar.value() + self._top_of(anchor) - offset)
        elif not anchor:
            bar.setValue(0)
        if self._after and self.row_of(self._after) is not None:
            self.stand_on(self._after)
        self._show_detail()

    def _show_detail(self) -> None:
        self.detail.show_entry(self.current_id())

    def _top_of(self, entry_id: str) -> int:
        number = self.row_of(entry_id) if entry_id else None
        if number is None:
            return 0
        return self.view.visualRect(self.view.model().index(number, 0)).top()

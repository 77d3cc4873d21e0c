"""A list of the Now page: heading, table, and what it says when there is nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column, ListSource, Row, RowSource
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.section_header import SectionHeader


class NowList(QFrame):
    """A table under a heading; keeps place and selection over a refresh. Enter or a double click opens a row."""

    opened = Signal(str)

    def __init__(
        self,
        context: Context,
        title: str,
        key: str,
        columns: Sequence[Column],
        empty: tuple[str, str],
        *,
        actions: Sequence[QWidget] = (),
        framed: bool = True,
        stretched: str = "",
    ) -> None:
        """``empty`` is an icon and the sentence for nothing; ``actions`` stand beside the heading.

        The column ``stretched`` takes the room that the others leave.
        """
        super().__init__()
        if framed:
            self.setProperty("part", "card")
        self._columns = tuple(columns)
        self.model = RowTableModel(columns, self)
        self.table = TableView(context.look, title, self.model, context.memory, f"{key}.columns")
        self.table.opened.connect(self.opened)
        self.table.refused.connect(context.desk.refused)
        if stretched:
            self.table.favour(stretched)
        self.header = SectionHeader(title, *actions, self.table.columns_button())
        self.empty = EmptyState(context.look, *empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(96)
        margin = 12 if framed else 0
        whole = column(self.header, self._stack, spacing=4, margins=(margin, 0, margin, margin))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[Row], count: int | None = None) -> None:
        """Show these rows; ``count`` is what the heading says where it is more than the rows."""
        self.show_source(ListSource(self._columns, rows), count)

    def show_source(self, source: RowSource, count: int | None = None) -> None:
        """Show what a source holds, in the order that was chosen in the heading."""
        stood, scrolled = self.table.current_id, self.table.verticalScrollBar().value()
        header = self.table.horizontalHeader()
        if header.sortIndicatorSection() >= 0 and self._columns[header.sortIndicatorSection()].sortable:
            chosen = self._columns[header.sortIndicatorSection()]
            source.sort(chosen.id, descending=header.sortIndicatorOrder().value == 1)
        self.model.show(source)
        self.header.show_count(source.total if count is None else count)
        self._stack.setCurrentWidget(self.table if source.total else self.empty)
        if source.total and not self.table.stand_on(stood):
            self.table.selectRow(0)
        self.table.verticalScrollBar().setValue(scrolled)

"""A table of the sanctions page, with a sentence in its place while it has no rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column, ListSource, Row, RowSource
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column


class RowPane(QWidget):
    """Rows that keep order, selection and scroll when they are shown anew."""

    def __init__(
        self,
        context: Context,
        name: str,
        columns: tuple[Column, ...],
        key: str,
        *,
        icon: str,
        sentence: str = "",
    ) -> None:
        """``key`` is where the columns are kept; ``icon`` and ``sentence`` stand where there are no rows."""
        super().__init__()
        self._columns = columns
        self.model = RowTableModel(columns, self)
        self.table = TableView(context.look, name, self.model, context.memory, key)
        self.table.refused.connect(context.desk.refused)
        self._empty = EmptyState(context.look, icon, sentence)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        self.setLayout(column(self._stack, spacing=0))
        self.setFocusProxy(self.table)

    @property
    def current_id(self) -> str:
        """The id of the row that is stood on, empty for none."""
        return self.table.current_id

    def show_rows(self, rows: Sequence[Row], sentence: str) -> None:
        """Show these rows in the order that was chosen, standing where it stood; or the sentence."""
        self.show_source(ListSource(self._columns, rows), sentence)

    def show_source(self, source: RowSource, sentence: str) -> None:
        """Show what a source holds.

        Where the row that was stood on is gone, the one that takes its place is stood on.
        """
        table, rows = self.table, source.total
        stood, place = table.current_id, table.currentIndex().row()
        scrolled = table.verticalScrollBar().value()
        header = table.horizontalHeader()
        if header.sortIndicatorSection() >= 0:
            descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            source.sort(self._columns[header.sortIndicatorSection()].id, descending=descending)
        self.model.show(source)
        if rows and not (stood and table.stand_on(stood)):
            table.selectRow(min(max(place, 0), rows - 1))
        table.verticalScrollBar().setValue(scrolled)
        self._empty.say(sentence)
        self._stack.setCurrentWidget(table if rows else self._empty)

"""The vertical time-line of a case, newest first, grouped by day."""

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.log_tab import LogTab
from crisisdesk.gui.pages.case.timeline_delegate import TimelineDelegate
from crisisdesk.gui.pages.case.timeline_model import TimelineModel


class TimelineView(QTableView):
    """One column of days and entries, drawn by hand; all entries have one height, all days another."""

    def __init__(self, look: Look, model: TimelineModel) -> None:
        super().__init__()
        self._lines = model
        self.setAccessibleName("Time-line")
        self.setModel(model)
        self._delegate = TimelineDelegate(look, model, self.font(), self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        look.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Give entries and days their heights."""
        self._delegate.take_font(self.font())
        header = self.verticalHeader()
        header.setMinimumSectionSize(24)
        header.setDefaultSectionSize(self._delegate.entry_height)
        for number in self._lines.days():
            header.resizeSection(number, self._delegate.day_height)
        self.verticalScrollBar().setSingleStep(self._delegate.entry_height // 2)
        self.viewport().update()

    def renew(self) -> None:
        """Show what the model has now."""
        self._lines.renew()
        self.measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self.measure()

    def scrollTo(
        self,
        index: QModelIndex,  # type: ignore[override]  # the stub asks for persistent ones, too
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring an entry into sight, with its day when that is right above."""
        above = index.sibling(index.row() - 1, 0)
        if above.isValid() and not above.flags():
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)


class TimelineTab(LogTab):
    """The log as a time-line: corrections stand beneath what they correct."""

    title = "Time-line"

    def made_view(self) -> TimelineView:
        """The time-line."""
        self.model = TimelineModel(self.store, self)
        return TimelineView(self.context.look, self.model)

    def renew_view(self) -> None:
        """Show the order that was read."""
        view = self.view
        assert isinstance(view, TimelineView)
        view.renew()

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry."""
        return self.model.place(entry_id)

    def id_in(self, row: int) -> str:
        """The entry in a row, empty for a day."""
        line = self.model.line(row)
        return line if isinstance(line, str) else ""

"""The issued briefs of all cases."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.filing import safe_name
from crisisdesk.gui.pages.briefings_changed import ChangedStatements
from crisisdesk.gui.pages.briefings_reading import ISSUED
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import ListSource, Row, text_of
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, push_button
from crisisdesk.gui.widgets.section_header import SectionHeader

_NONE = "No brief was issued yet. An issued brief has a number, and its file is kept here byte for byte."
_NUMBER, _KIND, _CASE, _ISSUED_AT = 0, 1, 2, 3


class IssuedBriefs(QWidget):
    """A table; Enter shows a brief as it left the desk, and its file can be saved again."""

    chosen = Signal(str, str)
    """Id and caption of a brief that is to be shown."""
    save_asked = Signal(str, str)
    """Id of a brief, and a name for its file."""
    stood_on = Signal(str)
    """Id of the brief that is now current; empty for none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.model = RowTableModel(ISSUED, self)
        self.table = TableView(context.look, "Issued briefs", self.model, context.memory, "briefs.issued")
        self._show = push_button("&Show", self._choose)
        self._save = push_button("Sa&ve a copy…", self._ask_save)
        self._empty = EmptyState(context.look, "inbox", _NONE)
        self._head = SectionHeader("Issued", self._show, self._save, self.table.columns_button())
        self.changed = ChangedStatements(context)
        box = column(self._head, self.table, self._empty, self.changed)
        box.setStretch(1, 3)
        box.setStretch(3, 2)
        self.setLayout(box)
        self.table.opened.connect(lambda _id: self._choose())
        self.table.stood_on.connect(lambda _id: self._stand())
        self.table.refused.connect(context.desk.refused)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these briefs; the one that was stood on stays so."""
        stood = self.table.current_id
        self.model.show(ListSource(ISSUED, rows))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._head.show_count(len(rows))
        if stood:
            self.table.stand_on(stood)
        self._allow()

    def _stand(self) -> None:
        self._allow()
        self.stood_on.emit(self.table.current_id)

    def _allow(self) -> None:
        stands = bool(self.table.current_id)
        self._show.setEnabled(stands)
        self._save.setEnabled(stands)

    def _texts(self) -> list[str]:
        return [text_of(cell) for cell in self.model.row(self.table.currentIndex().row()).cells]

    def _choose(self) -> None:
        texts = self._texts()
        self.chosen.emit(
            self.table.current_id, f"{texts[_KIND]} {texts[_NUMBER]} of “{texts[_CASE]}”, {texts[_ISSUED_AT]}"
        )

    def _ask_save(self) -> None:
        texts = self._texts()
        self.save_asked.emit(
            self.table.current_id, safe_name(f"{texts[_KIND]} {texts[_NUMBER]} {texts[_ISSUED_AT]}") + ".pdf"
        )

"""The detail of whatever node is chosen, of any record type."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.panels.detail import RecordDetail
from crisisdesk.gui.plain import label
from crisisdesk.model.records import record_type_named


class NodeDetail(QStackedWidget):
    """One record's detail; that of each type is made when it is first wanted."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._details: dict[str, RecordDetail] = {}
        hint = label("Choose a node to see what is known of it.", "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMargin(16)
        self.addWidget(hint)

    def show_record(self, record_type: str, record_id: str) -> None:
        """Show this record; an empty type shows none."""
        if not record_type or not record_id:
            self.setCurrentIndex(0)
            return
        if record_type not in self._details:
            made = RecordDetail(self._context, record_type_named(record_type))
            made.delete.hide()  # deleting belongs to lists, which show that it is gone
            self._details[record_type] = made
            self.addWidget(made)
        detail = self._details[record_type]
        self.setCurrentWidget(detail)
        detail.show_record(record_id)

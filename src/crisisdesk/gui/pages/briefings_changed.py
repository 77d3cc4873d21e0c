"""Which statements of an issued brief would read otherwise now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column
from crisisdesk.services.brief_receipts import ChangedStatement, changed_words

STATEMENTS = (
    Column("number", "Line", 56, "number"),
    Column("text", "As issued", 210),
    Column("now", "Now", 210),
    Column("section", "Section", 110, "muted", hidden=True),
    Column("revision", "Revision", 80, "number"),
)
_GONE = "no longer there"


class ChangedStatements(QWidget):
    """A heading in words, and below it the lines; Enter leads to the record that was changed."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.heading = label("", "strong", wrap=True)
        self.model = RowTableModel(STATEMENTS, self)
        self.table = TableView(
            context.look, "Statements changed since", self.model, context.memory, "briefs.changed"
        )
        box = column(self.heading, self.table)
        box.setStretch(1, 1)
        self.setLayout(box)
        self._records: dict[str, str] = {}
        self.table.opened.connect(lambda row: self.opened.emit(self._records.get(row, "")))
        self.table.refused.connect(context.desk.refused)
        self.say("")

    def say(self, sentence: str) -> None:
        """Say something in place of a list."""
        self.heading.setText(sentence)
        self.setVisible(bool(sentence))
        self.table.hide()

    def show_changed(self, found: Sequence[ChangedStatement], standing: str) -> None:
        """Show these statements; ``standing`` says whether a later brief took the place of this one."""
        self.say(f"{changed_words(len(found))}. {standing}".strip())
        self.table.setVisible(bool(found))
        self._records = {str(one.number): one.records[0] for one in found if one.records}
        rows = [
            Row(
                str(one.number),
                (
                    Cell(str(one.number), order=float(one.number)),
                    Cell(one.text, hint=one.text),
                    Cell(one.now, hint=one.now) if one.now else Cell(_GONE, "warn"),
                    one.section,
                    Cell(str(one.revision), order=float(one.revision)),
                ),
            )
            for one in found
        ]
        self.model.show(ListSource(STATEMENTS, rows))

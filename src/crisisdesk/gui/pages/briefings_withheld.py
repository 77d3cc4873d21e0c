"""What a reader would get of a brief, line by line, and why not the rest; for the officer's eyes only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.briefing.sections import SECTIONS
from crisisdesk.gui.context import Context
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.services.brief_preview import Preview

LINES = (
    Column("given", "Given", 96, "status"),
    Column("text", "Line of our own brief", 190),
    Column("reason", "Why not", 190),
    Column("section", "Section", 120, "muted"),
    Column("marking", "Marking", 150, "marking"),
)
_OWN = (
    "This copy is for our own use: nothing is withheld. Choose a state or group under “Released to”, and each line "
    "stands here with whether that reader gets it and why not."
)


class WithheldLines(QWidget):
    """A table of lines, withheld ones first, what merely changed after the rest; Enter leads to the record."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._facts = label("", "muted", wrap=True)
        self.model = RowTableModel(LINES, self)
        self.table = TableView(
            context.look, "Lines given and withheld", self.model, context.memory, "briefs.withheld"
        )
        self._empty = EmptyState(context.look, "file-text", _OWN)
        box = column(self._facts, self.table, self._empty, margins=(16, 16, 16, 8))
        box.setStretch(1, 1)
        self.setLayout(box)
        self._places: dict[str, str] = {}
        self.table.opened.connect(lambda row: self.opened.emit(self._places.get(row, "")))
        self.table.refused.connect(context.desk.refused)
        self.show_preview(None)

    def show_preview(self, found: Preview | None) -> None:
        """Show the lines for a reader; nothing for a copy of our own."""
        self._facts.setVisible(found is not None)
        self.table.setVisible(found is not None)
        self._empty.setVisible(found is None)
        if found is None:
            self.model.show(ListSource(LINES, ()))
            return
        kept = sum(line.kept for line in found.lines)
        counts = ", ".join(f"{reason}: {count}" for reason, count in found.withheld)
        self._facts.setText(
            f"{found.reader} gets {kept} of {len(found.lines)} lines, marked {found.banner}; ours is {found.own_banner}."
            + (f" Records withheld: {counts}." if counts else "")
        )
        titles = {one.name: one.title or one.name for one in SECTIONS}
        listed = sorted(
            enumerate(found.lines), key=lambda one: (one[1].kept, one[1].section == "changed", one[0])
        )
        self._places = {str(number): line.record for number, line in listed}
        rows = [
            Row(
                str(number),
                (
                    Cell("given", "good") if line.kept else Cell("withheld", "warn"),
                    Cell(line.text, hint=line.text),
                    Cell(line.reason, hint=line.reason),
                    titles.get(line.section, line.section),
                    line.marking,
                ),
            )
            for number, line in listed
        ]
        self.model.show(ListSource(LINES, rows))

"""What a file would bring, before anything of it is written: new, changed, as it was, refused and why."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog

from crisisdesk.exchange.incoming import Report
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, restyle, row
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.model.base import Record
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.progress import Progress
from crisisdesk.services.importing import import_file
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

_COLUMNS = (Column("row", "Row", 72, "number"), Column("reason", "Why it is not taken", 560))
_FORMS = {
    "csv": "a table",
    "json": "JSON",
    "embassies": "a list of missions abroad",
    "vcard": "address cards",
    "ics": "a calendar",
    "aid": "United States assistance by country and year",
    "arms": "a register of arms transfers",
    "notifications": "a table of notifications",
    "gexf": "a graph of links (GEXF)",
    "graphml": "a graph of links (GraphML)",
}
"""What a format is called."""
_BY_THE_FILE = "As the file says"
_WIDE, _HIGH = 760, 520
_IGNORED_SHOWN = 12


class ImportReview(QDialog):
    """Rehearses the import when it opens and whenever the type of the rows is chosen anew; then imports once."""

    def __init__(self, session: "DeskSession", path: Path) -> None:
        super().__init__(session.window)
        self._session, self._path = session, path
        self.report: Report | None = None
        self.setWindowTitle("Import a file")
        self.types = QComboBox()
        self.types.setAccessibleName("Type of the rows")
        self.types.addItem(_BY_THE_FILE, None)
        for record_type in sorted(RECORD_TYPES, key=lambda t: t.__plural__):
            self.types.addItem(record_type.__plural__, record_type)
        self.types.activated.connect(lambda _place: self.rehearse())
        self.facts = selectable("Reading the file…")
        self.model = RowTableModel(_COLUMNS, self)
        look, memory = session.window.look, session.window.settings
        self.refused = TableView(look, "Rows that are not taken", self.model, memory, "import.refused")
        self._none_refused = label("No row is refused.", "muted")
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(session.desk.cancel)
        session.desk.progressed.connect(self.strip.advance)
        self.go_on = push_button("Import", self.import_now, primary=True)
        self._lay()

    def call(self) -> None:
        """Show it, and rehearse."""
        self.open()
        self.rehearse()

    def rehearse(self) -> None:
        """Find out what the file would bring, and keep nothing of it."""
        self.report = None
        self.go_on.setEnabled(False)
        self._say("Reading the file…", "")
        self.strip.begin(f"Reading {self._path.name}")
        self._session.desk.run(partial(self._read, dry_run=True), self._show, self._refuse)

    def import_now(self) -> None:
        """Take the file over as one revision, which one undo takes back."""
        self.go_on.setEnabled(False)
        self.strip.begin(f"Importing {self._path.name}")
        self._session.desk.run(partial(self._read, dry_run=False), self._finish, self._refuse)

    def reject(self) -> None:
        """Stop what is under way, and keep nothing of it."""
        self._session.desk.cancel()
        super().reject()

    def _read(self, workspace: Workspace, progress: Progress, *, dry_run: bool) -> Report:
        record_type: type[Record] | None = self.types.currentData()
        return import_file(workspace, self._path, record_type=record_type, dry_run=dry_run, progress=progress)

    def _show(self, report: Report) -> None:
        self.strip.end()
        self.report = report
        refused = len(report.refused)
        lines = [
            f"{report.rows:,} rows read as {_FORMS.get(report.form, report.form)}, {report.encoding}.",
            f"{report.taken:,} new, {report.changed:,} changed, {report.unchanged:,} as they are, {refused:,} refused.",
        ]
        if report.encoding == "Windows-1252":
            lines.append("The file is not UTF-8 and was read as Windows-1252; look at its accents.")
        if report.ignored:
            lines.append(f"Columns without a field here: {', '.join(report.ignored[:_IGNORED_SHOWN])}.")
        self._say("\n".join(lines), "warn" if refused else "")
        self._show_refused(report)
        brings = report.taken + report.changed
        self.go_on.setText(
            f"Import {report.taken:,} new, {report.changed:,} changed" if brings else "Nothing to import"
        )
        self.go_on.setEnabled(bool(brings))
        (self.go_on if brings else self.types).setFocus()

    def _show_refused(self, report: Report) -> None:
        rows = [
            Row(str(place), (Cell(f"{one.row:,}", order=float(one.row)), one.reason))
            for place, one in enumerate(report.refused)
        ]
        self.model.show(ListSource(_COLUMNS, rows))
        self.refused.setVisible(bool(rows))
        self._none_refused.setVisible(not rows)

    def _refuse(self, sentence: str) -> None:
        self.strip.end()
        self._say(sentence, "bad")
        self.model.show(ListSource(_COLUMNS, ()))
        self.types.setFocus()

    def _finish(self, report: Report) -> None:
        self.strip.end()
        self.accept()
        refused = f", {len(report.refused):,} refused" if report.refused else ""
        text = f"Imported {self._path.name}: {report.taken:,} new, {report.changed:,} changed{refused}."
        self._session.notify(text, "good", bool(report.revision))

    def _say(self, text: str, tone: str) -> None:
        self.facts.setText(text)
        restyle(self.facts, tone=tone)

    def _lay(self) -> None:
        title = label(self._path.name, "heading")
        caption = label("&Rows are")
        caption.setBuddy(self.types)
        box = column(title, spacing=12, margins=(20, 20, 20, 16))
        box.addLayout(row(caption, self.types, None))
        for widget in (self.facts, self.strip, self._none_refused, self.refused):
            box.addWidget(widget)
        box.addStretch(1)
        box.setStretchFactor(self.refused, 100)
        note = label(
            "Nothing is written before you say so; one undo takes all of it back.", "muted", wrap=True
        )
        foot = row(note, push_button("Cancel", self.reject), self.go_on)
        foot.setStretch(0, 1)
        box.addLayout(foot)
        self.setLayout(box)
        self.resize(_WIDE, _HIGH)
        self.refused.hide()
        self._none_refused.hide()

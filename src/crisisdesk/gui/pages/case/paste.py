"""Many lines into the log at once: reviewed as entries before any is made."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.moments import dtg
from crisisdesk.services.log_paste import PastedLine, paste, read_lines
from crisisdesk.store.snapshot import Snapshot

SIZE = (820, 600)
PAUSE_MS = 120
COLUMNS = (
    Column("number", "Line", 56, "number", sortable=False),
    Column("when", "Happened", 132, "moment", sortable=False),
    Column("local", "Local", 116, "muted", sortable=False),
    Column("text", "Entry", 480, sortable=False),
)
_HOW = (
    "One entry for each line. A line may begin with its time: 0415Z, 04:15, a date-time group or ISO 8601; "
    "without one it happened now. @ and a name links a record."
)


class PasteDialog(QDialog):
    """The text above, the entries that would be made below; Ctrl+Enter logs all of them or none."""

    def __init__(self, context: Context, window: QWidget, case_id: str, text: str) -> None:
        super().__init__(window)
        self.context, self._case_id = context, case_id
        self._was_focused = QGuiApplication.focusObject()
        self._times: Times | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Paste lines into the log")
        self.setAccessibleName("Paste lines into the log")
        self.resize(*SIZE)
        self._where = label("", "muted", wrap=True)
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName("Lines to log")
        self.text.setTabChangesFocus(True)
        self.model = RowTableModel(COLUMNS, self)
        self.table = TableView(
            context.look, "Entries to be made", self.model, context.memory, "log.paste.columns"
        )
        self.refusal = label("", wrap=True)
        self.refusal.setProperty("tone", "bad")
        self.refusal.hide()
        self.confirm = push_button("&Log entries", self._log, primary=True)
        self.confirm.setEnabled(False)
        box = column(
            label("Paste lines into the log", "heading"),
            self._where,
            label(_HOW, "small", wrap=True),
            self.text,
            self.table,
            self.refusal,
            spacing=8,
            margins=(24, 16, 24, 16),
        )
        box.setStretchFactor(self.text, 1)
        box.setStretchFactor(self.table, 2)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.confirm))
        self.setLayout(box)
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.activated.connect(self._log)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._review)
        self.text.textChanged.connect(self._pause.start)
        context.desk.fetch(lambda view: _read(view, case_id), self._take, now=True)
        self.text.setFocus()

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _take(self, read: tuple[Times, str]) -> None:
        self._times, title = read
        self._where.setText(f"Into the log of “{title}”")
        self._review()

    def _review(self) -> None:
        if self._times is None:
            return
        try:
            lines = read_lines(self.text.toPlainText(), self._times.now)
        except UserError as error:
            lines = []
            self._refuse(str(error) if self.text.toPlainText().strip() else "")
        else:
            self._refuse("")
        self.model.show(ListSource(COLUMNS, [_row(line, self._times) for line in lines]))
        noun = "entry" if len(lines) == 1 else "entries"
        self.confirm.setText(f"&Log {len(lines):,} {noun}" if lines else "&Log entries")
        self.confirm.setEnabled(bool(lines) and self.context.desk.at is None)

    def _log(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._review()
        if not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        write = partial(paste, case_id=self._case_id, text=self.text.toPlainText())
        self.context.desk.perform("Paste into the log", write, self._logged, self._refused)

    def _logged(self, entries: list[LogEntry]) -> None:
        self.accept()
        noun = "entry is" if len(entries) == 1 else "entries are"
        self.context.notify(f"{len(entries):,} {noun} in the log.", "good", True)

    def _refused(self, sentence: str) -> None:
        self.confirm.setEnabled(True)
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def paste_lines(context: Context, window: QWidget, case_id: str) -> PasteDialog:
    """Review what is on the clipboard, line by line, for the log of a case."""
    dialog = PasteDialog(context, window, case_id, QGuiApplication.clipboard().text())
    dialog.open()
    return dialog


def _read(view: Snapshot, case_id: str) -> tuple[Times, str]:
    return read_times(view), view.get(CrisisCase, case_id).title


def _row(line: PastedLine, times: Times) -> Row:
    when = dtg(line.event_time) if line.event_time else "at entry"
    local = times.local(line.event_time) if line.event_time else ""
    return Row(str(line.number), (str(line.number), when, local, Cell(line.text, hint=line.text)))

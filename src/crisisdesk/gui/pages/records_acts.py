"""What can be done with the records of a table: edit together, copy, export, delete."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.leaving import enter_file
from crisisdesk.gui.pages.records_bulk import BulkEditDialog, editable_fields
from crisisdesk.gui.pages.records_export import Seen, as_pasted, file_name, read_seen, write_seen
from crisisdesk.gui.pages.records_table import RecordTable
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.model.base import Record
from crisisdesk.progress import Progress
from crisisdesk.services.records import delete_record
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

COPIED_AT_MOST = 50_000


class TablePage(Protocol):
    """What the acts need of a page."""

    context: Context
    record_type: type[Record]
    table: RecordTable
    strip: MessageStrip

    def selected_ids(self) -> list[str]:
        """The ids selected."""

    def all_ids(self) -> list[str]:
        """All ids that the filter lets through."""


class RecordActs:
    """The acts of one page; what is refused is said in its strip."""

    def __init__(self, page: TablePage) -> None:
        self._page = page

    def menu(self) -> QMenu:
        """Everything in a menu, with its keys; what cannot be done now is faint."""
        page = self._page
        assert isinstance(page, QWidget)
        chosen = page.selected_ids()
        now, count = page.context.desk.at is None, f"{len(chosen):,}"
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = menu.addAction(f"Edit {count} together…")
        edit.triggered.connect(lambda *_: self.edit_together(chosen))
        edit.setEnabled(now and bool(chosen) and bool(editable_fields(page.record_type)))
        delete = menu.addAction(f"Delete {count}\tDel")
        delete.triggered.connect(lambda *_: self.delete(chosen))
        delete.setEnabled(now and bool(chosen))
        menu.addSeparator()
        menu.addAction(f"Copy {count} rows\tCtrl+C").triggered.connect(lambda *_: self.copy(chosen))
        menu.addAction("Export what is seen as CSV…").triggered.connect(lambda *_: self.ask_export("csv"))
        menu.addAction("Export what is seen as a workbook…").triggered.connect(
            lambda *_: self.ask_export("xlsx")
        )
        return menu

    def edit_together(self, ids: Sequence[str]) -> None:
        """Set one field in all of these."""
        page = self._page
        assert isinstance(page, QWidget)
        BulkEditDialog(page.context, page, page.record_type, ids).open()

    def delete(self, ids: Sequence[str]) -> None:
        """Delete these at once; undo brings them back, so nothing is asked."""
        page = self._page
        if not ids:
            return
        if page.context.desk.at is not None:
            self._refuse(PAST_IS_READ_ONLY)
            return
        words = (page.record_type.__label__ if len(ids) == 1 else page.record_type.__plural__).lower()
        page.context.desk.perform(
            f"Delete {words}", partial(_delete, ids=list(ids), words=words), self._tell_deleted, self._refuse
        )

    def copy(self, ids: Sequence[str]) -> None:
        """Put these on the clipboard, the columns in sight, as a spreadsheet takes them."""
        page = self._page
        if len(ids) > COPIED_AT_MOST:
            self._refuse(
                f"Select at most {COPIED_AT_MOST:,} rows to copy; export the list to take all of it."
            )
            return
        kind, columns = page.record_type, self._column_ids()
        page.context.desk.fetch(
            lambda view: read_seen(view, kind, ids, columns), self._paste, refused=self._refuse
        )

    def ask_export(self, form: str) -> None:
        """Ask where to, then write."""
        page = self._page
        assert isinstance(page, QWidget)
        name = file_name(page.record_type.__plural__, page.context.desk.workspace.clock(), form)
        folder = page.context.memory.get("export:folder")
        start = Path(str(folder)) / name if folder else Path(name)
        dialog = QFileDialog(page, "Export what is seen", str(start))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(lambda path: self.export(Path(path)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write all rows that the filter lets through, and the columns in sight, in the format of the name."""
        page = self._page
        page.context.memory["export:folder"] = str(path.parent)
        kind, ids, columns, at = page.record_type, page.all_ids(), self._column_ids(), page.context.desk.at

        def job(workspace: Workspace, progress: Progress) -> int:
            progress(0, 0, f"Writing {path.name}")
            with workspace.snapshot(at) as view:
                return write_seen(read_seen(view, kind, ids, columns), path)

        def tell(count: int) -> None:
            enter_file(page.context.desk, path, kind.__plural__, records=count)
            page.context.notify(f"Wrote {count:,} rows to {path.name}", "good", False)

        page.context.desk.run(job, tell, self._refuse)

    def _column_ids(self) -> list[str]:
        return [column.id for _, column in self._page.table.shown_columns()]

    def _paste(self, seen: Seen) -> None:
        QGuiApplication.clipboard().setText(as_pasted(seen))
        self._page.context.notify(f"Copied {len(seen.rows):,} rows", "info", False)

    def _tell_deleted(self, sentence: str) -> None:
        self._page.context.notify(sentence, "info", True)

    def _refuse(self, sentence: str) -> None:
        self._page.strip.say(sentence, "warn")


def _delete(tx: Transaction, *, ids: list[str], words: str) -> str:
    for record_id in ids:
        if tx.type_of(record_id) is None:
            raise UserError("One of these records is gone already; nothing was deleted.")
        delete_record(tx, record_id)
    if len(ids) > 1:
        tx.summary = f"Delete {len(ids):,} {words}"
    return tx.summary.replace("Delete", "Deleted", 1)

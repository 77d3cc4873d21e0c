"""The backups of the open desk: when, how much is in each, whether it was found whole; make one, put one back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from crisisdesk.gui.filing import ask_open, ask_save
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.moments import dtg
from crisisdesk.progress import Progress
from crisisdesk.services.backups import Kept, back_up, kept_backups, plan_of
from crisisdesk.store.backups import Plan
from crisisdesk.store.copies import Measure
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.program import Program
    from crisisdesk.gui.session import DeskSession

SIZE = (760, 460)
DESKS = (("Desks", ".cdesk"),)
COLUMNS = (
    Column("at", "Made at", 160, "moment"),
    Column("entries", "Log entries", 110, "number"),
    Column("revision", "Revision", 100, "number"),
    Column("size", "Size", 90, "number"),
    Column("state", "State", 240, "status"),
)
_MEGABYTE = 1_000_000


class BackupsDialog(QDialog):
    """Lists the backups of the desk; each was opened and counted for it."""

    def __init__(self, program: "Program", session: "DeskSession") -> None:
        super().__init__(program.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Backups")
        self.setAccessibleName("Backups")
        self.resize(*SIZE)
        self._program, self._session = program, session
        self.kept: dict[str, Kept] = {}
        self.model = RowTableModel(COLUMNS, self)
        self.table = TableView(
            session.context.look, "Backups", self.model, session.context.memory, "backups.columns"
        )
        self.words = label("Looking into the backups…", "muted", wrap=True)
        self.now = push_button("&Back up now", self.back_up, primary=True)
        self.restore = push_button("&Restore this one…", self._restore)
        writable = not session.desk.workspace.read_only
        self.restore.setEnabled(False)
        box = column(
            label("Backups of this desk", "heading"),
            self.words,
            self.table,
            margins=(24, 16, 24, 16),
            spacing=12,
        )
        box.setStretchFactor(self.table, 1)
        box.addLayout(
            row(
                self.now,
                push_button("To a &file…", self._to_file),
                None,
                push_button("Restore a fi&le…", self._restore_file),
                self.restore,
                push_button("Close", self.accept),
            )
        )
        self.setLayout(box)
        self.table.selectionModel().selectionChanged.connect(
            lambda *_: self.restore.setEnabled(writable and self._chosen() is not None)
        )
        self.refresh()

    @property
    def _plan(self) -> Plan:
        return plan_of(self._program.settings)

    def refresh(self) -> None:
        """Look into all backups anew."""
        self._session.desk.quietly(partial(_listed, plan=self._plan), self._show, self.words.setText)

    def back_up(self) -> None:
        """Make one now, whether it is due or not."""
        self.now.setEnabled(False)
        self.words.setText("Backing up…")
        folder = self._plan.folder_of(self._session.desk.workspace.path)
        self._session.desk.quietly(partial(_made, folder=folder), self._tell_made, self._tell_failure)

    def _show(self, kept: list[Kept]) -> None:
        self.kept = {str(one.backup.path): one for one in kept}
        self.model.show(ListSource(COLUMNS, [_row(one) for one in kept]))
        folder = self._plan.folder_of(self._session.desk.workspace.path)
        plan = self._plan
        if not kept:
            self.words.setText(
                f"There is no backup yet in {folder}; the first one is made right after opening."
            )
            return
        many = "1 backup" if len(kept) == 1 else f"{len(kept)} backups"
        self.words.setText(
            f"{many} in {folder}. One is made on opening and every {plan.hours:g} hours while the desk is written. "
            f"All of a day stay, then one for each of {plan.days} days, {plan.weeks} weeks, {plan.months} months."
        )

    def _tell_made(self, made: tuple[Path, Measure]) -> None:
        self.now.setEnabled(True)
        path, held = made
        self._session.notify(
            f"Backed up and checked: {path.name}, {held.entries} log entries.", "good", False
        )
        self.refresh()

    def _tell_failure(self, sentence: str) -> None:
        self.now.setEnabled(True)
        self.words.setText(sentence)

    def _to_file(self) -> None:
        stem = self._session.desk.workspace.path.stem
        ask_save(
            self, self._program.settings, "Back up to a file", f"{stem} backup.cdesk", DESKS, then=self._write
        )

    def _write(self, path: Path) -> None:
        self._session.desk.quietly(partial(_written, target=path), self._tell_made, self._tell_failure)

    def _chosen(self) -> Kept | None:
        return self.kept.get(self.table.current_id)

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._ask(chosen.backup.path)

    def _restore_file(self) -> None:
        ask_open(self, self._program.settings, "Restore a backup", DESKS, self._ask)

    def _ask(self, source: Path) -> None:
        from crisisdesk.gui.securing import RestoreDialog  # noqa: PLC0415 - loaded when first wanted

        RestoreDialog(self._program, self._session, source).open()
        self.hide()


def show_backups(program: "Program") -> None:
    """Show the backups of the open desk."""
    if program.window.session is not None:
        BackupsDialog(program, program.window.session).open()


def _listed(workspace: Workspace, progress: Progress, plan: Plan) -> list[Kept]:
    return kept_backups(workspace, plan, progress)


def _written(workspace: Workspace, _progress: Progress, target: Path) -> tuple[Path, Measure]:
    return back_up(workspace, target)


def _made(workspace: Workspace, _progress: Progress, folder: Path) -> tuple[Path, Measure]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return back_up(workspace, folder)


def _row(kept: Kept) -> Row:
    backup = kept.backup
    state = Cell("Whole", tone="good") if not kept.fault else Cell(kept.fault, hint=kept.fault, tone="bad")
    return Row(
        str(backup.path),
        (
            Cell(dtg(backup.at), order=backup.at.timestamp()),
            "unknown" if kept.entries is None else f"{kept.entries:,}",
            f"{backup.revision:,}",
            f"{kept.size / _MEGABYTE:.1f} MB",
            state,
        ),
    )

"""The matrix tab: how partners stand to measures, seen at a glance and changed cell by cell."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisdesk import paths
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.leaving import enter_file
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_cell import CellChange, CellForm
from crisisdesk.gui.pages.sanctions_grid import MatrixModel, MatrixView
from crisisdesk.gui.pages.sanctions_matrix_bar import MatrixBar
from crisisdesk.gui.pages.sanctions_matrix_detail import MatrixDetail
from crisisdesk.gui.pages.sanctions_matrix_reading import MatrixReading, read_matrix, read_votes, sheet_of
from crisisdesk.gui.pages.sanctions_sheet import STATES, Sheet
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.services.matrix import Matrix, matrix, set_cell
from crisisdesk.services.matrix_files import export_matrix
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_FIRST = (
    "No measure is recorded here yet. The matrix has a row for each measure and a column for each partner that "
    "takes a position on one of them."
)
_NO_PARTNERS = "No partner has a position on these measures yet. Record the first one: how a partner stands to a measure."
_NONE_FIT = "No measure fits these filters."
_KINDS = {"csv": ("CSV table", ".csv"), "xlsx": ("Excel workbook", ".xlsx")}
_STOOD_MS, _TYPED_MS = 60, 120
CASE_KEY = "sanctions.case"


class MatrixTab(QWidget):
    """Choices above, the painted matrix, and the cell that is stood on explained at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._reading: MatrixReading | None = None
        self.bar = MatrixBar(str(context.memory.get(CASE_KEY, "")))
        self.model = MatrixModel(self)
        self.view = MatrixView(context.look, self.model)
        self.detail = MatrixDetail(context)
        self.form: CellForm | None = None
        look = context.look
        self._no_measure = EmptyState(look, "gavel", _FIRST, "Record a measure…", self._new_measure)
        self._no_partner = EmptyState(look, "users", _NO_PARTNERS, "Record a position…", self._new_position)
        self._unfit = EmptyState(look, "funnel-x", _NONE_FIT, "Clear filters", self.bar.clear)
        self._stack = QStackedWidget()
        for widget in (self.view, self._no_measure, self._no_partner, self._unfit):
            self._stack.addWidget(widget)
        self._narrow = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._stood = QTimer(self, singleShot=True, interval=_STOOD_MS)
        self._lay()
        self._connect()

    def refresh(self) -> None:
        """Read the matrix anew, as of the moment that the desk looks at."""
        read = partial(read_matrix, filters=self.bar.filters)
        self.context.desk.fetch(read, self._take, key=(self, "matrix"))

    def choose_case(self, case_id: str) -> None:
        """Show the matrix of a case; empty is all of them."""
        self.bar.choose_case(case_id)
        self._read_anew()

    def focus_search(self) -> None:
        """Put the cursor in the filter."""
        self.bar.words.setFocus()

    # -- showing ------------------------------------------------------------------------------------------

    def _take(self, found: tuple[MatrixReading, Sheet]) -> None:
        self._reading, sheet = found
        self.bar.offer(self._reading)
        self._show(sheet)

    def _narrow_now(self) -> None:
        if self._reading is not None:
            self._show(sheet_of(self._reading, self.bar.filters))

    def _show(self, sheet: Sheet) -> None:
        reading, before = self._reading, self.model.sheet
        if reading is None:
            return
        at = self.view.currentIndex()
        stood = (before.rows[at.row()].id, before.columns[at.column()].id) if at.isValid() else ("", "")
        self.model.show(sheet)
        if not self.view.currentIndex().isValid():
            self._stand_on(*stood)
        measures, partners = reading.matrix.measures, reading.matrix.partners
        self._stack.setCurrentWidget(
            self._no_measure
            if not measures
            else self._no_partner
            if not partners
            else self.view
            if sheet.rows
            else self._unfit
        )
        self.bar.count.setText(
            f"{len(sheet.rows):,} of {len(measures):,} measures, {len(sheet.columns):,} partners"
        )
        self._tell_cell()

    def _stand_on(self, measure: str, partner: str) -> None:
        """Stand on the same cell again, else on the first."""
        sheet = self.model.sheet
        rows, columns = [line.id for line in sheet.rows], [line.id for line in sheet.columns]
        if rows and columns:
            row = rows.index(measure) if measure in rows else 0
            self.view.setCurrentIndex(
                self.model.index(row, columns.index(partner) if partner in columns else 0)
            )

    def _tell_cell(self) -> None:
        at = self.view.currentIndex()
        there = at.isValid() and self._reading is not None
        self.detail.show_cell(self._reading, self.model.sheet if there else None, at.row(), at.column())
        if there:
            measure = self.model.sheet.rows[at.row()].id
            self.context.desk.fetch(
                partial(read_votes, measure_id=measure), self.detail.show_votes, key=(self, "votes")
            )

    def _read_anew(self) -> None:
        self.context.memory[CASE_KEY] = self.bar.filters.case_id
        self.refresh()

    # -- changing -----------------------------------------------------------------------------------------

    def change(self, row: int, column_: int, state: AlignmentState | None = None) -> None:
        """Ask what a cell shall say; ``state`` is chosen at first."""
        reading, sheet = self._reading, self.model.sheet
        if self.context.desk.at is not None:
            self.context.notify(PAST_IS_READ_ONLY, "warn", False)
            return
        if reading is None or not (0 <= row < len(sheet.rows) and 0 <= column_ < len(sheet.columns)):
            return
        self.form = CellForm(
            self.context.look,
            self.window(),
            sheet.behind(row, column_),
            partner=sheet.columns[column_].caption,
            measure=sheet.rows[row].caption,
            state=state,
            today=reading.matrix.day.isoformat(),
            sources=reading.sources,
            confidences=reading.words.all("confidence_level"),
        )
        self.form.kept.connect(partial(self._keep, row, column_))
        self.form.finished.connect(lambda _result: self.view.setFocus())
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()
        self._move_beside(self.form, row, column_)

    def _keep(self, row: int, column_: int, change: CellChange) -> None:
        self.model.put(row, column_, change.state)
        self.context.desk.perform(
            "Set a cell of the matrix", partial(_write, change=change), refused=self._refuse
        )

    def _refuse(self, sentence: str) -> None:
        self.context.desk.refused.emit(sentence)
        self.refresh()

    def _move_beside(self, form: CellForm, row: int, column_: int) -> None:
        """Beside the cell where there is room, never outside the screen."""
        cell, screen = self.view.cell_rect(row, column_), self.screen().availableGeometry()
        corner = self.view.viewport().mapToGlobal(cell.topRight() + QPoint(8, 0))
        if corner.x() + form.width() > screen.right():
            corner = self.view.viewport().mapToGlobal(cell.topLeft() - QPoint(form.width() + 8, 0))
        lowest, rightmost = screen.bottom() - form.height(), screen.right() - form.width()
        form.move(max(screen.left(), min(corner.x(), rightmost)), max(screen.top(), min(corner.y(), lowest)))

    def _change_current(self) -> None:
        at = self.view.currentIndex()
        self.change(at.row(), at.column())

    def _new_measure(self) -> None:
        case_id = self.bar.filters.case_id
        self.context.create("measure", {"case_id": case_id} if case_id else {})

    def _new_position(self) -> None:
        measures = self._reading.matrix.measures if self._reading else ()
        self.context.create("alignment", {"measure_id": measures[0].id} if measures else {})

    # -- export -------------------------------------------------------------------------------------------

    def export(self, form: str) -> None:
        """Ask where to write the rows and columns in sight, as of the moment looked at."""
        day = f" {self._reading.matrix.day:%Y%m%d}" if self._reading else ""
        name = f"alignment matrix{day}.{form}"
        ask_save(
            self.window(),
            self.context.memory,
            "Export the matrix",
            name,
            [_KINDS[form]],
            then=self.write_file,
        )

    def write_file(self, path: Path) -> None:
        """Write the matrix to a file, in the form that its suffix names."""
        form = "xlsx" if path.suffix.lower() == ".xlsx" else "csv"
        write = partial(_export, path=path, form=form, shown=self.model.sheet.matrix)
        self.context.desk.fetch(write, self._tell_written, refused=self.context.desk.refused.emit)

    def _tell_written(self, path: Path) -> None:
        enter_file(self.context.desk, path, "Matrix of sanctions")
        self.context.notify(f"The matrix was written to {path.name}.", "good", False)

    # -- building -----------------------------------------------------------------------------------------

    def _lay(self) -> None:
        memory = self.context.memory
        legend = flowing(
            *(label(f"{look.letter} {look.word}", "muted") for look in STATES.values()),
            label("○ in red: a gap", "muted"),
            label("Totals: in force / known / applicable", "muted"),
        )
        left, foot = QWidget(), QWidget()
        foot.setLayout(column(legend, margins=(16, 4, 8, 8)))
        box = column(self._stack, foot, spacing=0)
        box.setStretch(0, 1)
        left.setLayout(box)
        panes = RememberingSplitter(
            "Matrix and detail", [left, self.detail], memory, "sanctions.matrix.panes"
        )
        panes.setStretchFactor(0, 1)
        if "sanctions.matrix.panes" not in memory:
            panes.setSizes([960, 304])
        whole = column(self.bar, panes, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.bar.chosen.connect(self._read_anew)
        self.bar.narrowed.connect(self._narrow.start)
        self.bar.refused.connect(self.context.desk.refused)
        self.bar.export_asked.connect(self.export)
        self._narrow.timeout.connect(self._narrow_now)
        self._stood.timeout.connect(self._tell_cell)
        self.view.edit_asked.connect(self.change)
        self.view.stood_on.connect(lambda _row, _column: self._stood.start())
        self.view.opened.connect(lambda measure: self.context.go(Target(record_id=measure)))
        self.detail.change_asked.connect(self._change_current)


def _write(tx: Transaction, *, change: CellChange) -> None:
    set_cell(
        tx,
        change.measure,
        change.partner,
        change.state,
        since=change.since,
        source_id=change.source_id or None,
        legal_base=change.legal_base,
        confidence=change.confidence,
        statement=change.statement,
    )


def _export(view: Snapshot, *, path: Path, form: str, shown: Matrix | None) -> Path:
    paths.write_file(path, export_matrix(shown or matrix(view), form, view.moment))
    return path

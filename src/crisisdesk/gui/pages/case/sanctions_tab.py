"""The sanction measures of a case against the partners: who applies what."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from crisisdesk.briefing.terms import partial as dated
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.partners_tab import involved
from crisisdesk.gui.pages.case.tab import CaseTab
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.store.snapshot import Snapshot

_EMPTY = "The sanction measures of this case, one for each authority, and how partners stand to them."
_FIXED = (
    Column("title", "Measure", 260, "strong"),
    Column("authority", "Authority", 150),
    Column("status", "Status", 110),
    Column("renewal", "Next review", 110),
    Column("aligned", "Aligned", 100, "number", hint="Partners that apply or announced it, of those known"),
)
_ALIGNED = (AlignmentState.IN_FORCE, AlignmentState.ANNOUNCED)
_TONES: dict[AlignmentState, Tone] = {AlignmentState.IN_FORCE: "good", AlignmentState.ANNOUNCED: "info"}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns (measures' own, then one a partner) and a row for each measure."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str


def read_matrix(view: Snapshot, case_id: str) -> Matrix:
    """The measures of a case, and the partners whose stand to one of them is known; no record is unknown, never opposed."""
    words = read_words(view, "sanction_authority", "sanction_status", "alignment_state")
    measures = view.all(Measure, Measure.case_id == case_id, order=Measure.title)
    stands = _stands(view, [measure.id for measure in measures])
    partners = list(dict.fromkeys(partner for _, partner in stands))
    silent = len(set(involved(view, case_id)) - set(partners))
    names = view.captions(partners)
    partners.sort(key=lambda partner: names.get(partner, partner))
    columns = tuple(Column(p, names.get(p, p), 140, "status") for p in partners)
    rows = tuple(_row(measure, partners, stands, words) for measure in measures)
    summary = f"{counted(len(rows), 'measure')}, {counted(len(partners), 'partner')} with a known stand"
    return Matrix((*_FIXED, *columns), rows, f"{summary}; {silent} involved without" if silent else summary)


def _stands(view: Snapshot, measures: Sequence[str]) -> dict[tuple[str, str], Alignment]:
    day = view.moment.date()
    held = [a for a in view.all(Alignment, Alignment.measure_id.in_(measures)) if a.in_force(day)]
    held.sort(key=lambda stand: str(stand.begins_on or ""))
    return {(stand.measure_id, stand.partner_id): stand for stand in held}


def _row(
    measure: Measure, partners: Sequence[str], stands: dict[tuple[str, str], Alignment], words: Words
) -> Row:
    held = [stands.get((measure.id, partner)) for partner in partners]
    known = [one for one in held if one is not None and one.state not in _OUTSIDE]
    aligned = sum(one.state in _ALIGNED for one in known)
    cells = tuple(_cell(one, words) for one in held)
    own = (
        measure.title,
        words.of("sanction_authority", measure.authority) if measure.authority else "unknown",
        words.of("sanction_status", measure.status),
        dated(measure.renewal_on, "unknown"),
        Cell(f"{aligned} of {len(known)}", order=aligned / len(known) if known else 0.0),
    )
    return Row(measure.id, (*own, *cells))


_OUTSIDE = (AlignmentState.NOT_APPLICABLE, AlignmentState.UNKNOWN)


def _cell(stand: Alignment | None, words: Words) -> Cell:
    state = stand.state if stand is not None else AlignmentState.UNKNOWN
    since = f"since {stand.begins_on}" if stand is not None and stand.begins_on else ""
    return Cell(words.of("alignment_state", state.value), _TONES.get(state, "neutral"), since)


class SanctionsTab(CaseTab):
    """Measures in rows, partners in columns."""

    title = "Sanctions"
    follows = ("measure", "alignment", "involvement", "partner")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._columns: tuple[Column, ...] = ()
        self.model = RowTableModel((), self)
        self.table: TableView | None = None
        self._summary = label("", "muted")
        self.buttons = [
            push_button("New &measure…", lambda: context.create("measure", {"case_id": self.case_id})),
            push_button("Note an a&lignment…", lambda: context.create("alignment", {})),
        ]
        self._stack = QStackedWidget()
        self._empty = EmptyState(context.look, "scale", _EMPTY, "New measure…", self.buttons[0].click)
        self._stack.addWidget(self._empty)
        box = column(self._stack, spacing=0)
        box.insertLayout(0, row(self._summary, None, *self.buttons, margins=(16, 8, 16, 8)))
        self.setLayout(box)

    def refresh(self) -> None:
        """Read the matrix anew."""
        case_id = self.case_id
        self.context.desk.fetch(lambda view: read_matrix(view, case_id), self._show, key=(self, "matrix"))

    def _show(self, matrix: Matrix) -> None:
        table = self._table_for(matrix)
        stood = table.current_id
        self.model.show(ListSource(matrix.columns, matrix.rows))
        if matrix.rows and not table.stand_on(stood):
            table.selectRow(0)
        self._stack.setCurrentWidget(table if matrix.rows else self._empty)
        self._summary.setText(matrix.summary)
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        for button in self.buttons:
            button.setEnabled(not reason)
            set_tooltip(button, reason)

    def _table_for(self, matrix: Matrix) -> TableView:
        """The table, made anew where other partners are in it."""
        if self.table is None or matrix.columns != self._columns:
            if self.table is not None:
                self._stack.removeWidget(self.table)
                self.table.deleteLater()
            self._columns = matrix.columns
            context = self.context
            self.model = RowTableModel(matrix.columns, self)
            self.table = TableView(
                context.look,
                "Measures and partners",
                self.model,
                context.memory,
                f"case.matrix.{self.case_id}",
            )
            self.table.opened.connect(lambda record_id: context.go(Target(record_id=record_id)))
            self._stack.addWidget(self.table)
            self.setFocusProxy(self.table)
        return self.table

"""What is known of one cell of the matrix, of the measure it belongs to, and of who votes on its renewal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.sanctions_matrix_reading import CellReading, MatrixReading, days_left, runs
from crisisdesk.gui.pages.sanctions_sheet import STATES, Sheet, StateLook, facts_of
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, row
from crisisdesk.model.sanctions import AlignmentState

_NONE = "Choose a cell to see since when a partner stands so, by which act, and how that is known."
_ICON = 16


class MatrixDetail(QWidget):
    """Three parts: the cell, the measure with its gaps, the voters. Changes nothing itself."""

    change_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self._measure = context, ""
        self._partner = selectable("", "heading")
        self._title = selectable("", "muted")
        self._icon, self._state = IconLabel(context.look, "info", "neutral", _ICON), selectable("", "strong")
        self._facts, self._statement = selectable(""), selectable("", "muted")
        self._runs, self._gaps, self._kind = selectable(""), selectable(""), selectable("", "muted")
        self._votes_head = label("Votes on the renewal", "heading")
        self._voters = QVBoxLayout()
        self._voters.setSpacing(4)
        self.change = push_button("&Change…", self.change_asked.emit, primary=True)
        self.open_measure = push_button("&Open measure", self._go, link=True)
        self._lay()
        self.show_cell(None, None, -1, -1)

    def show_cell(self, reading: MatrixReading | None, sheet: Sheet | None, row_: int, column_: int) -> None:
        """Tell of this cell; without one, what can be seen here."""
        there = reading is not None and sheet is not None and row_ >= 0 and column_ >= 0
        self._inside.setVisible(there)
        self._none.setVisible(not there)
        if reading is None or sheet is None or not there:
            self._measure = ""
            return
        line, cell = sheet.rows[row_], sheet.behind(row_, column_)
        shown = sheet.cells[row_][column_]
        look = STATES[shown.state]
        self._measure = line.id
        self._partner.setText(sheet.columns[column_].caption)
        self._title.setText(line.caption)
        self._icon.show_icon(TONE_ICONS[look.tone], look.tone)
        self._state.setText(f"{look.word}; a gap" if shown.gap else look.word)
        self._facts.setText(facts_of(cell) or "Nothing is recorded of it.")
        self._statement.setText(cell.statement)
        self._statement.setVisible(bool(cell.statement))
        self._kind.setText(line.hint)
        measure = next(m for m in reading.matrix.measures if m.id == line.id)
        self._runs.setText(_life(measure.renewal_rule, runs(measure), days_left(measure, reading.matrix.day)))
        self._gaps.setText(_gaps(sheet, row_))
        past = self.context.desk.at is not None
        self.change.setEnabled(not past)
        set_tooltip(
            self.change, PAST_IS_READ_ONLY if past else "Change this cell (Enter, or the letter of a state)"
        )

    def show_votes(self, reading: CellReading) -> None:
        """Tell who votes when the measure is renewed, and how each stands to it."""
        if reading.measure != self._measure:
            return
        while (item := self._voters.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        ordered = sorted(reading.votes, key=lambda vote: _ORDER.index(vote.state))
        for vote in ordered:
            self._voters.addWidget(
                self._line(STATES[vote.state], reading.names.get(vote.partner, vote.partner))
            )
        if not ordered:
            nobody = label("Nobody votes: no body with members issued it.", "muted", wrap=True)
            self._voters.addWidget(nobody)
        self._votes_head.setText(
            f"Votes on the renewal ({len(ordered)})" if ordered else "Votes on the renewal"
        )

    def _line(self, look: StateLook, name: str) -> QWidget:
        line = QWidget()
        tone: Tone = look.tone
        words = selectable(f"{name}: {look.word.lower()}")
        box = row(IconLabel(self.context.look, TONE_ICONS[tone], tone, _ICON), words)
        box.setStretch(1, 1)
        line.setLayout(box)
        return line

    def _go(self) -> None:
        if self._measure:
            self.context.go(Target(record_id=self._measure))

    def _lay(self) -> None:
        state = row(self._icon, self._state)
        state.setStretch(1, 1)
        self._inside = QWidget()
        box = column(self._partner, self._title)
        box.addLayout(state)
        for part in (self._facts, self._statement):
            box.addWidget(part)
        box.addLayout(row(self.change, self.open_measure, None))
        for part in (label("The measure", "heading"), self._kind, self._runs, self._gaps, self._votes_head):
            box.addWidget(part)
        box.addLayout(self._voters)
        box.addStretch(1)
        self._inside.setLayout(box)
        self._none = label(_NONE, "muted", wrap=True)
        holder = QWidget()
        holder.setLayout(column(self._none, self._inside, None, margins=(16, 8, 16, 16)))
        scroll = QScrollArea()
        scroll.setAccessibleName("The cell and its measure")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        self.setLayout(column(scroll, spacing=0))
        self.setMinimumWidth(240)


_ORDER = (
    AlignmentState.OPPOSED,
    AlignmentState.EXPIRED,
    AlignmentState.EXEMPTED,
    AlignmentState.UNDER_STUDY,
    AlignmentState.UNKNOWN,
    AlignmentState.AGREED,
    AlignmentState.ANNOUNCED,
    AlignmentState.IN_FORCE,
    AlignmentState.NOT_APPLICABLE,
)
"""Voters whose vote is in doubt come first."""


def _life(rule: str, runs_until: str, left: int | None) -> str:
    days = "" if left is None else f" ({left} days left)" if left >= 0 else f" ({-left} days over)"
    facts = (
        f"{runs_until[0].upper()}{runs_until[1:]}{days}." if runs_until else "No end and no review is named.",
        rule,
    )
    return "\n".join(filter(None, facts))


def _gaps(sheet: Sheet, place: int) -> str:
    cells, columns = sheet.cells[place], sheet.columns
    apart = [line.caption for line, cell in zip(columns, cells, strict=True) if cell.gap]
    unknown = sum(cell.state is AlignmentState.UNKNOWN for cell in cells)
    told = f"Gaps: {', '.join(apart)}." if apart else "No gap among those known."
    return f"{told} {unknown} unknown." if unknown else told

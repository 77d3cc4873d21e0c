"""The small form in which a cell of the matrix is changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from crisisdesk.errors import UserError
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.sanctions_sheet import BY_LETTER, STATES
from crisisdesk.gui.plain import ElidedLabel, label
from crisisdesk.gui.widgets.parts import TONE_ICONS, column, push_button, restyle, row
from crisisdesk.gui.widgets.record_combo import RecordCombo
from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.model.values import PartialDate
from crisisdesk.services.matrix_values import MatrixCell
from crisisdesk.store.folding import fold

_WIDTH, _SUGGESTED, _ROW_HEIGHT = 440, 8, 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a cell shall say from now on."""

    measure: str
    partner: str
    state: AlignmentState
    since: PartialDate | None
    source_id: str
    legal_base: str
    confidence: str
    statement: str


class CellForm(QDialog):
    """States as a list (a letter chooses), then since when, by which act, from which source; Enter keeps it."""

    kept = Signal(object)

    def __init__(
        self,
        look: Look,
        window: QWidget | None,
        cell: MatrixCell,
        *,
        partner: str,
        measure: str,
        state: AlignmentState | None,
        today: str,
        sources: Sequence[tuple[str, str, str]],
        confidences: Sequence[tuple[str, str]],
    ) -> None:
        """``state`` is chosen at first where it is given, else the one that the cell has."""
        super().__init__(window)
        self._cell, self._sources = cell, sources
        self.setWindowTitle("How a partner stands to a measure")
        self.setAccessibleName(f"{partner}, {measure}")
        self.states = QListWidget()
        self.states.setIconSize(QSize(16, 16))
        self.states.setUniformItemSizes(True)
        self.states.setAccessibleName("State")
        for each, shown in STATES.items():
            icon = look.tinted(TONE_ICONS[shown.tone], look.theme.tone(shown.tone), 16)
            entry = QListWidgetItem(icon, f"{shown.word} ({shown.letter})")
            entry.setData(Qt.ItemDataRole.UserRole, each.value)
            entry.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.states.addItem(entry)
        self.states.setCurrentRow(list(STATES).index(state or cell.state))
        self.states.setFixedHeight(_ROW_HEIGHT * len(STATES) + 8)
        self._today = today
        self.since = QLineEdit()
        self.since.setPlaceholderText("2026-11-23, 2026-11 or 2026")
        self.legal_base, self.statement = QLineEdit(), QLineEdit()
        self.source = RecordCombo(look, self._suggest, "Source")
        self.confidence = QComboBox()
        for code, words in (("", "Not said"), *confidences):
            self.confidence.addItem(words, code)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self._filled = self._typed()
        self._follow_state()
        self.states.currentRowChanged.connect(lambda _row: self._follow_state())
        self.states.installEventFilter(self)
        self._lay(partner, measure)
        self.states.setFocus()

    @property
    def state(self) -> AlignmentState:
        """The state that is chosen."""
        return AlignmentState(self.states.currentItem().data(Qt.ItemDataRole.UserRole))

    def keep(self) -> None:
        """Hand over what was chosen, unless the date is none."""
        text = self.since.text().strip()
        try:
            since = PartialDate.parse(text) if text else None
        except UserError as refusal:
            self._refusal.setText(str(refusal))
            self._refusal.show()
            restyle(self.since, refused="true")
            self.since.setFocus()
            return
        self.kept.emit(
            CellChange(
                self._cell.measure,
                self._cell.partner,
                self.state,
                since,
                self.source.record_id,
                self.legal_base.text().strip(),
                str(self.confidence.currentData()),
                self.statement.text().strip(),
            )
        )
        self.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A letter chooses the state that has it."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        state = BY_LETTER.get(event.text().upper()) if not event.modifiers() & _NOT_LETTERS else None
        if state is not None:
            self.states.setCurrentRow(list(STATES).index(state))
        return state is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps it, from wherever it is pressed; Escape leaves it."""
        if event.key() in _ENTER:
            self.keep()
        else:
            super().keyPressEvent(event)

    def _follow_state(self) -> None:
        """The facts of the cell go with the state that it has; another state begins today and needs its own.

        What a person typed stays.
        """
        if self._typed() != self._filled:
            return
        cell = (
            self._cell
            if self.state is self._cell.state
            else MatrixCell(self._cell.measure, self._cell.partner)
        )
        self.since.setText(str(cell.since or self._today))
        self.legal_base.setText(cell.legal_base)
        self.statement.setText(cell.statement)
        self.source.put(cell.source_id, cell.source)
        self.confidence.setCurrentIndex(max(0, self.confidence.findData(cell.confidence)))
        self._filled = self._typed()

    def _typed(self) -> tuple[str, ...]:
        lines = (self.since, self.legal_base, self.statement)
        return (*(line.text() for line in lines), self.source.record_id, str(self.confidence.currentData()))

    def _suggest(self, typed: str) -> list[tuple[str, str, str]]:
        words = fold(typed).split()
        fitting = (one for one in self._sources if all(word in fold(one[1]) for word in words))
        return [one for one, _ in zip(fitting, range(_SUGGESTED), strict=False)]

    def _lay(self, partner: str, measure: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("&Since", self.since),
            ("&Legal base", self.legal_base),
            ("S&ource", self.source),
            ("&Confidence", self.confidence),
            ("S&tatement", self.statement),
        )
        for caption, widget in fields:
            form.addRow(caption, widget)
            if not widget.accessibleName():
                widget.setAccessibleName(caption.replace("&", ""))
        form.addRow(self._refusal)
        buttons = row(
            label("A letter chooses, Enter keeps", "muted"),
            None,
            push_button("&Keep", self.keep, primary=True),
            push_button("Cancel", self.reject),
        )
        what = ElidedLabel(measure)
        what.setProperty("role", "muted")
        box = column(label(partner, "heading"), what, self.states, spacing=12, margins=(16, 16, 16, 16))
        box.addLayout(form)
        box.addLayout(buttons)
        self.setLayout(box)
        self.setFixedWidth(_WIDTH)

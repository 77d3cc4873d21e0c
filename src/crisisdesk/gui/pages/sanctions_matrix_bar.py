"""The choices above the matrix: whose measures, which of them, which partners."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QWidget

from crisisdesk.drawing.characters import honest
from crisisdesk.errors import UserError
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_matrix_reading import Filters, MatrixReading
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.parts import column, push_button
from crisisdesk.model.values import PartialDate

_DAYS = (
    ("Whenever they end", 0),
    ("Ending within 30 days", 30),
    ("Ending within 60 days", 60),
    ("Ending within 90 days", 90),
)


class MatrixBar(QWidget):
    """Tells that something was chosen; the tab reads what."""

    chosen = Signal()
    """The case, the group, the day, or whether ended measures are taken in: all is to be read anew."""
    narrowed = Signal()
    """A filter over what was read already."""
    refused = Signal(str)
    """What was typed as a day is none; the sentence says so."""
    export_asked = Signal(str)

    def __init__(self, case_id: str) -> None:
        super().__init__()
        self._case_id = case_id
        self._day: date | None = None
        self.case = _combo("Matrix of", 26)
        self.kind, self.issuer = _combo("Kind of measure", 18), _combo("Issuer", 16)
        self.group, self.days = _combo("Group of partners", 16), _combo("When measures end", 18)
        for caption, days in _DAYS:
            self.days.addItem(caption, days)
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter measures by words")
        self.words.setPlaceholderText("Filter measures")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(self.words.fontMetrics().averageCharWidth() * 24)
        self.on = QLineEdit()
        self.on.setAccessibleName("How it stood on")
        self.on.setPlaceholderText("Stood on: today")
        set_tooltip(self.on, "A day such as 2026-03-01: how partners stood then, as it is known now")
        self.on.setClearButtonEnabled(True)
        self.on.setFixedWidth(self.on.fontMetrics().averageCharWidth() * 18)
        self.ended = QCheckBox("&Ended too")
        self.count = label("", "muted")
        menu = QMenu(self)
        for caption, form in (("CSV table…", "csv"), ("Excel workbook…", "xlsx")):
            menu.addAction(caption).triggered.connect(
                lambda _checked=False, form=form: self.export_asked.emit(form)
            )
        self.export = push_button("E&xport")
        self.export.setMenu(menu)
        choices = (self.case, self.kind, self.issuer, self.group, self.days)
        self.setLayout(
            column(
                flowing(*choices, self.words, self.on, self.ended, self.export, self.count),
                margins=(16, 8, 16, 8),
            )
        )
        self.case.activated.connect(self._choose_case)
        self.ended.toggled.connect(lambda _on: self.chosen.emit())
        self.group.activated.connect(lambda _place: self.chosen.emit())
        self.on.editingFinished.connect(self._choose_day)
        for combo in (self.kind, self.issuer, self.days):
            combo.activated.connect(lambda _place: self.narrowed.emit())
        self.words.textChanged.connect(lambda _text: self.narrowed.emit())

    @property
    def filters(self) -> Filters:
        """What is chosen now."""
        return Filters(
            self._case_id,
            str(self.kind.currentData() or ""),
            str(self.issuer.currentData() or ""),
            str(self.group.currentData() or ""),
            int(self.days.currentData() or 0),
            self.words.text(),
            self.ended.isChecked(),
            self._day,
        )

    def choose_case(self, case_id: str) -> None:
        """Stand on a case without telling anyone."""
        self._case_id = case_id
        self.case.setCurrentIndex(max(0, self.case.findData(case_id)))

    def clear(self) -> None:
        """Show all rows and columns again."""
        for combo in (self.kind, self.issuer, self.group, self.days):
            combo.setCurrentIndex(0)
        self.words.clear()
        self.on.clear()
        self._day = None
        self.chosen.emit()

    def offer(self, reading: MatrixReading) -> None:
        """Offer what the matrix has; what is chosen stays where it is still there."""
        words = reading.words
        kinds = sorted(
            {m.kind for m in reading.matrix.measures if m.kind}, key=lambda k: words.of("sanction_measure", k)
        )
        _fill(self.case, "All cases", reading.cases, self._case_id)
        _fill(self.kind, "All kinds", [(k, words.of("sanction_measure", k)) for k in kinds])
        _fill(self.issuer, "All issuers", reading.issuers)
        _fill(self.group, "All partners", reading.groups)

    def _choose_case(self, place: int) -> None:
        self._case_id = str(self.case.itemData(place) or "")
        self.chosen.emit()

    def _choose_day(self) -> None:
        typed = self.on.text().strip()
        try:
            day = PartialDate.parse(typed).last if typed else None
        except UserError as refusal:
            self.refused.emit(str(refusal))
            return
        if day != self._day:
            self._day = day
            self.chosen.emit()


def _combo(name: str, letters: int) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    return combo


def _fill(
    combo: QComboBox, everything: str, options: Sequence[tuple[str, str]], wanted: str | None = None
) -> None:
    chosen = combo.currentData() if wanted is None else wanted
    shown = [(str(combo.itemData(n)), combo.itemText(n)) for n in range(combo.count())]
    offered = [("", everything), *((option_id, honest(caption)) for option_id, caption in options)]
    if shown != offered:
        combo.clear()
        for option_id, caption in offered:
            combo.addItem(caption, option_id)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))

"""The form for a new brief: which case, what time, for whom, and its bottom line."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from crisisdesk.briefing.profiles import PROFILES
from crisisdesk.gui.pages.briefings_reading import PERIODS, BriefOrder, CaseChoice
from crisisdesk.gui.widgets.parts import column, push_button, row

_REST_MS = 500
_OWN_USE = "Own use: nothing is withheld"


class _Lines(QWidget):
    """Room for four lines; the style sheet would leave a text edit no more than one."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__()
        self.setLayout(column(edit))
        self.setFocusProxy(edit)

    def minimumSizeHint(self) -> QSize:
        """Four lines."""
        return QSize(120, self.fontMetrics().lineSpacing() * 4 + 20)

    def sizeHint(self) -> QSize:
        """Four lines."""
        return self.minimumSizeHint()


class BriefForm(QWidget):
    """The choices for a brief; ``changed`` is sent when they have rested for half a second."""

    changed = Signal()
    case_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._standing: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self.case = self._combo("Case")
        self.case.activated.connect(lambda _place: self._change_case())
        self.profile = self._combo("Kind of brief")
        for profile in PROFILES:
            self.profile.addItem(profile.label, profile.name)
        self.period = self._combo("Period")
        for caption, _ in PERIODS:
            self.period.addItem(caption)
        self.reader = self._combo("Released to")
        self.reader.setEditable(True)
        self.reader.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.reader.model(), self.reader)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.reader.setCompleter(completer)
        self.addressees = QLineEdit()
        self.addressees.setPlaceholderText("Who it is for")
        self.bottom_line = QPlainTextEdit()
        self.bottom_line.setTabChangesFocus(True)
        self.keep = push_button("&Keep in the case", link=True)
        self.marks = QCheckBox("Print portion &marks also where nothing is classified")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        self._lay()
        for combo in (self.profile, self.period, self.reader):
            combo.currentIndexChanged.connect(lambda _place: self._rest.start())
        self.addressees.textChanged.connect(lambda _text: self._rest.start())
        self.bottom_line.textChanged.connect(self._take_bottom_line)
        self.marks.toggled.connect(lambda _on: self._rest.start())

    @property
    def order(self) -> BriefOrder:
        """What is asked for now."""
        return BriefOrder(
            case_id=self.case.currentData() or "",
            profile=self.profile.currentData(),
            period=PERIODS[self.period.currentIndex()][1],
            release_to=self.reader.currentData() or "",
            bottom_line=self.bottom_line.toPlainText().strip(),
            addressees=self.addressees.text().strip(),
            portion_marks=self.marks.isChecked(),
        )

    def show_choices(
        self, cases: Sequence[CaseChoice], readers: Sequence[tuple[str, str]], case_id: str
    ) -> None:
        """Offer these cases and readers, and stand on a case; what was chosen and typed stays."""
        self._standing = {case.id: case.bottom_line for case in cases}
        before, reader = self.case.currentData(), self.reader.currentData()
        for combo in (self.case, self.reader):
            combo.blockSignals(True)
            combo.clear()
        for case in cases:
            self.case.addItem(case.title, case.id)
        self.case.setCurrentIndex(max(0, self.case.findData(case_id or before)))
        self.reader.addItem(_OWN_USE, "")
        for code, name in readers:
            self.reader.addItem(f"{name} ({code})", code)
        self.reader.setCurrentIndex(max(0, self.reader.findData(reader)))
        for combo in (self.case, self.reader):
            combo.blockSignals(False)
        self._show_bottom_line()

    def _change_case(self) -> None:
        self._show_bottom_line()
        self.case_chosen.emit(self.case.currentData() or "")
        self._rest.start()

    def _show_bottom_line(self) -> None:
        """Show what was typed for the case; what the case itself says stands behind as a placeholder."""
        case_id = self.case.currentData() or ""
        typed = self._typed.get(case_id, "")
        if self.bottom_line.toPlainText() != typed:
            self.bottom_line.blockSignals(True)
            self.bottom_line.setPlainText(typed)
            self.bottom_line.blockSignals(False)
        standing = self._standing.get(case_id, "")
        self.bottom_line.setPlaceholderText(standing or "One or two sentences: what the reader must know")
        self.keep.setEnabled(bool(typed.strip()))

    def _take_bottom_line(self) -> None:
        text = self.bottom_line.toPlainText()
        self._typed[self.case.currentData() or ""] = text
        self.keep.setEnabled(bool(text.strip()))
        self._rest.start()

    def forget_bottom_line(self, case_id: str) -> None:
        """The case says now what was typed."""
        self._typed.pop(case_id, None)
        self._show_bottom_line()

    @staticmethod
    def _combo(name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        return combo

    def _lay(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("C&ase", self.case)
        if len(PROFILES) > 1:
            form.addRow("Kin&d", self.profile)
        form.addRow("&Period", self.period)
        form.addRow("&Released to", self.reader)
        form.addRow("&Addressees", self.addressees)
        self._bottom = _Lines(self.bottom_line)
        form.addRow("&Bottom line", self._bottom)
        form.addRow("", _line(self.keep))
        form.addRow("", self.marks)
        for field, name in ((self.addressees, "Addressees"), (self.bottom_line, "Bottom line")):
            field.setAccessibleName(name)
        self.setLayout(form)


def _line(button: QWidget) -> QWidget:
    """A button at the start of its line, not as wide as a field."""
    line = QWidget()
    line.setLayout(row(button, None))
    return line

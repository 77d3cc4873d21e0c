"""The form for a new brief: which case, what time, for whom, and its bottom line."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from crisisdesk.briefing.profiles import PROFILES, profile_named
from crisisdesk.gui.pages.briefings_reading import PERIODS, BriefOrder, Choice, Reading
from crisisdesk.gui.plain import add_choice, label
from crisisdesk.gui.widgets.moment_edit import TypedEdit
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.moments import dtg, parse_moment

_REST_MS = 500
_OWN_USE = "Own use: nothing is withheld"
_ABOUT = {"partner": "Partner", "post": "Post", "decision": "Decision"}
_CLOCKS = (("As it was known then", False), ("As it stood, by all known now", True))


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
        self._subjects: dict[str, tuple[Choice, ...]] = {}
        self._decisions: dict[str, tuple[Choice, ...]] = {}
        self._about: dict[str, str] = {}
        self._past = False
        self.case = self._combo("Case")
        self.case.activated.connect(lambda _place: self._change_case())
        self.profile = self._combo("Kind of brief")
        for profile in PROFILES:
            self.profile.addItem(profile.label, profile.name)
        self.period = self._combo("Period")
        for caption, _ in PERIODS:
            self.period.addItem(caption)
        self.subject = self._searched("What the brief is about")
        self.as_of: TypedEdit[datetime] = TypedEdit(
            parse_moment, "As of", "now, or 231312Z NOV 26", show=dtg, optional=True
        )
        self.clock = self._combo("How the past is shown")
        for caption, stood in _CLOCKS:
            self.clock.addItem(caption, stood)
        self.reader = self._searched("Released to")
        self.addressees = QLineEdit()
        self.addressees.setPlaceholderText("Who it is for")
        self.bottom_line = QPlainTextEdit()
        self.bottom_line.setTabChangesFocus(True)
        self.keep = push_button("&Keep in the case", link=True)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        self._lay()
        self.profile.currentIndexChanged.connect(lambda _place: self._show_subjects())
        self.subject.currentIndexChanged.connect(lambda _place: self._take_subject())
        for combo in (self.profile, self.period, self.reader, self.clock):
            combo.currentIndexChanged.connect(lambda _place: self._rest.start())
        self.as_of.accepted.connect(lambda _moment: self._take_moment())
        self.addressees.textChanged.connect(lambda _text: self._rest.start())
        self.bottom_line.textChanged.connect(self._take_bottom_line)
        self._take_moment()
        self._rest.stop()

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
            about_id=self.subject.currentData() or "",
            as_of=self.as_of.value,
            stood=bool(self.clock.currentData()),
        )

    def show_choices(self, reading: Reading, case_id: str, *, past: bool) -> None:
        """Offer what was read, and stand on a case; what was chosen and typed stays.

        In the past (``past``) the time bar says the moment, and the form only by which clock it is shown.
        """
        self._standing = {case.id: case.bottom_line for case in reading.cases}
        self._decisions = {case.id: case.decisions for case in reading.cases}
        self._subjects = {"partner": reading.partners, "post": reading.posts}
        before, reader = self.case.currentData(), self.reader.currentData()
        self._fill(self.case, [(case.id, case.title) for case in reading.cases], case_id or before)
        readers = [("", _OWN_USE), *((code, f"{name} ({code})") for code, name in reading.readers)]
        self._fill(self.reader, readers, reader)
        self._past = past
        self.as_of.setEnabled(not past)
        self.clock.setEnabled(past or self.as_of.value is not None)
        self._show_bottom_line()
        self._show_subjects()

    @staticmethod
    def _fill(combo: QComboBox, choices: Iterable[Choice], stood: str | None) -> None:
        combo.blockSignals(True)
        combo.clear()
        for record_id, caption in choices:
            add_choice(combo, caption, record_id)
        combo.setCurrentIndex(max(0, combo.findData(stood or "")))
        combo.blockSignals(False)

    def _show_subjects(self) -> None:
        """Offer what the kind of brief is about, and nothing where it is about the whole case."""
        kind = profile_named(self.profile.currentData()).about
        choices = self._subjects.get(kind, ())
        if kind == "decision":
            choices = (("", "The next one needed"), *self._decisions.get(self.case.currentData() or "", ()))
        self._form.setRowVisible(self.subject, bool(kind))
        self._heading.setText(f"A&bout: {_ABOUT.get(kind, '')}".removesuffix(": "))
        self.subject.setAccessibleName(_ABOUT.get(kind, "What the brief is about"))
        self._fill(self.subject, choices, self._about.get(kind))

    def _take_subject(self) -> None:
        kind = profile_named(self.profile.currentData()).about
        self._about[kind] = self.subject.currentData() or ""
        self._rest.start()

    def _take_moment(self) -> None:
        self.clock.setEnabled(self._past or self.as_of.value is not None)
        self._rest.start()

    def _change_case(self) -> None:
        self._show_bottom_line()
        self._show_subjects()
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

    def _searched(self, name: str) -> QComboBox:
        """A long list in which a part of the name finds the entry."""
        combo = self._combo(name)
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(combo.model(), combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        combo.setCompleter(completer)
        return combo

    def _lay(self) -> None:
        form = self._form = QFormLayout()
        self._heading = label("About")
        self._heading.setBuddy(self.subject)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("C&ase", self.case)
        form.addRow("Kin&d", self.profile)
        form.addRow(self._heading, self.subject)
        form.addRow("&Period", self.period)
        form.addRow("As &of", self.as_of)
        form.addRow("Sho&wn", self.clock)
        form.addRow("&Released to", self.reader)
        form.addRow("&Addressees", self.addressees)
        self._bottom = _Lines(self.bottom_line)
        form.addRow("&Bottom line", self._bottom)
        form.addRow("", _line(self.keep))
        for field, name in ((self.addressees, "Addressees"), (self.bottom_line, "Bottom line")):
            field.setAccessibleName(name)
        self.setLayout(form)


def _line(button: QWidget) -> QWidget:
    """A button at the start of its line, not as wide as a field."""
    line = QWidget()
    line.setLayout(row(button, None))
    return line


def scrolled(widget: QWidget, margin: int = 0) -> QScrollArea:
    """A form that scrolls where the window is low."""
    inside, scroll = QWidget(), QScrollArea()
    box = column(widget, None, margins=(margin, margin, margin, 8))
    inside.setLayout(box)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll

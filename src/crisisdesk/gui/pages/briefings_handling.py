"""Marking, clearance and distribution of a brief, and its paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from crisisdesk.gui.pages.briefings_reading import Choice, Marks
from crisisdesk.gui.plain import add_choice, label
from crisisdesk.gui.widgets.parts import push_button, row
from crisisdesk.services.brief_order import PaperSize

_REST_MS = 500
_PAPERS = ("As the style says, else A4", "A4", "Letter")
_NO_STYLE = "CrisisDesk's own"


class HandlingForm(QWidget):
    """What is rarely changed; ``changed`` is sent when it has rested for half a second."""

    changed = Signal()
    style_asked = Signal()
    """A file with a house style is to be chosen."""
    style_left = Signal()
    """The program's own style is wanted again."""

    def __init__(self) -> None:
        super().__init__()
        self.distribution, self.reason = QLineEdit(), QLineEdit()
        self.distribution.setPlaceholderText("Who else gets it")
        self.reason.setPlaceholderText("Needed where the whole is marked higher than its parts")
        self.clearances = QPlainTextEdit()
        self.clearances.setTabChangesFocus(True)
        self.clearances.setPlaceholderText("Office; name; cleared; 231600Z NOV 26\nOne line for each office")
        self.clearances.setMaximumHeight(96)
        self.up_to, self.uplift, self.tear_line, self.paper = (QComboBox() for _ in range(4))
        self.paper.addItems(_PAPERS)
        self._style = ""
        self.style_name = label(_NO_STYLE)
        self.choose = push_button("Cho&ose…", self.style_asked.emit)
        self.leave = push_button("Do without", self.style_left.emit, link=True)
        self.portion_marks = QCheckBox("Print portion &marks also where nothing is classified")
        self.hide_recipients = QCheckBox("Name no ot&her reader in a copy for somebody")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        self._lay()
        for line in (self.distribution, self.reason, self.clearances):
            line.textChanged.connect(lambda *_: self._rest.start())
        for combo in self._combos():
            combo.currentIndexChanged.connect(lambda _place: self._rest.start())
        for box in (self.portion_marks, self.hide_recipients):
            box.toggled.connect(lambda _on: self._rest.start())

    @property
    def marks(self) -> Marks:
        """What is asked for now; an uplift counts once it has its reason."""
        reason = self.reason.text().strip()
        lines = self.clearances.toPlainText().splitlines()
        return Marks(
            distribution=self.distribution.text().strip(),
            clearances=tuple(line.strip() for line in lines if line.strip()),
            portion_marks=self.portion_marks.isChecked(),
            hide_recipients=self.hide_recipients.isChecked(),
            up_to=self.up_to.currentData() or "",
            uplift=(self.uplift.currentData() or "") if reason else "",
            uplift_reason=reason if self.uplift.currentData() else "",
            tear_line=self.tear_line.currentData() or "",
            page_size=cast("PaperSize", self.paper.currentText()) if self.paper.currentIndex() else None,
            style=self._style,
        )

    def show_choices(self, levels: Sequence[str], readers: Sequence[Choice]) -> None:
        """Offer these levels and readers; what was chosen stays."""
        named = [(level, level) for level in levels]
        told = [(code, f"{name} ({code})") for code, name in readers]
        for combo, none, choices in (
            (self.up_to, "All that the desk holds", named),
            (self.uplift, "As its parts are", named),
            (self.tear_line, "No tear line", told),
        ):
            stood = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            combo.addItem(none, "")
            for key, caption in choices:
                add_choice(combo, caption, key)
            combo.setCurrentIndex(max(0, combo.findData(stood or "")))
            combo.blockSignals(False)

    def take_style(self, path: str) -> None:
        """Print in the house style of this file; an empty path is the program's own."""
        self._style = path
        self.style_name.setText(Path(path).name if path else _NO_STYLE)
        self.leave.setVisible(bool(path))
        self._rest.start()

    def _combos(self) -> tuple[QComboBox, ...]:
        return self.up_to, self.uplift, self.tear_line, self.paper

    def _lay(self) -> None:
        style = QWidget()
        style.setLayout(row(self.style_name, None, self.leave, self.choose))
        self.leave.hide()
        form = QFormLayout()
        form.setContentsMargins(16, 16, 16, 8)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("D&istribution", self.distribution),
            ("&Clearances", self.clearances),
            ("Own readers &up to", self.up_to),
            ("The &whole is", self.uplift),
            ("Beca&use", self.reason),
            ("&Tear line for", self.tear_line),
            ("&Paper", self.paper),
            ("House style", style),
        )
        for caption, field in rows:
            field.setAccessibleName(caption.replace("&", ""))
            form.addRow(caption, field)
        for combo in self._combos():
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16)
        form.addRow("", self.portion_marks)
        form.addRow("", self.hide_recipients)
        self.setLayout(form)

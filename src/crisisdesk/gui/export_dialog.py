"""Exporting records: which, as what, and for whom; what is withheld is told before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit

from crisisdesk import paths
from crisisdesk.drawing.characters import honest
from crisisdesk.exchange.exporting import Exported
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.leaving import enter_file
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, restyle, row
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.exporting import export_records
from crisisdesk.services.keys import PLAIN_EXPORT
from crisisdesk.store.snapshot import Snapshot

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

FORMATS = (
    ("Workbook", ".xlsx"),
    ("CSV", ".csv"),
    ("JSON", ".json"),
    ("Address cards", ".vcf"),
    ("Calendar", ".ics"),
)
OF_THEIR_OWN = frozenset({".vcf", ".ics"})
"""Formats that hold what belongs in one: people, or what is planned; a type is not asked for."""
_REST_MS = 400
_WIDE = 520


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is asked for: a case with all that belongs to it or all, one type or all, for an audience or none."""

    case_id: str
    record_type: type[Record] | None
    suffix: str
    audience: str

    def made(self, view: Snapshot) -> Exported:
        """Make the file's content."""
        if self.suffix in OF_THEIR_OWN:
            return _own(self.suffix)(view, case_id=self.case_id, audience=self.audience)
        return export_records(
            view, self.suffix[1:], case_id=self.case_id, record_type=self.record_type, audience=self.audience
        )


def _own(suffix: str) -> Callable[..., Exported]:
    from crisisdesk.services.address_cards import export_cards  # noqa: PLC0415 - loads the calls board
    from crisisdesk.services.calendars import export_calendar  # noqa: PLC0415 - the same, and the clocks

    return export_calendar if suffix == ".ics" else export_cards


class ExportDialog(QDialog):
    """The choices and, beside them, how many records it would be and how many are withheld."""

    def __init__(self, session: "DeskSession", case_id: str, record_type: str) -> None:
        super().__init__(session.window)
        self._session = session
        self.made: Exported | None = None
        self.setWindowTitle("Export")
        self.case, self.type, self.format = self._combo("Case"), self._combo("Type"), self._combo("Format")
        self.case.addItem("The whole desk", "")
        self.type.addItem("All types", None)
        for one in sorted(RECORD_TYPES, key=lambda t: t.__plural__):
            self.type.addItem(one.__plural__, one)
            if one.__tablename__ == record_type and record_type != "case":
                self.type.setCurrentIndex(self.type.count() - 1)
        for caption, suffix in FORMATS:
            self.format.addItem(f"{caption} ({suffix})", suffix)
        self.audience = QLineEdit()
        self.audience.setAccessibleName("For an audience")
        self.audience.setPlaceholderText("Nothing is withheld. Or a marking: SECRET//REL TO USA, GBR")
        self.facts = label("", "muted", wrap=True)
        self.go_on = push_button("Export…", self._choose_file, primary=True)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.make)
        self._wanted_case = case_id
        self._lay()
        for combo in (self.case, self.type, self.format):
            combo.currentIndexChanged.connect(lambda _place: self._wait())
        self.audience.textChanged.connect(lambda _text: self._wait())

    @property
    def order(self) -> ExportOrder:
        """What is asked for now."""
        data: Any = self.type.currentData()
        return ExportOrder(
            self.case.currentData() or "", data, self.format.currentData(), self.audience.text().strip()
        )

    def call(self) -> None:
        """Show it, with the cases of the desk."""
        self.open()
        self._session.desk.fetch(_cases, self._take_cases, key=(self, "cases"))

    def make(self) -> None:
        """Make the content away from the window's thread, and tell how much it is."""
        self._wait(start=False)
        self.type.setEnabled(self.format.currentData() not in OF_THEIR_OWN)
        self._session.desk.fetch(self.order.made, self._show, key=(self, "export"), refused=self._refuse)

    def _take_cases(self, cases: list[tuple[str, str]]) -> None:
        self.case.blockSignals(True)
        for case_id, title in cases:
            self.case.addItem(honest(title), case_id)
        self.case.setCurrentIndex(max(0, self.case.findData(self._wanted_case)))
        self.case.blockSignals(False)
        self.make()

    def _wait(self, *, start: bool = True) -> None:
        self.made = None
        self.go_on.setEnabled(False)
        self._say("Counting…", "")
        if start:
            self._rest.start()

    def _show(self, made: Exported) -> None:
        self.made = made
        withheld = (
            f" {made.withheld:,} records and {made.portions_withheld:,} paragraphs are withheld."
            if self.order.audience
            else ""
        )
        self._say(f"{made.records:,} records, {len(made.content) / 1024:,.0f} KB.{withheld}", "")
        self.go_on.setEnabled(made.records > 0)

    def _refuse(self, sentence: str) -> None:
        self._say(sentence, "bad")

    def _choose_file(self) -> None:
        made, order = self.made, self.order
        if made is None:
            return
        moment = self._session.desk.workspace.clock()
        record_type = None if order.suffix in OF_THEIR_OWN else order.record_type
        what = record_type.__plural__.lower() if record_type else order.case_id or "desk"
        name = f"{moment:%Y-%m-%d %H%MZ} {what}{order.suffix}"
        kinds = [kind for kind in FORMATS if kind[1] == order.suffix]
        ask_save(
            self,
            self._session.window.settings,
            "Export",
            name,
            kinds,
            then=lambda path: self._write(path, made),
        )

    def _write(self, path: Path, made: Exported) -> None:
        what, audience = f"{self.case.currentText()}: {self.type.currentText()}", self.order.audience

        def tell(_none: None) -> None:
            self.accept()
            enter_file(
                self._session.desk,
                path,
                what,
                audience=audience,
                banner=made.banner,
                records=made.records,
                withheld=made.withheld,
            )
            self._session.notify(f"Exported {made.records:,} records to {path.name}.", "good", False)

        self._session.desk.fetch(
            lambda _view: paths.write_file(path, made.content), tell, refused=self._refuse
        )

    def _say(self, text: str, tone: str) -> None:
        self.facts.setText(text)
        restyle(self.facts, tone=tone)

    @staticmethod
    def _combo(name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(24)
        return combo

    def _lay(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, field in (
            ("&Case", self.case),
            ("&Type", self.type),
            ("&Format", self.format),
            ("For an &audience", self.audience),
        ):
            form.addRow(caption, field)
        box = column(spacing=16, margins=(20, 20, 20, 16))
        box.addLayout(form)
        box.addWidget(self.facts)
        if self._session.desk.workspace.encrypted:
            warning = label(PLAIN_EXPORT, wrap=True)
            warning.setProperty("tone", "warn")
            box.addWidget(warning)
        box.addStretch(1)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.go_on))
        self.setLayout(box)
        self.setMinimumWidth(_WIDE)


def _cases(view: Snapshot) -> list[tuple[str, str]]:
    found = sorted(view.all(CrisisCase), key=lambda case: (not case.is_open, case.title.casefold()))
    return [(case.id, case.title) for case in found]

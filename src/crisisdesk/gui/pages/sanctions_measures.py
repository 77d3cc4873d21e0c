"""The measures tab: by authority, with what runs out, and the next step of each."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.sanctions_measure_detail import MeasureDetail
from crisisdesk.gui.pages.sanctions_measures_reading import (
    MEASURES,
    MeasureLife,
    MeasureList,
    fits,
    measure_row,
    read_life,
    read_measures,
)
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.pages.sanctions_step import StepAsked, StepForm
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.services.measures import advance, renew
from crisisdesk.store.transaction import Transaction

_NONE = "No measure is recorded here. Record one: who issues it, against whom, and until when it runs."
_NONE_FIT = "No measure fits."
_STOOD_MS = 60


class MeasuresTab(QWidget):
    """Measures at the left, the life of one of them at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._read: MeasureList | None = None
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter measures")
        self.words.setPlaceholderText("Filter measures")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(240)
        self.words.setMaximumWidth(320)
        self.which = SegmentedControl(
            "Measures", [("live", "Live"), ("due", "Renewals due"), ("ended", "Ended"), ("all", "All")]
        )
        self.count = label("", "muted")
        self.new = push_button("&New measure…", self._create, primary=True)
        self.measures = RowPane(
            context, "Measures", MEASURES, "sanctions.measures", icon="gavel", sentence=_NONE
        )
        self.detail = MeasureDetail(context)
        self.form: StepForm | None = None
        self._stood = QTimer(self, singleShot=True, interval=_STOOD_MS)
        self._lay()
        self.words.textChanged.connect(lambda _text: self._show())
        self.which.chosen.connect(lambda _which: self._show())
        self._stood.timeout.connect(self._read_life)
        self.measures.table.stood_on.connect(lambda _id: self._stood.start())
        self.measures.table.opened.connect(lambda measure_id: context.go(Target(record_id=measure_id)))
        self.detail.step_asked.connect(self.ask_step)
        self.detail.renewal_asked.connect(self.ask_renewal)

    def refresh(self) -> None:
        """Read all measures anew."""
        self.context.desk.fetch(read_measures, self._take, key=(self, "measures"))

    def ask_step(self, status: str) -> None:
        """Ask for the day and the reason of a step."""
        life = self.detail.life
        if life is None or self._read is None:
            return
        said = self._read.words.of("sanction_status", status)
        write = partial(_advance, measure_id=life.measure.id, to=status)
        self._ask(said, "&Take the step", write, renews=False)

    def ask_renewal(self) -> None:
        """Ask until when and by which act a measure is renewed."""
        life = self.detail.life
        if life is not None:
            write = partial(_renew, measure_id=life.measure.id)
            self._ask("Renew", "&Renew", write, renews=True)

    def _ask(self, heading: str, verb: str, write: partial[None], *, renews: bool) -> None:
        life = self.detail.life
        if life is None:
            return
        form = StepForm(
            self.window(), heading, life.measure.title, verb=verb, today=life.day.isoformat(), renews=renews
        )
        form.asked.connect(
            lambda asked: self.context.desk.perform(
                "Take a step", partial(write, asked=asked), lambda _done: form.accept(), form.refuse
            )
        )
        form.finished.connect(lambda _result: self.measures.setFocus())
        form.finished.connect(form.deleteLater)
        self.form = form
        form.open()

    def _create(self) -> None:
        self.context.create("measure", {})

    def _take(self, read: MeasureList) -> None:
        self._read = read
        past = self.context.desk.at is not None
        self.new.setEnabled(not past)
        set_tooltip(self.new, PAST_IS_READ_ONLY if past else "Record a measure")
        self._show()

    def _show(self) -> None:
        read = self._read
        if read is None:
            return
        fitting = [m for m in read.measures if fits(m, read, self.which.choice, self.words.text())]
        self.measures.show_rows(
            [measure_row(m, read) for m in fitting], _NONE_FIT if read.measures else _NONE
        )
        over = f", {len(read.over)} over" if read.over else ""
        self.count.setText(f"{len(fitting):,} of {len(read.measures):,} measures{over}")
        self._read_life()

    def _read_life(self) -> None:
        measure_id = self.measures.current_id
        read = partial(read_life, measure_id=measure_id)
        self.context.desk.fetch(read, self._show_life, key=(self, "life"))

    def _show_life(self, life: MeasureLife | None) -> None:
        if self._read is not None:
            self.detail.show_life(life, self._read.words)

    def _lay(self) -> None:
        bar = row(self.words, self.which, self.count, None, self.new, margins=(16, 8, 16, 8))
        left = QWidget()
        left.setLayout(column(self.measures, spacing=0))
        panes = RememberingSplitter(
            "Measures and one of them", [left, self.detail], self.context.memory, "sanctions.measures.panes"
        )
        panes.setStretchFactor(0, 1)
        if "sanctions.measures.panes" not in self.context.memory:
            panes.setSizes([900, 380])
        box = column(panes, spacing=0)
        box.insertLayout(0, bar)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.setFocusProxy(self.measures)


def _advance(tx: Transaction, *, measure_id: str, to: str, asked: StepAsked) -> None:
    advance(tx, measure_id, to, asked.on, asked.why, citation=asked.citation)


def _renew(tx: Transaction, *, measure_id: str, asked: StepAsked) -> None:
    if asked.until is None:
        raise UserError("Name the new last day of the measure; nothing extends itself.")
    renew(tx, measure_id, asked.until, asked.citation, on=asked.on, why=asked.why)

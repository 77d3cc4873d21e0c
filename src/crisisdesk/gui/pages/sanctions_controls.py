"""The export controls tab: what may be exported where, beside the sanctions that it often comes with."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.pages.sanctions_measures_reading import tone_of
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.controls import ExportControl
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

CONTROLS = (
    Column("regime", "Regime", 112),
    Column("title", "Export control", 250, "strong"),
    Column("change", "Change", 128),
    Column("status", "Status", 128, "status"),
    Column("destination", "Destination", 144),
    Column("entry", "List entry", 120),
    Column("left", "Review", 112, "status"),
    Column("policy", "Licensing policy", 190),
    Column("citation", "Legal citation", 180, "muted"),
)
_NONE = "No export control is recorded here. Record one: what changes, for which destination, by which list."
_NONE_FIT = "No export control fits."
_SOON, _NEAR = 30, 90


@dataclass(frozen=True, slots=True)
class ControlList:
    """All export controls by regime, with what their destinations are called."""

    day: date
    controls: tuple[ExportControl, ...]
    words: Words
    names: dict[str, str]


def read_controls(view: Snapshot) -> ControlList:
    """Read all export controls."""
    words = read_words(view, "control_regime", "control_change", "sanction_status")
    found = sorted(view.all(ExportControl), key=lambda one: (one.regime, one.title.casefold(), one.id))
    names = view.captions({one.destination_id for one in found if one.destination_id})
    return ControlList(view.moment.date(), tuple(found), words, names)


def control_row(one: ExportControl, read: ControlList) -> Row:
    """An export control as a row."""
    said = read.words.of
    return Row(
        one.id,
        (
            said("control_regime", one.regime) if one.regime else "not named",
            one.title,
            said("control_change", one.change) if one.change else "",
            Cell(said("sanction_status", one.status), tone_of(one.status)),
            read.names.get(one.destination_id or "", ""),
            one.entry,
            _left(one, read.day),
            Cell(one.licence_policy, hint=one.licence_policy),
            one.citation,
        ),
    )


def _left(one: ExportControl, day: date) -> Cell:
    dates = [when.last for when in (one.ends_on, one.review_on) if when]
    if not dates:
        return Cell("")
    left = (min(dates) - day).days
    if left < 0:
        return Cell(f"{counted(-left, 'day')} over", "bad", order=float(left))
    tone: Tone = "bad" if left <= _SOON else "warn" if left <= _NEAR else "neutral"
    return Cell(f"in {counted(left, 'day')}", tone, order=float(left))


class ControlsTab(QWidget):
    """Export controls by regime; Enter opens the record."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._read: ControlList | None = None
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter export controls")
        self.words.setPlaceholderText("Filter export controls")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(240)
        self.words.setMaximumWidth(320)
        self.count = label("", "muted")
        self.new = push_button("&New export control…", self._create, primary=True)
        self.controls = RowPane(
            context, "Export controls", CONTROLS, "sanctions.controls", icon="package", sentence=_NONE
        )
        bar = row(self.words, None, self.count, self.new, margins=(16, 8, 16, 8))
        whole = column(self.controls, spacing=0)
        whole.insertLayout(0, bar)
        self.setLayout(whole)
        self.setFocusProxy(self.controls)
        self.words.textChanged.connect(lambda _text: self._show())
        self.controls.table.opened.connect(lambda record_id: context.go(Target(record_id=record_id)))

    def refresh(self) -> None:
        """Read all export controls anew."""
        self.context.desk.fetch(read_controls, self._take, key=(self, "controls"))

    def _take(self, read: ControlList) -> None:
        self._read = read
        past = self.context.desk.at is not None
        self.new.setEnabled(not past)
        set_tooltip(self.new, PAST_IS_READ_ONLY if past else "Record a change to what may be exported (N)")
        self._show()

    def _show(self) -> None:
        if self._read is None:
            return
        words = fold(self.words.text()).split()
        rows = [control_row(one, self._read) for one in self._read.controls if _fits(one, self._read, words)]
        self.controls.show_rows(rows, _NONE_FIT if self._read.controls else _NONE)
        self.count.setText(f"{len(rows):,} of {len(self._read.controls):,}")

    def _create(self) -> None:
        self.context.create("export_control", {})


def _fits(one: ExportControl, read: ControlList, words: list[str]) -> bool:
    place = read.names.get(one.destination_id or "", "")
    text = fold(f"{one.title} {one.entry} {place} {one.citation} {one.licence_policy}")
    return all(word in text for word in words)

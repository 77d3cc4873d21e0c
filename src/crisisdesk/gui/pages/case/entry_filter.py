"""What a log is narrowed to: words, a kind, only the significant."""

from collections.abc import MutableMapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.entries import EntryFilter, LogRead
from crisisdesk.gui.pages.case.kept_filters import KeptFilters, KeptFiltersButton
from crisisdesk.gui.pages.case.quick import KIND_ICONS
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import row

PAUSE_MS = 80
_ANY_KIND = "All kinds"


class EntryFilterBar(QWidget):
    """Filters as somebody types, and says how many entries are left; Escape in the line clears it."""

    changed = Signal()

    def __init__(self, look: Look, memory: MutableMapping[str, object], *extra: QWidget) -> None:
        super().__init__()
        self._look = look
        self.line = QLineEdit()
        self.line.setAccessibleName("Filter the log by words")
        self.line.setPlaceholderText("Filter by words")
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(360)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of entry")
        self.kind.addItem(_ANY_KIND, "")
        self.significant = QCheckBox("Significant only")
        self._count = label("", "muted")
        self.kept = KeptFiltersButton(look, KeptFilters(memory), lambda: self.wanted, self.take)
        whole = row(
            self.line,
            self.kind,
            self.significant,
            self.kept,
            self._count,
            None,
            *extra,
            margins=(16, 8, 16, 8),
        )
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.kind.activated.connect(lambda _number: self.changed.emit())
        self.significant.toggled.connect(lambda _on: self.changed.emit())
        clear = QShortcut(QKeySequence("Esc"), self.line)
        clear.activated.connect(self.line.clear)

    @property
    def wanted(self) -> EntryFilter:
        """What is asked for now."""
        return EntryFilter(str(self.kind.currentData() or ""), self.significant.isChecked(), self.line.text())

    def take(self, wanted: EntryFilter) -> None:
        """Set a filter that was kept; a kind that no longer exists counts as all kinds."""
        for part in (self.line, self.kind, self.significant):
            part.blockSignals(True)
        self.line.setText(wanted.words)
        self.kind.setCurrentIndex(max(0, self.kind.findData(wanted.kind)))
        self.significant.setChecked(wanted.significant)
        for part in (self.line, self.kind, self.significant):
            part.blockSignals(False)
        self.changed.emit()

    def clear(self) -> None:
        """Show all entries again."""
        for part in (self.line, self.kind, self.significant):
            part.blockSignals(True)
        self.line.clear()
        self.kind.setCurrentIndex(0)
        self.significant.setChecked(False)
        for part in (self.line, self.kind, self.significant):
            part.blockSignals(False)
        self.changed.emit()

    def tell(self, read: LogRead) -> None:
        """Say how many entries are shown; offer the kinds that there are."""
        shown, total = f"{len(read.ids):,}", f"{read.total:,}"
        noun = "entry" if read.total == 1 else "entries"
        self._count.setText(f"{shown} of {total} {noun}" if self.wanted else f"{total} {noun}")
        kinds = read.words.all("log_kind")
        if self.kind.count() != len(kinds) + 1:
            chosen = self.kind.currentData()
            self.kind.clear()
            self.kind.addItem(_ANY_KIND, "")
            for code, caption in kinds:
                self.kind.addItem(self._look.icon(KIND_ICONS.get(code, "circle-dot"), 16), caption, code)
            self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

"""The sanctions page: the alignment matrix, measures, export controls, lists and screening."""

from PySide6.QtWidgets import QTabWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.sanctions_controls import ControlsTab
from crisisdesk.gui.pages.sanctions_lists import ListsTab
from crisisdesk.gui.pages.sanctions_matrix import MatrixTab
from crisisdesk.gui.pages.sanctions_measures import MeasuresTab
from crisisdesk.gui.pages.sanctions_screening import ScreeningTab
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet

_MATRIX = ("measure", "alignment", "partner", "membership", "involvement", "case", "source", "term")
_MEASURES = ("measure", "measure_step", "measure_exception", "term")
_CONTROLS = ("export_control", "partner", "term")
_LISTS = ("list_adoption",)
_SCREENED = (
    "list_adoption", "screening_decision", "transfer", "licence", "export_control", "partner", "link", "measure",
)  # fmt: skip
_TAB_KEY = "sanctions.tab"


class SanctionsPage(Page):
    """Five tabs; each reads when it comes into sight and when something changed that it shows."""

    key, title, help = "sanctions", "Sanctions", "sanctions"
    creates = "measure"
    follows = tuple(dict.fromkeys((*_MATRIX, *_MEASURES, *_CONTROLS, *_LISTS, *_SCREENED)))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.matrix, self.measures = MatrixTab(context), MeasuresTab(context)
        self.controls = ControlsTab(context)
        self.lists, self.screening = ListsTab(context), ScreeningTab(context)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the sanctions page")
        self.tabs.setDocumentMode(True)
        self._parts = (
            (self.matrix, "Matrix", _MATRIX),
            (self.measures, "Measures", _MEASURES),
            (self.controls, "Export controls", _CONTROLS),
            (self.lists, "Lists", _LISTS),
            (self.screening, "Screening", _SCREENED),
        )
        self._old: set[QWidget] = {part for part, _, _ in self._parts}
        for part, caption, _ in self._parts:
            self.tabs.addTab(part, caption)
        kept = context.memory.get(_TAB_KEY, 0)
        self.tabs.setCurrentIndex(kept if isinstance(kept, int) and 0 <= kept < len(self._parts) else 0)
        self.tabs.currentChanged.connect(self._come_to)
        self.setLayout(column(self.tabs, spacing=0))
        self.setFocusProxy(self.tabs)
        context.desk.changed.connect(self._mark)
        context.desk.moved.connect(self._mark_all)

    def open(self, target: Target) -> None:
        """Show the matrix of a case, or the tab that ``words`` names: matrix, measures, export controls, lists or screening."""
        names = [caption.casefold() for _, caption, _ in self._parts]
        if target.words.casefold() in names:
            self.tabs.setCurrentIndex(names.index(target.words.casefold()))
        if target.record_id and target.record_type in {"", "case"}:
            self.tabs.setCurrentWidget(self.matrix)
            self.matrix.choose_case(target.record_id)

    def refresh(self) -> None:
        """Read the tab in sight anew, if something changed that it shows; the others when they are come to."""
        part = self._parts[self.tabs.currentIndex()][0]
        if part in self._old:
            self._old.discard(part)
            part.refresh()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        lines = {
            self.matrix: self.matrix.bar.words,
            self.measures: self.measures.words,
            self.controls: self.controls.words,
            self.lists: self.lists.words,
            self.screening: self.screening.name,
        }
        line = lines[self.tabs.currentWidget()]
        if line.isVisible():
            line.setFocus()
        return line.isVisible()

    def _come_to(self, place: int) -> None:
        self.context.memory[_TAB_KEY] = place
        self.refresh()

    def _mark(self, changes: ChangeSet) -> None:
        self._old.update(part for part, _, follows in self._parts if changes.touches(*follows))

    def _mark_all(self) -> None:
        self._old.update(part for part, _, _ in self._parts)

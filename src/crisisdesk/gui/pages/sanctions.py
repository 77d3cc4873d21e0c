"""The sanctions page: the alignment matrix, measures, export controls, lists and screening."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.sanctions_controls import ControlsTab
from crisisdesk.gui.pages.sanctions_lists import ListsTab
from crisisdesk.gui.pages.sanctions_matrix import MatrixTab
from crisisdesk.gui.pages.sanctions_measures import MeasuresTab
from crisisdesk.gui.pages.sanctions_screening import ScreeningTab
from crisisdesk.gui.widgets.late_tabs import LatePart, LateTabs
from crisisdesk.gui.widgets.parts import column

_MATRIX = ("measure", "alignment", "partner", "membership", "involvement", "case", "source", "term")
_MEASURES = ("measure", "measure_step", "measure_exception", "term")
_CONTROLS = ("export_control", "partner", "term")
_LISTS = ("list_adoption",)
_SCREENED = (
    "list_adoption", "screening_decision", "transfer", "licence", "export_control", "partner", "link", "measure",
)  # fmt: skip
_TAB_KEY = "sanctions.tab"


PARTS = (
    LatePart("matrix", "Matrix", MatrixTab, _MATRIX),
    LatePart("measures", "Measures", MeasuresTab, _MEASURES),
    LatePart("export controls", "Export controls", ControlsTab, _CONTROLS),
    LatePart("lists", "Lists", ListsTab, _LISTS),
    LatePart("screening", "Screening", ScreeningTab, _SCREENED),
)
"""The tabs, in their order."""
Part = TypeVar("Part", bound=QWidget)


class SanctionsPage(Page):
    """Five tabs; each is made when it is first come to, and reads when it comes into sight and when something changed that it shows."""

    key, title, help = "sanctions", "Sanctions", "sanctions"
    creates = "measure"
    follows = tuple(dict.fromkeys(name for part in PARTS for name in part.follows))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = LateTabs(context, "Parts of the sanctions page", _TAB_KEY, PARTS)
        self.setLayout(column(self.tabs, spacing=0))
        self.setFocusProxy(self.tabs)

    @property
    def matrix(self) -> MatrixTab:
        """The alignment matrix."""
        return self._part("matrix", MatrixTab)

    @property
    def measures(self) -> MeasuresTab:
        """The life of each measure."""
        return self._part("measures", MeasuresTab)

    @property
    def lists(self) -> ListsTab:
        """The lists of listed parties."""
        return self._part("lists", ListsTab)

    @property
    def screening(self) -> ScreeningTab:
        """Names against the lists."""
        return self._part("screening", ScreeningTab)

    def _part(self, key: str, kind: type[Part]) -> Part:
        made = self.tabs.made(self.tabs.number(key))
        assert isinstance(made, kind)
        return made

    def open(self, target: Target) -> None:
        """Show the matrix of a case, or the tab that ``words`` names: matrix, measures, export controls, lists or screening."""
        self.tabs.turn_to(target.words.casefold())
        if target.record_id and target.record_type in {"", "case"}:
            self.tabs.turn_to("matrix")
            self.matrix.choose_case(target.record_id)

    def refresh(self) -> None:
        """Read the tab in sight anew, if something changed that it shows; the others when they are come to."""
        self.tabs.refresh()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        match self.tabs.here:
            case MatrixTab(bar=bar):
                line = bar.words
            case ScreeningTab(name=line):
                pass
            case MeasuresTab(words=line) | ControlsTab(words=line) | ListsTab(words=line):
                pass
            case _:
                return False
        if line.isVisible():
            line.setFocus()
        return line.isVisible()

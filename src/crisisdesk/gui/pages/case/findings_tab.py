"""What an officer should look at in a case."""

from PySide6.QtCore import QTimer

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import ScreeningPlace
from crisisdesk.gui.pages.case.tab import CaseTab
from crisisdesk.gui.pages.now_findings import FindingsPanel
from crisisdesk.gui.pages.now_reading import Found, read_findings
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet

PAUSE_MS = 250
_NONE_YET = Found((), {})


class FindingsTab(CaseTab):
    """The findings of a case, the gravest first; Enter opens the record, Alt+O puts one off."""

    title = "Findings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._with_put_off = False
        self.panel = FindingsPanel(context, "case.findings", framed=False)
        self.setLayout(column(self.panel))
        self.setFocusProxy(self.panel)
        self.panel.wants_all.connect(self._take_all)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.mark_stale)

    def refresh(self) -> None:
        """Read the findings anew."""
        self._read(self.context.desk.screening.known)

    def _read(self, screening: ScreeningPlace | None) -> None:
        case_id, put_off = self.case_id, self._with_put_off
        self.context.desk.fetch(
            lambda view: read_findings(view, case_id, put_off=put_off, screening=screening),
            self._show,
            key=(self, "findings"),
        )

    def _show(self, found: Found) -> None:
        self.panel.show_found(found)
        if found.to_screen:
            self._read(self.context.desk.screening)

    def forget(self) -> None:
        """Show nothing until the case is read."""
        self.panel.show_found(_NONE_YET)

    def follow(self, changes: ChangeSet) -> None:
        """A check may look at any record: wait for the end of a burst of changes, then read anew."""
        del changes
        self._stale = True
        self._pause.start()

    def _take_all(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        self._with_put_off = wanted
        self.mark_stale()

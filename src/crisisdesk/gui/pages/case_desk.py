"""The desk of one case: header, quick-log line, time-line and tabs."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.case.head import CaseHead, read_head
from crisisdesk.gui.pages.case.header import CaseHeader
from crisisdesk.gui.pages.case.log_line import LogLine
from crisisdesk.gui.pages.case.log_tab import LogTab
from crisisdesk.gui.pages.case.tab import CaseTab
from crisisdesk.gui.pages.case.tabs import TAB_KEYS, TABS
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet

TICK_MS = 30_000
LAST_CASE, LAST_TAB = "case.last", "case.tab"
_NO_CASE = "No case is open here. Choose one from the list of cases."
_NOT_THEN = "This case was not in the desk at the moment that you look at."


class CaseDeskPage(Page):
    """Everything about one case. Each tab is made when it is first shown, and reads when it is shown."""

    key, title, help = "case", "Case", "cases"
    follows = ("case", "action", "commitment", "call", "handover", "partner", "term", "desk")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.case_id = ""
        self.header, self.log_line = CaseHeader(context), LogLine(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the case")
        for kind in TABS:
            self.tabs.addTab(QWidget(), kind.title)
        self.tabs.setCurrentIndex(self._kept_tab())
        self.tabs.currentChanged.connect(self._enter_tab)
        body = QWidget()
        inside = column(self.header, self.log_line, self.tabs, spacing=0)
        inside.setStretch(2, 1)
        body.setLayout(inside)
        self._none = EmptyState(
            context.look, "siren", _NO_CASE, "Show all cases", lambda: context.go(Target("cases"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(body)
        self.setLayout(column(self._stack))
        self.setFocusProxy(self.log_line)
        context.desk.changed.connect(self._pass_on)
        context.desk.moved.connect(self._move)
        clock = QTimer(self, interval=TICK_MS)
        clock.timeout.connect(self._tick)
        clock.start()
        self._bind_keys()

    def open(self, target: Target) -> None:
        """Show a case; without one, the case that was worked on last."""
        case_id = target.record_id or self.case_id or str(self.context.memory.get(LAST_CASE, ""))
        if case_id and case_id != self.case_id:
            self.case_id = case_id
            self.context.memory[LAST_CASE] = case_id
            self.log_line.turn_to(case_id)
            self._stack.setCurrentIndex(1)
            self.refresh()
            for tab in self.made_tabs():
                tab.turn_to(case_id)
        self._enter_tab(self.tabs.currentIndex())
        if not case_id:
            self._none.say(_NO_CASE)
            self._stack.setCurrentIndex(0)

    def refresh(self) -> None:
        """Read the header anew; the tabs look after themselves."""
        case_id = self.case_id
        if case_id:
            self.context.desk.fetch(lambda view: read_head(view, case_id), self._show, key=(self, "head"))

    def focus_quick_log(self) -> None:
        """Put the cursor in the quick-log line."""
        self.log_line.quick.line.setFocus()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the log, where a log is in sight."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, LogTab):
            tab.filter.line.setFocus()
            return True
        return False

    def made_tabs(self) -> list[CaseTab]:
        """The tabs that were shown so far."""
        widgets = (self.tabs.widget(number) for number in range(self.tabs.count()))
        return [widget for widget in widgets if isinstance(widget, CaseTab)]

    def tab(self, kind: type[CaseTab]) -> CaseTab:
        """Show a tab, made if it was not."""
        self.tabs.setCurrentIndex(TABS.index(kind))
        self._enter_tab(self.tabs.currentIndex())
        made = self.tabs.currentWidget()
        assert isinstance(made, CaseTab)
        return made

    def _show(self, head: CaseHead | None) -> None:
        if head is None:
            self._none.say(_NOT_THEN)
        else:
            if self.title != head.case.title:
                self.title = head.case.title
                self.titled.emit()
            self.header.show_head(head)
            closed = "" if head.case.is_open else "The case is closed; change its phase to reopen it."
            self.log_line.allow(PAST_IS_READ_ONLY if head.past else closed)
        self._stack.setCurrentIndex(0 if head is None else 1)

    def _enter_tab(self, number: int) -> None:
        if not isinstance(self.tabs.widget(number), CaseTab):
            kept = self.tabs.blockSignals(True)
            made = TABS[number](self.context)
            old = self.tabs.widget(number)
            self.tabs.removeTab(number)
            self.tabs.insertTab(number, made, made.title)
            self.tabs.setCurrentIndex(number)
            self.tabs.blockSignals(kept)
            self._discard(old)
        tab = self.tabs.widget(number)
        self.context.memory[LAST_TAB] = number
        if isinstance(tab, CaseTab) and tab.case_id != self.case_id:
            tab.turn_to(self.case_id)

    @staticmethod
    def _discard(placeholder: QWidget | None) -> None:
        if placeholder is not None:
            placeholder.deleteLater()

    def _kept_tab(self) -> int:
        match self.context.memory.get(LAST_TAB):
            case int(number) if 0 <= number < len(TABS):
                return number
        return 0

    def _pass_on(self, changes: ChangeSet) -> None:
        for tab in self.made_tabs():
            tab.follow(changes)

    def _move(self) -> None:
        for tab in self.made_tabs():
            tab.mark_stale()

    def _tick(self) -> None:
        """Let the times of the header go on."""
        if self.isVisible() and self.context.desk.at is None:
            self.refresh()

    def _bind_keys(self) -> None:
        for number, (_, letter) in enumerate(zip(TABS, TAB_KEYS, strict=True)):
            keys = QShortcut(QKeySequence(f"Alt+{letter}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.tabs.setCurrentIndex, number))

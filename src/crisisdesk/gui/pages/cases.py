"""All cases, the ones that press first."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.case.overview import CaseLine, CaseList, read_cases
from crisisdesk.gui.pages.case.severity import TONES, severity_words
from crisisdesk.gui.pages.case.steps import ask_new_case
from crisisdesk.gui.pages.case.times import Times
from crisisdesk.gui.pages.case.words import Words
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg
from crisisdesk.store.folding import fold

COLUMNS = (
    Column("title", "Case", 240, "strong"),
    Column("codename", "Codename", 104),
    Column("severity", "Severity", 140, "status", hint="Four steps: watch, elevated, serious, acute"),
    Column("phase", "Phase", 108),
    Column("last", "Last entry", 88, "moment", hint="How long ago something was logged"),
    Column("actions", "Actions", 164, "status", hint="Open and overdue"),
    Column("brief", "Next brief due", 160, "status"),
    Column("marking", "Marking", 140, "marking"),
    Column("theatre", "Theatre", 150, "muted"),
)
TICK_MS = 60_000
_FIRST = (
    "This desk has no case yet. A case holds what happens in one crisis: its log, partners, actions and "
    "briefs. Give it a title to begin; all else can follow."
)
_NONE_FIT = "No case fits the filter."


class CasesPage(Page):
    """The list of cases: open ones first, the gravest first."""

    key, title, help = "cases", "Cases", "cases"
    creates = "case"
    follows = ("case", "log_entry", "action", "term", "desk")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._list: CaseList | None = None
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter cases")
        self.filter.setPlaceholderText("Filter cases")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        self.filter.setMinimumWidth(240)
        self.which = SegmentedControl("Cases", [("all", "All"), ("open", "Open"), ("closed", "Closed")])
        self._count = label("", "muted")
        self.new = push_button("&New case…", self.new_case, primary=True)
        self.model = RowTableModel(COLUMNS, self)
        self.table = TableView(context.look, "Cases", self.model, context.memory, "cases.columns")
        self._stack = QStackedWidget()
        self._first = EmptyState(context.look, "siren", _FIRST, "Open a case…", self.new_case)
        self._unfit = EmptyState(context.look, "funnel-x", _NONE_FIT, "Clear filter", self.clear_filter)
        for widget in (self.table, self._first, self._unfit):
            self._stack.addWidget(widget)
        self._bar = row(
            self.filter,
            self.which,
            self._count,
            None,
            self.table.columns_button(),
            self.new,
            margins=(16, 8, 16, 8),
        )
        box = column(self._stack, spacing=0)
        box.insertLayout(0, self._bar)
        self.setLayout(box)
        self.setFocusProxy(self.table)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.which.chosen.connect(lambda _which: self._show())
        self.table.opened.connect(lambda case_id: context.go(Target("case", case_id)))
        self.table.parted.connect(lambda case_id: context.go(Target("case", case_id, apart=True)))
        self.table.refused.connect(context.desk.refused)
        clock = QTimer(self, interval=TICK_MS)
        clock.timeout.connect(self._tick)
        clock.start()

    def refresh(self) -> None:
        """Read all cases anew."""
        self.context.desk.fetch(read_cases, self._take, key=(self, "cases"))

    def new_case(self) -> None:
        """Ask for the title of a new case, and go to its desk."""
        if self.new.isEnabled():
            ask_new_case(self.context, self.window())

    def clear_filter(self) -> None:
        """Show all cases again."""
        self.which.choose("all")
        self.filter.clear()
        self._show()

    def focus_search(self) -> bool:
        """Put the cursor in the filter."""
        self.filter.setFocus()
        return True

    def eventFilter(self, watched: object, event: object) -> bool:
        """In the filter: down goes to the list, Enter opens what it stands on, Escape clears."""
        if watched is not self.filter or not isinstance(event, QKeyEvent) or event.type() is not _PRESS:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.table.setFocus()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.table.current_id:
                self.table.opened.emit(self.table.current_id)
            case Qt.Key.Key_Escape:
                self.filter.clear()
            case _:
                return False
        return True

    def _tick(self) -> None:
        """Let the times of the list go on."""
        if self.isVisible() and self.context.desk.at is None:
            self.refresh()

    def _take(self, read: CaseList) -> None:
        self._list = read
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        self.new.setEnabled(not reason)
        set_tooltip(self.new, reason or "Open a case; it needs only a title (Ctrl+Shift+N)")
        self._show()

    def _show(self) -> None:
        read = self._list
        if read is None:
            return
        stood, scrolled = self.table.current_id, self.table.verticalScrollBar().value()
        fitting = [line for line in read.lines if self._fits(line.case)]
        source = ListSource(COLUMNS, [_row(line, read.times, read.words) for line in fitting])
        header = self.table.horizontalHeader()
        if header.sortIndicatorSection() >= 0:
            descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            source.sort(COLUMNS[header.sortIndicatorSection()].id, descending=descending)
        self.model.show(source)
        if fitting and not self.table.stand_on(stood):
            self.table.selectRow(0)
        self.table.verticalScrollBar().setValue(scrolled)
        self._count.setText(_counted(len(fitting), len(read.lines)))
        self._stack.setCurrentWidget(self.table if fitting else self._unfit if read.lines else self._first)

    def _fits(self, case: CrisisCase) -> bool:
        wanted = {"open": case.is_open, "closed": not case.is_open}.get(self.which.choice, True)
        words = fold(f"{case.title} {case.codename} {case.theatre}")
        return wanted and all(word in words for word in fold(self.filter.text()).split())


_PRESS = QKeyEvent.Type.KeyPress


def _counted(shown: int, total: int) -> str:
    noun = "case" if total == 1 else "cases"
    return f"{total} {noun}" if shown == total else f"{shown} of {total} {noun}"


def _row(line: CaseLine, times: Times, words: Words) -> Row:
    case, last = line.case, line.last_entry
    return Row(
        case.id,
        (
            case.title,
            case.codename,
            Cell(severity_words(case.severity), TONES[case.severity], order=float(case.severity.rank)),
            words.of("case_phase", case.phase),
            Cell(times.ago(last), hint=times.both(last), order=last.timestamp()) if last else "no entry",
            _actions(line),
            _brief(case, times),
            str(case.marking),
            case.theatre,
        ),
    )


def _actions(line: CaseLine) -> Cell:
    if line.overdue_actions:
        words = f"{line.open_actions} open, {line.overdue_actions} overdue"
        return Cell(words, "bad", order=float(line.overdue_actions * 1000 + line.open_actions))
    return Cell(
        f"{line.open_actions} open" if line.open_actions else "none open", order=float(line.open_actions)
    )


def _brief(case: CrisisCase, times: Times) -> Cell:
    due = case.brief_due_at
    if due is None or not case.is_open:
        return Cell("not set" if case.is_open else "")
    late = due < times.now
    return Cell(
        f"{dtg(due)}{', overdue' if late else ''}",
        "bad" if late else "neutral",
        f"{times.both(due)}, {times.due(due)}",
        due.timestamp(),
    )

"""Commitments, shares of the burden, levers, red lines and exits: what was promised and what could be moved."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QTabWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.pages.commitments_boards import BOARDS, Board, Boards, Line, read_boards
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.plain import label, mnemonic_safe, set_tooltip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.store.folding import fold

LAST_TAB = "commitments.tab"
_NARROWEST = 300


class BoardTab(QWidget):
    """One board: a table, and beside it all that is said of the line it stands on."""

    def __init__(self, context: Context, board: Board) -> None:
        super().__init__()
        self.context, self.board = context, board
        self._lines: Mapping[str, Line] = {}
        self.summary = label("", "muted")
        self.new = push_button(board.offer, self._create) if board.offer else None
        self.list = NowList(
            context,
            board.title,
            f"commitments.{board.key}",
            board.columns,
            (board.icon, board.empty),
            framed=False,
        )
        self._caption, self._facts = label("", "strong", wrap=True), Facts()
        self._open = push_button("Open &record", self._open_current)
        inside = QWidget()
        box = column(self._caption, self._facts, spacing=8, margins=(12, 12, 12, 12))
        box.addLayout(row(self._open, None))
        box.addStretch(1)
        inside.setLayout(box)
        self._detail = QScrollArea()
        self._detail.setAccessibleName(f"{board.title}: the line in full")
        self._detail.setWidgetResizable(True)
        self._detail.setMinimumWidth(_NARROWEST)
        self._detail.setWidget(inside)
        panes = RememberingSplitter(
            board.title, [self.list, self._detail], context.memory, f"commitments.{board.key}.panes"
        )
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 0)
        whole = column(spacing=0, margins=(16, 8, 16, 8))
        self.list.header.hide()
        parts = [self.summary, None, self.list.table.columns_button(), *([self.new] if self.new else [])]
        whole.addLayout(row(*parts, margins=(0, 0, 0, 8)))
        whole.addWidget(panes, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list.table)
        self.list.opened.connect(lambda key: context.go(Target(record_id=self._lines[key].record)))
        self.list.table.stood_on.connect(self._tell)

    def show_lines(self, lines: Sequence[Line], summary: str) -> None:
        """Show these lines."""
        self._lines = {line.row.id: line for line in lines}
        self.summary.setText(summary)
        self.list.show_rows([line.row for line in lines])
        self._tell(self.list.table.current_id)
        if self.new is not None:
            reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
            self.new.setEnabled(not reason)
            set_tooltip(self.new, reason)

    def _tell(self, key: str) -> None:
        line = self._lines.get(key)
        self._detail.setVisible(line is not None)
        if line is not None:
            self._caption.setText(line.caption)
            self._facts.show_facts(line.facts)

    def _open_current(self) -> None:
        line = self._lines.get(self.list.table.current_id)
        if line is not None:
            self.context.go(Target(record_id=line.record))

    def _create(self) -> None:
        self.context.create(self.board.creates, {})


class CommitmentsPage(Page):
    """Four boards, of one case or of all."""

    key, title, help = "commitments", "Commitments", "commitments"
    creates = "commitment"
    follows = (
        "commitment", "burden_share", "burden_target", "adjustment", "transfer", "measure", "red_line",
        "red_line_share", "crossing", "partner", "post", "case", "term", "desk",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._read: Boards | None = None
        self.case = QComboBox()
        self.case.setAccessibleName("Case")
        self.case.addItem("All cases", "")
        self.case.setMaximumWidth(320)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter by words")
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(280)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Boards")
        self.boards = [BoardTab(context, board) for board in BOARDS]
        for tab in self.boards:
            self.tabs.addTab(tab, mnemonic_safe(tab.board.title))
        self.tabs.setCurrentIndex(_kept(context.memory.get(LAST_TAB), len(BOARDS)))
        self.tabs.currentChanged.connect(self._enter)
        whole = column(spacing=0)
        whole.addLayout(row(self.filter, self.case, None, margins=(16, 8, 16, 0)))
        whole.addWidget(self.tabs, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.tabs)
        self.case.activated.connect(lambda _number: self.refresh())
        self.filter.textChanged.connect(lambda _text: self._show())
        clear = QShortcut(QKeySequence("Esc"), self.filter)
        clear.activated.connect(self.filter.clear)
        for number in range(len(BOARDS)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._turn_to, number))

    def open(self, target: Target) -> None:
        """Show the board that a link names by its key."""
        number = next((n for n, board in enumerate(BOARDS) if board.key == target.words), -1)
        if number >= 0:
            self.tabs.setCurrentIndex(number)

    def refresh(self) -> None:
        """Read all boards anew."""
        case_id = str(self.case.currentData() or "")
        self.context.desk.fetch(lambda view: read_boards(view, case_id), self._take, key=(self, "boards"))

    def focus_search(self) -> bool:
        """Put the cursor in the filter."""
        self.filter.setFocus()
        return True

    def _turn_to(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self.boards[number].list.table.setFocus()

    def _enter(self, number: int) -> None:
        self.context.memory[LAST_TAB] = number
        self.creates = BOARDS[number].creates

    def _take(self, read: Boards) -> None:
        self._read = read
        chosen = self.case.currentData()
        offered = [("", "All cases"), *read.cases]
        if [self.case.itemData(number) for number in range(self.case.count())] != [one for one, _ in offered]:
            self.case.clear()
            for case_id, title in offered:
                self.case.addItem(title, case_id)
            self.case.setCurrentIndex(max(0, self.case.findData(chosen)))
        self._show()

    def _show(self) -> None:
        if self._read is None:
            return
        words = fold(self.filter.text()).split()
        for tab in self.boards:
            lines, summary = self._read.boards[tab.board.key]
            fitting = [line for line in lines if all(word in line.searched for word in words)]
            tab.show_lines(fitting, summary)


def _kept(number: object, count: int) -> int:
    return number if isinstance(number, int) and 0 <= number < count else 0

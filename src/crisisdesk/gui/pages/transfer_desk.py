"""The page of one transfer: header, notification, clocks, and a tab for each thing that belongs to it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.transfer.adjust_acts import ask_resume
from crisisdesk.gui.pages.transfer.adjust_dialog import ask_adjustment
from crisisdesk.gui.pages.transfer.head import TransferHead, read_head
from crisisdesk.gui.pages.transfer.header import TransferHeader
from crisisdesk.gui.pages.transfer.notice_acts import take
from crisisdesk.gui.pages.transfer.overview import Overview
from crisisdesk.gui.pages.transfer.tabs import TABS
from crisisdesk.gui.pages.transfers_queue import QueueTab
from crisisdesk.gui.panels.detail import RecordDetail
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.model.transfers import Transfer
from crisisdesk.store.changes import ChangeSet

_WITH_KEYS = 10
"""Alt+1 to Alt+9 and Alt+0."""
_NONE = "No transfer is open here. Choose one from the pipeline."
_NOT_THEN = "This transfer was not in the desk at the moment that you look at."


class TransferDeskPage(Page):
    """Everything about one transfer. Each tab is made when it is first shown, and reads when it is in sight."""

    key, title, help = "transfer", "Transfer", "transfers"
    follows = (
        "transfer", "transfer_item", "delivery", "transfer_change", "drawdown_tranche", "licence", "proviso",
        "notification", "notification_hold", "adjustment", "vetting", "end_use_check", "condition",
        "export_assessment", "criterion_finding", "balance_note", "risk", "membership", "measure", "export_control",
        "partner", "case", "term", "rule", "notification_rule",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.transfer_id = ""
        self.head: TransferHead | None = None
        self.header, self.overview = TransferHeader(context), Overview(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the transfer")
        self.tabs.addTab(self.overview, "Overview")
        self._holders = [column(spacing=0) for _ in TABS]
        for queue, box in zip(TABS, self._holders, strict=True):
            holder = QWidget()
            holder.setLayout(box)
            self.tabs.addTab(holder, queue.title)
        self._record_box = column(spacing=0)
        holder = QWidget()
        holder.setLayout(self._record_box)
        self.tabs.addTab(holder, "Record")
        self.record: RecordDetail | None = None
        """All fields, what refers to it, and its history; made when it is first shown."""
        self._made: dict[str, QueueTab] = {}
        self._old: set[str] = set()
        self.tabs.currentChanged.connect(self._enter_tab)
        body = QWidget()
        inside = column(self.header, self.tabs, spacing=0)
        inside.setStretch(1, 1)
        body.setLayout(inside)
        self._none = EmptyState(
            context.look, "package", _NONE, "Show the pipeline", lambda: context.go(Target("transfers"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(body)
        self.setLayout(column(self._stack))
        self.setFocusProxy(self.tabs)
        self.header.adjust_asked.connect(lambda: ask_adjustment(context, self.window(), self.transfer_id))
        self.header.resume_asked.connect(self._ask_resume)
        self.overview.notice.asked.connect(self._ask_notice)
        context.desk.changed.connect(self._mark)
        context.desk.moved.connect(self._mark_all)
        for number in range(_WITH_KEYS):
            keys = QShortcut(QKeySequence(f"Alt+{(number + 1) % 10}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.tabs.setCurrentIndex, number))

    def open(self, target: Target) -> None:
        """Show a transfer, on the tab that ``words`` names by its key."""
        if target.record_id and target.record_id != self.transfer_id:
            self.transfer_id = target.record_id
            self._mark_all()
            self._stale = False
            self.refresh()
        if target.words:
            self.turn_to(target.words)

    def turn_to(self, key: str) -> None:
        """Show a tab by its key, ``record`` the last; an unknown one stays where it is."""
        keys = ["overview", *(queue.key for queue in TABS), "record"]
        number = keys.index(key) if key in keys else self.tabs.currentIndex()
        self.tabs.setCurrentIndex(number)

    def tab(self, key: str) -> QueueTab:
        """Show a tab and return it."""
        self.turn_to(key)
        return self._made[key]

    def refresh(self) -> None:
        """Read the transfer anew, and the tab in sight if it changed."""
        transfer_id = self.transfer_id
        if transfer_id:
            self.context.desk.fetch(lambda view: read_head(view, transfer_id), self._show, key=(self, "head"))
            self._catch_up()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        made = self._here()
        if made is not None:
            made.words.setFocus()
        return made is not None

    def _ask_resume(self) -> None:
        if self.head is not None:
            ask_resume(self.context, self.window(), self.transfer_id, self.head.line.title)

    def _ask_notice(self, step: str) -> None:
        if self.head is not None:
            take(self.context, self.window(), self.head, step)

    def _show(self, head: TransferHead | None) -> None:
        self.head = head
        if head is None:
            self._none.say(_NOT_THEN)
        else:
            if self.title != head.line.title:
                self.title = head.line.title
                self.titled.emit()
            self.header.show_head(head, stopped=head.stopped)
            self.overview.show_head(head)
            self._count(head)
        self._stack.setCurrentIndex(0 if head is None else 1)

    def _count(self, head: TransferHead) -> None:
        """Say on each tab how many records stand in it."""
        counts = head.counts
        for number, queue in enumerate(TABS, 1):
            found = counts.get(queue.key, 0)
            self.tabs.setTabText(number, f"{queue.title} ({found:,})" if found else queue.title)

    def _here(self) -> QueueTab | None:
        number = self.tabs.currentIndex()
        return self._made.get(TABS[number - 1].key) if 0 < number <= len(TABS) else None

    def _enter_tab(self, number: int) -> None:
        if number > len(TABS):
            self._show_record()
        if not 0 < number <= len(TABS):
            return
        queue = TABS[number - 1]
        if queue.key not in self._made:
            made = self._made[queue.key] = QueueTab(self.context, queue)
            self._holders[number - 1].addWidget(made)
            self._old.add(queue.key)
        self._catch_up()

    def _show_record(self) -> None:
        if self.record is None:
            self.record = RecordDetail(self.context, Transfer)
            self.record.delete.hide()
            self._record_box.addWidget(self.record)
        if self.record.record_id != self.transfer_id:
            self.record.show_record(self.transfer_id)

    def _catch_up(self) -> None:
        if self.tabs.currentIndex() > len(TABS):
            self._show_record()
        made = self._here()
        if made is not None and (made.queue.key in self._old or made.transfer_id != self.transfer_id):
            self._old.discard(made.queue.key)
            made.transfer_id = self.transfer_id
            made.refresh()

    def _mark(self, changes: ChangeSet) -> None:
        self._old.update(queue.key for queue in TABS if changes.touches(*queue.follows))

    def _mark_all(self) -> None:
        self._old.update(queue.key for queue in TABS)

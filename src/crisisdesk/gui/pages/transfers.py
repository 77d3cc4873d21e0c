"""The transfers page: the pipeline, levers, clocks, money, and the queues of vetting, end use and licences."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.transfers_levers import CLOCKED, TransferClocks
from crisisdesk.gui.pages.transfers_pipeline import PipelineTab
from crisisdesk.gui.pages.transfers_queue import Queue, QueueTab
from crisisdesk.gui.pages.transfers_queues import END_USE, LEVERS, LICENCES, MONEY, VETTING
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.changes import ChangeSet

_TAB_KEY = "transfers.tab"


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: what links call it, its caption, how it is made, the record types that it shows."""

    key: str
    caption: str
    make: Callable[[Context], QWidget]
    follows: tuple[str, ...]


def _queue(queue: Queue) -> Part:
    return Part(queue.key, queue.title, partial(QueueTab, queue=queue), queue.follows)


PARTS = (
    Part(
        "pipeline",
        "Pipeline",
        PipelineTab,
        ("transfer", "adjustment", "partner", "case", "term", "programme"),
    ),
    _queue(LEVERS),
    Part("clocks", "Clocks", TransferClocks, tuple(sorted(CLOCKED))),
    _queue(MONEY),
    _queue(VETTING),
    _queue(END_USE),
    _queue(LICENCES),
)


class TransfersPage(Page):
    """Each tab is made when it is first come to, and reads when it is in sight and something changed that it shows."""

    key, title, help = "transfers", "Transfers", "transfers"
    creates = "transfer"
    follows = tuple(dict.fromkeys(name for part in PARTS for name in part.follows))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Parts of the transfers page")
        self._made: dict[str, QWidget] = {}
        self._old = {part.key for part in PARTS}
        self._holders = [column(spacing=0) for _ in PARTS]
        for part, box in zip(PARTS, self._holders, strict=True):
            holder = QWidget()
            holder.setLayout(box)
            self.tabs.addTab(holder, part.caption)
        kept = context.memory.get(_TAB_KEY, 0)
        self.tabs.setCurrentIndex(kept if isinstance(kept, int) and 0 <= kept < len(PARTS) else 0)
        self.tabs.currentChanged.connect(self._come_to)
        self.setLayout(column(self.tabs, spacing=0))
        self.setFocusProxy(self.tabs)
        context.desk.changed.connect(self._mark)
        context.desk.moved.connect(self._mark_all)
        for number in range(len(PARTS)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._turn_to, number))

    def open(self, target: Target) -> None:
        """Show the tab that ``words`` names by its key; ``case:ID`` narrows the pipeline to a case."""
        what, _, value = target.words.partition(":")
        if what == "case":
            pipeline = self.part("pipeline")
            assert isinstance(pipeline, PipelineTab)
            pipeline.narrow(case=value)
        elif what:
            self.part(what)

    def part(self, key: str) -> QWidget:
        """Go to a tab by its key, and return it; an unknown key stays where it is."""
        number = next((n for n, part in enumerate(PARTS) if part.key == key), self.tabs.currentIndex())
        self.tabs.setCurrentIndex(number)
        return self._here()

    def refresh(self) -> None:
        """Read the tab in sight anew, if something changed that it shows; the others when they are come to."""
        part, shown = PARTS[self.tabs.currentIndex()], self._here()
        if part.key in self._old:
            self._old.discard(part.key)
            shown.refresh()  # type: ignore[attr-defined]  # every part has it; QWidget does not say so

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        line = getattr(self._here(), "words", None)
        if line is not None:
            line.setFocus()
        return line is not None

    def _here(self) -> QWidget:
        """The tab in sight, made if it was not."""
        part = PARTS[self.tabs.currentIndex()]
        if part.key not in self._made:
            made = self._made[part.key] = part.make(self.context)
            self._holders[self.tabs.currentIndex()].addWidget(made)
        return self._made[part.key]

    def _turn_to(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._here().setFocus()

    def _come_to(self, place: int) -> None:
        self.context.memory[_TAB_KEY] = place
        self.refresh()

    def _mark(self, changes: ChangeSet) -> None:
        self._old.update(part.key for part in PARTS if changes.touches(*part.follows))

    def _mark_all(self) -> None:
        self._old.update(part.key for part in PARTS)

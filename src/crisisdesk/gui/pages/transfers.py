"""The transfers page: the pipeline, levers, clocks, money, and the queues of vetting, end use and licences."""

from functools import partial

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.transfers_levers import CLOCKED, TransferClocks
from crisisdesk.gui.pages.transfers_pipeline import PipelineTab
from crisisdesk.gui.pages.transfers_queue import Queue, QueueTab
from crisisdesk.gui.pages.transfers_queues import END_USE, LEVERS, LICENCES, MONEY, VETTING
from crisisdesk.gui.widgets.late_tabs import LatePart, LateTabs
from crisisdesk.gui.widgets.parts import column

_TAB_KEY = "transfers.tab"


def _queue(queue: Queue) -> LatePart:
    return LatePart(queue.key, queue.title, partial(QueueTab, queue=queue), queue.follows)


PARTS = (
    LatePart(
        "pipeline",
        "Pipeline",
        PipelineTab,
        ("transfer", "adjustment", "partner", "case", "term", "programme"),
    ),
    _queue(LEVERS),
    LatePart("clocks", "Clocks", TransferClocks, tuple(sorted(CLOCKED))),
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
        self.tabs = LateTabs(context, "Parts of the transfers page", _TAB_KEY, PARTS)
        self.setLayout(column(self.tabs, spacing=0))
        self.setFocusProxy(self.tabs)

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
        return self.tabs.turn_to(key)

    def refresh(self) -> None:
        """Read the tab in sight anew, if something changed that it shows; the others when they are come to."""
        self.tabs.refresh()

    def focus_search(self) -> bool:
        """Put the cursor in the filter of the tab in sight."""
        line = getattr(self.tabs.here, "words", None)
        if line is not None:
            line.setFocus()
        return line is not None

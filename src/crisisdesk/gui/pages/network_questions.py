"""What is asked of the network beside its picture, and what of the answer is drawn on it: one tab a question."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.network_asks import LossPanel, ReachPanel
from crisisdesk.gui.pages.network_drawing import Drawn, Wanted, read_other
from crisisdesk.gui.pages.network_lists import NetworkLists
from crisisdesk.gui.pages.network_reading import Reading
from crisisdesk.gui.pages.network_time import TimePanel
from crisisdesk.gui.pages.now_findings import FindingsPanel
from crisisdesk.gui.pages.now_reading import Found
from crisisdesk.gui.widgets.record_combo import Suggestion
from crisisdesk.model.desk import DESK_ID
from crisisdesk.network.symbols import symbol_of
from crisisdesk.services.gaps import gaps_with_snoozes
from crisisdesk.services.reaching import contacts
from crisisdesk.services.ways import Reached, reach
from crisisdesk.services.without import Loss, lose
from crisisdesk.store.snapshot import Snapshot

_PAUSE_MS = 400
"""Gaps ask all rules: while nobody looks at them, they wait for the end of a burst of changes."""
Answer = Callable[[Snapshot], Wanted]


class Questions(QObject):
    """The tabs beside the picture. What stands in the tab in front is what the picture shows on top."""

    def __init__(self, context: Context, redraw: Callable[[], None]) -> None:
        super().__init__()
        self.context, self._redraw = context, redraw
        self._reading: Reading | None = None
        self._gaps = Found((), {})
        self._loss: Loss | None = None
        self._reached: Reached | None = None
        self._with_put_off = False
        self.lists = NetworkLists(context)
        self.gaps = FindingsPanel(context, "network.gaps")
        self.gaps.list.header.rename("Gaps")
        self.reach, self.loss, self.time = ReachPanel(context), LossPanel(context), TimePanel(context)
        for panel, title in (
            (self.gaps, "Gaps"),
            (self.reach, "Reach"),
            (self.loss, "Without"),
            (self.time, "Time"),
        ):
            self.lists.addTab(panel, title)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._read_gaps)
        self.gaps.wants_all.connect(self._read_put_off)
        self.gaps.list.table.stood_on.connect(lambda _key: self._redraw())
        self.reach.asked.connect(self._ask_ways)
        self.loss.asked.connect(self._ask_loss)
        self.time.changed.connect(redraw)
        self.lists.currentChanged.connect(lambda _tab: redraw())

    @property
    def shows_ways(self) -> bool:
        """Whether the picture is that of ways, and not of the network."""
        return self.lists.currentWidget() is self.reach and bool(self._reached and self._reached.ways)

    def forget(self) -> None:
        """Another case has other answers."""
        self._loss = self._reached = None
        self.loss.put_back()
        self.reach.show_ways(None)

    def take(self, reading: Reading) -> None:
        """Ask anew what depends on what was read."""
        self._reading = reading
        self.time.show_ever(reading.ever, reading.as_of.date())
        if self.lists.currentWidget() is self.gaps:
            self._read_gaps()
        else:
            self._pause.start()
        desk = self.context.desk
        desk.fetch(partial(_suggestions, case_id=reading.case_id), self._offer, key=(self, "known"))
        self.reach.ask()
        if self.loss.taken_out:
            self._ask_loss(self.loss.taken_out)

    def answered(self, wanted: Wanted) -> Answer:
        """What is wanted of the picture, together with what the tab in front asks for."""
        tab, time = self.lists.currentWidget(), self.time
        day = None if time.day == wanted.reading.as_of.date() else time.day
        wanted = replace(wanted, day=day, undated=time.undated.isChecked())
        if tab is self.gaps:
            current = self.gaps.current
            focus = current.key if current is not None and self.gaps.list.table.hasFocus() else ""
            return lambda _view: replace(wanted, gaps=self._gaps.findings, only_gap=focus)
        if tab is self.reach:
            return lambda _view: replace(wanted, reached=self._reached)
        if tab is self.loss:
            return lambda _view: replace(wanted, loss=self._loss)
        if tab is time and time.compared is not None:
            read = partial(
                read_other,
                workspace=self.context.desk.workspace,
                reading=wanted.reading,
                compared=time.compared,
            )
            return lambda view: replace(wanted, other=read(view))
        return lambda _view: wanted

    def show_drawn(self, found: Drawn) -> None:
        """List what changed."""
        names = {node.id: node.caption for node in found.network.nodes}
        self.time.show_changes(found.changes, names)

    # -- gaps ---------------------------------------------------------------------------------------------

    def _read_gaps(self) -> None:
        case_id, put_off = self._reading.case_id if self._reading else "", self._with_put_off

        def read(view: Snapshot) -> Found:
            found = gaps_with_snoozes(view, case_id, snoozed=put_off)
            ids = {key for one in found for key in (*one.records, *one.evidence, one.case_id) if key}
            return Found(found, view.captions(sorted(ids)))

        self.context.desk.fetch(read, self._take_gaps, key=(self, "gaps"))

    def _take_gaps(self, found: Found) -> None:
        self._gaps = found
        self.gaps.show_found(found)
        tab = self.lists.indexOf(self.gaps)
        self.lists.setTabText(tab, f"Gaps {len(found.findings)}")
        if self.lists.currentIndex() == tab:
            self._redraw()

    def _read_put_off(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        self._with_put_off = wanted
        self._read_gaps()

    # -- reach, without -----------------------------------------------------------------------------------

    def _offer(self, found: tuple[Sequence[Suggestion], str]) -> None:
        self.reach.offer(*found)
        self.loss.offer([one for one in found[0] if one[0] != DESK_ID])

    def _ask_ways(self, source: str, target: str) -> None:
        case_id = self._reading.case_id if self._reading else ""
        read = partial(reach, source=source, target=target, case_id=case_id)
        self.context.desk.fetch(read, self._take_ways, key=(self, "ways"))

    def _take_ways(self, reached: Reached) -> None:
        self._reached = reached
        self.reach.show_ways(reached)
        self._redraw()

    def _ask_loss(self, ids: list[str]) -> None:
        case_id = self._reading.case_id if self._reading else ""
        if not ids:
            self._take_loss((None, {}))
            return

        def read(view: Snapshot) -> tuple[Loss, dict[str, str]]:
            loss = lose(view, ids, case_id)
            ends = [end for pair in loss.parted for end in pair]
            return loss, view.captions([*loss.removed, *loss.tasks_lost, *loss.unreachable, *ends])

        self.context.desk.fetch(read, self._take_loss, key=(self, "loss"))

    def _take_loss(self, found: tuple[Loss | None, dict[str, str]]) -> None:
        self._loss = found[0]
        self.loss.show_loss(*found)
        self._redraw()


def _suggestions(view: Snapshot, case_id: str) -> tuple[list[Suggestion], str]:
    """Everybody and everything that a way can lead to, by name; and what the desk is called."""
    network = contacts(view, case_id).network
    known = [
        (node.id, node.caption, symbol_of(node.kind).label)
        for node in network.nodes
        if node.kind != "channel"
    ]
    return sorted(known, key=lambda one: one[1].casefold()), network.node(DESK_ID).caption

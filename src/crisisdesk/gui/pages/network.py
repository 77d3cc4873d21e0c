"""The coordination network: a picture, its list twin, what is asked of it, and what is known of the node that is chosen."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.graphics.node_map import NodeMap
from crisisdesk.gui.graphics.picture_view import PictureView
from crisisdesk.gui.leaving import enter_file
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.network_arranging import Arrangement, Key
from crisisdesk.gui.pages.network_bar import NetworkBar
from crisisdesk.gui.pages.network_detail import NodeDetail
from crisisdesk.gui.pages.network_drawing import Drawn, Wanted, drawn
from crisisdesk.gui.pages.network_export import KINDS, export_shown, file_name
from crisisdesk.gui.pages.network_live import Settling
from crisisdesk.gui.pages.network_questions import Questions
from crisisdesk.gui.pages.network_reading import (
    Reading,
    around,
    between,
    groups_of,
    kinds_of,
    marked,
    matching,
    read_network,
    record_of,
)
from crisisdesk.gui.pages.network_showing import LARGE, from_memory
from crisisdesk.gui.pages.network_views import Kept, KeptViews, read_views
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.network.graph import Network
from crisisdesk.network.themes import ThemeName
from crisisdesk.services.following import FOLLOWED
from crisisdesk.store.changes import Change, ChangeSet
from crisisdesk.store.snapshot import Snapshot

_DOWN = Qt.Orientation.Vertical
_EMPTY = (
    "No links yet. The network draws itself from links, hotlines, posts, commitments, measures and transfers: "
    "record who consults, supplies or clears whom."
)


class NetworkPage(Page):
    """Who is linked to whom, for one case or the whole desk."""

    key, title, help = "network", "Network", "network"
    follows = (
        *FOLLOWED,
        "saved_view",
        "snooze",
        "red_line",
        "person",
        "decision",
        "agency_position",
        "log_entry",
    )
    creates = "link"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.case_id = str(context.memory.get("network.case", context.memory.get("case.last", "")))
        self._reading: Reading | None = None
        self._drawn = Drawn(Network(), {}, None, {})
        self._news: list[Change] = []
        context.desk.moved.connect(self._forget)
        self.arrangement = Arrangement(context, self)
        self.bar = NetworkBar(context.look)
        self.views = KeptViews(context, self.arrangement, self.bar.views_menu)
        self.picture, self.large = PictureView(context.look), NetworkView(context.look)
        self.settling = Settling(
            self.large,
            lambda places: self.arrangement.become("it settled", self.arrangement.choice, places),
        )
        self._nothing = EmptyState(context.look, "waypoints", _EMPTY, "Record a link…", self._new_link)
        self.questions = Questions(context, self._draw)
        self.lists, self.detail = self.questions.lists, NodeDetail(context)
        self.stack = QStackedWidget()
        for widget in (self.picture, self.large, self._nothing):
            self.stack.addWidget(widget)
        self._lay_panes()
        self._connect()

    def open(self, target: Target) -> None:
        """Show the network of a case; without one, the one shown before."""
        if target.record_id and target.record_id != self.case_id:
            self._choose_case(target.record_id)

    def refresh(self) -> None:
        """Read the network anew."""
        case_id, known, news = self.case_id, self._reading, list(self._news)

        def read(view: Snapshot) -> tuple[Reading, list[Kept]]:
            reading = read_network(view, case_id, known, news)
            return reading, read_views(view, reading.case_id)

        def take(found: tuple[Reading, list[Kept]]) -> None:
            # What came later is still to be read; an answer that was overtaken has left its news to the next.
            self._news = self._news[len(news) :]
            self._take(*found)

        self.context.desk.fetch(read, take, key=(self, "network"))

    def _refresh_if_touched(self, changes: ChangeSet) -> None:
        """Note what is new, so that only that is read."""
        self._news += changes.changes
        super()._refresh_if_touched(changes)

    def _forget(self) -> None:
        """Another moment has another network."""
        self._reading, self._news = None, []

    def focus_search(self) -> bool:
        """Put the cursor in the line of words."""
        self.bar.words.setFocus()
        return True

    @property
    def view(self) -> NodeMap:
        """The picture in use: as printed, or from memory where the network is large."""
        return self.large if self._drawn.shown is None and len(self._shown.nodes) >= LARGE else self.picture

    @property
    def _shown(self) -> Network:
        return self._drawn.network

    # -- building -----------------------------------------------------------------------------------------

    def _lay_panes(self) -> None:
        memory = self.context.memory
        side = RememberingSplitter(
            "Lists and detail", [self.lists, self.detail], memory, "network.side", _DOWN
        )
        if "network.side" not in memory:
            side.setSizes([330, 170])
        panes = RememberingSplitter("Picture and lists", [self.stack, side], memory, "network.panes")
        panes.setStretchFactor(0, 1)
        if "network.panes" not in memory:
            panes.setSizes([760, 420])
        box = column(self.bar, panes, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.setFocusProxy(self.lists.nodes)

    def _connect(self) -> None:
        bar = self.bar
        bar.case_chosen.connect(self._choose_case)
        choose = self.arrangement.choose
        self.arrangement.changed.connect(self._draw)
        bar.layout_chosen.connect(lambda n: choose("another layout", lambda now: replace(now, layout=n)))
        bar.detail_chosen.connect(
            lambda n: choose("another detail", lambda now: replace(now, detail=n, centre="", depth=0))
        )
        bar.focus_chosen.connect(self._focus_on)
        bar.switched.connect(self.arrangement.switch)
        bar.legend.toggled.connect(lambda _shown: self._draw())
        bar.words_changed.connect(lambda _text: self._light())
        bar.export.clicked.connect(lambda *_: self.export())
        bar.link.clicked.connect(lambda *_: self._begin_link())
        bar.back.clicked.connect(lambda *_: self.arrangement.back())
        bar.forth.clicked.connect(lambda *_: self.arrangement.forth())
        bar.closer.clicked.connect(lambda *_: self.view.zoom(1.25))
        bar.farther.clicked.connect(lambda *_: self.view.zoom(0.8))
        bar.whole.clicked.connect(lambda *_: self.view.fit())
        for keys, run in (("Alt+Z", self.arrangement.back), ("Alt+Y", self.arrangement.forth)):
            shortcut = QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(run)
        self.picture.resized.connect(self._draw)
        for view in (self.picture, self.large):
            view.node_selected.connect(self._choose_node)
            view.node_opened.connect(self._go_to)
            view.node_moved.connect(self._move_node)
            view.link_drawn.connect(self._draw_link)
            view.asked.connect(self._answer_key)
        self.lists.node_chosen.connect(self._choose_node)
        self.lists.link_chosen.connect(self._choose_link)
        self.lists.opened.connect(self._go_to)
        self.lists.measured.connect(self._draw)
        self.questions.loss.chosen.clicked.connect(lambda *_: self._take_out_chosen())

    # -- reading and drawing ------------------------------------------------------------------------------

    def _choose_case(self, case_id: str) -> None:
        self.case_id = case_id
        self.context.memory["network.case"] = case_id
        self.arrangement.begin(case_id)
        self.questions.forget()
        self.refresh()

    def _take(self, reading: Reading, views: list[Kept]) -> None:
        self._reading, self.case_id = reading, reading.case_id
        self.arrangement.take(reading.case_id, reading.network)
        self.bar.show_cases(reading.cases, reading.case_id)
        self.views.show(views)
        self.questions.take(reading)
        self._draw()

    def _draw(self) -> None:
        """Lay out and draw away from the window's thread; places that are known stay."""
        reading = self._reading
        if reading is None:
            return
        choice, key = self.arrangement.choice, self.arrangement.key
        self.bar.show_choice(choice, kinds_of(reading.network), groups_of(reading.network))
        self._fill_arrange()
        wanted = Wanted(
            reading, choice, self.arrangement.places, self.picture.room, self._theme,
            zoom=self.picture.zoom_wanted, legend=self.bar.legend.isChecked(),
            measure=str(self.lists.measure.currentData()),
        )  # fmt: skip
        answer = self.questions.answered(wanted)
        self.context.desk.fetch(
            lambda view: drawn(answer(view)), partial(self._show, key), key=(self, "drawing"), now=True
        )

    def _show(self, key: Key, found: Drawn) -> None:
        self._drawn = found
        if not self.questions.shows_ways:
            self.arrangement.keep_places(key, found.places)
        if found.shown is not None:
            self.picture.show_picture(found.shown)
        else:
            self.large.show_network(from_memory(found.network, found.places))
        for view in (self.picture, self.large):
            view.movable = (
                bool(found.places) and not self.arrangement.choice.locked and not self.questions.shows_ways
            )
        anything = self._shown.edges or (self._reading is not None and self._reading.ever.edges)
        self.stack.setCurrentWidget(self.view if anything else self._nothing)
        self.questions.show_drawn(found)
        self._light()

    @property
    def _theme(self) -> ThemeName:
        return "dark" if self.context.look.theme.dark else "light"

    # -- arranging ----------------------------------------------------------------------------------------

    def _focus_on(self, depth: int) -> None:
        chosen = self.view.selected_id or self.arrangement.choice.centre
        if depth and not chosen:
            self.bar.focus.setCurrentIndex(0)
            self.context.notify(
                "Choose a node first; then the picture can be cut to what is around it.", "info", False
            )
            return
        centre = chosen if depth else ""
        self.arrangement.choose("another focus", lambda now: replace(now, depth=depth, centre=centre))

    def _fill_arrange(self) -> None:
        menu = self.bar.arrange_menu
        self.arrangement.fill_menu(menu, self.view.selected_id)
        live = menu.addAction("Stop &settling" if self.settling.running else "Let it &settle")
        live.setEnabled(self.view is self.large and not self.arrangement.choice.locked)
        live.triggered.connect(lambda *_: self._settle())
        back, forth = self.arrangement.steps.names
        self.bar.back.setEnabled(bool(back))
        self.bar.back.rename(f"Picture before: {back} (Alt+Z)" if back else "Picture before (Alt+Z)")
        self.bar.forth.setEnabled(bool(forth))

    def _settle(self) -> None:
        """Let a large network move until it rests, or stop it; the places that it comes to are a step of their own."""
        if self.settling.running:
            self.settling.stop()
        else:
            self.settling.start(self._shown, self._drawn.places, frozenset(self.arrangement.choice.pins))
            self._fill_arrange()

    def _move_node(self, node_id: str, x: float, y: float) -> None:
        shown = self._drawn.shown
        self.arrangement.move(node_id, shown.fit.from_frame((x, y)) if shown is not None else (x, y))

    # -- choosing nodes and links -------------------------------------------------------------------------

    def _choose_node(self, node_id: str) -> None:
        self.view.select(node_id)
        self.lists.stand_on_node(node_id)
        self._light()
        self._fill_arrange()
        at = self._shown.index.get(node_id)
        record_type = self._shown.nodes[at].record_type if at is not None else ""
        self.detail.show_record(record_type, record_of(node_id))

    def _choose_link(self, link_id: str) -> None:
        edge = next((edge for edge in self._shown.edges if edge.id == link_id), None)
        if edge is not None:
            self.view.highlight({edge.id, edge.source, edge.target})

    def _light(self) -> None:
        """Light up what was typed for, else the chosen node with its neighbours, else all."""
        words = matching(self._shown, self.bar.words.text())
        chosen = self.view.selected_id
        if words is not None:
            self.view.highlight(between(self._shown, words))
        else:
            self.view.highlight(
                around(self._shown, chosen) if chosen in self._shown.index else marked(self._shown)
            )
        self.lists.show_network(self._shown, words, self._drawn.measured)
        total, links = len(self._shown.nodes), len(self._shown.edges)
        self.bar.count.setText(
            f"{total} nodes, {links} links" if words is None else f"{len(words)} of {total} nodes"
        )

    def _go_to(self, owner: str) -> None:
        edge = next((edge for edge in self._shown.edges if edge.id == owner), None)
        parts = edge.parts if edge is not None else ()
        self.context.go(Target(record_id=record_of(parts[0] if parts else owner.removeprefix("group:"))))

    def _take_out_chosen(self) -> None:
        chosen = self.view.selected_id
        if chosen in self._shown.index:
            self.questions.loss.take_out(chosen, self._shown.node(chosen).caption)
        else:
            self.context.notify("Choose a node first; then it can be taken out.", "info", False)

    # -- links --------------------------------------------------------------------------------------------

    def _new_link(self) -> None:
        self.context.create("link", {"case_id": self.case_id} if self.case_id else {})

    def _begin_link(self) -> None:
        if self.context.desk.at is not None:
            self.context.notify(PAST_IS_READ_ONLY, "info", False)
        elif self.view.begin_link():
            self._answer_key("link")
            self.view.setFocus()
        else:
            self._new_link()

    def _draw_link(self, source: str, target: str) -> None:
        """Make a record of a link that was drawn: between partners, as links are."""
        ends = [self._partner_of(end) for end in (source, target)]
        if self.context.desk.at is not None:
            self.context.notify(PAST_IS_READ_ONLY, "info", False)
        elif not all(ends) or ends[0] == ends[1]:
            self.context.notify(
                "A link joins two different partners; choose one at either end.", "info", False
            )
        else:
            case = {"case_id": self.case_id} if self.case_id else {}
            self.context.create("link", {"from_id": ends[0], "to_id": ends[1], **case})

    def _partner_of(self, node_id: str) -> str:
        """The partner at a node: itself, or whom a post stands for."""
        node = self._shown.node(node_id)
        if node.record_type == "partner":
            return node.id
        stands_for = (e.target for e in self._shown.edges if e.source == node_id and e.kind == "represents")
        return next(stands_for, "")

    def _answer_key(self, asked: str) -> None:
        match asked:
            case "pin":
                self.arrangement.pin(self.view.selected_id)
            case "link":
                self.context.notify("Go to the other end and press L again, or press Esc.", "info", False)
            case _:
                self.context.notify("No link was drawn.", "info", False)

    # -- exporting ----------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a file and write what is shown, as it is laid out, cut and marked."""
        reading, found = self._reading, self._drawn
        if reading is None or not found.network.nodes:
            self.context.notify("There is no network to export yet.", "info", False)
            return

        def write(path: Path) -> None:
            self.context.desk.fetch(
                partial(export_shown, path=path, drawn=found, reading=reading), self._tell
            )

        ask_save(
            self.window(), self.context.memory, "Export the network", file_name(reading), KINDS, then=write
        )

    def _tell(self, path: Path) -> None:
        enter_file(self.context.desk, path, "Network")
        self.context.notify(f"Network exported to {path.name}.", "good", False)

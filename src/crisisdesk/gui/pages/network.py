"""The coordination network: a picture, its list twin, and what is known of the node that is chosen."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.graphics.node_map import NodeMap
from crisisdesk.gui.graphics.picture_view import PictureView, Shown
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.network_bar import NetworkBar
from crisisdesk.gui.pages.network_detail import NodeDetail
from crisisdesk.gui.pages.network_export import KINDS, export_shown, file_name
from crisisdesk.gui.pages.network_lists import NetworkLists
from crisisdesk.gui.pages.network_reading import (
    Places,
    Reading,
    around,
    between,
    cut,
    kinds_of,
    laid_out,
    matching,
    read_network,
    record_of,
)
from crisisdesk.gui.pages.network_showing import LARGE, as_printed, from_memory
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.network.graph import Network
from crisisdesk.network.themes import ThemeName
from crisisdesk.store.snapshot import Snapshot

_DOWN = Qt.Orientation.Vertical
_AT_FIRST_HIDDEN = ["channel"]
"""A post's telephone says little that the post does not."""
_EMPTY = (
    "No links yet. The network draws itself from links, hotlines, posts, commitments, measures and transfers: "
    "record who consults, supplies or clears whom."
)


class NetworkPage(Page):
    """Who is linked to whom, for one case or the whole desk."""

    key, title, help = "network", "Network", "network"
    creates = "link"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.case_id = str(context.memory.get("network.case", context.memory.get("case.last", "")))
        self._reading: Reading | None = None
        self._shown = Network()
        self._depth, self._centre = 0, ""
        self._places: dict[tuple[str, str, str, int], Places] = {}
        hidden = context.memory.get("network.hidden", _AT_FIRST_HIDDEN)
        self.bar = NetworkBar(context.look, hidden if isinstance(hidden, list) else [])
        self.picture, self.large = PictureView(context.look), NetworkView(context.look)
        self._nothing = EmptyState(context.look, "waypoints", _EMPTY, "Record a link…", self._new_link)
        self.lists, self.detail = NetworkLists(context), NodeDetail(context)
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
        read = partial(read_network, case_id=self.case_id)
        self.context.desk.fetch(read, self._take, key=(self, "network"))

    def focus_search(self) -> bool:
        """Put the cursor in the line of words."""
        self.bar.words.setFocus()
        return True

    @property
    def view(self) -> NodeMap:
        """The picture in use: as printed, or from memory where the network is large."""
        return self.large if len(self._shown.nodes) >= LARGE else self.picture

    # -- building -----------------------------------------------------------------------------------------

    def _lay_panes(self) -> None:
        memory = self.context.memory
        side = RememberingSplitter(
            "Lists and detail", [self.lists, self.detail], memory, "network.side", _DOWN
        )
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
        bar.layout_chosen.connect(lambda _name: self._draw())
        bar.focus_chosen.connect(self._focus_on)
        bar.kinds_chosen.connect(self._choose_kinds)
        bar.legend.toggled.connect(lambda _shown: self._draw())
        bar.words_changed.connect(lambda _text: self._light())
        bar.again.clicked.connect(lambda *_: self.lay_out_again())
        bar.export.clicked.connect(lambda *_: self.export())
        bar.closer.clicked.connect(lambda *_: self.view.zoom(1.25))
        bar.farther.clicked.connect(lambda *_: self.view.zoom(0.8))
        bar.whole.clicked.connect(lambda *_: self.view.fit())
        self.picture.resized.connect(self._draw)
        for view in (self.picture, self.large):
            view.node_selected.connect(self._choose_node)
            view.node_opened.connect(self._go_to)
        self.lists.node_chosen.connect(self._choose_node)
        self.lists.link_chosen.connect(self._choose_link)
        self.lists.opened.connect(self._go_to)

    # -- reading and drawing ------------------------------------------------------------------------------

    def _choose_case(self, case_id: str) -> None:
        self.case_id, self._centre, self._depth = case_id, "", 0
        self.context.memory["network.case"] = case_id
        self.bar.focus.setCurrentIndex(0)
        self.refresh()

    def _choose_kinds(self) -> None:
        self.context.memory["network.hidden"] = sorted(self.bar.hidden)
        self._draw()

    def _take(self, reading: Reading) -> None:
        self._reading, self.case_id = reading, reading.case_id
        self.bar.show_cases(reading.cases, reading.case_id)
        self.bar.show_kinds(kinds_of(reading.network))
        self._draw()

    def _draw(self) -> None:
        """Lay out and draw away from the window's thread; places that are known stay."""
        reading = self._reading
        if reading is None:
            return
        layout, key = self.bar.layouts.choice, self._key
        held = self._places.get(key, {})
        whole, hidden, centre = reading.network, frozenset(self.bar.hidden), self._centre
        depth, room, theme, legend = self._depth, self.picture.room, self._theme, self.bar.legend.isChecked()

        def draw(_view: Snapshot) -> tuple[Network, Places, Shown | None]:
            shown = cut(whole, hidden, centre, depth)
            places = laid_out(shown if depth else whole, layout, held)
            large = len(shown.nodes) >= LARGE
            return (
                shown,
                places,
                None if large else as_printed(shown, places, reading, room, theme, legend=legend),
            )

        def take(drawn: tuple[Network, Places, Shown | None]) -> None:
            self._show(*drawn, key)

        self.context.desk.fetch(draw, take, key=(self, "drawing"), now=True)

    def _show(
        self, network: Network, places: Places, shown: Shown | None, key: tuple[str, str, str, int]
    ) -> None:
        self._shown = network
        self._places[key] = places
        if shown is None:
            self.large.show_network(from_memory(network, places))
        else:
            self.picture.show_picture(shown)
        self.stack.setCurrentWidget(self.view if network.nodes else self._nothing)
        self._light()

    @property
    def _key(self) -> tuple[str, str, str, int]:
        return self.case_id, self.bar.layouts.choice, self._centre, self._depth

    @property
    def _theme(self) -> ThemeName:
        return "dark" if self.context.look.theme.dark else "light"

    def lay_out_again(self) -> None:
        """Forget the places of what is shown, and lay it out anew."""
        self._places.pop(self._key, None)
        self._draw()

    # -- choosing -----------------------------------------------------------------------------------------

    def _choose_node(self, node_id: str) -> None:
        self.view.select(node_id)
        self.lists.stand_on_node(node_id)
        self._light()
        at = self._shown.index.get(node_id)
        record_type = self._shown.nodes[at].record_type if at is not None else ""
        self.detail.show_record(record_type, record_of(node_id))

    def _choose_link(self, link_id: str) -> None:
        edge = next((edge for edge in self._shown.edges if edge.id == link_id), None)
        if edge is not None:
            self.view.highlight({edge.id, edge.source, edge.target})

    def _light(self) -> None:
        """Light up what was typed for, else the chosen node with its neighbours, else all."""
        fitting = matching(self._shown, self.bar.words.text())
        chosen = self.view.selected_id
        if fitting is not None:
            self.view.highlight(between(self._shown, fitting))
        else:
            self.view.highlight(around(self._shown, chosen) if chosen else None)
        self.lists.show_network(self._shown, fitting)
        total = len(self._shown.nodes)
        self.bar.count.setText(
            f"{total} nodes, {len(self._shown.edges)} links"
            if fitting is None
            else f"{len(fitting)} of {total} nodes"
        )

    def _focus_on(self, depth: int) -> None:
        chosen = self.view.selected_id or self._centre
        if depth and not chosen:
            self.bar.focus.setCurrentIndex(0)
            self.context.notify(
                "Choose a node first; then the picture can be cut to what is around it.", "info", False
            )
            return
        self._depth, self._centre = depth, chosen if depth else ""
        self._draw()

    def _go_to(self, owner: str) -> None:
        self.context.go(Target(record_id=record_of(owner)))

    def _new_link(self) -> None:
        self.context.create("link", {"case_id": self.case_id} if self.case_id else {})

    # -- exporting ----------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a file and write what is shown, as it is laid out and cut."""
        reading = self._reading
        if reading is None or not self._shown.nodes:
            self.context.notify("There is no network to export yet.", "info", False)
            return
        network, places = self._shown, self._places[self._key]

        def write(path: Path) -> None:
            self.context.desk.fetch(
                partial(export_shown, path=path, network=network, places=places, reading=reading), self._tell
            )

        ask_save(
            self.window(), self.context.memory, "Export the network", file_name(reading), KINDS, then=write
        )

    def _tell(self, path: Path) -> None:
        self.context.notify(f"Network exported to {path.name}.", "good", False)

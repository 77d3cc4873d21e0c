"""The list twin of the picture: nodes and links as tables, for the keyboard and for screen readers."""

from collections.abc import Collection, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import column, row
from crisisdesk.model.moments import dtg
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.lines import STATUSES
from crisisdesk.network.marks import mark_named
from crisisdesk.network.measures import MEASURES, measure_named
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.timing import quiet

NODES = (
    Column("caption", "Name", 200, "strong"),
    Column("kind", "Kind", 120),
    Column("links", "Links", 64, "number", hint="With how many others it is linked"),
    Column("measure", "Measure", 90, "number", hint="What is chosen above the list"),
    Column("group", "Role or group", 130, "muted"),
    Column("detail", "Held by", 140, "muted"),
    Column("marking", "Marking", 150, "marking"),
)
LINKS = (
    Column("from", "From", 150, "strong"),
    Column("label", "Link", 130),
    Column("to", "To", 150, "strong"),
    Column("status", "Status", 110, "status"),
    Column("used", "Last used", 140, "moment"),
    Column("begins", "Since", 100),
    Column("strength", "Strength", 80, "number", hint="1 (thin) to 5 (daily work)"),
    Column("detail", "Note", 180, "muted"),
    Column("marking", "Marking", 150, "marking"),
)
_TONES: dict[str, Tone] = {"active": "good", "strained": "warn", "broken": "bad"}


class NetworkLists(QTabWidget):
    """Nodes and links of what the picture shows; what stands in the one stands in the other."""

    node_chosen = Signal(str)
    link_chosen = Signal(str)
    measured = Signal()
    """Another measure is wanted."""
    opened = Signal(str)
    """The id of a node or link, by Enter or double click."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName("What the picture shows, as lists")
        self.tabBar().setStyleSheet("QTabBar::tab { padding: 8px 8px; }")  # six of them side by side
        look, memory = context.look, context.memory
        self._node_rows, self._link_rows = RowTableModel(NODES, self), RowTableModel(LINKS, self)
        self.nodes = TableView(look, "Nodes", self._node_rows, memory, "network.nodes")
        self.links = TableView(look, "Links", self._link_rows, memory, "network.links")
        self.measure = QComboBox()
        self.measure.setAccessibleName("Measure")
        for one in MEASURES:
            if one.of == "node":
                self.measure.addItem(one.label, one.name)
        self.meaning = label("", "small", wrap=True)
        self.measure.activated.connect(lambda _place: self.measured.emit())
        page = QWidget()
        measures = QWidget()
        line = row(self.measure, self.meaning, margins=(8, 0, 8, 0))
        line.setStretch(1, 1)
        measures.setLayout(line)
        page.setLayout(column(measures, self.nodes, spacing=4, margins=(0, 8, 0, 0)))
        page.setFocusProxy(self.nodes)
        self.addTab(page, "Nodes")
        self.addTab(self.links, "Links")
        for table, chosen in ((self.nodes, self.node_chosen), (self.links, self.link_chosen)):
            table.stood_on.connect(chosen)
            table.opened.connect(self.opened)
            table.refused.connect(context.desk.refused)

    def show_network(
        self, network: Network, only: Collection[str] | None, measured: Mapping[str, float]
    ) -> None:
        """List these nodes and links; ``only`` narrows to the nodes that fit what was typed, and their links."""
        self.meaning.setText(measure_named(str(self.measure.currentData())).meaning)
        nodes = [node for node in network.nodes if only is None or node.id in only]
        links = [e for e in network.edges if only is None or e.source in only or e.target in only]
        names = {node.id: node.caption for node in network.nodes}
        for table, rows, columns, found in (
            (self.nodes, self._node_rows, NODES, [_node_row(network, node, measured) for node in nodes]),
            (self.links, self._link_rows, LINKS, [_link_row(edge, names, network.as_of) for edge in links]),
        ):
            stood = table.current_id
            table.blockSignals(True)
            rows.show(ListSource(columns, found))
            if stood:
                table.stand_on(stood)
            table.blockSignals(False)
        self.setTabToolTip(0, f"{len(nodes):,} nodes")
        self.setTabToolTip(1, f"{len(links):,} links")

    def stand_on_node(self, node_id: str) -> None:
        """Stand on a node without telling anyone."""
        if node_id == self.nodes.current_id:
            return
        self.nodes.blockSignals(True)
        if not node_id or not self.nodes.stand_on(node_id):
            self.nodes.clearSelection()
        self.nodes.blockSignals(False)


def _node_row(network: Network, node: Node, measured: Mapping[str, float]) -> Row:
    links = len(network.neighbours[node.id])
    value = measured.get(node.id, 0.0)
    number = Cell(f"{value:.3f}".rstrip("0").rstrip(".") if value else "0", order=value)
    kind = symbol_of(node.kind).label
    return Row(
        node.id,
        (
            Cell(node.caption, hint=_said(node)),
            kind,
            Cell(str(links), order=float(links)),
            number,
            node.group,
            node.detail or (f"{len(node.folded)} within" if node.folded else ""),
            node.marking,
        ),
    )


def _said(node: Node) -> str:
    mark = mark_named(node.mark)
    return f"{node.caption}: {mark.label}" if mark is not None else ""


def _link_row(edge: Edge, names: dict[str, str], moment: datetime | None) -> Row:
    used = Cell(dtg(edge.last_used), order=edge.last_used.timestamp()) if edge.last_used else "unknown"
    return Row(
        edge.id,
        (
            names[edge.source],
            edge.label or edge.kind,
            names[edge.target],
            _state(edge, moment),
            used,
            edge.begins_on.isoformat() if edge.begins_on else "unknown",
            str(edge.strength or ""),
            edge.detail,
            edge.marking,
        ),
    )


def _state(edge: Edge, moment: datetime | None) -> Cell:
    """What the picture says of a link: its mark where it has one, else its state."""
    mark = mark_named(edge.mark)
    if mark is not None:
        return Cell(mark.label, "warn")
    state = STATUSES.get(edge.status, edge.status)
    if moment is not None and quiet(edge, moment):
        return Cell(f"{state}, quiet", "warn", f"It is to be used every {edge.rhythm} days.")
    return Cell(state, _TONES.get(edge.status, "neutral"))

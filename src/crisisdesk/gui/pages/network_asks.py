"""Questions to the network: how somebody is reached now, and what is lost without somebody."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.network_reading import record_of
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.record_combo import RecordCombo, Suggestion
from crisisdesk.model.desk import DESK_ID
from crisisdesk.services.ways import Reached
from crisisdesk.services.without import Loss

_STEPS = (
    Column("way", "Way", 86, "status", sortable=False),
    Column("step", "Over", 160, "strong", sortable=False),
    Column("by", "By", 76, sortable=False),
    Column("against", "Against it", 92, "muted", sortable=False, hint="What speaks against this step now"),
)
_LOST = (
    Column("what", "What is lost", 130, "status"),
    Column("name", "Which", 240, "strong"),
)
_MOST_SUGGESTED = 40


def fitting(known: Sequence[Suggestion], text: str) -> list[Suggestion]:
    """Those in whose caption or detail all words occur; all of them for no words."""
    words = text.casefold().split()
    found = [one for one in known if all(word in f"{one[1]} {one[2]}".casefold() for word in words)]
    return found[:_MOST_SUGGESTED]


class ReachPanel(QWidget):
    """The best way to somebody at this hour, and others that share no point with it."""

    asked = Signal(str, str)
    """From and to, by id."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._known: Sequence[Suggestion] = ()
        self.begin = RecordCombo(context.look, self._suggest, "From")
        self.end = RecordCombo(context.look, self._suggest, "To")
        for title, combo in (("&From", self.begin), ("&To", self.end)):
            combo.chosen.connect(lambda _id: self.ask())
            combo.line.setPlaceholderText(f"{title.replace('&', '')}: type to search")
        self.sentence = label("Choose whom you want to reach.", "muted", wrap=True)
        self.list = NowList(
            context, "Ways", "network.ways", _STEPS,
            ("waypoints", "Whom do you want to reach? The way weighs hours, missed tests, markings and how close a link is."),
            framed=False, stretched="step",
        )  # fmt: skip
        self.list.opened.connect(lambda key: context.go(Target(record_id=record_of(key.partition("#")[2]))))
        box = column(self.begin, self.end, self.sentence, self.list, spacing=8, margins=(12, 12, 12, 0))
        box.setStretch(3, 1)
        self.setLayout(box)
        self.setFocusProxy(self.end)

    def offer(self, known: Sequence[Suggestion], home: str) -> None:
        """Let these be chosen; the desk itself, called ``home``, is where a way begins if nobody says otherwise."""
        self._known = known
        if not self.begin.record_id:
            self.begin.put(DESK_ID, home)

    def ask(self) -> None:
        """Ask for the ways between the two that are chosen."""
        if self.begin.record_id and self.end.record_id:
            self.asked.emit(self.begin.record_id, self.end.record_id)

    def put_end(self, node_id: str, caption: str) -> None:
        """Choose whom to reach, and ask."""
        self.end.put(node_id, caption)
        self.ask()

    def show_ways(self, reached: Reached | None) -> None:
        """List the steps of each way."""
        rows: list[Row] = []
        for number, way in enumerate(reached.ways if reached else ()):
            name = Cell("Best", "good") if number == 0 else Cell(f"Other {number}", "info")
            for at, (node_id, edge) in enumerate(zip(way.nodes[1:], way.edges, strict=True)):
                node = reached.network.node(node_id) if reached else None
                against = "; ".join(_against(way.reasons, at, reached, way.nodes)) if reached else ""
                caption = node.caption if node else node_id
                rows.append(
                    Row(f"{number}.{at}#{node_id}", (name, caption, edge.label or edge.kind, against))
                )
        self.list.show_rows(rows, len(reached.ways) if reached else 0)
        self.sentence.setText(reached.sentence if reached else "Choose whom you want to reach.")

    def _suggest(self, text: str) -> list[Suggestion]:
        return fitting(self._known, text)


def _against(reasons: Sequence[str], at: int, reached: Reached, nodes: Sequence[str]) -> list[str]:
    one, two = (reached.network.node(node).caption for node in nodes[at : at + 2])
    begin = f"{one} to {two}: "
    return [reason.removeprefix(begin) for reason in reasons if reason.startswith(begin)]


class LossPanel(QWidget):
    """Take somebody out, and see which tasks, partners and pairs lose their path."""

    asked = Signal(list)
    """The ids of all that is taken out."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._known: Sequence[Suggestion] = ()
        self._out: dict[str, str] = {}
        self.out = RecordCombo(context.look, self._suggest, "Take out")
        self.out.line.setPlaceholderText("Take out: a person, post, line or partner")
        self.out.chosen.connect(self._take_out)
        self.chosen = push_button("Take out the c&hosen node")
        self.back = push_button("Put &all back", self.put_back)
        self.sentence = label("Nothing is taken out.", "muted", wrap=True)
        self.list = NowList(
            context, "What is lost", "network.lost", _LOST,
            ("unlink", "Take a person, post, line or partner out: here stands which tasks lose their path, and who loses whom."),
            framed=False, stretched="name",
        )  # fmt: skip
        self.list.opened.connect(lambda key: context.go(Target(record_id=record_of(key.partition("#")[2]))))
        buttons = QWidget()
        buttons.setLayout(row(self.chosen, self.back, None))
        box = column(self.out, buttons, self.sentence, self.list, spacing=8, margins=(12, 12, 12, 0))
        box.setStretch(3, 1)
        self.setLayout(box)
        self.setFocusProxy(self.out)

    @property
    def taken_out(self) -> list[str]:
        """The ids of all that is taken out."""
        return list(self._out)

    def offer(self, known: Sequence[Suggestion]) -> None:
        """Let these be taken out."""
        self._known = known

    def take_out(self, node_id: str, caption: str) -> None:
        """Take one more out, and ask."""
        self._out[node_id] = caption
        self.asked.emit(list(self._out))

    def put_back(self) -> None:
        """Take nothing out any more."""
        self._out.clear()
        self.out.put("", "")
        self.asked.emit([])

    def show_loss(self, loss: Loss | None, names: dict[str, str]) -> None:
        """List what is lost."""
        if loss is None or not self._out:
            self.sentence.setText("Nothing is taken out.")
            self.list.show_rows([])
            return
        rows = [Row(f"task#{key}", (Cell("Task", "bad"), names.get(key, key))) for key in loss.tasks_lost]
        rows += [
            Row(f"lost#{key}", (Cell("Out of reach", "warn"), names.get(key, key)))
            for key in loss.unreachable
        ]
        rows += [
            Row(
                f"{one}/{two}#{one}",
                (Cell("Parted", "warn"), f"{names.get(one, one)} and {names.get(two, two)}"),
            )
            for one, two in loss.parted
        ]
        without = ", ".join(self._out.values())
        told = (
            (loss.tasks_lost, "tasks without a path:"),
            (loss.unreachable, "out of reach:"),
            (loss.parted, "pairs parted:"),
        )
        counts = ", ".join(f"{name} {len(part)}" for part, name in told if part)
        self.sentence.setText(f"Without {without}: {counts if rows else 'nothing is lost'}.")
        self.list.show_rows(rows)

    def _take_out(self, node_id: str) -> None:
        if node_id:
            self.take_out(node_id, next((one[1] for one in self._known if one[0] == node_id), node_id))

    def _suggest(self, text: str) -> list[Suggestion]:
        return fitting(self._known, text)

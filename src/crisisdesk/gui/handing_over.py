"""Handing the watch over and taking it over: a pack that is signed, and acknowledged item by item."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.plain import add_choice, label, selectable
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg
from crisisdesk.model.watch import Handover, HandoverItem
from crisisdesk.services.handover_pack import KINDS, HandoverPack
from crisisdesk.services.handovers import acknowledge, hand_over, prepare_handover
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

SIZE = (860, 600)
WHOLE_DESK = "All open cases"
KIND_WORDS = {
    "change": "What changed",
    "open_loop": "Open loop",
    "clock": "Clock",
    "call": "Call",
    "decision": "Decision",
    "quiet_line": "Quiet line",
    "do_not_say": "Not to be said",
}
ITEMS = (
    Column("kind", "Kind", 120, "muted"),
    Column("text", "What the next officer must know", 540),
    Column("due", "Next due", 130, "moment"),
)
READ_ITEMS = (
    Column("state", "State", 100, "status"),
    ITEMS[0],
    Column("text", ITEMS[1].caption, 440),
    ITEMS[2],
)
_SAY_LINES = 3


class _Watch(QDialog):
    """A dialog with a heading, a place for refusals, and the focus given back at its end."""

    def __init__(self, context: Context, window: QWidget, heading: str) -> None:
        super().__init__(window)
        self.context = context
        self._was_focused = QGuiApplication.focusObject()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.resize(*SIZE)
        self.refusal = label("", wrap=True)
        self.refusal.setProperty("tone", "bad")
        self.refusal.hide()

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; everything stays as it was typed."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def forbid(self, *widgets: QWidget) -> None:
        """In the past nothing can be handed over."""
        if self.context.desk.at is not None:
            for widget in widgets:
                widget.setEnabled(False)
                widget.setAccessibleDescription(PAST_IS_READ_ONLY)
            self.refuse(PAST_IS_READ_ONLY)


# -- going -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pack, and the open cases that one may be made of."""

    pack: HandoverPack
    cases: tuple[tuple[str, str], ...]


class HandOverDialog(_Watch):
    """Prepares the pack of the open cases, or of one, shows what is in it, and signs it."""

    def __init__(self, context: Context, window: QWidget, case_id: str = "") -> None:
        super().__init__(context, window, "Hand over the watch")
        self._wanted = case_id
        self.scope = QComboBox()
        self.scope.setAccessibleName("What is handed over")
        self.scope.addItem(WHOLE_DESK, "")
        self.incoming = QLineEdit()
        self.incoming.setAccessibleName("Who takes over")
        self.incoming.setPlaceholderText("Name of the next officer")
        self.silence = QPlainTextEdit()
        self.silence.setAccessibleName("What must not be said, one item for each line")
        self.silence.setPlaceholderText("What must not be said, one item for each line")
        self.silence.setTabChangesFocus(True)
        self.silence.setFixedHeight(self.fontMetrics().lineSpacing() * _SAY_LINES + 20)
        self.left_open = QLineEdit()
        self.left_open.setAccessibleName("Why overdue work without an owner is left open")
        self._unowned = label("", "strong", wrap=True)
        self._unowned.setProperty("tone", "warn")
        self.state = selectable("")
        self.state.setAccessibleName("State in five lines")
        self.model = RowTableModel(ITEMS, self)
        self.table = TableView(
            context.look, "What is handed over", self.model, context.memory, "handover.columns"
        )
        self._count = label("", "muted")
        self.sign = push_button("Hand over and &sign", self._sign, primary=True)
        self._lay_out()
        self.scope.activated.connect(lambda _number: self._prepare())
        self.incoming.returnPressed.connect(self._sign)
        self.left_open.returnPressed.connect(self._sign)
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.activated.connect(self._sign)
        self.forbid(self.sign)
        self._prepare()
        self.incoming.setFocus()

    def _lay_out(self) -> None:
        who = row(_captioned("&Cases", self.scope), _captioned("&To officer", self.incoming))
        who.setStretch(0, 1)
        who.setStretch(1, 1)
        box = column(label("Hand over the watch", "heading"), spacing=8, margins=(24, 16, 24, 16))
        box.addLayout(who)
        text = QScrollArea()
        self.state.setContentsMargins(8, 4, 8, 4)
        text.setWidget(self.state)
        text.setWidgetResizable(True)
        text.setAccessibleName("State in five lines")
        for widget in (text, self._count, self.table, self.silence, self._unowned, self.left_open):
            box.addWidget(widget)
        box.setStretchFactor(text, 2)
        box.setStretchFactor(self.table, 3)
        box.addWidget(self.refusal)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.sign))
        self.setLayout(box)

    def _prepare(self) -> None:
        case_id = str(self.scope.currentData() or "") if self.scope.count() > 1 else self._wanted
        actor = self.context.desk.workspace.actor
        self.context.desk.fetch(
            lambda view: _prepared(view, case_id, actor),
            self._show,
            key=(self, "pack"),
            now=True,
            refused=self.refuse,
        )

    def _show(self, prepared: Prepared) -> None:
        pack = prepared.pack
        if self.scope.count() == 1:
            for case_id, title in prepared.cases:
                add_choice(self.scope, title, case_id)
            self.scope.setCurrentIndex(max(0, self.scope.findData(self._wanted)))
        self.state.setText(pack.state)
        rows = [
            Row(str(number), (KIND_WORDS[item.kind], Cell(item.text, hint=item.text), _due(item.due_at)))
            for number, item in enumerate(sorted(pack.items, key=lambda item: KINDS.index(item.kind)))
        ]
        self.model.show(ListSource(ITEMS, rows))
        self._count.setText(
            f"{len(rows):,} items, marked {pack.marking}; each is to be read by the next officer."
        )
        self._unowned.setText(
            f"{len(pack.unowned):,} overdue actions belong to nobody: give them an owner, or say why not."
        )
        self._unowned.setVisible(bool(pack.unowned))
        self.left_open.setVisible(bool(pack.unowned))

    def _sign(self) -> None:
        if not self.sign.isEnabled():
            return
        if not self.incoming.text().strip():
            self.refuse("Name the officer who takes over.")
            self.incoming.setFocus()
            return
        case_id = str(self.scope.currentData() or "")
        write = partial(
            hand_over,
            case_ids=[case_id] if case_id else [],
            incoming=self.incoming.text().strip(),
            do_not_say=self.silence.toPlainText(),
            left_open=self.left_open.text(),
        )
        self.sign.setEnabled(False)
        self.context.desk.perform("Hand over the watch", write, self._signed, self._refused)

    def _signed(self, handover: Handover) -> None:
        self.accept()
        self.context.notify(f"The watch is handed over to {handover.incoming}.", "good", True)

    def _refused(self, sentence: str) -> None:
        self.sign.setEnabled(True)
        self.refuse(sentence)


def _prepared(view: Snapshot, case_id: str, actor: str) -> Prepared:
    cases = tuple(
        (case.id, case.title) for case in view.all(CrisisCase, order=CrisisCase.title) if case.is_open
    )
    pack = prepare_handover(view, [case_id] if case_id else [], actor)
    return Prepared(pack, cases)


# -- coming ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """The handovers that are not wholly read, the newest first, each with its items."""

    handovers: tuple[tuple[Handover, tuple[HandoverItem, ...]], ...]


class TakeOverDialog(_Watch):
    """Reads a handover item by item: Space or Enter takes note of one; what nobody read stays marked."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(context, window, "Take over the watch")
        self._waiting = Waiting(())
        self.which = QComboBox()
        self.which.setAccessibleName("Handover")
        self.reader = QLineEdit(context.desk.workspace.actor)
        self.reader.setAccessibleName("Your name")
        self.state = selectable("")
        self.state.setAccessibleName("State in five lines")
        self._count = label("", "strong")
        self.model = RowTableModel(READ_ITEMS, self)
        self.table = TableView(
            context.look, "Items of the handover", self.model, context.memory, "takeover.columns"
        )
        self.open_record = push_button("&Open the record", self._open_record)
        self.note = push_button("&Acknowledge item", self._acknowledge_current)
        self.all = push_button("Acknowledge a&ll", lambda: self._acknowledge(None))
        self.sign = push_button("&Sign as it is", self._sign)
        self._lay_out()
        self.which.activated.connect(lambda _number: self._show_chosen())
        self.table.opened.connect(lambda _id: self._acknowledge_current())
        space = QShortcut(QKeySequence("Space"), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._acknowledge_current)
        self.forbid(self.note, self.all, self.sign)
        self._read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        who = row(_captioned("&Handover", self.which), _captioned("&Your name", self.reader))
        who.setStretch(0, 2)
        who.setStretch(1, 1)
        box = column(label("Take over the watch", "heading"), spacing=8, margins=(24, 16, 24, 16))
        box.addLayout(who)
        for widget in (self.state, self._count, self.table, self.refusal):
            box.addWidget(widget)
        box.setStretchFactor(self.table, 1)
        close = push_button("Close", self.reject)
        box.addLayout(row(self.open_record, None, self.sign, self.all, self.note, close))
        self.setLayout(box)

    def _read(self) -> None:
        self.context.desk.fetch(_waiting, self._take, key=(self, "waiting"), now=True)

    def _take(self, waiting: Waiting) -> None:
        chosen = self.which.currentData()
        self._waiting = waiting
        self.which.clear()
        for handover, items in waiting.handovers:
            unread = sum(item.read_at is None for item in items)
            signed = "signed" if handover.acknowledged_at else "not signed"
            when = dtg(handover.at) if handover.at else ""
            words = f"{when} · {handover.outgoing} to {handover.incoming or 'the next officer'} · {unread} unread, {signed}"
            add_choice(self.which, words, handover.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self._show_chosen()

    def _show_chosen(self) -> None:
        number = self.which.currentIndex()
        if not 0 <= number < len(self._waiting.handovers):
            self.state.setText("No handover waits: every item of every handover has been read.")
            self._count.setText("")
            self.model.show(ListSource(READ_ITEMS, ()))
            for button in (self.note, self.all, self.sign, self.open_record):
                button.setEnabled(False)
            return
        handover, items = self._waiting.handovers[number]
        stood = self.table.current_id
        self.state.setText(handover.state)
        unread = [item for item in items if item.read_at is None]
        self._count.setText(f"{len(unread):,} of {len(items):,} items unread")
        self.model.show(ListSource(READ_ITEMS, [_item_row(item) for item in items]))
        place = self.model.place(stood)
        standing = place if place is not None and items[place].read_at is None else None
        first = next((n for n, item in enumerate(items) if item.read_at is None), 0)
        if items:
            self.table.selectRow(first if standing is None else standing)
        live = self.context.desk.at is None
        self.sign.setEnabled(live and handover.acknowledged_at is None)
        self.note.setEnabled(live and bool(unread))
        self.all.setEnabled(live and bool(unread))

    def _acknowledge_current(self) -> None:
        if self.table.current_id and self.note.isEnabled():
            self._acknowledge([self.table.current_id])

    def _sign(self) -> None:
        self._acknowledge([], sign=True)

    def _acknowledge(self, items: Sequence[str] | None, *, sign: bool | None = None) -> None:
        handover = str(self.which.currentData() or "")
        if not handover:
            return
        self.refuse("")
        write: Callable[[Transaction], Handover] = partial(
            acknowledge, handover_id=handover, item_ids=items, by=self.reader.text().strip(), sign=sign
        )
        self.context.desk.perform("Acknowledge a handover", write, self._acknowledged, self.refuse)

    def _acknowledged(self, handover: Handover) -> None:
        del handover
        self._read()

    def _open_record(self) -> None:
        number = self.which.currentIndex()
        if not 0 <= number < len(self._waiting.handovers):
            return
        items = {item.id: item for item in self._waiting.handovers[number][1]}
        item = items.get(self.table.current_id)
        if item is None or not item.record_key:
            self.refuse("This item is about no record.")
            return
        self.reject()
        self.context.go(Target(record_id=item.record_key))


def _waiting(view: Snapshot) -> Waiting:
    items: dict[str, list[HandoverItem]] = {}
    for item in view.all(HandoverItem):
        items.setdefault(item.handover_id, []).append(item)
    found = []
    for handover in view.all(Handover):
        own = sorted(items.get(handover.id, []), key=_order)
        if handover.is_open or any(item.read_at is None for item in own):
            found.append((handover, tuple(own)))
    found.sort(key=lambda pair: pair[0].at or view.moment, reverse=True)
    return Waiting(tuple(found))


def _order(item: HandoverItem) -> tuple[bool, int, str, str]:
    place = KINDS.index(item.kind) if item.kind in KINDS else len(KINDS)
    return item.read_at is not None, place, str(item.due_at or "9999"), item.id


def _item_row(item: HandoverItem) -> Row:
    state = Cell("Read", "good", dtg(item.read_at)) if item.read_at else Cell("Unread", "warn")
    kind = KIND_WORDS.get(item.kind, item.kind.replace("_", " ").capitalize())
    return Row(item.id, (state, kind, Cell(item.text, hint=item.text), _due(item.due_at)))


def _due(at: datetime | None) -> str | Cell:
    return Cell(dtg(at), order=at.timestamp()) if at is not None else ""


def _captioned(text: str, field: QWidget) -> QWidget:
    caption, whole = label(text), QWidget()
    caption.setBuddy(field)
    whole.setLayout(column(caption, field, spacing=4))
    return whole


def hand_over_watch(context: Context, window: QWidget, case_id: str = "") -> HandOverDialog:
    """Open the dialog by which the officer who goes hands over a case, or all that are open."""
    dialog = HandOverDialog(context, window, case_id)
    dialog.open()
    return dialog


def take_over(context: Context, window: QWidget) -> TakeOverDialog:
    """Open the dialog by which the officer who comes reads and signs."""
    dialog = TakeOverDialog(context, window)
    dialog.open()
    return dialog

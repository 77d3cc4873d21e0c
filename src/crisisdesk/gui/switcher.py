"""Go to any record from a few letters (Ctrl+P), those visited last first."""

from collections.abc import MutableMapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.search_list import ICONS, OTHER_ICON
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.entry_list import Entry, EntryDelegate, EntryModel
from crisisdesk.gui.widgets.parts import column
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.snapshot import Snapshot

RECENT = "switcher.recent"
REMEMBERED, SHOWN, PAUSE_MS = 40, 20, 60
WIDTH, HEIGHT = 640, 440
_LENT = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_LABELS = {kind.__tablename__: kind.__label__ for kind in RECORD_TYPES}
_NONE = "Nothing is called so; Ctrl+F looks into texts, too."
_NO_RECENT = "Type a name. Records that you visit are listed here, the newest first."


def note_visit(memory: MutableMapping[str, object], record_id: str) -> None:
    """Remember that a record was gone to."""
    if record_id:
        others = [one for one in recent_ids(memory) if one != record_id]
        memory[RECENT] = [record_id, *others][:REMEMBERED]


def recent_ids(memory: MutableMapping[str, object]) -> list[str]:
    """The records that were gone to, the last first."""
    match memory.get(RECENT):
        case [*kept]:
            return [one for one in kept if isinstance(one, str)]
    return []


def read_recent(view: Snapshot, recent: list[str]) -> list[Entry]:
    """The records that were visited and are still there."""
    names = view.captions(recent)
    return [
        _entry(record_id, view.type_of(record_id) or "", names[record_id])
        for record_id in recent
        if record_id in names
    ][:SHOWN]


def read_fitting(view: Snapshot, typed: str, recent: list[str]) -> list[Entry]:
    """The records that are called so; among them those visited lately first."""
    hits = view.search(typed, limit=SHOWN * 2)
    age = {record_id: number for number, record_id in enumerate(recent)}
    hits.sort(key=lambda hit: (age.get(hit.id, len(recent)), -hit.score))
    return [_entry(hit.id, hit.type, hit.caption) for hit in hits[:SHOWN]]


def _entry(record_id: str, kind: str, caption: str) -> Entry:
    return Entry(record_id, caption, _LABELS.get(kind, ""), icon=ICONS.get(kind, OTHER_ICON))


class Switcher(QDialog):
    """A line and the records that fit, over the upper part of the window. Enter goes there, Escape closes.

    The focus returns to where it was.
    """

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context, self._window = context, window
        self.setProperty("part", "popup")
        self.setWindowTitle("Go to a record")
        self.setAccessibleName("Go to a record")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit()
        self.line.setAccessibleName("Go to a record")
        self.line.setPlaceholderText("Type a part of a name")
        self.line.setClearButtonEnabled(True)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setAccessibleName("Records")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(context.look, self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("", "muted", wrap=True)
        self.setLayout(column(self.line, self._nothing, self.list, margins=(12, 12, 12, 12)))
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._go)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._go())

    def call(self) -> None:
        """Show it, with the records visited last."""
        window = self._window
        self.resize(min(WIDTH, window.width() - 48), min(HEIGHT, window.height() - 96))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 64)))
        self._ask()
        self.show()
        self.line.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Lend the arrow keys to the list while the focus stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _LENT:
            self.list.keyPressEvent(event)
            return True
        return False

    def _ask(self) -> None:
        typed, recent = self.line.text().strip(), recent_ids(self._context.memory)
        self._context.desk.fetch(
            lambda view: read_fitting(view, typed, recent) if typed else read_recent(view, recent),
            self._show,
            key=(self, "fitting"),
        )

    def _show(self, entries: list[Entry]) -> None:
        self.model.show(entries)
        self._nothing.setText(_NONE if self.line.text().strip() else _NO_RECENT)
        self._nothing.setVisible(not entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(0))

    def _go(self) -> None:
        if self._pause.isActive():  # typed on and pressed Enter at once: what is shown is not what was meant
            self._pause.stop()
            typed, recent = self.line.text().strip(), recent_ids(self._context.memory)
            self._context.desk.fetch(
                lambda view: read_fitting(view, typed, recent), self._go_to_first, key=(self, "fitting")
            )
            return
        index = self.list.currentIndex()
        if index.isValid():
            self._leave_for(self.model.entry(index.row()).id)

    def _go_to_first(self, entries: list[Entry]) -> None:
        self._show(entries)
        if entries:
            self._leave_for(entries[0].id)

    def _leave_for(self, record_id: str) -> None:
        note_visit(self._context.memory, record_id)
        self.accept()
        self._context.go(Target(record_id=record_id))

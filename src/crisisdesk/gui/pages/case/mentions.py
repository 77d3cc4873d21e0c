"""``@name`` in a line: completes a partner, post, measure, transfer or decision while it is typed."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView

from crisisdesk.gui.context import Context
from crisisdesk.gui.widgets.entry_list import Entry, EntryDelegate, EntryModel
from crisisdesk.gui.widgets.parts import column
from crisisdesk.services.log_paste import NAMED_TYPES
from crisisdesk.store.folding import fold
from crisisdesk.store.search import Hit
from crisisdesk.store.snapshot import Snapshot

PAUSE_MS = 80
SHOWN = 8
LOOKED_AT = 40
_MENTION = re.compile(r"(?:^|\s)@(\w[\w\s.'-]{0,40})?$")
_ICONS = {
    "partner": "landmark",
    "post": "user",
    "person": "user",
    "measure": "gavel",
    "transfer": "package",
    "decision": "scale",
}
_WORDS = {named.__tablename__: named.__label__ for named in NAMED_TYPES}


def found(view: Snapshot, typed: str) -> list[Hit]:
    """What fits the words typed: what is called so comes first, of these the types in their order."""
    words, order = fold(typed).split(), [named.__tablename__ for named in NAMED_TYPES]
    hits = view.search(typed, NAMED_TYPES, limit=LOOKED_AT)
    hits.sort(key=lambda hit: (any(word not in fold(hit.caption) for word in words), order.index(hit.type)))
    return hits[:SHOWN]


class Mentions(QObject):
    """Watches a line edit. Enter or Tab picks, Escape closes the list, typing goes on in the line."""

    mentioned = Signal(str, str, str)
    """Type, id and name of what was picked; the name stands in the line now."""

    def __init__(self, context: Context, line: QLineEdit) -> None:
        super().__init__(line)
        self._context, self._line = context, line
        self._types: Mapping[str, str] = {}
        self.model = EntryModel(self)
        self.popup = self._made_popup()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        line.textEdited.connect(self._look)
        line.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Lend keys to the list while it is open."""
        if event.type() is QEvent.Type.FocusOut:
            self.popup.hide()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.popup.isVisible():
            return self._took(event)
        return False

    def _took(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._list.keyPressEvent(event)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self.pick(self._list.currentIndex().row())
            case Qt.Key.Key_Escape:
                self.popup.hide()
            case _:
                return False
        return True

    def pick(self, number: int) -> None:
        """Put the name of this row into the line."""
        entry = self.model.entry(number)
        self.popup.hide()
        text, place = self._line.text(), self._line.cursorPosition()
        start = text.rfind("@", 0, place)
        after = text[place:].lstrip()
        self._line.setText(f"{text[:start]}{entry.title} {after}")
        self._line.setCursorPosition(start + len(entry.title) + 1)
        self.mentioned.emit(self._types[entry.id], entry.id, entry.title)

    def _typed(self) -> str | None:
        found = _MENTION.search(self._line.text()[: self._line.cursorPosition()])
        return (found[1] or "").strip() if found else None

    def _look(self) -> None:
        if self._typed():
            self._pause.start()
        else:
            self._pause.stop()
            self.popup.hide()

    def _ask(self) -> None:
        typed = self._typed()
        if typed:
            self._context.desk.fetch(lambda view: found(view, typed), self._offer, key=self)

    def _offer(self, hits: list[Hit]) -> None:
        if not hits or self._typed() is None or not self._line.hasFocus():
            self.popup.hide()
            return
        self._types = {hit.id: hit.type for hit in hits}
        self.model.show([Entry(hit.id, hit.caption, _WORDS[hit.type], icon=_ICONS[hit.type]) for hit in hits])
        self._list.setCurrentIndex(self.model.index(0))
        height = self._list.sizeHintForRow(0) * len(hits) + 8
        below = self._line.mapToGlobal(QPoint(0, self._line.height()))
        self.popup.setGeometry(below.x(), below.y(), min(self._line.width(), 480), height)
        self.popup.show()

    def _made_popup(self) -> QFrame:
        # A tool tip window takes no focus, so that typing goes on in the line.
        popup = QFrame(self._line, Qt.WindowType.ToolTip)
        popup.setProperty("part", "popup")
        self._list = QListView()
        self._list.setAccessibleName("Partners, posts, measures, transfers and decisions")
        self._list.setModel(self.model)
        self._list.setItemDelegate(EntryDelegate(self._context.look, self.model, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(lambda index: self.pick(index.row()))
        popup.setLayout(column(self._list, margins=(1, 1, 1, 1)))
        return popup

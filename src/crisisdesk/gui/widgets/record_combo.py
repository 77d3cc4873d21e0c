"""Pick a record by typing a part of its name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.entry_list import Entry, EntryDelegate, EntryModel
from crisisdesk.gui.widgets.parts import column, row

Suggestion = tuple[str, str, str]
"""Id, caption and detail of a record."""
_CREATE = "\0create"
SHOWN_ROWS = 8


class RecordCombo(QWidget):
    """A line that completes from ``suggest(text)``, best first, and offers to create what is not there.

    The choice changes only by picking: text that names nothing goes back to the choice when the line is left,
    and an emptied line means no record.
    """

    chosen = Signal(str)
    """The id that a person picked; empty for none."""
    create_asked = Signal(str)
    """The text for which a new record is wanted."""

    def __init__(
        self,
        look: Look,
        suggest: Callable[[str], Sequence[Suggestion]],
        name: str,
        *,
        creates: str = "",
    ) -> None:
        """``creates`` names the kind that can be made on the spot ("partner"); empty for none."""
        super().__init__()
        self._suggest, self._creates = suggest, creates
        self._id = self._caption = ""
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("Type to search")
        self.setLayout(row(self.line))
        self.setFocusProxy(self.line)
        self.model = EntryModel(self)
        self.popup = self._made_popup(look, name)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._offer)

    @property
    def record_id(self) -> str:
        """The record that is chosen, empty for none."""
        return self._id

    def put(self, record_id: str, caption: str) -> None:
        """Show a choice without telling anyone."""
        self._id, self._caption = record_id, caption
        self.line.setText(caption)
        self.line.setCursorPosition(0)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the list while it is open; leaving the line ends the search."""
        match event:
            case QKeyEvent() if event.type() is QEvent.Type.KeyPress:
                return self._took_key(event)
            case QFocusEvent() if event.type() is QEvent.Type.FocusOut:
                self._leave()
        return False

    def pick(self, number: int) -> None:
        """Choose what stands in this row of the list."""
        entry = self.model.entry(number)
        self.popup.hide()
        if entry.id == _CREATE:
            self.create_asked.emit(self.line.text().strip())
        else:
            self.put(entry.id, entry.title)
            self.chosen.emit(entry.id)

    def _offer(self, text: str) -> None:
        entries = [Entry(*suggestion) for suggestion in self._suggest(text)]
        wanted = text.strip()
        if self._creates and wanted:
            entries.append(Entry(_CREATE, f"Create {self._creates} “{wanted}”…", icon="plus"))
        self.model.show(entries)
        if not entries:
            self.popup.hide()
            return
        self._list.setCurrentIndex(self.model.index(0))
        height = self._list.sizeHintForRow(0) * min(len(entries), SHOWN_ROWS) + 8
        self.popup.setGeometry(*self._place(height))
        self.popup.show()

    def _place(self, height: int) -> tuple[int, int, int, int]:
        below = self.mapToGlobal(QPoint(0, self.height()))
        screen = self.screen().availableGeometry()
        y = below.y() if below.y() + height <= screen.bottom() else below.y() - self.height() - height
        return below.x(), y, max(self.width(), 280), height

    def _took_key(self, event: QKeyEvent) -> bool:
        is_open = self.popup.isVisible()
        match event.key():
            case Qt.Key.Key_Down if not is_open:
                self._offer(self.line.text())
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown if is_open:
                self._list.keyPressEvent(event)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if is_open:
                self.pick(self._list.currentIndex().row())
            case Qt.Key.Key_Escape if is_open:
                self.popup.hide()
                self.line.setText(self._caption)
            case _:
                return False
        return True

    def _leave(self) -> None:
        self.popup.hide()
        if not self.line.text().strip() and self._id:
            self.put("", "")
            self.chosen.emit("")
        else:
            self.line.setText(self._caption)

    def _made_popup(self, look: Look, name: str) -> QFrame:
        # A tool tip window takes no focus, so that typing goes on in the line.
        popup = QFrame(self, Qt.WindowType.ToolTip)
        popup.setProperty("part", "popup")
        self._list = QListView()
        self._list.setAccessibleName(f"{name}: suggestions")
        self._list.setModel(self.model)
        self._list.setItemDelegate(EntryDelegate(look, self.model, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(lambda index: self.pick(index.row()))
        popup.setLayout(column(self._list, margins=(1, 1, 1, 1)))
        return popup

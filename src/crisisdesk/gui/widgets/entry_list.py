"""A list of things to pick, each with a title, a detail and perhaps its keys; and the line that narrows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column

Index = QModelIndex | QPersistentModelIndex
_PAD = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to pick."""

    id: str
    title: str
    detail: str = ""
    keys: str = ""
    icon: str = ""
    enabled: bool = True


class EntryModel(QAbstractListModel):
    """The entries that fit what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these, in place of those before."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry in this row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; title, detail and keys for a screen reader."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return honest(entry.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be done now is shown, but cannot be picked."""
        if not index.isValid() or not self._entries[index.row()].enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class EntryDelegate(QStyledItemDelegate):
    """Icon and title at the start, the detail muted after it, the keys at the end."""

    def __init__(self, look: Look, model: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line, high enough to hit."""
        return QSize(200, max(30, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one entry."""
        theme, entry = self._look.theme, self._model.entry(index.row())
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(theme.selection))
        text = theme.on_selection if selected else theme.text if entry.enabled else theme.edge
        quiet = theme.on_selection if selected else theme.muted
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        if entry.icon:
            self._look.tinted(entry.icon, quiet, 18).paint(
                painter, QRect(room.left(), rect.center().y() - 9, 18, 18)
            )
            room.setLeft(room.left() + 28)
        room.setRight(room.right() - self._draw_keys(painter, room, entry.keys, quiet))
        metrics = painter.fontMetrics()
        painter.setPen(QColor(text))
        title = metrics.elidedText(honest(entry.title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, title)
        room.setLeft(room.left() + metrics.horizontalAdvance(title) + 12)
        painter.setPen(QColor(quiet))
        detail = metrics.elidedText(honest(entry.detail), Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, detail)
        painter.restore()

    def _draw_keys(self, painter: QPainter, room: QRect, keys: str, color: str) -> int:
        if not keys:
            return 0
        width = painter.fontMetrics().horizontalAdvance(keys) + 12
        box = QRect(room.right() - width, room.center().y() - 11, width, 22)
        painter.setPen(QPen(QColor(self._look.theme.line), 1))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(color))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return width + 12


class EntryPicker(QWidget):
    """A line and the entries that ``suggest`` gives for it; arrows move, Enter picks."""

    picked = Signal(str)

    def __init__(
        self,
        look: Look,
        suggest: Callable[[str], Sequence[Entry]],
        name: str,
        placeholder: str,
        nothing: str = "Nothing fits.",
    ) -> None:
        super().__init__()
        self._suggest = suggest
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setAccessibleName(f"{name}: results")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(look, self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._nothing = label(nothing, "muted")
        self.setLayout(column(self.line, self._nothing, self.list))
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.refresh)
        self.line.returnPressed.connect(self._pick)
        self.list.activated.connect(lambda _index: self._pick())
        self.list.clicked.connect(lambda _index: self._pick())

    def refresh(self) -> None:
        """Ask for the entries anew, and stand on the first that can be picked."""
        entries = self._suggest(self.line.text())
        self.model.show(entries)
        self._nothing.setVisible(not entries)
        first = next((row for row, entry in enumerate(entries) if entry.enabled), None)
        if first is not None:
            self.list.setCurrentIndex(self.model.index(first))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Lend the arrow keys to the list while the focus stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _LENT:
            self.list.keyPressEvent(event)
            return True
        return False

    def _pick(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and self.model.entry(index.row()).enabled:
            self.picked.emit(self.model.entry(index.row()).id)


_LENT = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

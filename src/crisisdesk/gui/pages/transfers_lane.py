"""One column of the pipeline board: its head and its cards, drawn by hand so that thousands scroll well."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.transfers_cards import Card, Lane
from crisisdesk.gui.plain import ElidedLabel, plain_tooltip, set_tooltip
from crisisdesk.gui.widgets.parts import TONE_ICONS, column

Index = QModelIndex | QPersistentModelIndex
WIDTH = 248
_PAD, _GAP, _ICON, _LINES, _BATCH = 10, 8, 14, 4, 200
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()

    def show(self, cards: tuple[Card, ...]) -> None:
        """Show these, in place of those before."""
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def card(self, number: int) -> Card:
        """One of them."""
        return self._cards[number]

    def place(self, card_id: str) -> int | None:
        """Where a card stands, if it is here."""
        return next((number for number, card in enumerate(self._cards) if card.id == card_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; all that stands on the card for the tool tip and a screen reader."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(_said(card))
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip("\n".join(_said(card)))
        return None


def _said(card: Card) -> list[str]:
    line = card.line
    stage = f"{line.status_label}: {line.stage}" if line.stage else line.status_label
    lines = (line.title, line.number, card.recipient, card.channel, stage, card.worth, card.next, card.held)
    return [text for text in lines if text]


class CardDelegate(QStyledItemDelegate):
    """Four lines: what it is; for whom; its value and what is due next; what holds it, or how it is transferred."""

    def __init__(self, look: Look, model: CardModel, parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._model, self._list = look, model, parent

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All cards are of one size."""
        return QSize(WIDTH - 40, option.fontMetrics.height() * _LINES + 2 * _PAD + _GAP + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        card, theme = self._model.card(index.row()), self._look.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        box: QRect = option.rect.adjusted(1, 1, -2, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.selection if chosen else theme.raised))
        painter.setPen(QPen(QColor(theme.focus if chosen else theme.line), 2 if chosen else 1))
        painter.drawRoundedRect(box, 6, 6)
        high = option.fontMetrics.height() + 2
        first = QRect(box.left() + _PAD, box.top() + _PAD - 2, box.width() - 2 * _PAD, high)
        lines = [first.translated(0, number * high) for number in range(_LINES)]
        painter.setFont(self._bold(option.font))
        _write(painter, lines[0], card.line.title, theme.on_selection if chosen else theme.text)
        painter.setFont(option.font)
        self._draw_facts(painter, lines, card, theme.on_selection if chosen else "")
        painter.restore()

    def _draw_facts(self, painter: QPainter, lines: list[QRect], card: Card, over: str) -> None:
        """Draw the lines under the title; ``over`` is the colour of a chosen card."""
        theme, (_, whom, worth, last) = self._look.theme, lines
        who = f"{card.recipient} · {card.line.number}" if card.line.number else card.recipient
        _write(painter, whom, who, over or theme.muted)
        taken = _write(painter, worth, card.worth, over or theme.text)
        due = over or theme.tone(card.next_tone)
        _write(painter, worth.adjusted(taken + 8, 0, 0, 0), card.next, due, at_end=True)
        if not card.held:
            how = f"{card.channel} · {card.line.stage or card.line.status_label}"
            _write(painter, last, how, over or theme.muted)
            return
        color = over or theme.tone(card.held_tone)
        icon = self._look.tinted(TONE_ICONS[card.held_tone], color, _ICON)
        icon.paint(painter, last.left(), last.top() + (last.height() - _ICON) // 2, _ICON, _ICON)
        _write(painter, last.adjusted(_ICON + 6, 0, 0, 0), card.held, color)

    @staticmethod
    def _bold(font: QFont) -> QFont:
        made = QFont(font)
        made.setBold(True)
        return made


def _write(painter: QPainter, line: QRect, text: str, color: str, *, at_end: bool = False) -> int:
    """Write one line, cut where it does not fit; returns how wide it is."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(honest(text), Qt.TextElideMode.ElideRight, line.width())
    painter.setPen(QColor(color))
    painter.drawText(line, _END if at_end else _START, shown)
    return metrics.horizontalAdvance(shown)


class CardList(QListView):
    """The cards of one column; up and down move, left and right leave for the next column, Enter opens."""

    opened = Signal(str)
    parted = Signal(str)
    left = Signal(int)
    """Which way the focus wants to leave: -1 or 1."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(look, self.cards, self))
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("part", "lane")
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.card(index.row()).id))

    @property
    def current_id(self) -> str:
        """The card that is stood on; empty for none."""
        index = self.currentIndex()
        return self.cards.card(index.row()).id if index.isValid() else ""

    def stand_at(self, number: int) -> None:
        """Stand on a card by its place, or on the last one before it."""
        count = self.cards.rowCount()
        if count:
            index = self.cards.index(max(0, min(number, count - 1)))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, open apart, leave sideways."""
        key = Qt.Key(event.key())
        if key in _ACROSS:
            self.left.emit(_ACROSS[key] * (-1 if self.isRightToLeft() else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            apart = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.parted if apart else self.opened).emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open apart by the middle button."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index.isValid():
            self.parted.emit(self.cards.card(index.row()).id)
        else:
            super().mouseReleaseEvent(event)


class LaneView(QFrame):
    """A column: what it is called, how many cards it has, what they are worth, and the cards."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.title, self._told = ElidedLabel(), ElidedLabel()
        self.title.setProperty("role", "strong")
        self._told.setProperty("role", "small")
        self.list = CardList(look)
        box = column(self.title, self._told, self.list, spacing=2, margins=(10, 8, 6, 6))
        box.setStretch(2, 1)
        self.setLayout(box)
        self.setFocusProxy(self.list)

    def show_lane(self, lane: Lane) -> None:
        """Show a column, standing where it stood."""
        stood = self.list.current_id
        scrolled = self.list.verticalScrollBar().value()
        self.title.setText(lane.title)
        self._told.setText(lane.told)
        set_tooltip(self, f"{lane.title}: {lane.told}")
        self.list.setAccessibleName(f"{lane.title}, {lane.told}")
        self.list.cards.show(lane.cards)
        place = self.list.cards.place(stood) if stood else None
        self.list.stand_at(place or 0)
        self.list.verticalScrollBar().setValue(scrolled)

"""The list of search results: model and drawing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.search_results import Group, Line, More, Result, Run, plain

Index = QModelIndex | QPersistentModelIndex
PAD, ICON = 8, 18
ICONS = {
    "case": "siren",
    "log_entry": "notebook-pen",
    "decision": "gavel",
    "action": "list-checks",
    "partner": "landmark",
    "post": "building-2",
    "person": "user",
    "channel": "phone",
    "hotline": "phone-call",
    "call": "phone-call",
    "measure": "scale",
    "transfer": "package",
    "commitment": "handshake",
    "link": "link",
    "brief": "file-text",
    "source": "book-open",
    "term": "tag",
}
OTHER_ICON = "database"


class ResultModel(QAbstractListModel):
    """The lines of an answer; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these, in place of those before."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, number: int) -> Line:
        """The line in this row."""
        return self._lines[number]

    def first(self) -> int:
        """The first row that can be chosen, -1 for none."""
        return next((n for n, line in enumerate(self._lines) if not isinstance(line, Group)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; never changed
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line; for a screen reader all of them."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self._lines[index.row()]
        match line:
            case Group():
                return f"{line.caption}: {line.count}"
            case More():
                return line.caption
        spoken = f"{line.label}: {plain(line.caption)}. {plain(line.snippet)}"
        return plain(line.caption) if role == Qt.ItemDataRole.DisplayRole else spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if not index.isValid() or isinstance(self._lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ResultDelegate(QStyledItemDelegate):
    """Caption above, the place where the words stand below; matched words are bold and underlined."""

    def __init__(self, look: Look, model: ResultModel, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for a hit with a snippet, one for others."""
        line = self._model.line(index.row())
        lines = 2 if isinstance(line, Result) and line.snippet else 1
        return QSize(200, max(28, option.fontMetrics.lineSpacing() * lines + 2 * PAD - 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        theme, rect = self._look.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        loud = QColor(theme.on_selection if selected else theme.text)
        quiet = QColor(theme.on_selection if selected else theme.muted)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(theme.selection))
        match self._model.line(index.row()):
            case Group(caption=caption, count=count):
                painter.fillRect(rect, QColor(theme.raised))
                _draw(
                    painter,
                    rect.adjusted(2 * PAD, 0, -PAD, 0),
                    ((caption, True), (f"   {count}", False)),
                    loud,
                )
            case More(caption=caption):
                color = loud if selected else QColor(theme.accent)
                _draw(painter, rect.adjusted(4 * PAD + ICON, 0, -PAD, 0), ((caption, False),), color)
            case Result() as result:
                self._draw_result(painter, rect, result, loud, quiet)
        painter.restore()

    def _draw_result(
        self, painter: QPainter, rect: QRect, result: Result, loud: QColor, quiet: QColor
    ) -> None:
        high = painter.fontMetrics().lineSpacing()
        icon = self._look.tinted(ICONS.get(result.kind, OTHER_ICON), quiet.name(), ICON)
        icon.paint(painter, QRect(rect.left() + 2 * PAD, rect.top() + PAD, ICON, ICON))
        room = QRect(rect.left() + 4 * PAD + ICON, rect.top(), rect.width() - 5 * PAD - ICON, rect.height())
        if not result.snippet:
            _draw(painter, room, result.caption, loud, underline=True)
            return
        top = room.adjusted(0, PAD - 2, 0, 0)
        _draw(painter, QRect(top.left(), top.top(), top.width(), high), result.caption, loud, underline=True)
        _draw(
            painter,
            QRect(top.left(), top.top() + high, top.width(), high),
            result.snippet,
            quiet,
            underline=True,
        )


def _draw(
    painter: QPainter, room: QRect, pieces: tuple[Run, ...], color: QColor, *, underline: bool = False
) -> None:
    """Draw pieces one after the other on one line, the marked ones bold; what does not fit ends in an ellipsis."""
    base = QFont(painter.font())
    bold = QFont(base)
    bold.setBold(True)
    bold.setUnderline(underline)
    painter.setPen(color)
    left = room.left()
    for text, marked in pieces:
        font = bold if marked else base
        metrics = QFontMetrics(font)
        rest = room.right() - left
        if rest <= metrics.averageCharWidth():
            break
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rest)
        painter.setFont(font)
        painter.drawText(
            QRect(left, room.top(), rest, room.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            shown,
        )
        left += metrics.horizontalAdvance(shown)
    painter.setFont(base)

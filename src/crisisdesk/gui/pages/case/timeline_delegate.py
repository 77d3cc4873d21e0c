"""The time-line drawn by hand: time at the left, a line with a mark for each entry, text and notes at the right."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.entries import Day, EntryRow
from crisisdesk.gui.pages.case.quick import KIND_ICONS
from crisisdesk.gui.pages.case.timeline_model import TimelineModel, day_words, notes_of
from crisisdesk.gui.theme.roles import Density, Tone
from crisisdesk.gui.widgets.marking_banner import level_of

PAD, ICON, INDENT = 8, 16, 24
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_NODE = 26
_CHIP = 16
_NARROW = 620
_TONES: dict[str, Tone] = {"assessment": "info", "assumption": "warn"}
_WRAPPED_KEPT = 2_000


class TimelineDelegate(QStyledItemDelegate):
    """Two lines of text for each entry, one where rows stand close.

    A corrected entry is struck through; its correction stands beneath it, further in.
    """

    def __init__(self, look: Look, model: TimelineModel, font: QFont, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self.take_font(font)
        look.changed.connect(self._take_colors)
        self._take_colors()

    @property
    def entry_height(self) -> int:
        """The height of an entry in pixels."""
        lines = 1 if self._look.density is Density.COMPACT else 2
        return max(32, self._metrics.lineSpacing() * lines + 2 * PAD - 4)

    @property
    def day_height(self) -> int:
        """The height of a day in pixels."""
        return self._metrics.lineSpacing() + 2 * PAD

    def take_font(self, font: QFont) -> None:
        """Draw in this font from now on."""
        self._font, self._bold, self._struck = QFont(font), QFont(font), QFont(font)
        self._bold.setBold(True)
        self._struck.setStrikeOut(True)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.88)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        self._small_metrics = QFontMetrics(self._small)
        self._time_width = self._bold_metrics.horizontalAdvance("231312Z NOV 26") + PAD
        self._wrapped = lru_cache(maxsize=_WRAPPED_KEPT)(self._wrap)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of a row."""
        is_day = isinstance(self._model.line(index.row()), Day)
        return QSize(200, self.day_height if is_day else self.entry_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        line, rect = self._model.line(index.row()), option.rect
        if isinstance(line, Day):
            self._draw_day(painter, rect, line)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._selection)
        entry = self._model.entry(index.row())
        axis = rect.left() + PAD + self._time_width + PAD + _NODE // 2
        painter.setPen(self._thread)
        painter.drawLine(axis, rect.top(), axis, rect.bottom())
        if entry is None:
            painter.setPen(self._muted)
            painter.setFont(self._font)
            painter.drawText(rect.adjusted(axis - rect.left() + _NODE, PAD, -PAD, 0), _TOP, "…")
        else:
            self._draw_entry(painter, rect, entry, axis, selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._ring)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_day(self, painter: QPainter, rect: QRect, line: Day) -> None:
        painter.fillRect(rect, self._band)
        painter.setFont(self._bold)
        painter.setPen(self._text)
        painter.drawText(
            rect.adjusted(PAD, 0, -PAD, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            day_words(line),
        )

    def _draw_entry(
        self, painter: QPainter, rect: QRect, entry: EntryRow, axis: int, *, selected: bool
    ) -> None:
        quiet = self._on_selection if selected else self._muted
        two_lines = self._look.density is Density.COMFORTABLE
        self._draw_time(painter, rect, entry, quiet, self._on_selection if selected else self._text)
        indent = INDENT if entry.corrects else 0
        self._draw_mark(painter, rect, entry, axis, indent)
        left = axis + _NODE // 2 + 6 + indent
        notes = self._notes_width(rect.width(), entry)
        if notes:
            room = QRect(rect.right() - notes - PAD, rect.top() + PAD - 2, notes, rect.height() - PAD)
            self._draw_notes(painter, room, entry, quiet, two_lines=two_lines)
        room = QRect(left, rect.top() + PAD - 2, rect.right() - left - notes - 3 * PAD, rect.height() - PAD)
        self._draw_text(painter, room, entry, 2 if two_lines else 1, selected=selected)

    def _draw_time(
        self, painter: QPainter, rect: QRect, entry: EntryRow, quiet: QColor, loud: QColor
    ) -> None:
        room = QRect(rect.left() + PAD, rect.top() + PAD - 2, self._time_width, rect.height())
        painter.setFont(self._font)
        painter.setPen(loud)
        painter.drawText(room, _TOP, entry.dtg)
        if self._look.density is Density.COMFORTABLE:
            painter.setFont(self._small)
            painter.setPen(quiet)
            painter.drawText(room.translated(0, self._metrics.lineSpacing()), _TOP, entry.local)

    def _draw_mark(self, painter: QPainter, rect: QRect, entry: EntryRow, axis: int, indent: int) -> None:
        centre = QPoint(axis + indent, rect.top() + PAD + self._metrics.height() // 2 - 2)
        tone = _TONES.get(entry.assertion, "neutral")
        if indent:  # the arm that ties a correction to what it corrects
            painter.setPen(self._thread)
            painter.drawLine(axis, centre.y(), centre.x(), centre.y())
        painter.setPen(QPen(QColor(self._look.theme.edge), 1))
        painter.setBrush(self._surface)
        painter.drawEllipse(centre, _NODE // 2 - 1, _NODE // 2 - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        icon = "pencil" if entry.corrects else KIND_ICONS.get(entry.kind, "circle-dot")
        corner = centre - QPoint(ICON // 2, ICON // 2)
        painter.drawPixmap(corner, self._look.pixmap(icon, tone, ICON))

    def _draw_text(
        self, painter: QPainter, room: QRect, entry: EntryRow, lines: int, *, selected: bool
    ) -> None:
        lead = "Correction" if entry.corrects else entry.kind_label
        painter.setFont(self._bold)
        painter.setPen(self._on_selection if selected else self._muted if entry.corrected_by else self._text)
        painter.drawText(room, _TOP, lead)
        skip = self._bold_metrics.horizontalAdvance(lead) + PAD
        text = honest(f"{entry.text} ({entry.reason})" if entry.reason else entry.text)
        painter.setFont(self._struck if entry.corrected_by else self._font)
        y = room.top()
        for number, part in enumerate(self._wrapped(text, room.width(), skip, lines)):
            left = room.left() + (skip if number == 0 else 0)
            painter.drawText(QRect(left, y, room.right() - left + 1, room.height()), _TOP, part)
            y += self._metrics.lineSpacing()

    def _notes_width(self, width: int, entry: EntryRow) -> int:
        star = ICON + PAD  # kept free where there is none, so that the marks stand in one column
        if width < _NARROW:
            return star
        words = min(self._small_metrics.horizontalAdvance(notes_of(entry)) + 4 + PAD, width // 5)
        chip = min(self._small_metrics.horizontalAdvance(entry.marking) + _CHIP, width // 4)
        return (max(words, chip) if self._look.density is Density.COMFORTABLE else words + chip) + star

    def _draw_notes(
        self, painter: QPainter, room: QRect, entry: EntryRow, quiet: QColor, *, two_lines: bool
    ) -> None:
        end = room.right()
        if entry.significant:
            painter.drawPixmap(end - ICON + 1, room.top() + 1, self._look.pixmap("star", "warn", ICON))
        end -= ICON + PAD
        if room.width() <= ICON + PAD:
            return
        line = QRect(room.left(), room.top(), end - room.left() + 1, self._metrics.lineSpacing())
        painter.setFont(self._small)
        # The marking is always there: below the notes, or after them where there is but one line.
        chip = self._draw_chip(painter, line.translated(0, line.height() if two_lines else 0), entry)
        if not two_lines:
            line.setRight(chip - PAD)
        words = self._small_metrics.elidedText(notes_of(entry), Qt.TextElideMode.ElideRight, line.width())
        painter.setPen(quiet)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)

    def _draw_chip(self, painter: QPainter, line: QRect, entry: EntryRow) -> int:
        """Draw the marking at the end of a line; returns where it begins."""
        pair = self._look.theme.marking(level_of(entry.marking))
        words = self._small_metrics.elidedText(
            entry.marking, Qt.TextElideMode.ElideRight, line.width() - _CHIP + 4
        )
        width = self._small_metrics.horizontalAdvance(words) + _CHIP - 4
        chip = QRect(line.right() - width + 1, line.top() + 1, width, line.height() - 2)
        painter.fillRect(chip, QColor(pair.fill))
        painter.setPen(QColor(pair.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        return chip.left()

    def _wrap(self, text: str, width: int, skip: int, lines: int) -> tuple[str, ...]:
        """Break a text into lines, the first of which begins ``skip`` pixels in; the last ends in an ellipsis."""
        metrics, rest, parts = self._metrics, text, []
        for number in range(lines):
            room = width - (skip if number == 0 else 0)
            if number == lines - 1 or metrics.horizontalAdvance(rest) <= room:
                parts.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room))
                break
            cut = _fitting(metrics, rest, room)
            parts.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        return tuple(parts)

    def _take_colors(self) -> None:
        theme = self._look.theme
        self._text, self._muted = QColor(theme.text), QColor(theme.muted)
        self._selection, self._on_selection = QColor(theme.selection), QColor(theme.on_selection)
        self._surface, self._band = QColor(theme.surface), QColor(theme.raised)
        self._thread = QPen(QColor(theme.edge), 1)
        self._ring = QPen(QColor(theme.on_selection if theme.name == "high contrast" else theme.focus), 2)


def _fitting(metrics: QFontMetrics, text: str, room: int) -> int:
    """How many characters fit, up to the end of a word where there is one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    space = text.rfind(" ", 0, low + 1)
    return space + 1 if space > 0 else low

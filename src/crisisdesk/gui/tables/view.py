"""The table that every page uses."""

from collections.abc import Callable, Iterator, MutableMapping

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.tables.columns import STEP, arrange, arrangement, move, share, widen
from crisisdesk.gui.tables.delegate import CellDelegate
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.gui.widgets.parts import IconButton

COPIED_AT_MOST = 50_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class TableView(QTableView):
    """Rows of one height, columns that can be chosen, moved, sized and sorted by, and are so again next time.

    Until somebody sizes a column, the one that names the rows takes the room that is left.
    What is chosen is kept in ``memory[key]``. All that the mouse does to columns is in their menu, too, which
    opens on the header and by :meth:`columns_button`.
    """

    opened = Signal(str)
    """The id of a row, by double click or Enter."""
    parted = Signal(str)
    """The id of a row that is wanted in a window of its own, by Ctrl+Enter or the middle button."""
    stood_on = Signal(str)
    """The id of the row that is now current; empty for none."""
    selection_counted = Signal(int)
    refused = Signal(str)
    """A sentence: why something was not done."""

    def __init__(
        self, look: Look, name: str, model: RowTableModel, memory: MutableMapping[str, object], key: str
    ) -> None:
        super().__init__()
        self._look, self._rows, self._memory, self._key = look, model, memory, key
        self._scale = look.text_scale
        self._sized_by_hand, self._sharing, self._favoured = False, False, ""
        self.setAccessibleName(name)
        self.setModel(model)
        self._delegate = CellDelegate(look, model, self.font(), self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self._set_up_header()
        look.changed.connect(self._take_look)
        self._take_look()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row(index.row()).id))
        self.selectionModel().selectionChanged.connect(self._count)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        model.modelReset.connect(self._count)

    def favour(self, column_id: str) -> None:
        """Let this column take all the room that the others leave; it never gets narrower than its own width."""
        self._favoured = column_id
        self._share()

    @property
    def current_id(self) -> str:
        """The id of the current row, empty for none."""
        index = self.currentIndex()
        return self._rows.row(index.row()).id if index.isValid() else ""

    def selected_rows(self) -> Iterator[int]:
        """The numbers of the selected rows, in order, each once."""
        past = -1
        for top, bottom in self._blocks():
            yield from range(max(top, past + 1), bottom + 1)
            past = max(past, bottom)

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows, in order."""
        return [self._rows.row(number).id for number in self.selected_rows()]

    def selected_count(self) -> int:
        """How many rows are selected; does not touch them."""
        rows, past = 0, -1
        for top, bottom in self._blocks():
            rows += max(0, bottom - max(top, past + 1) + 1)
            past = max(past, bottom)
        return rows

    def stand_on(self, row_id: str) -> bool:
        """Select the row with this id and bring it into sight; whether it is there."""
        place = self._rows.place(row_id)
        if place is None:
            return False
        self.selectRow(place)
        self.scrollTo(self._rows.index(place, self.horizontalHeader().logicalIndex(0)))
        return True

    def copy(self) -> None:
        """Put the selected rows on the clipboard, the columns in sight, parted by tabs, captions first.

        What a spreadsheet would take for a formula begins with an apostrophe.
        """
        if self.selected_count() > COPIED_AT_MOST:
            self.refused.emit(
                f"Select at most {COPIED_AT_MOST} rows to copy; export the list to take all of it."
            )
            return
        header, columns = self.horizontalHeader(), self._rows.columns
        order = [header.logicalIndex(place) for place in range(len(columns))]
        shown = [number for number in order if not header.isSectionHidden(number)]
        lines = ["\t".join(columns[number].caption for number in shown)]
        for place in self.selected_rows():
            cells = self._rows.row(place).cells
            lines.append("\t".join(_pasteable(text_of(cells[number])) for number in shown))
        if len(lines) > 1:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def columns_button(self) -> IconButton:
        """A button that opens the menu of the columns."""
        button = IconButton(self._look, "columns-3", "Columns")
        button.clicked.connect(
            lambda *_: self.columns_menu().popup(button.mapToGlobal(QPoint(0, button.height())))
        )
        return button

    def columns_menu(self) -> QMenu:
        """Show and hide columns; move and size the one that the current cell is in; start anew."""
        header, number = self.horizontalHeader(), max(0, self.currentIndex().column())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self._rows.columns):
            choice = menu.addAction(mnemonic_safe(column.caption))
            choice.setCheckable(True)
            choice.setChecked(not header.isSectionHidden(place))
            choice.toggled.connect(lambda shown, place=place: self._show_column(place, shown=shown))
        caption = mnemonic_safe(self._rows.columns[number].caption)
        menu.addSection(caption)
        steps = ((f"Move {caption} left", move, -1), (f"Move {caption} right", move, 1))
        sizes = ((f"Make {caption} wider", widen, STEP), (f"Make {caption} narrower", widen, -STEP))
        for title, step, amount in (*steps, *sizes):
            menu.addAction(title).triggered.connect(
                lambda _checked=False, step=step, amount=amount: self._step(step, number, amount)
            )
        menu.addSeparator()
        menu.addAction("Columns as at first").triggered.connect(lambda *_: self._start_anew())
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open, open apart."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self.current_id
        ):
            self.parted.emit(self.current_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open apart by the middle button."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index.isValid():
            self.parted.emit(self._rows.row(index.row()).id)
        else:
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        self._sharing = True
        super().resizeEvent(event)
        self._sharing = False
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and direction."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange) and hasattr(
            self, "_delegate"
        ):
            self._take_look()

    def _blocks(self) -> list[tuple[int, int]]:
        return sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.columns_menu().popup(header.mapToGlobal(at))
        )
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        kept = self._memory.get(self._key)
        self._sized_by_hand = isinstance(kept, dict) and "widths" in kept
        arrange(header, self._rows.columns, kept, self._scale)
        header.sectionMoved.connect(self._remember)
        header.sectionResized.connect(self._take_size)

    def _take_look(self) -> None:
        if self._look.text_scale != self._scale:
            header, columns = self.horizontalHeader(), self._rows.columns
            kept, self._scale = self._arrangement(), self._look.text_scale
            self._sharing = True
            arrange(header, columns, kept, self._scale)
            self._sharing = False
            self._share()
        self._delegate.take_font(self.font())
        self._delegate.mirror(mirrored=self.isRightToLeft())
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(self._look.row_height)
        self.viewport().update()

    def _show_column(self, number: int, *, shown: bool) -> None:
        header = self.horizontalHeader()
        if not shown and header.hiddenSectionCount() == header.count() - 1:
            self.refused.emit("A table shows at least one column.")
            return
        self._sharing = True
        header.setSectionHidden(number, not shown)
        self._sharing = False
        self._share()
        self._remember()

    def _start_anew(self) -> None:
        self._sharing = True
        arrange(self.horizontalHeader(), self._rows.columns, None, self._scale)
        self._sharing, self._sized_by_hand = False, False
        self._share()
        self._memory.pop(self._key, None)

    def _step(self, step: Callable[[QHeaderView, int, int], None], number: int, amount: int) -> None:
        self._sized_by_hand = self._sized_by_hand or step is widen
        step(self.horizontalHeader(), number, amount)
        self._remember()

    def _share(self) -> None:
        if self._sized_by_hand:
            return
        self._sharing = True
        header, room = self.horizontalHeader(), self.viewport().width()
        share(header, self._rows.columns, room, self._scale, favoured=self._favoured)
        self._sharing = False

    def _take_size(self, number: int, before: int, now: int) -> None:
        header = self.horizontalHeader()
        after = range(header.visualIndex(number) + 1, header.count())
        stretched = all(header.isSectionHidden(header.logicalIndex(place)) for place in after)
        # Hidden and shown again goes by way of a width of nothing, some time later.
        if self._sharing or stretched or not before or not now:
            return
        self._sized_by_hand = True
        self._remember()

    def _arrangement(self) -> dict[str, object]:
        kept = arrangement(self.horizontalHeader(), self._rows.columns, self._scale)
        return kept if self._sized_by_hand else {name: kept[name] for name in kept if name != "widths"}

    def _remember(self) -> None:
        self._memory[self._key] = self._arrangement()

    def _count(self, _now: QItemSelection | None = None, _before: QItemSelection | None = None) -> None:
        self.selection_counted.emit(self.selected_count())

    def _tell_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.stood_on.emit(self._rows.row(now.row()).id if now.isValid() else "")


def _pasteable(text: str) -> str:
    line = " ".join(text.replace("\t", " ").split("\n"))
    return f"'{line}" if text.startswith(_FORMULA_STARTS) else line

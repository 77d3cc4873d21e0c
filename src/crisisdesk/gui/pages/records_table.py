"""The table of records: unknown values muted, keys of its own, and copying that waits for nothing."""

from collections.abc import MutableMapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter

from crisisdesk.gui.forms.shown import UNKNOWN
from crisisdesk.gui.look import Look
from crisisdesk.gui.tables.delegate import CellDelegate
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column, Kind
from crisisdesk.gui.tables.view import TableView

_KEYS = {
    Qt.Key.Key_N: "new",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_F2: "edit",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_F: "filter",
    Qt.Key.Key_Slash: "words",
}


class QuietUnknown(CellDelegate):
    """Draws cells as everywhere, but what is unknown in the quiet colour."""

    def _draw_text(self, painter: QPainter, rect: QRect, text: str, kind: Kind, *, selected: bool) -> None:
        super()._draw_text(painter, rect, text, "muted" if text == UNKNOWN else kind, selected=selected)


class RecordTable(TableView):
    """A table whose rows come by the page. Letters do things: N new, E edit, F filter, slash the words."""

    asked = Signal(str)
    """What a key asks for: new, edit, delete, filter, words or copy."""

    def __init__(
        self, look: Look, name: str, model: RowTableModel, memory: MutableMapping[str, object], key: str
    ) -> None:
        super().__init__(look, name, model, memory, key)
        self._delegate = QuietUnknown(look, model, self.font(), self)
        self.setItemDelegate(self._delegate)

    def copy(self) -> None:
        """Ask for the selected rows to be read and copied: some of them may not be there yet."""
        self.asked.emit("copy")

    def shown_columns(self) -> list[tuple[int, Column]]:
        """The columns in sight, in the order in which they stand, with their numbers."""
        header, columns = self.horizontalHeader(), self._rows.columns
        order = [header.logicalIndex(place) for place in range(len(columns))]
        return [(number, columns[number]) for number in order if not header.isSectionHidden(number)]

    def select_places(self, places: list[int], current: int | None) -> None:
        """Select these rows, and stand on one of them, without scrolling."""
        chosen, model = QItemSelection(), self._rows
        last = len(model.columns) - 1
        for place in places:
            chosen.select(model.index(place, 0), model.index(place, last))
        selection = self.selectionModel()
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if current is not None:
            where = self.horizontalHeader().logicalIndex(0)
            selection.setCurrentIndex(model.index(current, where), QItemSelectionModel.SelectionFlag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters that stand for what is done most."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        word = _KEYS.get(Qt.Key(event.key())) if plain else None
        if word is not None:
            self.asked.emit(word)
        elif event.matches(QKeySequence.StandardKey.New):
            self.asked.emit("new")
        else:
            super().keyPressEvent(event)

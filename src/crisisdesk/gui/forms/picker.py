"""``Picker``: a record combo that keeps what was half typed, and opens by mouse, too."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.parts import IconButton
from crisisdesk.gui.widgets.record_combo import RecordCombo, Suggestion


class Picker(RecordCombo):
    """Picks one of what ``suggest`` gives.

    Tab takes what is highlighted. Words that name nothing stay in the line when it is left, and
    ``unresolved`` tells them; a word that names one suggestion exactly picks it.
    """

    unresolved = Signal(str)
    typed = Signal()

    def __init__(
        self,
        look: Look,
        suggest: Callable[[str], Sequence[Suggestion]],
        name: str,
        *,
        creates: str = "",
    ) -> None:
        """As for the combo; ``suggest`` is asked with an empty text for all that there is."""
        super().__init__(look, suggest, name, creates=creates)
        self._open_all = IconButton(look, "chevron-down", f"Show all for {name}", self.open_all)
        self._open_all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(0)
        layout.addWidget(self._open_all)
        self.line.textEdited.connect(lambda _text: self.typed.emit())

    @property
    def caption(self) -> str:
        """What the chosen record is called."""
        return self._caption

    @property
    def half_typed(self) -> str:
        """Words in the line that name nothing chosen."""
        text = self.line.text().strip()
        return "" if text == self._caption.strip() else text

    def open_all(self) -> None:
        """Show all that can be picked."""
        self.line.setFocus()
        self.line.selectAll()
        self._offer("")

    def offer_again(self) -> None:
        """Ask anew for what fits the words in the line, if a person is typing or looking there."""
        if self.line.hasFocus() and (self.half_typed or self.popup.isVisible()):
            self._offer(self.half_typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the highlighted one by Tab; Down shows all while nothing is typed."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            opened = self.popup.isVisible()
            if event.key() == Qt.Key.Key_Tab and opened and self.half_typed:
                row = self._list.currentIndex().row()
                if not self.model.entry(row).id.startswith("\0"):
                    self.pick(row)
            elif event.key() == Qt.Key.Key_Down and not opened and not self.half_typed:
                self._offer("")
                return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        typed = self.half_typed
        if not typed:
            super()._leave()
            return
        self.popup.hide()
        rows = range(self.model.rowCount())
        exact = [row for row in rows if self.model.entry(row).title.casefold() == typed.casefold()]
        if len(exact) == 1:
            self.pick(exact[0])
        else:
            self.unresolved.emit(typed)

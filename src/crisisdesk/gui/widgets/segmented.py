"""One choice out of a few, all of them in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.widgets.parts import row


class SegmentedControl(QWidget):
    """Buttons side by side, one of them down; the arrow keys move the choice."""

    chosen = Signal(str)
    """The id of the option that a person chose; not sent when the program does."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """``name`` says what is chosen; ``options`` are ids and captions, the first is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        self._ids = [option_id for option_id, _ in options]
        self._group = QButtonGroup(self)
        buttons = [self._button(name, number, caption) for number, (_, caption) in enumerate(options)]
        buttons[0].setProperty("place", "first")
        buttons[-1].setProperty("place", "last")
        buttons[0].setChecked(True)
        self.setLayout(row(*buttons, None, spacing=0))
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._ids[number]))

    @property
    def choice(self) -> str:
        """The id that is chosen."""
        return self._ids[self._group.checkedId()]

    def choose(self, option_id: str) -> None:
        """Choose without telling anyone."""
        self._group.button(self._ids.index(option_id)).setChecked(True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Left and right move the choice, mirrored where text runs from the right."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        place = self._group.checkedId() + (-step if self.isRightToLeft() else step)
        if not step or not 0 <= place < len(self._ids):
            return bool(step)
        target = self._group.button(place)
        target.setFocus()
        target.click()
        return True

    def _button(self, name: str, number: int, caption: str) -> QToolButton:
        made = QToolButton()
        made.setText(mnemonic_safe(caption))
        made.setAccessibleName(f"{name}: {caption}")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setProperty("segment", "true")
        made.installEventFilter(self)  # the button would only move the focus
        self._group.addButton(made, number)
        return made

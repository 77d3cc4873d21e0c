"""Any action from a few letters (Ctrl+K); and the same box for anything else that is picked from a list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from crisisdesk.gui.actions import Action, shown_keys
from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.entry_list import Entry, EntryPicker
from crisisdesk.gui.widgets.parts import column

WIDTH, HEIGHT = 640, 420


class Palette(QDialog):
    """A line and a list over the upper part of ``window``. Enter picks and closes, Escape closes.

    The focus returns to where it was.
    """

    picked = Signal(str)

    def __init__(
        self,
        look: Look,
        window: QWidget,
        suggest: Callable[[str], Sequence[Entry]],
        name: str,
        placeholder: str,
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self.setProperty("part", "popup")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setModal(True)
        self.picker = EntryPicker(look, suggest, name, placeholder)
        self.setLayout(column(self.picker, margins=(12, 12, 12, 12)))
        self.picker.picked.connect(self._pick)

    def call(self) -> None:
        """Show it, empty, in its place."""
        window = self._window
        self.resize(min(WIDTH, window.width() - 48), min(HEIGHT, window.height() - 96))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 64)))
        self.picker.line.clear()
        self.picker.refresh()
        self.show()
        self.picker.line.setFocus()

    def _pick(self, entry_id: str) -> None:
        self.accept()
        self.picked.emit(entry_id)


class CommandPalette(Palette):
    """Runs an action; those used last come first while nothing is typed."""

    def __init__(self, look: Look, window: QWidget, actions: Sequence[Action]) -> None:
        super().__init__(look, window, self._fitting, "Commands", "Type a command")
        self._actions = {action.id: action for action in actions}
        self._recent: list[str] = []
        self.picked.connect(self._run)

    def _fitting(self, text: str) -> list[Entry]:
        # Imported late: nothing before the first paint needs it.
        from crisisdesk.gui.fuzzy import ranked  # noqa: PLC0415

        ordered = sorted(self._actions.values(), key=self._age)
        numbers = ranked(text, [f"{action.title} {action.area}" for action in ordered])
        return [_entry(ordered[number]) for number in numbers]

    def _age(self, action: Action) -> int:
        return self._recent.index(action.id) if action.id in self._recent else len(self._recent)

    def _run(self, action_id: str) -> None:
        self._recent = [action_id, *(other for other in self._recent if other != action_id)]
        self._actions[action_id].run()


def _entry(action: Action) -> Entry:
    return Entry(action.id, action.title, action.area, shown_keys(action), action.icon, action.enabled_when())

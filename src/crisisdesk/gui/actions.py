"""What a person can do, as data: menus, buttons, the palette and the sheet of shortcuts are made from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import mnemonic_safe, plain_tooltip


def always() -> bool:
    """An action that can be done at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    ``shortcut`` is in Qt's portable words (``Ctrl+K``); several are parted by ``; ``. ``area`` is the menu it
    stands in, empty for none.
    """

    id: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    area: str = ""
    enabled_when: Callable[[], bool] = always

    @property
    def keys(self) -> tuple[str, ...]:
        """Its shortcuts, one by one."""
        return tuple(key for key in self.shortcut.split("; ") if key)


def collisions(actions: Iterable[Action]) -> list[tuple[str, str, str]]:
    """Shortcuts that two actions claim: the keys and the two ids."""
    owners: dict[str, str] = {}
    found = []
    for action in actions:
        for key in action.keys:
            normal = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
            owner = owners.setdefault(normal, action.id)
            if owner != action.id:
                found.append((normal, owner, action.id))
    return found


def shown_keys(action: Action) -> str:
    """Its first shortcut as this system writes it."""
    if not action.keys:
        return ""
    return QKeySequence(action.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


class ActionSet(QObject):
    """The actions of one window as Qt's own, each made once.

    Raises:
        ValueError: Two actions have one id or one shortcut.
    """

    def __init__(self, look: Look, actions: Sequence[Action], window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._actions = {action.id: action for action in actions}
        if len(self._actions) < len(actions) or collisions(actions):
            raise ValueError(f"Actions share an id or a shortcut: {collisions(actions)}")
        self._qactions = {action.id: self._made(action) for action in actions}
        look.changed.connect(self._redraw)
        self._redraw()
        self.refresh()

    def __iter__(self) -> Iterator[Action]:
        """All actions, in the order in which they were given."""
        return iter(self._actions.values())

    def qaction(self, action_id: str) -> QAction:
        """The action for a menu, a tool bar or a button."""
        return self._qactions[action_id]

    def rename(self, action_id: str, title: str) -> None:
        """Say more exactly what it would do: ``Undo: escalate case``."""
        self._qactions[action_id].setText(mnemonic_safe(title))

    def refresh(self) -> None:
        """Ask each action anew whether it can be done."""
        for action_id, action in self._actions.items():
            self._qactions[action_id].setEnabled(action.enabled_when())

    def fill(self, bar: QMenuBar, areas: Sequence[tuple[str, str]]) -> dict[str, QMenu]:
        """Make the menus: pairs of area and caption, in this order; an area without actions has no menu."""
        menus = {}
        for area, caption in areas:
            inside = [action for action in self if action.area == area]
            if inside:
                menu = bar.addMenu(caption)
                menu.addActions([self._qactions[action.id] for action in inside])
                menu.aboutToShow.connect(self.refresh)
                menus[area] = menu
        return menus

    def _made(self, action: Action) -> QAction:
        made = QAction(mnemonic_safe(action.title), self._window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        keys = shown_keys(action)
        made.setToolTip(plain_tooltip(f"{action.title} ({keys})" if keys else action.title))
        made.triggered.connect(lambda *_: action.run())
        self._window.addAction(made)
        return made

    def _redraw(self) -> None:
        for action in self:
            if action.icon:
                self._qactions[action.id].setIcon(self._look.icon(action.icon))

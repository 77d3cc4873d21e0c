"""All shortcuts on one sheet that can be searched (Ctrl+/)."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from crisisdesk.gui.actions import Action, shown_keys
from crisisdesk.gui.widgets.parts import column


class ShortcutSheet(QDialog):
    """The actions that have keys, by area; the line above narrows them."""

    def __init__(self, actions: Iterable[Action], window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(560, 560)
        self.line = QLineEdit()
        self.line.setAccessibleName("Search shortcuts")
        self.line.setPlaceholderText("Search by action or key")
        self.line.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Shortcuts")
        self.tree.setHeaderLabels(["Action", "Keys"])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.setLayout(column(self.line, self.tree, margins=(16, 16, 16, 16)))
        self._areas: dict[str, QTreeWidgetItem] = {}
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.ensurePolished()  # rows take their height when they are first laid out
        self._fill(actions)
        self.line.textChanged.connect(self.narrow)
        self.line.setFocus()

    def narrow(self, text: str) -> None:
        """Show only what has these letters in its action or keys."""
        wanted = text.casefold().strip()
        for area in self._areas.values():
            hits = [self._show_if(area.child(n), wanted) for n in range(area.childCount())]
            area.setHidden(not any(hits))

    def _show_if(self, item: QTreeWidgetItem | None, wanted: str) -> bool:
        if item is None:
            return False
        fits = wanted in f"{item.text(0)} {item.text(1)}".casefold()
        item.setHidden(not fits)
        return fits

    def _fill(self, actions: Iterable[Action]) -> None:
        for action in (action for action in actions if action.keys):
            name = action.area or "Anywhere"
            if name not in self._areas:
                self._areas[name] = QTreeWidgetItem(self.tree, [name, ""])
                self._areas[name].setFlags(Qt.ItemFlag.ItemIsEnabled)
            QTreeWidgetItem(self._areas[name], [action.title, shown_keys(action)])
        self.tree.expandAll()

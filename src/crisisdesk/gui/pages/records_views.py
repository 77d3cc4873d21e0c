"""Views of a table kept by name: words, conditions, order and columns."""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget

from crisisdesk.gui.pages.records_query import Condition, Query
from crisisdesk.gui.plain import label, mnemonic_safe
from crisisdesk.gui.widgets.parts import column, push_button, row

_LONGEST_NAME = 60


class SavedViews:
    """The views of one record type, in the window's memory."""

    def __init__(self, memory: MutableMapping[str, object], record_type: str) -> None:
        self._memory, self._key = memory, f"records:{record_type}:views"

    def names(self) -> list[str]:
        """Their names, in the order in which they were first kept."""
        return list(self._kept())

    def keep(self, name: str, query: Query, columns: object) -> None:
        """Keep a view; one of the same name is replaced."""
        self._memory[self._key] = {**self._kept(), name: {**query_as_json(query), "columns": columns}}

    def drop(self, name: str) -> None:
        """Forget a view."""
        self._memory[self._key] = {n: view for n, view in self._kept().items() if n != name}

    def view(self, name: str) -> tuple[Query, object]:
        """What a view asks for, and its columns."""
        kept = self._kept().get(name, {})
        return query_from_json(kept), kept.get("columns")

    def _kept(self) -> dict[str, dict[str, Any]]:
        kept = self._memory.get(self._key)
        return {str(n): v for n, v in kept.items() if isinstance(v, dict)} if isinstance(kept, dict) else {}


def query_as_json(query: Query) -> dict[str, Any]:
    """A query as JSON holds it."""
    conditions = [[c.field, c.value] for c in query.conditions]
    return {
        "words": query.words,
        "conditions": conditions,
        "sort": query.sort,
        "descending": query.descending,
    }


def query_from_json(kept: object) -> Query:
    """Read a query back; what is not one asks for everything."""
    if not isinstance(kept, dict):
        return Query()
    conditions = tuple(Condition(str(field), str(value)) for field, value in kept.get("conditions", ()))
    return Query(
        str(kept.get("words", "")), conditions, str(kept.get("sort", "")), bool(kept.get("descending", False))
    )


def fill_views_menu(
    menu: QMenu, views: SavedViews, take: Callable[[str], None], name_it: Callable[[], None]
) -> None:
    """Put the views kept by name into a menu, and what can be done with them."""
    for name in views.names():
        menu.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, take, name))
    menu.addSeparator()
    menu.addAction("Save this view…").triggered.connect(lambda *_: name_it())
    drop = menu.addMenu("Forget a view")
    drop.setEnabled(bool(views.names()))
    for name in views.names():
        drop.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, views.drop, name))


def _call(act: Callable[[str], None], name: str, *_checked: bool) -> None:
    act(name)


class NameDialog(QDialog):
    """Asks what a view is to be called."""

    def __init__(self, parent: QWidget, then: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Save this view")
        self._then = then
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST_NAME)
        caption = label("&Name of the view")
        caption.setBuddy(self.line)
        self.line.setAccessibleName("Name of the view")
        save = push_button("&Save", self.accept, primary=True)
        save.setDefault(True)
        told = label("Filter, order and columns are kept under this name.", "small")
        box = column(caption, self.line, told, spacing=6, margins=(16, 16, 16, 12))
        box.addSpacing(8)
        box.addLayout(row(None, push_button("&Cancel", self.reject), save))
        self.setLayout(box)
        self.setMinimumWidth(360)

    def accept(self) -> None:
        """Keep it, if it has a name."""
        name = self.line.text().strip()
        if name:
            self._then(name)
            super().accept()

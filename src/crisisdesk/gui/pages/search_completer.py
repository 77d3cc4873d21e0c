"""Offers what can follow ``type:`` and ``in:`` in the search line."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from crisisdesk.gui.pages.search_words import OPERATORS
from crisisdesk.model.records import RECORD_TYPES

_NOTHING = "\N{NULL}"


class OperatorCompleter(QCompleter):
    """Completes the word that is being typed, where it begins as an operator does; leaves all other words alone."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._before: list[str] = []  # what stands before the word: the line itself changes while one chooses
        self._types = [f"type:{kind.__tablename__}" for kind in RECORD_TYPES]
        self._offered = QStringListModel(self._types, self)
        self.setModel(self._offered)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)
        popup = self.popup()
        if popup is not None:
            popup.setAccessibleName("What can follow")

    def offer_cases(self, titles: Sequence[str]) -> None:
        """Offer these cases after ``in:``."""
        self._offered.setStringList([*self._types, *(f"in:{title}" for title in titles)])

    def splitPath(self, path: str) -> list[str]:
        """The last word, if it is an operator; else what fits nothing."""
        *self._before, last = path.rsplit(" ", 1)
        return [last if last.casefold().startswith(tuple(f"{name}:" for name in OPERATORS)) else _NOTHING]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line with its last word completed, quoted where it has spaces."""
        name, _, value = str(index.data()).partition(":")
        return " ".join([*self._before, f'{name}:"{value}" ' if " " in value else f"{name}:{value} "])

"""``RecordsHomePage``: every record type by area, with how many there are of each."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.fuzzy import ranked
from crisisdesk.gui.page import Page
from crisisdesk.gui.plain import label, mnemonic_safe, set_tooltip
from crisisdesk.gui.widgets.parts import column, row
from crisisdesk.model.base import Record
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.snapshot import Snapshot

_ACROSS = 3


def about(record_type: type[Record]) -> str:
    """What a type is, in one sentence."""
    return (record_type.__doc__ or "").partition("\n")[0]


def read_counts(view: Snapshot) -> dict[str, int]:
    """How many records there are of each type."""
    return {record_type.__tablename__: view.count(record_type) for record_type in RECORD_TYPES}


class RecordsHomePage(Page):
    """Areas under each other, their types side by side; what is typed narrows them, Enter opens the first."""

    key, title, help = "records", "Records", "records"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Which records? Such as: hotlines, sanction, member")
        self.line.setAccessibleName("Find a record type")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _text: self._narrow())
        self.line.returnPressed.connect(self._open_first)
        self.buttons = {t.__tablename__: TypeButton(t) for t in RECORD_TYPES}
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self._open, name))
        self._areas = [
            Area(name, [self.buttons[t.__tablename__] for t in types]) for name, types in _by_area()
        ]
        self._nothing = label("No record type is called that.", "muted")
        self._nothing.hide()
        inside = QWidget()
        inside.setLayout(column(self._nothing, *self._areas, None, spacing=16, margins=(16, 8, 16, 16)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAccessibleName("Types of record")
        box = column(spacing=0)
        box.addLayout(row(label(self.title, "title"), None, margins=(16, 12, 16, 8)))
        box.addLayout(row(self.line, margins=(16, 0, 16, 4)))
        box.addWidget(scroll, 1)
        self.setLayout(box)
        self.setFocusProxy(self.line)

    def open(self, target: Target) -> None:
        """Lead on to the page of a type where one is named."""
        if target.record_type:
            self._open(target.record_type)

    def refresh(self) -> None:
        """Count anew."""
        self.context.desk.fetch(read_counts, self._show, key=("counts", id(self)))

    def focus_search(self) -> bool:
        """Put the cursor in the line."""
        self.line.setFocus()
        self.line.selectAll()
        return True

    def _show(self, counts: Mapping[str, int]) -> None:
        for name, button in self.buttons.items():
            button.show_count(counts[name])

    def fitting(self) -> list[type[Record]]:
        """The types that fit what is typed, best first; all of them for nothing."""
        titles = [" ".join((t.__plural__, t.__label__, *t.__aliases__, t.__area__)) for t in RECORD_TYPES]
        return [RECORD_TYPES[place] for place in ranked(self.line.text(), titles)]

    def _narrow(self) -> None:
        names = {t.__tablename__ for t in self.fitting()}
        for area in self._areas:
            area.arrange(names)
        self._nothing.setVisible(not names)

    def _open_first(self) -> None:
        found = self.fitting()
        if found:
            self._open(found[0].__tablename__)

    def _open(self, name: str, *_checked: bool) -> None:
        self.context.go(Target(f"records:{name}", "", name))


class TypeButton(QPushButton):
    """One record type: what it is called, how many there are; what it is in the tool tip."""

    def __init__(self, record_type: type[Record]) -> None:
        super().__init__()
        self._type, self.name = record_type, record_type.__tablename__
        self.setAutoDefault(False)
        self.setStyleSheet("text-align: left; padding: 8px 12px;")
        set_tooltip(self, about(record_type))
        self.setAccessibleDescription(about(record_type))
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        number = f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        self.setText(mnemonic_safe(f"{self._type.__plural__}   {number}"))
        self.setAccessibleName(f"{self._type.__plural__}: {count}")


class Area(QWidget):
    """The types of one area; hidden while none of them fits."""

    def __init__(self, name: str, buttons: Sequence[TypeButton]) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for across in range(_ACROSS):
            self._grid.setColumnStretch(across, 1)
        box = column(label(name, "heading"), spacing=8)
        box.addLayout(self._grid)
        self.setLayout(box)
        self.arrange({button.name for button in buttons})

    def arrange(self, names: AbstractSet[str]) -> None:
        """Show the types of these names, without gaps."""
        shown = [button for button in self._buttons if button.name in names]
        for place, button in enumerate(shown):
            self._grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        for button in self._buttons:
            button.setVisible(button in shown)
        self.setVisible(bool(shown))


def _by_area() -> list[tuple[str, list[type[Record]]]]:
    """The types of each area, in the order of the list of types; an area once, where its first type stands."""
    order = list(dict.fromkeys(t.__area__ for t in RECORD_TYPES))
    types = sorted(RECORD_TYPES, key=lambda t: order.index(t.__area__))
    return [(area, list(found)) for area, found in groupby(types, key=lambda t: t.__area__)]

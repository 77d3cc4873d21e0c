"""The choices above the network: whose, laid out how, in which detail, how far around one node, and what is left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.network_choice import MATRIX, Choice
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.plain import add_choice, label, mnemonic_safe, set_tooltip
from crisisdesk.gui.widgets.parts import IconButton, column, push_button
from crisisdesk.network.folding import DETAILS
from crisisdesk.network.layouts import LAYOUTS
from crisisdesk.network.lines import FAMILIES

WHOLE_DESK = "Whole desk"
DEPTHS = (("Everything", 0), ("1 link around", 1), ("2 links around", 2), ("3 links around", 3))


class NetworkBar(QWidget):
    """Two rows of choices; each tells that something was chosen, and the page makes it so."""

    case_chosen = Signal(str)
    layout_chosen = Signal(str)
    detail_chosen = Signal(str)
    focus_chosen = Signal(int)
    switched = Signal(str, str)
    """Something was shown or hidden: what sort (``kind``, ``family``, ``group``, ``hubs``, ``alone``), and which."""
    words_changed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.case = _choice("Network of", [], 22)
        self.case.activated.connect(lambda place: self.case_chosen.emit(self.case.itemData(place)))
        self.layouts = _choice(
            "Layout", [*((one.name, one.label) for one in LAYOUTS), (MATRIX, "Matrix of partners")], 14
        )
        self.layouts.activated.connect(lambda place: self.layout_chosen.emit(self.layouts.itemData(place)))
        self.detail = _choice("Detail", [(one.name, one.label) for one in DETAILS], 13)
        self.detail.activated.connect(lambda place: self.detail_chosen.emit(self.detail.itemData(place)))
        self.focus = _choice(
            "How far around the chosen node", [(str(d), caption) for caption, d in DEPTHS], 11
        )
        self.focus.activated.connect(lambda place: self.focus_chosen.emit(DEPTHS[place][1]))
        self.words = QLineEdit()
        self.words.setAccessibleName("Highlight by words")
        self.words.setPlaceholderText("Highlight by words")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(self.words.fontMetrics().averageCharWidth() * 22)
        self.words.textChanged.connect(self.words_changed)
        self.kinds, self._menu = self._menu_button("Shown")
        self.views, self.views_menu = self._menu_button("Views")
        self.arrange, self.arrange_menu = self._menu_button("Arrange")
        self.legend = QCheckBox("Le&gend")
        self.legend.setChecked(True)
        self.link = push_button("&Link…")
        self.export = push_button("Export…")
        self.back = IconButton(look, "undo-2", "Picture before (Alt+Z)")
        self.forth = IconButton(look, "redo-2", "Picture after (Alt+Y)")
        self.closer = IconButton(look, "zoom-in", "Closer (+)")
        self.farther = IconButton(look, "zoom-out", "Farther (-)")
        self.whole = IconButton(look, "maximize", "All in sight (0)")
        self.count = label("", "muted")
        first = flowing(self.case, self.layouts, self.detail, self.focus, self.words)
        second = flowing(
            self.kinds, self.arrange, self.views, self.legend, self.farther, self.closer, self.whole, self.back,
            self.forth, self.link, self.export, self.count,
        )  # fmt: skip
        self.setLayout(column(first, second, margins=(16, 8, 16, 8)))

    def show_cases(self, cases: Sequence[tuple[str, str]], case_id: str) -> None:
        """Offer these cases, and stand on one; an empty id is the whole desk."""
        self.case.clear()
        for key, title in (("", WHOLE_DESK), *cases):
            add_choice(self.case, title, key)
        self.case.setCurrentIndex(max(0, self.case.findData(case_id)))

    def show_choice(self, choice: Choice, kinds: Sequence[tuple[str, str, int]], groups: Sequence[tuple[str, int]]) -> None:  # fmt: skip
        """Stand on a choice; ``kinds`` are key, caption and number, ``groups`` name and number of what there is."""
        self.layouts.setCurrentIndex(max(0, self.layouts.findData(choice.layout)))
        self.detail.setCurrentIndex(max(0, self.detail.findData(choice.detail)))
        self.focus.setCurrentIndex(choice.depth)
        self._menu.clear()
        self._menu.addSection("Kinds")
        for kind, caption, count in kinds:
            self._offer("kind", kind, f"{caption} ({count})", shown=kind not in choice.hidden)
        self._menu.addSection("Links")
        for family in FAMILIES:
            self._offer("family", family.name, family.label, shown=family.name not in choice.families)
        self._menu.addSection("Who")
        self._offer("hubs", "", "Hubs", shown=choice.hubs)
        self._offer("alone", "", "Those without a link here", shown=choice.alone)
        folding = self._menu.addMenu("Draw a group as one")
        folding.setEnabled(bool(groups))
        for name, count in groups:
            self._offer("group", name, f"{name} ({count})", shown=name in choice.groups, menu=folding)
        here = {kind for kind, _, _ in kinds}
        hidden = len(choice.hidden & here) + len(choice.families) + (not choice.hubs) + (not choice.alone)
        folded = f", {len(choice.groups)} folded" if choice.groups else ""
        text = f"Shown: {hidden} hidden{folded}" if hidden else f"Shown: all{folded}"
        self.kinds.setText(text)
        self.kinds.setAccessibleName(f"What is shown. {text}")

    def _offer(self, sort: str, key: str, caption: str, *, shown: bool, menu: QMenu | None = None) -> None:
        choice = (menu or self._menu).addAction(mnemonic_safe(caption))
        choice.setCheckable(True)
        choice.setChecked(shown)
        choice.triggered.connect(lambda _checked: self.switched.emit(sort, key))

    def _menu_button(self, title: str) -> tuple[QPushButton, QMenu]:
        button, menu = push_button(title), QMenu(self)
        menu.setToolTipsVisible(True)
        button.setMenu(menu)
        return button, menu


def _choice(name: str, options: Sequence[tuple[str, str]], letters: int) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    set_tooltip(made, name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    for key, caption in options:
        made.addItem(caption, key)
    return made

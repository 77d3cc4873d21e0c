"""The choices above the network: whose, laid out how, how far around one node, which kinds."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.plain import label, mnemonic_safe
from crisisdesk.gui.widgets.parts import IconButton, column, push_button
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.network.layouts import LAYOUTS

WHOLE_DESK = "Whole desk"
DEPTHS = (("Everything", 0), ("1 link around", 1), ("2 links around", 2), ("3 links around", 3))


class NetworkBar(QWidget):
    """Two rows of choices; each tells that something was chosen, and the page reads what."""

    case_chosen = Signal(str)
    layout_chosen = Signal(str)
    focus_chosen = Signal(int)
    kinds_chosen = Signal()
    words_changed = Signal(str)

    def __init__(self, look: Look, hidden: Iterable[str]) -> None:
        """``hidden`` are the kinds that are not shown at first."""
        super().__init__()
        self.hidden = set(hidden)
        self.case = QComboBox()
        self.case.setAccessibleName("Network of")
        self.case.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.case.setMinimumContentsLength(28)
        self.case.activated.connect(lambda place: self.case_chosen.emit(self.case.itemData(place)))
        self.layouts = SegmentedControl("Layout", [(layout.name, layout.label) for layout in LAYOUTS])
        self.layouts.chosen.connect(self.layout_chosen)
        self.focus = QComboBox()
        self.focus.setAccessibleName("How far around the chosen node")
        for caption, depth in DEPTHS:
            self.focus.addItem(caption, depth)
        self.focus.activated.connect(lambda place: self.focus_chosen.emit(DEPTHS[place][1]))
        self._menu = QMenu(self)
        self.kinds = push_button("")
        self.kinds.setMenu(self._menu)
        self.legend = QCheckBox("Le&gend")
        self.legend.setChecked(True)
        self.words = QLineEdit()
        self.words.setAccessibleName("Highlight by words")
        self.words.setPlaceholderText("Highlight by words")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(self.words.fontMetrics().averageCharWidth() * 30)
        self.words.textChanged.connect(self.words_changed)
        self.count = label("", "muted")
        self.again = push_button("Lay out &again")
        self.export = push_button("Export…")
        self.closer = IconButton(look, "zoom-in", "Closer (+)")
        self.farther = IconButton(look, "zoom-out", "Farther (-)")
        self.whole = IconButton(look, "maximize", "All in sight (0)")
        zooms = (self.farther, self.closer, self.whole)
        first = flowing(self.case, self.layouts, self.focus)
        second = flowing(self.words, self.kinds, self.legend, *zooms, self.again, self.export, self.count)
        self.setLayout(column(first, second, margins=(16, 8, 16, 8)))
        self.show_kinds(())

    def show_cases(self, cases: Sequence[tuple[str, str]], case_id: str) -> None:
        """Offer these cases, and stand on one; an empty id is the whole desk."""
        self.case.clear()
        for key, title in (("", WHOLE_DESK), *cases):
            self.case.addItem(title, key)
        self.case.setCurrentIndex(max(0, self.case.findData(case_id)))

    def show_kinds(self, kinds: Sequence[tuple[str, str, int]]) -> None:
        """Offer to hide these kinds: key, caption and number of each."""
        self._menu.clear()
        for kind, caption, count in kinds:
            choice = self._menu.addAction(f"{mnemonic_safe(caption)} ({count})")
            choice.setCheckable(True)
            choice.setChecked(kind not in self.hidden)
            choice.toggled.connect(lambda shown, kind=kind: self._show_kind(kind, shown=shown))
        self._name_kinds()

    def _show_kind(self, kind: str, *, shown: bool) -> None:
        (self.hidden.discard if shown else self.hidden.add)(kind)
        self._name_kinds()
        self.kinds_chosen.emit()

    def _name_kinds(self) -> None:
        hidden = sum(not choice.isChecked() for choice in self._menu.actions())
        text = f"Kinds: {hidden} hidden" if hidden else "Kinds: all"
        self.kinds.setText(text)
        self.kinds.setAccessibleName(f"Kinds shown. {text}")

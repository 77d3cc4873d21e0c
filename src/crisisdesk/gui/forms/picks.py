"""Fields in which one thing is picked: yes or no, a choice, a term, a marking."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QWidget

from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.material import TermChoice
from crisisdesk.gui.forms.picker import Picker
from crisisdesk.gui.forms.shown import UNKNOWN, choice_in_words
from crisisdesk.gui.fuzzy import ranked
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.widgets.parts import IconButton, row
from crisisdesk.gui.widgets.record_combo import Suggestion
from crisisdesk.model.fields import Field


class BooleanEditor(Editor):
    """A box to tick; one that may be unknown has a third state."""

    def __init__(self, f: Field) -> None:
        self.box = QCheckBox("Yes")
        super().__init__(f, self.box)
        self.box.setTristate(f.facts.default is None and not f.required)
        self.box.checkStateChanged.connect(lambda _state: self._say())
        self.box.clicked.connect(lambda _checked: self.edited.emit())

    @property
    def text(self) -> str:
        """``yes``, ``no`` or nothing."""
        states = {Qt.CheckState.Checked: "yes", Qt.CheckState.Unchecked: "no"}
        return states.get(self.box.checkState(), "")

    def put(self, text: str, caption: str = "") -> None:
        """Show a state without telling anyone."""
        del caption
        states = {"yes": Qt.CheckState.Checked, "": Qt.CheckState.PartiallyChecked}
        unknown = text == "" and not self.box.isTristate()
        self.box.setCheckState(
            Qt.CheckState.Unchecked if unknown else states.get(text, Qt.CheckState.Unchecked)
        )
        self._say()
        self.refuse("")

    def _say(self) -> None:
        self.box.setText({"yes": "Yes", "no": "No"}.get(self.text, "Unknown"))


class ChoiceEditor(Editor):
    """One of a few values that the program knows."""

    def __init__(self, f: Field) -> None:
        self.combo = QComboBox()
        super().__init__(f, self.combo)
        if not f.required and f.facts.default is None:
            self.combo.addItem(UNKNOWN, "")
        for value in f.choices:
            self.combo.addItem(choice_in_words(value), value)
        self.combo.installEventFilter(self)
        self.combo.activated.connect(lambda _place: self.edited.emit())

    @property
    def text(self) -> str:
        """The value chosen."""
        return str(self.combo.currentData() or "")

    def put(self, text: str, caption: str = "") -> None:
        """Show a choice without telling anyone."""
        del caption
        self.combo.setCurrentIndex(self.combo.findData(text))
        self.refuse("")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A wheel that scrolls the form past a choice must not change it."""
        if event.type() is QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()
            return True
        return False


class TermEditor(Editor):
    """A word of a vocabulary: typed or picked, each with what it means."""

    def __init__(self, look: Look, f: Field, terms: Sequence[TermChoice]) -> None:
        self._terms = tuple(terms)
        self._labels = {term.code: term.label for term in terms}
        self.picker = Picker(look, self._suggest, f.label)
        super().__init__(f, self.picker, self.picker.line)
        self.picker.chosen.connect(lambda _code: self._choose())
        self.picker.typed.connect(self.edited)
        self.picker.unresolved.connect(lambda _typed: self.check())

    @property
    def text(self) -> str:
        """The code chosen, or what was typed that is none."""
        return self.picker.half_typed or (
            "" if not self.picker.line.text().strip() else self.picker.record_id
        )

    def put(self, text: str, caption: str = "") -> None:
        """Show a code by its label without telling anyone; text that is no code is shown as it is."""
        del caption
        if text in self._labels or not text:
            self.picker.put(text, self._labels.get(text, ""))
        else:
            self.picker.line.setText(text)
        self.refuse("")

    def problem(self) -> str:
        """Also wrong: a word that the vocabulary does not have."""
        if self.picker.half_typed:
            return f"“{self.picker.half_typed[:40]}” is not in the vocabulary; pick one from the list."
        return super().problem()

    def allow(self, *, editable: bool) -> None:
        """Let it be changed, or only be read."""
        self.picker.setEnabled(editable)

    def _choose(self) -> None:
        self.refuse("")
        self.edited.emit()
        self.finished.emit()

    def _suggest(self, text: str) -> Sequence[Suggestion]:
        places = ranked(text, [f"{term.label} {term.code}" for term in self._terms])
        found = (self._terms[place] for place in places)
        return [(term.code, term.label, term.description) for term in found]


class MarkingEditor(Editor):
    """A marking as free text, with a menu of the desk's levels that keeps the controls already typed."""

    def __init__(self, look: Look, f: Field, levels: Sequence[str]) -> None:
        self.line = QLineEdit()
        self._levels = tuple(levels)
        self._button = IconButton(look, "chevron-down", f"Levels for {f.label}", self._open_levels)
        control = QWidget()
        control.setLayout(row(self.line, self._button, spacing=0))
        super().__init__(f, control, self.line)
        self.line.setPlaceholderText("SECRET//REL TO USA, GBR")
        self.line.textEdited.connect(lambda _text: self._type())
        self.line.editingFinished.connect(self._finish)

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.line.text()

    def put(self, text: str, caption: str = "") -> None:
        """Show a marking without telling anyone."""
        del caption
        self.line.setText(text)
        self.refuse("")

    def allow(self, *, editable: bool) -> None:
        """Let it be changed, or only be read."""
        self.line.setReadOnly(not editable)
        self._button.setEnabled(editable)

    def levels_menu(self) -> QMenu:
        """The levels that the desk knows, lowest first."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for level in self._levels:
            action = menu.addAction(mnemonic_safe(level))
            action.triggered.connect(lambda _checked=False, level=level: self._take_level(level))
        return menu

    def _open_levels(self) -> None:
        self.levels_menu().popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _take_level(self, level: str) -> None:
        _, slashes, rest = self.text.partition("//")
        self.line.setText(level + slashes + rest)
        self._type()
        self._finish()
        self.line.setFocus()

    def _type(self) -> None:
        self.refuse("")
        self.edited.emit()

    def _finish(self) -> None:
        self.check()
        self.finished.emit()

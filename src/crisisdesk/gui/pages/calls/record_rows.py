"""Rows of a form that come as they are needed: Enter in one that says something makes the next."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from crisisdesk.gui.forms.picker import Picker
from crisisdesk.gui.fuzzy import ranked
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import add_choice
from crisisdesk.gui.widgets.parts import column, row
from crisisdesk.gui.widgets.record_combo import Suggestion

OFFERED = 12


class FormRow(QWidget):
    """One row: a text that says what, and fields beside it."""

    def __init__(self, *fields: QWidget, text: QLineEdit) -> None:
        super().__init__()
        self.text = text
        self.fields = fields
        whole = row(*fields, spacing=8)
        whole.setStretch(fields.index(text), 1)
        self.setLayout(whole)

    @property
    def said(self) -> str:
        """What the row says; empty where nothing is to be made of it."""
        return self.text.text().strip()


class Rows(QWidget):
    """Rows of one kind under each other; there is always one to type into."""

    grown = Signal()
    """There is a row more."""

    def __init__(self, make: Callable[[], FormRow]) -> None:
        super().__init__()
        self._make = make
        self._box = column(spacing=4)
        self.setLayout(self._box)
        self.rows: list[FormRow] = []
        self.add()

    @property
    def fields(self) -> list[QWidget]:
        """All fields of all rows, in the order of Tab."""
        return [field for one in self.rows for field in _fields(one)]

    def add(self) -> FormRow:
        """Add an empty row at the end."""
        made = self._make()
        made.text.installEventFilter(self)
        self._box.addWidget(made)
        made.show()
        self.rows.append(made)
        self.grown.emit()
        return made

    @property
    def said(self) -> list[str]:
        """What the filled rows say."""
        return [one.said for one in self.filled()]

    def put(self, texts: Sequence[str]) -> None:
        """Put these texts into the rows, in place of those before."""
        while len(self.rows) < len(texts):
            self.add()
        for number, one in enumerate(self.rows):
            one.text.setText(texts[number] if number < len(texts) else "")

    def filled(self) -> list[FormRow]:
        """The rows that say something."""
        return [one for one in self.rows if one.said]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter makes the next row, or goes on to the next part from an empty one."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            return False
        standing = next(one for one in self.rows if one.text is watched)
        if standing.said:
            after = self.rows.index(standing) + 1
            (self.rows[after] if after < len(self.rows) else self.add()).text.setFocus()
        else:
            _fields(standing)[-1].setFocus()
            self.focusNextChild()
        return True


def _fields(of: FormRow) -> list[QWidget]:
    """What of a row can be come to by Tab, in order."""
    return [one.focusProxy() or one for one in of.fields]


def set_order(fields: Sequence[QWidget]) -> None:
    """Let Tab go through these in this order: what layouts make of widgets that come later is another one."""
    for before, after in pairwise(fields):
        QWidget.setTabOrder(before, after)


def typed_line(name: str, example: str = "", width: int = 0) -> QLineEdit:
    """A line with its name for screen readers."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    if width:
        made.setFixedWidth(at_scale(made, width))
    return made


def choice(name: str, options: Sequence[tuple[str, str]], chosen: str = "", width: int = 0) -> QComboBox:
    """A choice out of values with captions."""
    made = QComboBox()
    made.setAccessibleName(name)
    for value, caption in options:
        add_choice(made, caption, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    if width:
        made.setFixedWidth(at_scale(made, width))
    return made


def picker(look: Look, name: str, known: Sequence[Suggestion], width: int = 0, example: str = "") -> Picker:
    """A line that completes to one of these records."""
    titles = [f"{title} {detail}" for _, title, detail in known]

    def suggest(text: str) -> Sequence[Suggestion]:
        return [known[number] for number in ranked(text, titles)[:OFFERED]]

    made = Picker(look, suggest, name)
    made.line.setPlaceholderText(example)
    if width:
        made.setFixedWidth(at_scale(made, width))
    return made


def chosen(combo: QWidget) -> str:
    """The value that is chosen in a choice."""
    return str(combo.currentData()) if isinstance(combo, QComboBox) else ""


def choose(combo: QWidget, value: str) -> None:
    """Choose a value, where the choice has it."""
    if isinstance(combo, QComboBox) and combo.findData(value) >= 0:
        combo.setCurrentIndex(combo.findData(value))


def typed(line: QWidget) -> str:
    """What is typed in a line."""
    return line.text().strip() if isinstance(line, QLineEdit) else ""


def at_scale(widget: QWidget, pixels: int) -> int:
    """So many pixels at 100 % text, in the size of text that a widget has."""
    return round(pixels * widget.fontMetrics().height() / _LINE)


def fitting(dialog: QWidget, size: tuple[int, int]) -> QSize:
    """A size at 100 % text in the size of text that a dialog has, no larger than its screen."""
    screen = dialog.screen().availableGeometry()
    wide, high = (at_scale(dialog, pixels) for pixels in size)
    return QSize(min(wide, screen.width() - _EDGE), min(high, screen.height() - _EDGE))


_EDGE = 48
_LINE = 18  # pixels of a line at 100 % text

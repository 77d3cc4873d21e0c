"""A small dialog for a step that takes a few words: what, why, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.plain import add_choice, label
from crisisdesk.gui.widgets.parts import column, push_button, row

Control = QLineEdit | QPlainTextEdit | QComboBox | Editor
WIDTH = 520
_PROSE_LINES, _LEAST_LINES = 6, 2


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked for.

    ``options`` (values and captions) make it a choice, ``prose`` several lines, ``editor`` the control of a form that
    it makes; otherwise it is one line.
    ``label`` marks its mnemonic with an ampersand.
    """

    id: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    prose: bool = False
    value: str = ""
    example: str = ""
    editor: Callable[[], Editor] | None = None


class AskDialog(QDialog):
    """Asks some questions, and stays open with the sentence when the answer is refused.

    ``submit`` gets the answers by id; it calls :meth:`accept` or :meth:`refuse` when it knows. Enter confirms
    (Ctrl+Enter in a text of several lines), Escape leaves everything as it is. The focus goes back to where it was.
    """

    def __init__(
        self,
        window: QWidget | None,
        heading: str,
        text: str,
        questions: Sequence[Question],
        *,
        verb: str,
        submit: Callable[["AskDialog", Mapping[str, str]], None],
    ) -> None:
        super().__init__(window)
        self._was_focused = QGuiApplication.focusObject()
        self._submit = submit
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._fields: dict[str, Control] = {}
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self.confirm = push_button(verb, self._send, primary=True)
        box = column(label(heading, "heading", wrap=True), spacing=8, margins=(24, 24, 24, 16))
        if text:
            box.addWidget(label(text, "muted", wrap=True))
        for question in questions:
            box.addSpacing(4)
            box.addWidget(self._caption(question))
            box.addWidget(self._fields[question.id])
        box.addWidget(self._refusal)
        box.addSpacing(8)
        box.addStretch(1)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.confirm))
        self.setLayout(box)
        next(iter(self._fields.values())).setFocus()

    @property
    def refusal(self) -> str:
        """The sentence that says why it was not done, or nothing."""
        return self._refusal.text()

    def refuse(self, sentence: str) -> None:
        """Say why it was not done, and let the answers be bettered."""
        self._refusal.setText(sentence)
        self._refusal.show()
        self.confirm.setEnabled(True)
        self.setAccessibleDescription(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Give texts of several lines their room, now that the style sheet has set its one height for all fields."""
        super().showEvent(event)
        texts = [field for field in self._fields.values() if isinstance(field, QPlainTextEdit)]
        for text in texts:
            lines = max(_PROSE_LINES // len(texts), _LEAST_LINES)
            text.setMinimumHeight(text.fontMetrics().lineSpacing() * lines + 16)
        layout = self.layout()
        if texts and layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Confirm by Ctrl+Enter where Enter makes a new line; Tab leaves such a text."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._send()
            return True
        return False

    def _caption(self, question: Question) -> QLabel:
        field = self._fields[question.id] = self._field(question)
        name = question.label.replace("&", "")
        if not isinstance(field, Editor):
            field.setAccessibleName(name)
        caption = label(question.label)
        caption.setBuddy(field)
        return caption

    def _field(self, question: Question) -> Control:
        if question.editor is not None:
            return question.editor()
        if question.options:
            choice = QComboBox()
            for value, caption in question.options:
                add_choice(choice, caption, value)
            choice.setCurrentIndex(max(0, choice.findData(question.value)))
            return choice
        if question.prose:
            text = QPlainTextEdit(question.value)
            text.setTabChangesFocus(True)
            text.setPlaceholderText(question.example)
            text.installEventFilter(self)
            return text
        line = QLineEdit(question.value)
        line.setPlaceholderText(question.example)
        line.returnPressed.connect(self._send)
        return line

    def _send(self) -> None:
        for field in self._fields.values():
            if isinstance(field, Editor) and not field.check(whole=True):
                field.setFocus()
                return
        if self.confirm.isEnabled():
            self.confirm.setEnabled(False)
            self._refusal.hide()
            self._submit(self, {name: _answer(field) for name, field in self._fields.items()})


def _answer(field: Control) -> str:
    match field:
        case Editor():
            return field.text.strip()
        case QLineEdit():
            return field.text().strip()
        case QPlainTextEdit():
            return field.toPlainText().strip()
    return str(field.currentData())

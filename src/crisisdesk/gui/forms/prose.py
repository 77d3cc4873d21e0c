"""A field of several paragraphs, which grows with what is typed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from crisisdesk.gui.forms.editor import Editor
from crisisdesk.model.fields import Field

LEAST_LINES, MOST_LINES = 3, 14
PORTION_HINT = "A paragraph may begin with its own mark, such as (S//REL TO USA, GBR); without one it has the record's marking."


class ProseEditor(Editor):
    """Several paragraphs. Tab leaves the field, Ctrl+Enter saves the form."""

    confirmed = Signal()

    def __init__(self, f: Field) -> None:
        self.area = QPlainTextEdit()
        super().__init__(f, self.area)
        self.area.setTabChangesFocus(True)
        self.area.installEventFilter(self)
        self.area.textChanged.connect(self._type)
        self.area.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._quiet = False
        self._grow()

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.area.toPlainText()

    def put(self, text: str, caption: str = "") -> None:
        """Show a text without telling anyone."""
        del caption
        self._quiet = True
        self.area.setPlainText(text)
        self._quiet = False
        self.refuse("")

    def allow(self, *, editable: bool) -> None:
        """Text that is only read can still be marked and copied."""
        self.area.setReadOnly(not editable)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter confirms; the hint on portion marks stands there while the field has the focus."""
        match event.type():
            case QEvent.Type.FocusIn:
                self.note(PORTION_HINT)
            case QEvent.Type.FocusOut:
                self.note("")
                self.check()
                self.finished.emit()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and _confirms(event):
                self.confirmed.emit()
                return True
        return False

    def _type(self) -> None:
        if not self._quiet:
            self.refuse("")
            self.edited.emit()

    def _grow(self) -> None:
        lines = int(self.area.document().size().height())  # a plain document measures itself in lines
        shown = min(max(lines, LEAST_LINES), MOST_LINES)
        self.area.setFixedHeight(shown * self.area.fontMetrics().lineSpacing() + 20)


def _confirms(event: QKeyEvent) -> bool:
    pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return pressed and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

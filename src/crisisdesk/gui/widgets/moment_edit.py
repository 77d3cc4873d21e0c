"""A line that takes a date, a time or anything else that can be typed, and says at once what is wrong."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.parts import column, restyle

Value = TypeVar("Value")


class TypedEdit(QWidget, Generic[Value]):
    """A line edit whose text ``read`` turns into a value.

    ``read`` raises :class:`UserError` for what it does not take; the sentence stands under the line, the text
    stays. The value is read when Enter is pressed or the line is left. A date-time group, an ISO date or words
    are all the same here: it is ``read`` that knows them.
    """

    accepted = Signal(object)
    """The value, each time it was read and differs from before; ``None`` where the line was emptied."""

    def __init__(
        self,
        read: Callable[[str], Value],
        name: str,
        example: str = "",
        *,
        show: Callable[[Value], str] = str,
        optional: bool = False,
    ) -> None:
        """``name`` is read out; ``example`` shows how to write it; ``show`` writes a value that was read."""
        super().__init__()
        self._read, self._show, self._optional = read, show, optional
        self._value: Value | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(example)
        self.line.installEventFilter(self)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self.setLayout(column(self.line, self._refusal, spacing=2))
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self.commit)

    @property
    def value(self) -> Value | None:
        """The last value that was read; ``None`` where there is none."""
        return self._value

    @property
    def refusal(self) -> str:
        """What is wrong with the text, or nothing."""
        return self._refusal.text()

    def put(self, value: Value | None) -> None:
        """Show a value without telling anyone."""
        self._value = value
        self.line.setText("" if value is None else self._show(value))
        self._refuse("")

    def commit(self) -> bool:
        """Read the text now. Whether it was taken."""
        text = self.line.text().strip()
        try:
            value = None if not text and self._optional else self._read(text)
        except UserError as refusal:
            self._refuse(str(refusal))
            return False
        changed = value != self._value
        self.put(value)
        if changed:
            self.accepted.emit(value)
        return True

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """Read when the line is left; Escape brings the last value back."""
        if event.type() is QEvent.Type.FocusOut:
            # A popup or another window only borrows the focus: the typing is not over.
            if cast("QFocusEvent", event).reason() not in _BORROWED:
                self.commit()
        elif event.type() is QEvent.Type.KeyPress and self._is_reverted(cast("QKeyEvent", event)):
            return True
        return False

    def _is_reverted(self, event: QKeyEvent) -> bool:
        kept = "" if self._value is None else self._show(self._value)
        if event.key() != Qt.Key.Key_Escape or self.line.text() == kept:
            return False
        self.put(self._value)
        return True

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_tooltip(self.line, sentence)
        restyle(self.line, refused="true" if sentence else "false")


_BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)

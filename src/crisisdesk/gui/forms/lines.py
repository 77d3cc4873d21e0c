"""Fields of one line: text, numbers, amounts, dates and moments, each with what it was understood as."""

import contextlib

from PySide6.QtWidgets import QLineEdit

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.shown import date_in_words, local, money_in_words, relative, typed_moment
from crisisdesk.model.fields import Field
from crisisdesk.model.moments import parse_moment

_EXAMPLES = {
    "integer": "12",
    "number": "3.5",
    "money": "14000000 USD",
    "share": "37.5 %",
    "grade": "B2",
    "date": "2026-11-23, 2026-11 or ~2026",
    "moment": "231312Z NOV 26, 2026-11-23T13:12Z or 13:12",
}
_RELIABILITY = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "source not usually reliable",
    "E": "unreliable source",
    "F": "reliability cannot be judged",
}  # STANAG 2511
_CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


class LineEditor(Editor):
    """One line of text; what it was understood as stands under it."""

    def __init__(self, context: Context, f: Field) -> None:
        self.line = QLineEdit()
        super().__init__(f, self.line)
        self._context = context
        self.line.setPlaceholderText(_EXAMPLES.get(f.kind, ""))
        self.line.textEdited.connect(lambda _text: self._type())
        self.line.editingFinished.connect(self._finish)

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.line.text()

    def put(self, text: str, caption: str = "") -> None:
        """Show a text without telling anyone."""
        del caption
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.refuse("")
        self.note(self._meaning())

    def allow(self, *, editable: bool) -> None:
        """A line that is only read can still be marked and copied."""
        self.line.setReadOnly(not editable)

    def _type(self) -> None:
        self.refuse("")
        self.note(self._meaning())
        self.edited.emit()

    def _finish(self) -> None:
        self.check()
        self.finished.emit()

    def _meaning(self) -> str:
        """What the text means, where that is more than the text."""
        text = self.text.strip()
        if self.field.kind not in {"money", "grade", "date"} or not text:
            return ""
        try:
            value = str(self.field.read(text))
        except UserError:
            return ""
        match self.field.kind:
            case "money":
                return money_in_words(value)
            case "grade":
                return f"{_RELIABILITY[value[0]]}; {_CREDIBILITY[value[1]]}".capitalize()
        words = date_in_words(value)
        return "" if words == text else words.capitalize()


class MomentEditor(LineEditor):
    """A moment; its local time stands under it. A bare time of the clock is one of today (UTC)."""

    def _meaning(self) -> str:
        now = self._context.desk.workspace.clock()
        try:
            moment = parse_moment(self.text, now=now)
        except UserError:
            return ""
        return f"{local(moment)} · {relative(moment, now)}"

    def _finish(self) -> None:
        with contextlib.suppress(UserError):  # check() says what is wrong
            moment = parse_moment(self.text, now=self._context.desk.workspace.clock())
            self.line.setText(typed_moment(moment))
        super()._finish()

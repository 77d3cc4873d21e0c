"""``Editor``: what all fields of a form have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, restyle
from crisisdesk.model.fields import Field


class Editor(QWidget):
    """Edits one field as text: what a person types, and what ``field.read`` understands.

    What is wrong is said under the control and read out with it; the text stays as it was typed.
    """

    edited = Signal()
    """A person changed the text."""
    finished = Signal()
    """The control was left, or the choice was made."""

    def __init__(self, f: Field, control: QWidget, target: QWidget | None = None) -> None:
        """``target`` is what takes the focus and the red frame, where it is not the whole control."""
        super().__init__()
        self.field = f
        self.target = target or control
        self.target.setAccessibleName(f"{f.label}, required" if f.required else f.label)
        self.target.setAccessibleDescription(f.facts.help)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self._note = label("", "small", wrap=True)
        self._note.hide()
        self.setLayout(column(control, self._note, self._refusal, spacing=2))
        self.setFocusProxy(self.target)

    @property
    def text(self) -> str:
        """What is typed now."""
        raise NotImplementedError

    def put(self, text: str, caption: str = "") -> None:
        """Show a text without telling anyone; ``caption`` names the record that a reference means."""
        raise NotImplementedError

    @property
    def refusal(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._refusal.text()

    def problem(self) -> str:
        """What is wrong with the text as it stands, or nothing."""
        text = self.text.strip()
        if not text:
            return f"{self.field.label} must not be empty." if self.field.required else ""
        try:
            self.field.read(text)
        except UserError as refusal:
            return str(refusal).removeprefix(f"{self.field.label}: ")
        return ""

    def check(self, *, whole: bool = False) -> bool:
        """Say what is wrong, and whether nothing is; an empty field is wrong only when ``whole`` is asked for."""
        self.refuse(self.problem() if whole or self.text.strip() else "")
        return not self.refusal

    def refuse(self, sentence: str) -> None:
        """Show why the text is not taken; nothing takes the refusal back."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.target.setAccessibleDescription(sentence or self.field.facts.help)
        restyle(self.target, refused="true" if sentence else "false")

    def note(self, words: str) -> None:
        """Say under the control what the text means."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def allow(self, *, editable: bool) -> None:
        """Let the text be changed, or only be read."""
        self.target.setEnabled(editable)

"""Questions and bad news: plain text, a verb on each button, the focus back where it was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import TONE_ICONS, TONE_WORDS, IconLabel, column, push_button, row

WIDTH = 480


class MessageDialog(QDialog):
    """A heading, a few sentences, details folded away, and buttons. Escape is the quiet way out."""

    def __init__(
        self, look: Look, window: QWidget | None, heading: str, text: str, *, tone: Tone, details: str = ""
    ) -> None:
        super().__init__(window)
        self._was_focused = QGuiApplication.focusObject()
        self.setWindowTitle("CrisisDesk")
        self.setAccessibleName(f"{TONE_WORDS[tone]}: {heading}")
        icon = IconLabel(look, TONE_ICONS[tone], tone, 32, TONE_WORDS[tone])
        body = column(label(heading, "heading", wrap=True), selectable(text), None, spacing=8)
        self._buttons = row(None)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Details")
        self._details.hide()
        top = row(icon, spacing=16)
        top.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        top.addLayout(body, 1)
        box = column(spacing=16, margins=(20, 20, 20, 16))
        box.addLayout(top)
        box.addWidget(self._details)
        box.addLayout(self._buttons)
        self.setLayout(box)
        self.setMinimumWidth(WIDTH)
        if details:
            self._offer_details(f"{heading}\n{text}\n\n{details}")

    def add_button(self, title: str, *, accepts: bool, danger: bool = False) -> QPushButton:
        """Add a button at the end; it closes the dialog."""
        made = push_button(
            title, self.accept if accepts else self.reject, primary=accepts and not danger, danger=danger
        )
        self._buttons.addWidget(made)
        return made

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _offer_details(self, whole: str) -> None:
        fold = push_button("Details", link=True)
        fold.setCheckable(True)
        fold.toggled.connect(self._details.setVisible)
        copy = push_button("Copy", lambda: QGuiApplication.clipboard().setText(whole), link=True)
        self._buttons.insertWidget(0, fold)
        self._buttons.insertWidget(1, copy)


def question(look: Look, window: QWidget | None, heading: str, text: str, verb: str) -> MessageDialog:
    """Ask before what cannot be undone; ``verb`` says what and how many: "Delete 3 for good".

    Keeping things as they are has the focus.
    """
    dialog = MessageDialog(look, window, heading, text, tone="warn")
    dialog.add_button(verb, accepts=True, danger=True)
    dialog.add_button("Cancel", accepts=False).setFocus()
    return dialog


def refusal(look: Look, window: QWidget | None, sentence: str) -> MessageDialog:
    """Tell why something was not done, where there is no better place for it."""
    dialog = MessageDialog(look, window, "That was not possible", sentence, tone="warn")
    dialog.add_button("Close", accepts=True).setFocus()
    return dialog


def bug_report(look: Look, window: QWidget | None, what: str, safe: str, details: str) -> MessageDialog:
    """Tell of a mistake in the program: what happened, what is safe and what to do; the traceback is folded."""
    text = f"{safe}\n\nGo on working; if it happens again, close the desk, open it anew and send the details."
    dialog = MessageDialog(look, window, what, text, tone="bad", details=details)
    dialog.add_button("Close", accepts=True).setFocus()
    return dialog

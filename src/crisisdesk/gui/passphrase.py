"""Asking for a passphrase, and what a new desk is to be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.filing import ask_open
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.services.keys import SHORTEST
from crisisdesk.store.keys import read_key_file

LOSS = "Whoever loses this passphrase loses the desk: nobody can open it then."
_LETTERS_WIDE = 62


def _secret_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    return line


class KeyLine(QObject):
    """A line for a passphrase with a button that takes it from a key file.

    ``confirmed`` is sent when Enter is pressed, or a key file was read.
    """

    confirmed = Signal()

    def __init__(self, owner: QWidget, memory: Mapping[str, Any], name: str = "Passphrase") -> None:
        super().__init__(owner)
        self._owner, self._memory = owner, dict(memory)
        self.line = _secret_line(name)
        self.line.returnPressed.connect(self.confirmed)
        self.file = push_button("&Key file…", self._ask)
        self.layout_ = row(self.line, self.file)
        self.layout_.setStretch(0, 1)

    @property
    def passphrase(self) -> str:
        """What was typed, or read from the key file."""
        return self.line.text()

    def forget(self) -> None:
        """Empty the line."""
        self.line.clear()

    def take(self, path: Path) -> None:
        """Read the passphrase from a key file; one that cannot be read is said in the line's place."""
        try:
            self.line.setText(read_key_file(path))
        except UserError as refusal:
            self.line.setPlaceholderText(str(refusal))
            return
        self.confirmed.emit()

    def _ask(self) -> None:
        ask_open(self._owner, self._memory, "Key file", [], self.take)


class PassphraseDialog(QDialog):
    """Asks for the passphrase of an encrypted desk, or for its key file."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Passphrase")
        self.key = KeyLine(self, {})
        self.line = self.key.line
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        box = column(
            label(f"{name} is encrypted. Type its passphrase.", wrap=True),
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        box.addLayout(self.key.layout_)
        box.addWidget(self._refusal)
        open_button = push_button("Open", self._try, primary=True)
        box.addLayout(row(None, push_button("Cancel", self.reject), open_button))
        self.setLayout(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)
        self.key.confirmed.connect(self._try)
        self.line.setFocus()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.line.text()

    def refuse(self, sentence: str) -> None:
        """Say what was wrong with the one before; nothing if there was none."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def done(self, result: int) -> None:
        """Close, and forget what was typed."""
        super().done(result)
        self.key.forget()

    def _try(self) -> None:
        if self.line.text():
            self.accept()
        else:
            self.refuse("Type the passphrase.")


class NewDeskDialog(QDialog):
    """Asks what a new desk is to be: live or exercise, plain or encrypted, and then with which passphrase."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("New desk")
        self.exercise = QCheckBox("E&xercise: every page and brief says so")
        self.encrypt = QCheckBox("En&crypt it with a passphrase")
        self.first, self.second = _secret_line("Passphrase"), _secret_line("The same once more")
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._loss = label(LOSS, "muted", wrap=True)
        parts = (self._loss, self.first, self.second, self._refusal)
        box = column(
            label("A desk is one file. What is it for?", "heading"),
            self.exercise,
            self.encrypt,
            *parts,
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        box.addLayout(
            row(
                None,
                push_button("Cancel", self.reject),
                push_button("Choose the file…", self._try, primary=True),
            )
        )
        self.setLayout(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)
        for part in parts:
            part.hide()
        self.encrypt.toggled.connect(self._show_lines)

    @property
    def passphrase(self) -> str | None:
        """The passphrase for the new desk; none if it is not encrypted."""
        return self.first.text() if self.encrypt.isChecked() else None

    def _show_lines(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of Qt's signal
        for part in (self._loss, self.first, self.second):
            part.setVisible(wanted)
        self._refusal.setVisible(False)
        self.adjustSize()

    def _try(self) -> None:
        sentence = self._wrong()
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        if not sentence:
            self.accept()

    def _wrong(self) -> str:
        if not self.encrypt.isChecked():
            return ""
        if len(self.first.text()) < SHORTEST:
            return f"A passphrase has at least {SHORTEST} characters; several words are better than one."
        if self.first.text() != self.second.text():
            return "The two are not the same; type them again."
        return ""

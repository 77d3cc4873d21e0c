"""Asking for a passphrase, and what a new desk is to be."""

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row

_LOSS = "Whoever loses this passphrase loses the desk: nobody can open it then."
_LETTERS_WIDE = 62
SHORTEST = 8


def _secret_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    return line


class PassphraseDialog(QDialog):
    """Asks for the passphrase of an encrypted desk."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.setWindowTitle("Passphrase")
        self.line = _secret_line("Passphrase")
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        box = column(
            label(f"{name} is encrypted. Type its passphrase.", wrap=True),
            self.line,
            self._refusal,
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        open_button = push_button("Open", self._try, primary=True)
        box.addLayout(row(None, push_button("Cancel", self.reject), open_button))
        self.setLayout(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)
        self.line.returnPressed.connect(self._try)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.line.text()

    def refuse(self, sentence: str) -> None:
        """Say what was wrong with the one before; nothing if there was none."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

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
        self._loss = label(_LOSS, "muted", wrap=True)
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

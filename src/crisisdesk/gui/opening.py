"""Opening, making and choosing a desk."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, row, text_button

if TYPE_CHECKING:
    from crisisdesk.gui.start import Program

SUFFIX = ".cdesk"
FILTER = f"Desks (*{SUFFIX});;All files (*)"
_CARD_WIDTH = 560


class Welcome(QWidget):
    """What stands in the window while no desk is open: three ways to begin, and the desks used last."""

    def __init__(
        self,
        look: Look,
        recent: Sequence[str],
        wish: Callable[[str], None],
        open_path: Callable[[Path], None],
    ) -> None:
        super().__init__()
        ways = column(
            self._way(
                look,
                "life-buoy",
                "Open the &sample desk",
                "An invented exercise crisis, to look around in.",
                lambda: wish("sample"),
            ),
            self._way(
                look,
                "folder-plus",
                "Make a &new desk",
                "One file that holds all; it may be encrypted.",
                lambda: wish("new_desk"),
            ),
            self._way(
                look,
                "folder-open",
                "&Open a desk…",
                "A file on this computer or on a stick.",
                lambda: wish("open"),
            ),
            spacing=16,
        )
        card = QWidget()
        card.setFixedWidth(_CARD_WIDTH)
        box = column(
            label("CrisisDesk", "title"),
            label("No desk is open. How do you want to begin?", "muted"),
            spacing=8,
        )
        box.addSpacing(16)
        box.addLayout(ways)
        there = [path for path in map(Path, recent) if path.is_file()][:5]
        if there:
            box.addSpacing(24)
            box.addWidget(label("Used last", "heading"))
            for path in there:
                box.addWidget(text_button(f"{path.name}  —  {path.parent}", partial(open_path, path)))
        card.setLayout(box)
        centre = row(None, card, None)
        outer = column(None, spacing=0)
        outer.addLayout(centre)
        outer.addStretch(2)
        self.setLayout(outer)

    @staticmethod
    def _way(look: Look, icon: str, title: str, why: str, run: Callable[[], None]) -> QWidget:
        way = QWidget()
        button = push_button(title, run, primary=True)
        button.setMinimumWidth(200)
        way.setLayout(
            row(IconLabel(look, icon, "info", 24), button, label(why, "muted", wrap=True), spacing=16)
        )
        layout = way.layout()
        assert layout is not None
        layout.setStretch(2, 1)  # type: ignore[attr-defined]  # a box layout, as row() makes it
        return way


class PassphraseDialog(QDialog):
    """Asks for the passphrase of an encrypted desk, or twice for that of a new one."""

    def __init__(self, window: QWidget, path: Path, *, new: bool = False) -> None:
        super().__init__(window)
        self.setWindowTitle("Passphrase")
        self.first, self.second = self._line("Passphrase"), self._line("Once more")
        self.second.setVisible(new)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        text = (
            f"{path.name} is encrypted."
            if not new
            else "Whoever loses this passphrase loses the desk: nobody can open it then."
        )
        buttons = row(
            None,
            push_button("Cancel", self.reject),
            push_button("Open" if not new else "Encrypt", self._try, primary=True),
        )
        box = column(
            label(text, wrap=True),
            self.first,
            self.second,
            self._refusal,
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        box.addLayout(buttons)
        self.setLayout(box)
        self.setMinimumWidth(420)
        self._new = new
        for line in (self.first, self.second):
            line.returnPressed.connect(self._try)

    @staticmethod
    def _line(name: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        return line

    def _try(self) -> None:
        if not self.first.text():
            self._refusal.setText("Type the passphrase.")
        elif self._new and self.first.text() != self.second.text():
            self._refusal.setText("The two are not the same; type them again.")
        else:
            self.accept()


def ask_passphrase(window: QWidget, path: Path) -> str:
    """Ask for the passphrase of a desk; empty if the person gave up."""
    dialog = PassphraseDialog(window, path)
    return dialog.first.text() if dialog.exec() == QDialog.DialogCode.Accepted else ""


class NewDeskDialog(QDialog):
    """Asks what a new desk is to be: where, exercise or not, encrypted or not."""

    def __init__(self, window: QWidget) -> None:
        from PySide6.QtWidgets import QCheckBox  # noqa: PLC0415 - loaded when first wanted

        super().__init__(window)
        self.setWindowTitle("New desk")
        self.exercise = QCheckBox("&Exercise: stamp every page, and keep it apart from live desks")
        self.encrypt = QCheckBox("En&crypt it with a passphrase")
        box = column(
            label("A desk is one file. What is it for?", "heading"),
            self.exercise,
            self.encrypt,
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        box.addLayout(
            row(
                None,
                push_button("Cancel", self.reject),
                push_button("Choose the file…", self.accept, primary=True),
            )
        )
        self.setLayout(box)


def _open(program: "Program") -> None:
    name, _ = QFileDialog.getOpenFileName(program.window, "Open a desk", "", FILTER)
    if name:
        program.open(Path(name))


def _new(program: "Program") -> None:
    asked = NewDeskDialog(program.window)
    if asked.exec() != QDialog.DialogCode.Accepted:
        return
    name, _ = QFileDialog.getSaveFileName(program.window, "New desk", f"desk{SUFFIX}", FILTER)
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(name + SUFFIX)
    passphrase = None
    if asked.encrypt.isChecked():
        dialog = PassphraseDialog(program.window, path, new=True)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        passphrase = dialog.first.text()
    _make(program, path, passphrase, exercise=asked.exercise.isChecked())


def _make(program: "Program", path: Path, passphrase: str | None, *, exercise: bool) -> None:
    try:
        program.make(path, passphrase, exercise=exercise)
    except UserError as error:
        program.window.strip.say(str(error), "bad")


def _sample(program: "Program") -> None:
    program.open_sample()


def _quit(program: "Program") -> None:
    program.window.close()


WISHES: dict[str, Callable[["Program"], None]] = {
    "open": _open,
    "new_desk": _new,
    "sample": _sample,
    "quit": _quit,
}
"""What the window asks of the program, by name."""

"""Opening, making and choosing a desk."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from crisisdesk.gui.filing import ask_open, ask_save
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import ElidedLabel, label
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, row, text_button

if TYPE_CHECKING:
    from crisisdesk.gui.program import Program

SUFFIX = ".cdesk"
_DESKS = (("Desks", SUFFIX),)
_CARD_LETTERS = 92
_RECENT_SHOWN = 5
_PAGE = 4096
_PLAIN = b"SQLite format 3\0"


def may_be_encrypted(path: Path) -> bool:
    """Whether a file looks as SQLCipher writes one: whole pages, and no plain head."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN))
        size = path.stat().st_size
    except OSError:
        return False
    return size > 0 and size % _PAGE == 0 and head != _PLAIN


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
        self.first = push_button("Open the &sample desk", lambda: wish("sample"), primary=True)
        new = push_button("Make a &new desk…", lambda: wish("new_desk"))
        there = push_button("&Open a desk…", lambda: wish("open"))
        back = push_button("&Restore a backup…", lambda: wish("restore"))
        box = column(
            label("CrisisDesk", "title"),
            label("No desk is open. How do you want to begin?", "muted"),
            self._way(look, "life-buoy", self.first, "An invented exercise crisis, to look around in."),
            self._way(look, "folder-plus", new, "One file that holds all; it can be encrypted."),
            self._way(look, "folder-open", there, "A file on this computer, or drop one on this window."),
            self._way(look, "rotate-ccw", back, "Checked first; a file that is there is kept beside it."),
            spacing=16,
        )
        paths = [path for path in map(Path, recent) if path.is_file()][:_RECENT_SHOWN]
        if paths:
            box.addSpacing(8)
            box.addWidget(label("Used last", "heading"))
        for path in paths:
            folder = ElidedLabel(str(path.parent), Qt.TextElideMode.ElideMiddle)
            folder.setProperty("role", "muted")
            line = row(text_button(path.name, partial(open_path, path)), folder)
            line.setStretch(1, 1)
            box.addLayout(line)
        self._card = QWidget()
        self._card.setLayout(box)
        look.changed.connect(self._measure)
        self._measure()
        outer = column(None, spacing=0)
        outer.addLayout(row(None, self._card, None))
        outer.addStretch(2)
        self.setLayout(outer)

    @staticmethod
    def _way(look: Look, icon: str, button: QPushButton, why: str) -> QWidget:
        way = QWidget()
        words = label(why, "muted", wrap=True)
        button.setMinimumWidth(button.fontMetrics().averageCharWidth() * 30)
        button.setAccessibleDescription(why)
        line = row(IconLabel(look, icon, "info", 24), button, words, spacing=16)
        line.setStretch(2, 1)
        way.setLayout(line)
        return way

    def _measure(self) -> None:
        self._card.setFixedWidth(self._card.fontMetrics().averageCharWidth() * _CARD_LETTERS)


def ask_passphrase(program: "Program", path: Path, refusal: str = "") -> None:
    """Ask for the passphrase of an encrypted desk and open it; giving up leads back to the welcome."""
    from crisisdesk.gui.passphrase import PassphraseDialog  # noqa: PLC0415 - a dialog that few need

    dialog = PassphraseDialog(program.window, path.name)
    dialog.refuse(refusal)
    dialog.accepted.connect(lambda: program.open(path, dialog.passphrase))
    dialog.rejected.connect(program.show_welcome)
    dialog.open()


def _open(program: "Program") -> None:
    ask_open(program.window, program.settings, "Open a desk", _DESKS, program.open)


def _new(program: "Program") -> None:
    from crisisdesk.gui.passphrase import NewDeskDialog  # noqa: PLC0415 - a dialog that few need

    asked = NewDeskDialog(program.window)

    def choose() -> None:
        ask_save(program.window, program.settings, "New desk", f"desk{SUFFIX}", _DESKS, then=make)

    def make(path: Path) -> None:
        program.make(path, asked.passphrase, exercise=asked.exercise.isChecked())

    asked.accepted.connect(choose)
    asked.open()


def _quit(program: "Program") -> None:
    program.window.close()


def _backups(program: "Program") -> None:
    from crisisdesk.gui.backups_dialog import show_backups  # noqa: PLC0415 - loaded when first wanted

    show_backups(program)


def _encryption(program: "Program") -> None:
    from crisisdesk.gui.securing import change_encryption  # noqa: PLC0415 - loaded when first wanted

    change_encryption(program)


def _restore(program: "Program") -> None:
    from crisisdesk.gui.securing import restore_anywhere  # noqa: PLC0415 - loaded when first wanted

    restore_anywhere(program)


def _repair(program: "Program") -> None:
    from crisisdesk.gui.securing import repair_index  # noqa: PLC0415 - loaded when first wanted

    repair_index(program)


WISHES: dict[str, Callable[["Program"], None]] = {
    "open": _open,
    "new_desk": _new,
    "backups": _backups,
    "encryption": _encryption,
    "repair": _repair,
    "restore": _restore,
    "lock": lambda program: program.lock(),
    "sample": lambda program: program.open_sample(),
    "quit": _quit,
}
"""What the window asks of the program, by name."""

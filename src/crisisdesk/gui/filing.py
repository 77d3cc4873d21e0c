"""Choosing a file to read or to write; nothing is overwritten without a question."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Kind = tuple[str, str]
"""What a kind of file is called, and its suffix: ``("PDF", ".pdf")``."""
FOLDER_KEY = "files.folder"
_UNFIT = re.compile(r"[^\w.,()+ -]+")


def ask_open(
    window: QWidget,
    memory: MutableMapping[str, object],
    title: str,
    kinds: Sequence[Kind],
    then: Callable[[Path], object],
) -> QFileDialog:
    """Ask which file to read; ``then`` gets it."""
    dialog = _dialog(window, memory, title, [*kinds, ("All files", "")])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _shown(dialog, memory, then)


def ask_save(
    window: QWidget,
    memory: MutableMapping[str, object],
    title: str,
    name: str,
    kinds: Sequence[Kind],
    *,
    then: Callable[[Path], object],
) -> QFileDialog:
    """Ask where to write; ``name`` is proposed, under a number where that is taken. ``then`` gets the path.

    A name without suffix gets that of the kind chosen; a file that exists is replaced only after a question.
    """
    dialog = _dialog(window, memory, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    first = next((caption for caption, suffix in kinds if name.endswith(suffix)), kinds[0][0])
    dialog.selectNameFilter(_filter(first, dict(kinds)[first]))
    dialog.setDefaultSuffix(dict(kinds)[first])
    dialog.filterSelected.connect(
        lambda text: dialog.setDefaultSuffix(next((s for c, s in kinds if _filter(c, s) == text), ""))
    )
    dialog.selectFile(free_path(Path(dialog.directory().absolutePath()) / safe_name(name)).name)
    return _shown(dialog, memory, then)


def safe_name(text: str) -> str:
    """A file name that every system takes, made of a text."""
    name = " ".join(_UNFIT.sub(" ", text).split()).strip(". ")
    return name[:120] or "unnamed"


def free_path(path: Path) -> Path:
    """The path itself, or with the first number behind its name that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _dialog(
    window: QWidget, memory: MutableMapping[str, object], title: str, kinds: Sequence[Kind]
) -> QFileDialog:
    dialog = QFileDialog(window, title, _folder(memory))
    dialog.setNameFilters([_filter(caption, suffix) for caption, suffix in kinds])
    return dialog


def _folder(memory: MutableMapping[str, object]) -> str:
    kept = memory.get(FOLDER_KEY)
    if isinstance(kept, str) and Path(kept).is_dir():
        return kept
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _filter(caption: str, suffix: str) -> str:
    return f"{caption} (*{suffix})" if suffix else f"{caption} (*)"


def _shown(
    dialog: QFileDialog, memory: MutableMapping[str, object], then: Callable[[Path], object]
) -> QFileDialog:
    def take(name: str) -> None:
        path = Path(name)
        memory[FOLDER_KEY] = str(path.parent)
        then(path)

    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

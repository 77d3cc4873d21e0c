"""The file that a source keeps in the desk: attach one, save it outside."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from crisisdesk import paths
from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.filing import ask_open, ask_save
from crisisdesk.gui.leaving import enter_file
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.services.attachments import KeptFile, attach, detach, kept_file, read_attachment
from crisisdesk.services.keys import PLAIN_EXPORT

_KILOBYTE = 1024
_SHOWN_DIGEST = 16


class FilePanel(Panel):
    """Says what file a source keeps. The program never opens one: it is saved outside first, as it was."""

    title = "File"
    record_types = ("source",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.attach_button = push_button("&Attach a file…", self._ask_file)
        self.save_button = push_button("&Save the file…", self._ask_place)
        self._kept: KeptFile | None = None
        box = column(self.words, margins=(12, 12, 12, 12), spacing=12)
        box.addLayout(row(self.attach_button, self.save_button, None))
        if context.desk.workspace.encrypted:
            box.addWidget(label(PLAIN_EXPORT, "muted", wrap=True))
        box.addStretch(1)
        self.setLayout(box)

    def read(self) -> None:
        """Ask what file the source keeps."""
        source = self.record_id
        self.context.desk.fetch(lambda view: kept_file(view, source), self._show, key=("file", id(self)))

    def take(self, path: Path) -> None:
        """Keep a file with the source, away from the window's thread."""
        source = self.record_id
        self.context.desk.perform(
            f"Attach {path.name}",
            lambda tx: attach(tx, source, read_attachment(path), path.name).sha256,
            lambda _digest: self.refresh(),
        )

    def save(self, path: Path) -> None:
        """Write the kept file outside, as it was."""
        source, desk = self.record_id, self.context.desk
        desk.fetch(lambda view: _written(detach(view, source)[1], path), partial(self._tell_saved, path))

    def _show(self, kept: KeptFile | None) -> None:
        self._kept = kept
        past = self.context.desk.at is not None or self.context.desk.workspace.read_only
        self.attach_button.setEnabled(not past)
        self.attach_button.setAccessibleDescription(PAST_IS_READ_ONLY if past else "")
        self.save_button.setEnabled(kept is not None)
        self.counted.emit(0 if kept is None else 1)
        if kept is None:
            self.words.setText("No file is kept in the desk for this source.")
        else:
            size = f"{max(1, kept.size // _KILOBYTE):,} KB"
            self.words.setText(f"{kept.name}, {size}. SHA-256 {kept.sha256[:_SHOWN_DIGEST]}…")

    def _ask_file(self) -> None:
        ask_open(self.window(), self.context.memory, "Attach a file", [], self.take)

    def _ask_place(self) -> None:
        if self._kept is not None:
            name = self._kept.name
            kinds = (("Files", Path(name).suffix),)
            ask_save(self.window(), self.context.memory, "Save the file", name, kinds, then=self.save)

    def _tell_saved(self, path: Path, _size: int) -> None:
        enter_file(self.context.desk, path, f"File of source {self.record_id}", records=1)
        self.context.notify(f"{path.name} is saved, as it was kept.", "good", False)


def _written(content: bytes, path: Path) -> int:
    paths.write_file(path, content)
    return len(content)

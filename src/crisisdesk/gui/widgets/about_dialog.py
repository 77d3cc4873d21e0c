"""What this program is, what it is made of, and where it keeps its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QPlainTextEdit, QTabWidget, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, row


@dataclass(frozen=True, slots=True)
class About:
    """Facts for the about box. None of them may be content of a desk: they are copied into reports."""

    name: str
    version: str
    promise: str
    versions: Sequence[tuple[str, str]]
    folders: Sequence[tuple[str, str]]
    licences: str

    def diagnostics(self) -> str:
        """Versions and folders as text to send to whoever helps; nothing from any desk."""
        lines = [f"{self.name} {self.version}", *(f"{name}: {value}" for name, value in self.versions)]
        return "\n".join([*lines, *(f"{name}: {folder}" for name, folder in self.folders)])


class AboutDialog(QDialog):
    """Versions, folders and licences, each on its own tab."""

    def __init__(self, look: Look, about: About, window: QWidget | None) -> None:
        super().__init__(window)
        self.setWindowTitle(f"About {about.name}")
        self.resize(620, 480)
        head = row(IconLabel(look, "siren", "info", 40), spacing=16)
        head.addLayout(
            column(label(f"{about.name} {about.version}", "title"), selectable(about.promise, "muted")), 1
        )
        tabs = QTabWidget()
        tabs.addTab(_pairs(about.versions), "Versions")
        tabs.addTab(self._folders(about.folders), "Folders")
        tabs.addTab(_licences(about.licences), "Licences")
        copy = push_button(
            "Copy diagnostics", lambda: QGuiApplication.clipboard().setText(about.diagnostics())
        )
        close = push_button("Close", self.accept, primary=True)
        box = column(spacing=16, margins=(20, 20, 20, 16))
        box.addLayout(head)
        box.addWidget(tabs, 1)
        box.addLayout(row(copy, None, close))
        self.setLayout(box)
        close.setFocus()

    def _folders(self, folders: Sequence[tuple[str, str]]) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        for name, folder in folders:
            opens = push_button("Open", partial(_open_folder, folder), link=True)
            opens.setAccessibleName(f"Open {name.lower()}")
            line = row(selectable(folder), opens)
            line.setStretch(0, 1)
            form.addRow(label(name, "muted"), line)
        return page


def _open_folder(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def _pairs(pairs: Sequence[tuple[str, str]]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    for name, value in pairs:
        form.addRow(label(name, "muted"), selectable(value))
    return page


def _licences(text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setReadOnly(True)
    made.setAccessibleName("Licences")
    return made

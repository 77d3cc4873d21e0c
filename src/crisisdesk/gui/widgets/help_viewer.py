"""The help, read from files beside the program: no network, no pictures from elsewhere."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconButton, column, row

_START = "index"


class HelpBrowser(QTextBrowser):
    """Shows pages of one folder and follows links between them, and nowhere else."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.setAccessibleName("Help page")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(20)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: pages hold words only."""
        return None

    def read(self, page: str) -> str:
        """The text of a page, or an empty text where there is none."""
        file = self._folder / f"{page}.md"
        return file.read_text("utf-8") if page.isidentifier() and file.is_file() else ""

    def show_text(self, markdown: str) -> None:
        """Show a page; HTML inside it is shown as it is written."""
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self.verticalScrollBar().setValue(0)


class HelpViewer(QWidget):
    """A list of pages that can be searched, and the page; Alt+Left and Alt+Right go through those visited."""

    page_changed = Signal(str)

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self._visited, self._place = [_START], 0
        self.browser = HelpBrowser(folder)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Search the help")
        self.line.setAccessibleName("Search the help")
        self.line.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setAccessibleName("Help pages")
        self.contents.setFixedWidth(230)
        self._nothing = label("No page has these words.", "muted")
        self._back = IconButton(look, "arrow-left", "Back", lambda: self._turn(-1))
        self._on = IconButton(look, "arrow-right", "Forward", lambda: self._turn(1))
        self._back.setShortcut(QKeySequence("Alt+Left"))
        self._on.setShortcut(QKeySequence("Alt+Right"))
        side = column(self.line, self._nothing, self.contents)
        side.insertLayout(0, row(self._back, self._on, None))
        self.setLayout(self._beside(side))
        self._titles = {file.stem: _title(file.read_text("utf-8")) for file in sorted(folder.glob("*.md"))}
        self.line.textChanged.connect(self._list_pages)
        self.contents.currentItemChanged.connect(self._open_listed)
        self.browser.anchorClicked.connect(lambda url: self.open_page(url.path().removesuffix(".md")))
        self._list_pages("")
        self._show(_START)

    @property
    def page(self) -> str:
        """The page in sight."""
        return self._visited[self._place]

    def open_page(self, page: str) -> None:
        """Show a page; one that does not exist leads to the first."""
        wanted = page if page in self._titles else _START
        if wanted != self.page:
            self._visited = [*self._visited[: self._place + 1], wanted]
            self._place += 1
        self._show(wanted)

    def _turn(self, step: int) -> None:
        if 0 <= self._place + step < len(self._visited):
            self._place += step
            self._show(self.page)

    def _show(self, page: str) -> None:
        self.browser.show_text(self.browser.read(page))
        self._back.setEnabled(self._place > 0)
        self._on.setEnabled(self._place < len(self._visited) - 1)
        self.contents.blockSignals(True)
        for number in range(self.contents.count()):
            if self.contents.item(number).data(Qt.ItemDataRole.UserRole) == page:
                self.contents.setCurrentRow(number)
        self.contents.blockSignals(False)
        self.page_changed.emit(page)

    def _list_pages(self, text: str) -> None:
        wanted = text.casefold().split()
        self.contents.blockSignals(True)
        self.contents.clear()
        for page, title in sorted(self._titles.items(), key=lambda pair: (pair[0] != _START, pair[1])):
            words = self.browser.read(page).casefold()
            if all(word in words for word in wanted):
                item = QListWidgetItem(title, self.contents)
                item.setData(Qt.ItemDataRole.UserRole, page)
        self.contents.blockSignals(False)
        self._nothing.setVisible(self.contents.count() == 0)

    def _open_listed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open_page(item.data(Qt.ItemDataRole.UserRole))

    def _beside(self, side: QVBoxLayout) -> QHBoxLayout:
        box = row(spacing=12, margins=(12, 12, 12, 12))
        box.addLayout(side)
        box.addWidget(self.browser, 1)
        return box


def _title(markdown: str) -> str:
    first = next((line for line in markdown.splitlines() if line.startswith("# ")), "# Help")
    return first.removeprefix("# ").strip()

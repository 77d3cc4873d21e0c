"""Pages of a PDF as pictures, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisdesk.gui.plain import PlainLabel
from crisisdesk.gui.widgets.parts import column

_SETTLED_MS = 250
_GAP = 16
_BAR = 16
PAGE_POINTS = 595.0
"""Width of A4; a page of another width is scaled to fit."""
SMALLEST, SHARPEST = 0.5, 3.0


class PagePreview(QScrollArea):
    """Scrolls by wheel and keys; Home and End, Page Up and Down. It tells when its width has changed."""

    widened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Preview")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: list[PlainLabel] = []
        self._inside = QWidget()
        self._column = column(None, spacing=_GAP, margins=(_GAP, _GAP, _GAP, _GAP))
        self._inside.setLayout(self._column)
        self.setWidget(self._inside)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self.widened)

    @property
    def scale(self) -> float:
        """Pixels to a point with which a page fills the width."""
        room = self.viewport().width() - 2 * _GAP - _BAR
        return min(max(room / PAGE_POINTS, SMALLEST), SHARPEST) * self.devicePixelRatioF()

    @property
    def shown(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pages(self, images: Sequence[bytes]) -> None:
        """Show these pages; the place in the text is kept as near as may be."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        while len(self._pages) > len(images):
            self._pages.pop().deleteLater()
        for number, image in enumerate(images):
            if number == len(self._pages):
                page = PlainLabel()
                page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self._column.insertWidget(number, page)
                self._pages.append(page)
            picture = QPixmap()
            picture.loadFromData(image, "PNG")
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._pages[number].setPixmap(picture)
            self._pages[number].setAccessibleName(f"Page {number + 1} of {len(images)}")
        self.setAccessibleName(f"Preview, {len(images)} pages" if images else "Preview, no pages")
        QTimer.singleShot(0, self, lambda: bar.setValue(round(share * bar.maximum())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End, too."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep())
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pages of the new width when the size rests."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle.start()

"""A link to a record: one line that ends in an ellipsis where its name does not fit."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from crisisdesk.gui.plain import mnemonic_safe, set_tooltip

_STYLE = "text-align: left; padding: 0px; border-width: 1px; min-height: 0px; margin-left: -1px;"


class LinkButton(QPushButton):
    """Leads to a record; the whole name is its tool tip and what is read out."""

    def __init__(self, name: str, text: str, run: Callable[[], object]) -> None:
        """``name`` says what the link is for: the label of its field."""
        super().__init__()
        self._text = text
        self.setProperty("link", "true")
        self.setAutoDefault(False)
        self.setStyleSheet(_STYLE)
        self.setAccessibleName(f"{name}: {text}")
        set_tooltip(self, text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda *_: run())
        self._fit(self.fontMetrics().horizontalAdvance(text))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._fit(self.contentsRect().width() - 4)

    def _fit(self, width: int) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, width)
        self.setText(mnemonic_safe(shown))

"""Text from records shown as it is, never as markup.

Qt guesses by itself whether a label or a tool tip is rich text, and a name can be made to look like it: a
picture from the disk would load, or the window would freeze. So all text reaches Qt through this module. A name
can also hold signs that turn its direction, and read as another name: those are shown by what they are called.
"""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from crisisdesk.drawing.characters import honest

LONGEST_TOOLTIP = 2000


def label(text: str, role: str = "", *, wrap: bool = False) -> "PlainLabel":
    """A label of plain text.

    ``role`` is what the style sheet knows it by: ``title``, ``heading``, ``muted``, ``small``, ``number``,
    ``strong`` or nothing.
    """
    made = PlainLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def selectable(text: str, role: str = "") -> "PlainLabel":
    """A label of plain text that wraps, and can be marked and copied by mouse and keyboard."""
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
    )
    return made


def plain_tooltip(text: str) -> str:
    """Text that a tool tip shows as it is; what is longer than anyone reads is cut."""
    if not text:
        return ""
    shown = honest(text if len(text) <= LONGEST_TOOLTIP else text[:LONGEST_TOOLTIP] + "…")
    return f"<qt>{escape(shown, quote=False).replace(chr(10), '<br/>')}</qt>"


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip of plain text."""
    widget.setToolTip(plain_tooltip(text))


def add_choice(combo: QComboBox, caption: str, value: object) -> None:
    """Offer a value in a choice, called as it is written: a choice knows no mnemonics, so ``&`` is just that."""
    combo.addItem(honest(caption), value)


def mnemonic_safe(text: str) -> str:
    """Text for buttons, menus and tabs, where a lone ``&`` would underline the next letter."""
    return honest(text).replace("&", "&&")


class PlainLabel(QLabel):
    """A label that never takes its text for markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; what would turn its direction is shown by name."""
        super().setText(honest(text))


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where it does not fit, and then tells all of itself in a tool tip."""

    def __init__(
        self,
        text: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode

    def minimumSizeHint(self) -> QSize:
        """Room for about six letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as tool tip when it no longer fits."""
        super().resizeEvent(event)
        self._offer_whole_text()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._offer_whole_text()

    def setText(self, text: str) -> None:
        """Show another text, on one line."""
        super().setText(" ".join(text.split("\n")))
        self._offer_whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, rect.width())
        self.style().drawItemText(
            painter,
            rect,
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def _offer_whole_text(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else plain_tooltip(self.text()))

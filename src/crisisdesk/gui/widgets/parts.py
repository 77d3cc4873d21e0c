"""Buttons, icons and boxes, made the same way everywhere."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import PlainLabel, mnemonic_safe, set_tooltip
from crisisdesk.gui.theme.roles import Tone

Box = TypeVar("Box", bound=QBoxLayout)

TONE_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "octagon-alert",
    "info": "info",
}
TONE_WORDS: dict[Tone, str] = {
    "neutral": "Note",
    "good": "Done",
    "warn": "Attention",
    "bad": "Problem",
    "info": "Information",
}


class IconButton(QToolButton):
    """A button that shows an icon and is called ``title`` by tool tip and screen reader."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        run: Callable[[], object] | None = None,
        *,
        on_rail: bool = False,
    ) -> None:
        """``on_rail`` says that it stands on the dark ground of the rail and of toasts."""
        super().__init__()
        self._look, self._icon, self._on_rail = look, icon, on_rail
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(28, 28)
        self.setIconSize(QSize(18, 18))
        self.rename(title)
        look.changed.connect(self._redraw)
        if run is not None:
            self.clicked.connect(lambda *_: run())
        self._redraw()

    def rename(self, title: str) -> None:
        """Call the button something else."""
        self.setAccessibleName(title)
        set_tooltip(self, title)

    def show_icon(self, icon: str) -> None:
        """Draw another icon."""
        self._icon = icon
        self._redraw()

    def _redraw(self) -> None:
        if self._on_rail:
            self.setIcon(self._look.tinted(self._icon, self._look.theme.on_rail, 18))
        else:
            self.setIcon(self._look.icon(self._icon, 18))


class IconLabel(PlainLabel):
    """An icon in the colour of a tone. It is read out as ``name``; without one it only decorates."""

    def __init__(self, look: Look, icon: str, tone: Tone = "neutral", size: int = 20, name: str = "") -> None:
        super().__init__()
        self._look, self._icon, self._tone, self._size = look, icon, tone, size
        self.setAccessibleName(name)
        look.changed.connect(self._redraw)
        self._redraw()

    def show_icon(self, icon: str, tone: Tone, name: str = "") -> None:
        """Draw another icon."""
        self._icon, self._tone = icon, tone
        self.setAccessibleName(name)
        self._redraw()

    def _redraw(self) -> None:
        self.setPixmap(self._look.pixmap(self._icon, self._tone, self._size))


def push_button(
    title: str,
    run: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    danger: bool = False,
    link: bool = False,
) -> QPushButton:
    """A button with a word on it; ``&`` before a letter makes its mnemonic."""
    made = QPushButton(title)
    made.setAutoDefault(False)
    for name, holds in (("primary", primary), ("danger", danger), ("link", link)):
        if holds:
            made.setProperty(name, "true")
    if run is not None:
        made.clicked.connect(lambda *_: run())
    return made


def text_button(text: str, run: Callable[[], object] | None = None) -> QPushButton:
    """A button whose word comes from a record: an ampersand in it is an ampersand."""
    return push_button(mnemonic_safe(text), run, link=True)


def row(
    *widgets: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Side by side; ``None`` is a stretch."""
    layout = QHBoxLayout()
    return _filled(layout, widgets, spacing, margins)


def column(
    *widgets: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """One under the other; ``None`` is a stretch."""
    layout = QVBoxLayout()
    return _filled(layout, widgets, spacing, margins)


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet looks at, and apply it anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _filled(
    layout: Box, widgets: tuple[QWidget | None, ...], spacing: int, margins: tuple[int, int, int, int]
) -> Box:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout

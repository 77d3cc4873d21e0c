"""What the window wears now, told to those who draw by hand."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from crisisdesk.gui.icons import DEFAULT_SIZE, IconSet
from crisisdesk.gui.theme.apply import apply_theme, load_fonts
from crisisdesk.gui.theme.roles import Density, Theme, Tone
from crisisdesk.gui.theme.themes import DARK, LIGHT, THEMES


class Look(QObject):
    """The theme, text size and density in use, and the icons that go with them.

    One is made with the program and handed to each widget that draws; ``changed``
    tells them to draw anew, so that no change of theme needs a restart.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        theme: Theme | None = None,
        text_scale: float = 1.0,
        density: Density = Density.COMFORTABLE,
    ) -> None:
        """Without a theme, the system's scheme is followed as long as it tells one."""
        super().__init__(app)
        self._app = app
        self._icons = IconSet()
        self._follows = theme is None
        self.theme = theme or system_theme(app)
        self.text_scale, self.density = text_scale, density
        self.motion = True
        load_fonts()
        apply_theme(app, self.theme, text_scale)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def row_height(self) -> int:
        """The height of a table row in pixels."""
        return self.density.row_height(QFontMetrics(self._app.font()).height())

    def wear(self, theme: Theme) -> None:
        """Change the colours, and stop following the system."""
        self._follows = False
        self._put_on(theme)

    def follow_system(self) -> None:
        """Take the system's scheme now and whenever it changes."""
        self._follows = True
        self._put_on(system_theme(self._app))

    def scale_text(self, text_scale: float) -> None:
        """Show all text larger or smaller; 1.0 is the system's size, between 0.75 and 3."""
        self.text_scale = min(max(text_scale, 0.75), 3.0)
        self._put_on(self.theme)

    def space(self, density: Density) -> None:
        """Set rows closer or wider apart."""
        self.density = density
        self.changed.emit()

    def icon(self, name: str, size: int = DEFAULT_SIZE) -> QIcon:
        """An icon in the colour of text."""
        return self._icons.icon(name, self.theme, size)

    def tinted(self, name: str, color: str, size: int = DEFAULT_SIZE) -> QIcon:
        """An icon in this colour."""
        return self._icons.tinted(name, color, size)

    def pixmap(self, name: str, tone: Tone = "neutral", size: int = DEFAULT_SIZE) -> QPixmap:
        """A picture in the colour of a tone."""
        return self._icons.pixmap(name, self.theme.tone(tone), size)

    def _follow(self) -> None:
        if self._follows:
            self._put_on(system_theme(self._app))

    def _put_on(self, theme: Theme) -> None:
        self.theme = theme
        apply_theme(self._app, theme, self.text_scale)
        self.changed.emit()


def system_theme(app: QApplication) -> Theme:
    """Dark where the system says dark, light where it says so or says nothing."""
    return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def theme_named(name: str) -> Theme:
    """The theme of this name; light for any other name."""
    return next((theme for theme in THEMES if theme.name == name), LIGHT)

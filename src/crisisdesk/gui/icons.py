"""Icons of the window: line drawings in the colour of their text (Lucide, ISC)."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from crisisdesk import paths
from crisisdesk.gui.theme.roles import Theme

DEFAULT_SIZE = 20


class IconSet:
    """Draws each icon once for each colour and size, at twice the size for dense screens."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}
        self._sources: dict[str, str] = {}

    def icon(self, name: str, theme: Theme, size: int = DEFAULT_SIZE) -> QIcon:
        """An icon in the theme's text colour, fainter where it is disabled.

        Raises:
            FileNotFoundError: There is no such icon among the resources.
        """
        icon = QIcon(self.pixmap(name, theme.text, size))
        icon.addPixmap(self.pixmap(name, theme.edge, size), QIcon.Mode.Disabled)
        return icon

    def tinted(self, name: str, color: str, size: int = DEFAULT_SIZE) -> QIcon:
        """An icon in this colour, ``#rrggbb``."""
        return QIcon(self.pixmap(name, color, size))

    def pixmap(self, name: str, color: str, size: int = DEFAULT_SIZE) -> QPixmap:
        """The picture itself, ``size`` pixels wide and high."""
        key = (name, color, size)
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(self._source(name).replace("currentColor", color), size)
        return self._pixmaps[key]

    def _source(self, name: str) -> str:
        if name not in self._sources:
            self._sources[name] = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")
        return self._sources[name]


def _drawn(svg: str, size: int) -> QPixmap:
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * 2, size * 2))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return pixmap

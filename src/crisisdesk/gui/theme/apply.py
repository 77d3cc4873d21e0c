"""Put a theme on: the Fusion style, a palette and one small style sheet."""

import dataclasses
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from crisisdesk import paths
from crisisdesk.gui.theme.roles import Theme, mixed

FAMILY = "Noto Sans"
SMALLEST_POINTS = 10.0


def apply_theme(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole program; can be called again at any time.

    ``text_scale`` multiplies the text size of the system; 2.0 is 200 %. A dress that is worn already costs nothing: Qt
    would look at every widget again.
    """
    font, colors = base_font(text_scale), palette(theme)
    sheet = style_sheet(theme, font.pointSizeF())
    if app.styleSheet() == sheet and app.font() == font and app.palette() == colors:
        return
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(colors)
    app.setStyleSheet(sheet)


def load_fonts() -> tuple[str, ...]:
    """Load the shipped fonts; the families that are there now. What is missing falls back to the system's."""
    files = sorted((paths.resources() / "fonts").glob("*.ttf"))
    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    return tuple({family for n in numbers if n >= 0 for family in QFontDatabase.applicationFontFamilies(n)})


def base_font(text_scale: float) -> QFont:
    """The font of running text: Noto Sans at the system's size, never below ten points at 100 %."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    if FAMILY in QFontDatabase.families():
        font.setFamilies([FAMILY, *system.families()])
    font.setPointSizeF(max(system.pointSizeF(), SMALLEST_POINTS) * text_scale)
    return font


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's own roles, for all that the style sheet does not name."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: mixed(theme.raised, theme.surface, 0.35),
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.on_selection,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.surface,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
    }
    made = QPalette()
    for color_role, color in colors.items():
        made.setColor(color_role, QColor(color))
    faded = QColor(mixed(theme.text, theme.window, 0.5))
    for color_role in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, color_role, faded)
    return made


def style_sheet(theme: Theme, points: float) -> str:
    """The style sheet in the colours of ``theme``, type sizes as multiples of ``points``."""
    roles = dataclasses.asdict(theme).items()
    values = {name: color for name, color in roles if isinstance(color, str)}
    values |= {f"{tone}_tint": theme.tint(tone) for tone in ("neutral", "good", "warn", "bad", "info")}
    values |= {
        "hover": mixed(theme.accent, theme.surface, 0.12),
        "accent_hover": mixed(theme.accent, theme.text, 0.85),
        "faded": mixed(theme.text, theme.window, 0.5),
        "title_size": f"{points * 1.6:.1f}pt",
        "heading_size": f"{points * 1.15:.1f}pt",
        "number_size": f"{points * 2.0:.1f}pt",
        "small_size": f"{points * 0.9:.1f}pt",
        "stripe": mixed(theme.raised, theme.surface, 0.35),
        "rail_focus": theme.focus if theme.dark else mixed(theme.focus, theme.on_rail, 0.3),
        "check": (paths.resources() / "styles" / f"check-{'dark' if theme.dark else 'light'}.svg").as_posix(),
        "arrow": (paths.resources() / "styles" / f"arrow-{'light' if theme.dark else 'dark'}.svg").as_posix(),
    }
    return _template().substitute(values)


@cache
def _template() -> Template:
    return Template((paths.resources() / "styles" / "window.qss").read_text("utf-8"))

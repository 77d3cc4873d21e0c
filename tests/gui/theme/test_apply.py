import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from crisisdesk.gui.theme.apply import apply_theme, base_font, palette, style_sheet
from crisisdesk.gui.theme.roles import Theme
from crisisdesk.gui.theme.themes import DARK, LIGHT, THEMES

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@each_theme
def test_the_style_sheet_leaves_no_gap(theme: Theme):
    sheet = style_sheet(theme, 10)

    assert "$" not in sheet
    assert re.findall(r":focus", sheet)


@each_theme
def test_the_pictures_of_the_style_sheet_exist(theme: Theme):
    pictures = re.findall(r'url\("([^"]+)"\)', style_sheet(theme, 10))

    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_the_palette_takes_the_roles():
    dark = palette(DARK)

    assert dark.color(QPalette.ColorRole.Base).name() == DARK.surface
    assert dark.color(QPalette.ColorRole.Text).name() == DARK.text


def test_text_scales_from_the_size_of_the_system(qapp: QApplication):
    assert base_font(2.0).pointSizeF() == pytest.approx(2 * base_font(1.0).pointSizeF())


def test_a_theme_changes_without_restart(qapp: QApplication):
    apply_theme(qapp, DARK)
    apply_theme(qapp, LIGHT)

    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window

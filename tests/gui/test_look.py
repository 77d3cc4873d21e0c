import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisdesk.gui.look import Look, system_theme, theme_named
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.theme.themes import DARK, HIGH_CONTRAST, LIGHT


def test_a_scheme_that_the_system_does_not_tell_is_light(qapp: QApplication):
    assert system_theme(qapp) is LIGHT


def test_wearing_a_theme_is_told(qtbot: QtBot, look: Look):
    with qtbot.waitSignal(look.changed):
        look.wear(DARK)

    assert look.theme is DARK


def test_following_the_system_takes_its_scheme_again(look: Look):
    look.wear(HIGH_CONTRAST)

    look.follow_system()

    assert look.theme is LIGHT


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.75), (1.5, 1.5), (9.0, 3.0)])
def test_text_stays_within_bounds(look: Look, asked: float, given: float):
    look.scale_text(asked)

    assert look.text_scale == given
    look.scale_text(1.0)


def test_compact_rows_are_lower(look: Look):
    comfortable = look.row_height

    look.space(Density.COMPACT)

    assert 24 <= look.row_height < comfortable


def test_themes_are_known_by_name():
    assert theme_named("high contrast") is HIGH_CONTRAST
    assert theme_named("no such theme") is LIGHT

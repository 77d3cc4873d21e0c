from itertools import product

import pytest

from crisisdesk.gui.theme.roles import Density, Theme, contrast, mixed
from crisisdesk.gui.theme.themes import THEMES

GROUNDS = ("window", "surface", "raised")
WORDS = ("text", "muted", "accent", "good", "warn", "bad", "info")
LEVELS = ("unclassified", "controlled", "confidential", "secret", "top_secret")
TONES = ("neutral", "good", "warn", "bad", "info")
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@each_theme
def test_words_can_be_read_on_every_ground(theme: Theme):
    for word, ground in product(WORDS, GROUNDS):
        assert contrast(getattr(theme, word), getattr(theme, ground)) >= 4.5, (word, ground)


@each_theme
def test_words_on_fills_can_be_read(theme: Theme):
    pairs = [
        (theme.on_accent, theme.accent),
        (theme.on_selection, theme.selection),
        (theme.on_rail, theme.rail),
        (theme.on_rail, theme.rail_selected),
        *((theme.marking(level).text, theme.marking(level).fill) for level in LEVELS),
        *((theme.text, theme.tint(tone)) for tone in TONES),
        *((theme.tone(tone), theme.tint(tone)) for tone in TONES),
    ]
    for text, fill in pairs:
        assert contrast(text, fill) >= 4.5, (text, fill)


@each_theme
def test_focus_and_borders_of_controls_stand_out(theme: Theme):
    for role, ground in product(("focus", "edge"), GROUNDS):
        assert contrast(getattr(theme, role), getattr(theme, ground)) >= 3, (role, ground)


@each_theme
def test_table_stripes_keep_words_readable(theme: Theme):
    stripe = mixed(theme.raised, theme.surface, 0.35)
    assert all(contrast(getattr(theme, word), stripe) >= 4.5 for word in WORDS)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_rows_are_never_too_small_to_hit():
    assert Density.COMPACT.row_height(8) == 24
    assert Density.COMFORTABLE.row_height(20) > Density.COMPACT.row_height(20)

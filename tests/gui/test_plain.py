import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from crisisdesk.gui.plain import ElidedLabel, add_choice, label, mnemonic_safe, plain_tooltip, selectable
from crisisdesk.gui.tables.rows import text_of

HOSTILE = ["<b>Case</b> <Ministry>hidden", '<img src="/etc/hostname">', "R&D <draft>", "<table><tr><td>" * 20]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_shows_markup_as_it_is_written(qtbot: QtBot, text: str):
    for made in (label(text), selectable(text), ElidedLabel(text)):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText
        assert made.text() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tool_tip_shows_markup_as_it_is_written(qtbot: QtBot, text: str):
    document = QTextDocument()
    started = time.perf_counter()

    document.setHtml(plain_tooltip(text))

    assert document.toPlainText() == text
    assert time.perf_counter() - started < 0.5


def test_a_tool_tip_is_cut_where_nobody_reads_on():
    assert len(plain_tooltip("x" * 1_000_000)) < 3000
    assert not plain_tooltip("")


def test_a_label_without_room_tells_the_rest_in_its_tool_tip(qtbot: QtBot):
    made = ElidedLabel("A name that is much too long for the room it has")
    qtbot.addWidget(made)

    made.resize(60, 20)
    made.show()
    assert "much too long" in made.toolTip()

    made.resize(900, 20)
    assert not made.toolTip()


def test_an_ampersand_in_a_name_stays_one():
    assert mnemonic_safe("R&D") == "R&&D"


@pytest.mark.parametrize("forbidden", [r"\bQLabel\(", r"\.setToolTip\(", r"\bQMessageBox\b", r"\.setHtml\("])
def test_text_reaches_qt_through_one_module_only(gui_sources: list[Path], forbidden: str):
    # Actions give Qt what plain_tooltip made; everything else asks set_tooltip.
    allowed = {"plain.py", "actions.py"}
    found = [
        s.name for s in gui_sources if s.name not in allowed and re.search(forbidden, s.read_text("utf-8"))
    ]

    assert found == []


def test_a_name_that_reads_otherwise_than_it_is_shows_its_signs(qapp: QApplication) -> None:
    disguised = "annex\u202efdp.exe"
    assert label(disguised).text() == "annex\u2039RLO\u203afdp.exe"
    assert "\u2039RLO\u203a" in plain_tooltip(disguised)
    assert mnemonic_safe(disguised) == "annex\u2039RLO\u203afdp.exe"
    assert text_of(disguised) == "annex\u2039RLO\u203afdp.exe"


def test_a_choice_is_called_as_it_is_written(qtbot: QtBot):
    combo = QComboBox()
    qtbot.addWidget(combo)

    add_choice(combo, "Search & rescue \u202edne eht", "case-1")

    assert combo.itemText(0) == "Search & rescue \u2039RLO\u203adne eht"
    assert combo.itemData(0) == "case-1"

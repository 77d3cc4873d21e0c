"""The parts that show one thing each: what they say, and what keys do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.themes import DARK
from crisisdesk.gui.widgets.chip import Chip, ChipBar
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.marking_banner import MarkingBanner, level_of
from crisisdesk.gui.widgets.parts import IconButton, push_button, text_button
from crisisdesk.gui.widgets.rail import Place, Rail
from crisisdesk.gui.widgets.section_header import SectionHeader
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.gui.widgets.stat_tile import StatTile


def test_an_icon_button_has_a_name_and_runs(qtbot: QtBot, look: Look):
    ran: list[int] = []
    button = IconButton(look, "columns-3", "Columns", lambda: ran.append(1))
    qtbot.addWidget(button)

    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert ran == [1]
    assert button.accessibleName() == "Columns"
    assert button.minimumWidth() >= 24


def test_icons_follow_the_theme(qtbot: QtBot, look: Look):
    button = IconButton(look, "x", "Close")
    qtbot.addWidget(button)
    before = button.icon().cacheKey()

    look.wear(DARK)

    assert button.icon().cacheKey() != before


def test_a_button_with_a_name_from_a_record_keeps_its_ampersand(qtbot: QtBot):
    button = text_button("R&D")
    qtbot.addWidget(button)
    assert button.text() == "R&&D"


def test_a_button_does_not_pass_on_that_it_was_clicked(qtbot: QtBot):
    got: list[tuple[object, ...]] = []
    button = push_button("Go", lambda *arguments: got.append(arguments))
    qtbot.addWidget(button)

    button.click()

    assert got == [()]


def test_segments_are_chosen_by_mouse_and_arrow_keys(qtbot: QtBot):
    control = SegmentedControl("View", [("list", "List"), ("line", "Time-line"), ("net", "Network")])
    qtbot.addWidget(control)
    control.show()
    chosen: list[str] = []
    control.chosen.connect(chosen.append)

    control.findChildren(QWidget)[0].setFocus()
    qtbot.keyClick(control.findChildren(QWidget)[0], Qt.Key.Key_Right)

    assert chosen == ["line"]
    assert control.choice == "line"


def test_choosing_by_the_program_is_not_told(qtbot: QtBot):
    control = SegmentedControl("View", [("a", "A"), ("b", "B")])
    qtbot.addWidget(control)

    with qtbot.assertNotEmitted(control.chosen):
        control.choose("b")

    assert control.choice == "b"


def test_a_heading_says_how_many(qtbot: QtBot):
    header = SectionHeader("Calls")
    qtbot.addWidget(header)

    header.show_count(12345)

    assert header._count.text() == "12\N{NO-BREAK SPACE}345"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_opens_by_keyboard_and_reads_its_figure(qtbot: QtBot, look: Look, key: Qt.Key):
    tile = StatTile(look, "Overdue", "clock-alert")
    qtbot.addWidget(tile)
    tile.show_figure("unknown", "never tested", "warn")

    with qtbot.waitSignal(tile.opened):
        qtbot.keyClick(tile, key)

    assert tile.accessibleName() == "Overdue: unknown. never tested"


def test_a_chip_goes_by_delete(qtbot: QtBot, look: Look):
    chip = Chip(look, "Partner: Norway")
    qtbot.addWidget(chip)

    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_chips_are_removed_one_by_one(qtbot: QtBot, look: Look):
    bar = ChipBar(look)
    qtbot.addWidget(bar)
    assert bar.isHidden()

    bar.show_chips([("partner", "Partner: Norway"), ("due", "Due within 7 days")])
    with qtbot.waitSignal(bar.removed) as told:
        bar._chips[1].removed.emit()

    assert told.args == ["due"]
    assert not bar.isHidden()


def test_an_empty_list_offers_the_one_thing_to_do(qtbot: QtBot, look: Look):
    ran: list[int] = []
    empty = EmptyState(look, "phone", "No calls yet.", "Note a call", lambda: ran.append(1))
    qtbot.addWidget(empty)

    empty.findChild(QPushButton).click()

    assert ran == [1]
    assert empty.accessibleName() == "No calls yet."


def test_an_empty_list_fits_a_narrow_pane(qtbot: QtBot, look: Look):
    empty = EmptyState(look, "phone", "Nobody was called in this case yet; calls are noted here. " * 3)
    qtbot.addWidget(empty)

    empty.resize(260, 400)
    empty.show()

    sentence = empty.findChildren(QLabel)[-1]
    assert empty.width() == 260
    assert sentence.geometry().right() <= 260
    qtbot.waitUntil(lambda: sentence.height() >= 5 * sentence.fontMetrics().height())


@pytest.mark.parametrize(
    ("banner", "level"),
    [
        ("UNCLASSIFIED", "unclassified"),
        ("UNCLASSIFIED//FOR OFFICIAL USE", "unclassified"),
        ("SENSITIVE BUT UNCLASSIFIED", "controlled"),
        ("CUI//SP-EXPT", "controlled"),
        ("CONFIDENTIAL//NOFORN", "confidential"),
        ("secret//rel to usa, gbr", "secret"),
        ("TOP SECRET//NOFORN", "top_secret"),
        ("//NATO SECRET", "secret"),
        ("", "unclassified"),
    ],
)
def test_a_banner_takes_the_colours_of_its_level(banner: str, level: str):
    assert level_of(banner) == level


def test_a_banner_shows_what_it_is_told_in_capitals_and_colour(qtbot: QtBot, look: Look):
    said = ["secret"]
    banner = MarkingBanner(look, lambda: said[0])
    qtbot.addWidget(banner)
    banner.resize(400, banner.height())

    assert banner.text == "SECRET"
    assert banner.grab().toImage().pixelColor(2, 2).name() == look.theme.secret.fill
    said[0] = "unclassified"
    banner.refresh()
    assert banner.accessibleName() == "Marking: UNCLASSIFIED"


def test_the_rail_goes_where_the_keys_go(qtbot: QtBot, look: Look):
    rail = Rail(look, [Place("now", "Now", "gauge"), Place("cases", "Cases", "siren")])
    qtbot.addWidget(rail)

    with qtbot.waitSignal(rail.gone_to) as told:
        qtbot.keyClick(rail, Qt.Key.Key_Down)
    rail.show_count("cases", 4)

    assert told.args == ["cases"]
    assert "4" in rail.item(1).text()


def test_panes_come_back_as_they_were_left(qtbot: QtBot):
    memory: dict[str, object] = {}
    first = RememberingSplitter("Panes", [QWidget(), QWidget()], memory, "cases")
    qtbot.addWidget(first)
    first.resize(805, 300)
    first.show()
    first.nudge(100)

    second = RememberingSplitter("Panes", [QWidget(), QWidget()], memory, "cases")
    qtbot.addWidget(second)
    second.resize(805, 300)
    second.show()

    assert second.sizes() == first.sizes() == memory["cases"]


@pytest.mark.parametrize("kept", [[1], ["wide", 3], "no list", [0, 0], None])
def test_sizes_that_make_no_sense_are_passed_over(qtbot: QtBot, kept: object):
    splitter = RememberingSplitter("Panes", [QWidget(), QWidget()], {"cases": kept}, "cases")
    qtbot.addWidget(splitter)
    splitter.resize(805, 300)
    splitter.show()

    assert all(splitter.sizes())
